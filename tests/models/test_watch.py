"""What others write is told of at once, on both engines; what one writes oneself is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from time import monotonic

import pytest

from tests import factories
from xscalls_tui.domain.news import News
from xscalls_tui.models import changefile
from xscalls_tui.models.changefile import LONGEST, MARK, ChangeFile
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

SOON = 20.0


@contextmanager
def watching(session: Session) -> Iterator[Callable[[float], bool]]:
    """Watch; what is given waits for so many seconds whether changes are told of."""
    heard: Queue[News] = Queue()
    stop = session.watch(heard.put)

    def hears(wanted: News, seconds: float) -> bool:
        until = monotonic() + seconds
        try:
            while heard.get(timeout=max(until - monotonic(), 0)) is not wanted:
                pass
        except Empty:
            return False
        return True

    try:
        if not isinstance(session.engine, SqliteEngine):
            assert hears(News.ALIVE, SOON), "the server tells from here on"
        yield partial(hears, News.CHANGED)
    finally:
        stop()


@contextmanager
def another(session: Session) -> Iterator[Session]:
    """Another session on the same database."""
    other = open_session(factories.where(session), session.employee.initials)
    try:
        yield other
    finally:
        other.close()


def test_what_others_write_is_told_and_what_one_writes_oneself_is_not(session: Session) -> None:
    with another(session) as other, watching(session) as told:
        factories.call(other, subject="Fra en annen")
        assert told(SOON)
        factories.call(session, subject="Min egen")
        factories.call(other, subject="Fra en annen, etterpå")
        assert told(SOON)
        while told(0.2):  # several may be told of one by one
            pass
        factories.call(session, subject="Min egen igjen")
        assert not told(0.2)


def test_a_file_s_writer_who_died_before_telling_is_found_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(session.engine, SqliteEngine):
        pytest.skip("a server tells by itself")
    monkeypatch.setattr(changefile, "BEAT_SECONDS", 0.05)
    with another(session) as other, watching(session) as told:
        assert not told(0.3)
        monkeypatch.setattr(ChangeFile, "add", lambda _self: None)
        factories.call(other)
        assert told(SOON)
        assert not told(0.3), "once"


def marks(path: Path, own: bytes) -> ChangeFile:
    """The file as a session with this mark sees it."""
    return ChangeFile(path, own * MARK)


def test_marks_are_told_apart_and_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "crm.db-changes"
    mine, theirs, watch = marks(path, b"a"), marks(path, b"b"), marks(path, b"a")
    assert watch.read() == (False, False)
    mine.add()
    assert watch.read() == (True, False)
    mine.add()
    theirs.add()
    mine.add()
    assert watch.read() == (True, True) and watch.read() == (False, False)
    for _ in range(LONGEST // MARK):
        mine.add()
    watch.read()
    theirs.add()
    assert watch.read().others and path.stat().st_size <= LONGEST
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_file_s_place_is_not_followed(tmp_path: Path) -> None:
    target, path = tmp_path / "other", tmp_path / "crm.db-changes"
    target.write_bytes(b"untouched")
    path.symlink_to(target)
    mine = marks(path, b"a")
    mine.add()
    assert mine.read() == (False, False) and target.read_bytes() == b"untouched"
