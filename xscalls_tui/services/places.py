"""Which run of the program something belongs to, and whether that run still lives."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


@cache
def here() -> str:
    """This run: ``machine/process/start``."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{pid}/{_started(pid)}"


def alive(place: str) -> bool:
    """Whether a run still lives, as far as this machine knows: of those of others it knows nothing."""
    machine, pid, started = ("", "", "", *place.rsplit("/", 2))[-3:]
    return machine == socket.gethostname() and pid.isdigit() and started == _started(int(pid)) != ""


def elsewhere(place: str) -> bool:
    """Whether it is a run on another machine."""
    return place.rsplit("/", 2)[0] != socket.gethostname()


def _started(pid: int) -> str:
    """When a process was started, in the kernel's ticks; empty when there is none, or no telling."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
