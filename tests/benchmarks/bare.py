"""The same work without the program: statements through the driver alone, on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import apsw

from xscalls_tui.models.sqlite import PRAGMAS
from xscalls_tui.services.session import Session

Statement = tuple[str, Sequence[Any]]


def connect(path: Path) -> apsw.Connection:
    """A connection set up as the program's are."""
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(5000)
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    for name, value in PRAGMAS.items():
        connection.pragma(name, value)
    return connection


def traced(session: Session, action: Callable[[], object]) -> list[Statement]:
    """The statements that an action of a service runs, with their values."""
    statements: list[Statement] = []

    def note(_cursor: apsw.Cursor, sql: str, values: Any) -> bool:
        statements.append((sql, tuple(values or ())))
        return True

    action()
    with session.engine.reading():
        connection = session.engine.db.connection()
        connection.exec_trace = note
        action()
        connection.exec_trace = None
    return statements


def fetch(connection: apsw.Connection, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """All rows of each statement."""
    return [connection.execute(sql, values).fetchall() for sql, values in statements]
