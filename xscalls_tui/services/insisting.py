"""Asking again when the server did not answer, for work that no screen waits for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from xscalls_tui.domain.errors import ConnectionLost

T = TypeVar("T")

TRIES = 15


def insist(work: Callable[[], T], pause: Callable[[], None] = lambda: time.sleep(1.0)) -> T:
    """What ``work`` gives, asked for again after each ``pause`` while the server does not answer.

    Work that writes does so by ``Session.once``. Raises ConnectionLost after the last of TRIES.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except ConnectionLost:
            pause()
    return work()
