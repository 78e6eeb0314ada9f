"""Giving up what another thread reads, because nobody waits for the answer any more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """May be called from any thread, once or more, before, during or after the work that it stops."""

    def __init__(self) -> None:
        self.asked = False
        self._end: Callable[[], object] | None = None
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """Stop the work."""
        with self._lock:
            self.asked = True
            if self._end is not None:
                self._end()

    @contextmanager
    def by(self, end: Callable[[], object]) -> Iterator[None]:
        """While this lasts the work is stopped by ``end``. It is not called afterwards."""
        with self._lock:
            self._end = end
        try:
            yield
        finally:
            with self._lock:
                self._end = None


class _Thread(threading.local):
    stop: Stop | None = None


_thread = _Thread()


def current() -> Stop | None:
    """What stops this thread's work, if anything does."""
    return _thread.stop


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """What this thread reads here can be stopped by ``stop``; it then raises Stopped."""
    _thread.stop = stop
    try:
        yield
    finally:
        _thread.stop = None
