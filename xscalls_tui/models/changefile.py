"""Telling the other sessions of a SQLite file that one of them has written.

Beside the database lies a file to which every writer adds its own mark after each commit, while it still
holds the write lock. A session's watch sleeps until the kernel tells of that (inotify), and reads whose marks
were added: watching SQLite's own log tells of a commit before it can be read, and misses some. Now and then
the watch asks for the newest operation, too: a writer may have died before its mark, and another machine's
writes are not told of.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from xscalls_tui.domain.news import News

BEAT_SECONDS = 3.0
REST_SECONDS = 0.05
"""Between two notices of changes."""
MARK = 8
"""Bytes of a session's mark."""
_LETTERS = {News.CHANGED: b"c", News.PRESENCE: b"p"}
"""What stands before it: of what it tells."""
LONGEST = 64 * 1024
"""Bytes after which the file begins anew."""


class Marks(NamedTuple):
    """What anybody has told, and what others have."""

    all: frozenset[News]
    others: frozenset[News]


class ChangeFile:
    """The file, as a writer and as a watch see it. Where it cannot be made nobody is told; the beat
    remains. ``mark`` is that of the session."""

    def __init__(self, path: Path, mark: bytes) -> None:
        self.path = path
        self.mark = mark
        self._fd: int | None = None
        self._read = 0

    def add(self, news: News) -> None:
        """Tell of a commit. Under the write lock."""
        with suppress(OSError):
            fd = self._open()
            if os.fstat(fd).st_size >= LONGEST:
                os.ftruncate(fd, 0)
            os.write(fd, _LETTERS[news] + self.mark)

    def read(self) -> Marks:
        """What was added since this was asked last."""
        try:
            fd = self._open()
            size = os.fstat(fd).st_size
            anew = size < self._read
            added = os.pread(fd, LONGEST, 0 if anew else self._read)
        except OSError:
            return Marks(frozenset(), frozenset())
        self._read = size
        if anew:  # whatever stood there before
            return Marks(frozenset(_LETTERS), frozenset(_LETTERS))
        length = MARK + 1
        marks = {added[at : at + length] for at in range(0, len(added) - MARK, length)}
        others = {mark for mark in marks if mark[1:] != self.mark}
        return Marks(_told(marks), _told(others))

    def skip(self) -> None:
        """Leave out what was added so far."""
        with suppress(OSError):
            self._read = os.fstat(self._open()).st_size

    def close(self) -> None:
        """Give the file back."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _open(self) -> int:
        if self._fd is None:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._fd = os.open(self.path, flags, 0o600)
        return self._fd


def _told(marks: Iterable[bytes]) -> frozenset[News]:
    return frozenset(news for news, letter in _LETTERS.items() if any(one[:1] == letter for one in marks))


class FileWatch:
    """A thread that watches for the marks of others than ``mark``. ``newest`` reads the id of the newest
    operation."""

    def __init__(
        self, path: Path, mark: bytes, newest: Callable[[], int | None], hear: Callable[[News], None]
    ) -> None:
        self._file = ChangeFile(path, mark)
        self._newest = newest
        self._hear = hear
        self._stopped = threading.Event()
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC)
        self._file.skip()
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """End the thread; it may take a moment longer."""
        self._stopped.set()
        os.close(self._wake)  # which the other end is told

    def _run(self) -> None:
        waiting = select.poll()
        waiting.register(self._woken)
        with _notified(self._file.path) as told:
            if told is not None:
                waiting.register(told, select.POLLIN)
            self._follow(waiting, told)
        os.close(self._woken)
        self._file.close()

    def _follow(self, waiting: select.poll, told: int | None) -> None:
        newest, heard = self._newest_now(None), False
        next_beat = monotonic() + BEAT_SECONDS
        while not self._stopped.is_set():
            waiting.poll(max(next_beat - monotonic(), 0) * 1000)
            if told is not None:
                with suppress(BlockingIOError):
                    os.read(told, LONGEST)
            marks = self._file.read()
            heard |= News.CHANGED in marks.all
            news = set(marks.others)
            if monotonic() >= next_beat:
                before, newest = newest, self._newest_now(newest)
                if newest != before and not heard:
                    news.add(News.CHANGED)
                next_beat, heard = monotonic() + BEAT_SECONDS, False
            for one in news:
                if not self._stopped.is_set():
                    self._hear(one)
            if news:
                self._stopped.wait(REST_SECONDS)

    def _newest_now(self, before: int | None) -> int | None:
        with suppress(Exception):  # whoever reads the file for somebody tells of it
            return self._newest()
        return before


@contextmanager
def _notified(path: Path) -> Iterator[int | None]:
    """What the kernel tells writes to a file by; None where it does not."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    from inotify_simple import INotify, flags

    with INotify(nonblocking=True) as notify:
        try:
            notify.add_watch(path, flags.MODIFY)
        except OSError:
            yield None
        else:
            yield notify.fileno()
