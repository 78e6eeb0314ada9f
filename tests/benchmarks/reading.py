"""What the list, the history and the look-ups cost, from the service to frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle
from pathlib import Path

import apsw

from tests.benchmarks.bare import Statement, connect, fetch, traced
from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Action, Figure, interleaved, shown
from xscalls_tui.domain.calls import CallKey, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, SortBy
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, followups, lookups
from xscalls_tui.services.session import Session

ANCHORS = 50
FIRST = PageRequest()
LAST = PageRequest(backward=True)
CAP = 1000


class Database:
    """A database under measurement: the program's session on it, and a bare connection beside."""

    def __init__(self, session: Session, connection: apsw.Connection) -> None:
        self.session = session
        self.connection = connection

    def value(self, sql: str) -> int:
        """The one number that a statement finds."""
        return int(next(self.connection.execute(sql))[0])

    def deep(self) -> list[PageRequest]:
        """Pages all over the list, none at its ends."""
        total = self.value("SELECT sum(calls) FROM day_count")
        anchors = []
        for part in range(1, ANCHORS + 1):
            sql = "SELECT starts_at, id FROM call WHERE deleted_at IS NULL ORDER BY starts_at, id LIMIT 1 OFFSET ?"
            starts, call_id = next(self.connection.execute(sql, (total * part // (ANCHORS + 1),)))
            anchors.append(CallKey(None, datetime.fromisoformat(starts), call_id))
        return [PageRequest(anchor=anchor) for anchor in anchors]

    def pages(self, *requests: PageRequest) -> Action:
        """Reads these pages in turn through the service."""
        return _in_turn(lambda request: calls.page(self.session, request), requests)

    def bare(self, *actions: Callable[[], object]) -> Action:
        """Runs in turn the statements of these actions of services, without the services."""
        plain = self.session.engine.plain
        statements = [
            [(sql, tuple(map(plain, values))) for sql, values in traced(self.session, action)]
            for action in actions
        ]
        return _in_turn(lambda some: fetch(self.connection, some), statements)

    def bare_pages(self, *requests: PageRequest) -> Action:
        """Reads these pages in turn by the program's SQL through the bare driver."""
        return self.bare(*(lambda request=request: calls.page(self.session, request) for request in requests))
