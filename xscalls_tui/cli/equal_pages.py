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
_SET_MEMORY_MERGE, _GET_MEMORY_MERGE = 67, 68


def offer() -> None:
    """Offer the pages of this process and of those that it forks to a kernel that can do it."""
    _prctl(_SET_MEMORY_MERGE, 1)


def possible() -> bool:
    """Whether the kernel can merge pages that are offered."""
    return SWITCH.exists() and _prctl(_GET_MEMORY_MERGE, 0) >= 0


def merged() -> bool:
    """Whether it does."""
    return possible() and SWITCH.read_text(encoding="ascii").strip() == _ON


def _prctl(option: int, value: int) -> int:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    return prctl(option, value, 0, 0, 0) if prctl else -1
