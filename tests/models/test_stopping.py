"""What nobody waits for any more is given up in the middle of a statement; the next is not disturbed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from xscalls_tui.domain.errors import Stopped
from xscalls_tui.domain.stopping import Stop, stoppable
from xscalls_tui.services.session import Session

_ENDLESS = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgres": "SELECT pg_sleep(3600)",
}


class _Reading(threading.Thread):
    """Reads in a thread of its own, for as long as nobody stops it."""

    def __init__(self, session: Session, sql: str, stop: Stop) -> None:
        super().__init__(daemon=True)
        self.outcome: object = None
        self._read: Callable[[], object] = lambda: session.engine.rows_of(sql)
        self._session = session
        self._stop_it = stop

    def run(self) -> None:
        try:
            with stoppable(self._stop_it), self._session.engine.reading():
                self.outcome = self._read()
        except Exception as error:
            self.outcome = error


def test_reading_is_given_up_in_the_middle_of_a_statement(session: Session, kind: str) -> None:
    stop = Stop()
    thread = _Reading(session, _ENDLESS[kind], stop)
    thread.start()
    while thread.is_alive():  # it may not have begun yet
        stop()
        thread.join(0.01)
    assert isinstance(thread.outcome, Stopped)
    for _ in range(3):
        with session.reading():
            assert session.engine.rows_of("SELECT 1") == [(1,)]


def test_what_is_stopped_beforehand_does_not_begin(session: Session) -> None:
    stop = Stop()
    stop()
    with pytest.raises(Stopped), stoppable(stop), session.engine.reading():
        raise AssertionError("it began")


def test_a_stop_that_comes_too_late_ends_nothing(session: Session) -> None:
    stop = Stop()
    with stoppable(stop), session.engine.reading():
        session.engine.rows_of("SELECT 1")
    stop()
    with session.engine.reading():
        assert session.engine.rows_of("SELECT 1") == [(1,)]
