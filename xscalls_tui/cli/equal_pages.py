"""Pages of memory that are alike in several sessions of a server, kept once by the kernel (KSM).

A session copies each page of the server in which it so much as counts a reference, and mostly leaves it as
it was: half of what it takes is such copies. Since Linux 6.4 a process can offer its pages to be put together
again (prctl(2), PR_SET_MEMORY_MERGE); whether the kernel does so is the administrator's to say. Who measures
how long a write takes could tell that another process has the same page: that takes code of one's own in a
session, and operators bring none.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

SWITCH = Path("/sys/kernel/mm/ksm/run")
_ON = "1"
_SET_MEMORY_MERGE = 67


def offer() -> bool:
    """Offer the pages of this process and of those that it forks; whether the kernel knows of that."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    return prctl is not None and prctl(_SET_MEMORY_MERGE, 1, 0, 0, 0) == 0


def merged() -> bool:
    """Whether the kernel looks for such pages."""
    try:
        return SWITCH.read_text(encoding="ascii").strip() == _ON
    except OSError:
        return False
