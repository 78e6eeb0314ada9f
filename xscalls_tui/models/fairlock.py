"""A lock file in front of SQLite's writers.

SQLite's own waiting is a lottery: of 64 busy processes some saved once in four seconds. A blocking flock
lets each have its turn (measured in design/data.md). Blocking has no time-out of its own, so the waiting
is done by a thread that can be left behind.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from pathlib import Path
from types import TracebackType

from xscalls_tui.domain.errors import Busy, DatabaseUnusable


class FairLock:
    """Held while writing; one thread of one process at a time.

    Raises Busy after ``seconds``, DatabaseUnusable when the lock file cannot be made or opened.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._threads = threading.Lock()
        self._fd: int | None = None

    def __enter__(self) -> None:
        until = time.monotonic() + self._seconds
        if not self._threads.acquire(timeout=self._seconds):
            raise Busy
        try:
            if self._fd is None:
                self._fd = self._open()
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._wait(self._fd, until - time.monotonic())
        except BaseException:
            self._threads.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._fd is not None
        fcntl.flock(self._fd, fcntl.LOCK_UN)
        self._threads.release()

    def close(self) -> None:
        """Give the file back."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise DatabaseUnusable("msg.db.full" if full else "msg.db.cannotopen") from error

    def _wait(self, fd: int, seconds: float) -> None:
        turn = _Turn(fd)
        turn.start()
        if not turn.taken(seconds):
            # The thread may still get the lock; it then closes the file, which frees it.
            self._fd = None
            raise Busy


class _Turn(threading.Thread):
    """Waits for the lock on behalf of a thread that may lose patience."""

    def __init__(self, fd: int) -> None:
        super().__init__(daemon=True, name="write-lock")
        self._fd = fd
        self._done = threading.Event()
        self._decision = threading.Lock()
        self._abandoned = False
        self._held = False

    def run(self) -> None:
        fcntl.flock(self._fd, fcntl.LOCK_EX)
        with self._decision:
            self._held = True
            if self._abandoned:
                os.close(self._fd)
        self._done.set()

    def taken(self, seconds: float) -> bool:
        """Whether the lock was had in time; if not, it will be given back at once."""
        self._done.wait(seconds)
        with self._decision:
            self._abandoned = not self._held
            return self._held
