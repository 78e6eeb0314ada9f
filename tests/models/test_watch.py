"""What others write is told of at once, on both engines; what one writes oneself is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import Empty, Queue
from time import monotonic

from tests import factories
from xscalls_tui.domain.news import News
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
