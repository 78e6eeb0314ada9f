"""The same work without the program: statements through the driver alone, on a connection of its own that is
set up as the program's are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw
import psycopg

from tests.models.statements import traced
from xscalls_tui.models.database import is_server
from xscalls_tui.models.engine import plain
from xscalls_tui.models.postgres import SERVER_SETTINGS
from xscalls_tui.models.sqlite import PRAGMAS
from xscalls_tui.services.session import Session

Statement = tuple[str, Sequence[Any]]
Rows = list[tuple[Any, ...]]


class Bare(ABC):
    """A connection. SQL is written with ``?``, but for ``fetch``, which takes the driver's own."""

    connection: Any
    begin = "BEGIN"
    share = ""
    """What a SELECT of a row to be changed ends with."""
    like = "LIKE"
    """Blind to case (of ASCII letters)."""

    def sql(self, text: str) -> str:
        """A statement as the driver wants it."""
        return text

    def rows(self, text: str, *values: Any) -> Rows:
        """All rows of a statement."""
        rows: Rows = self.connection.execute(self.sql(text), values).fetchall()
        return rows

    def run(self, text: str, *values: Any) -> None:
        """Run a statement that gives no rows."""
        self.connection.execute(self.sql(text), values)

    def value(self, text: str, *values: Any) -> Any:
        """The one value that a statement finds."""
        return self.rows(text, *values)[0][0]

    def row(self, text: str, *values: Any) -> dict[str, Any]:
        """The one row that a statement finds, by columns."""
        cursor = self.connection.execute(self.sql(text), values)
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchall()[0], strict=True))

    def many(self, text: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for many rows of values."""
        self.connection.cursor().executemany(self.sql(text), rows)

    def fetch(self, statements: Sequence[Statement]) -> list[Rows]:
        """All rows of each statement."""
        return [self.connection.execute(sql, values).fetchall() for sql, values in statements]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written in one go."""
        self.connection.execute(self.begin)
        yield
        self.connection.execute("COMMIT")

    @abstractmethod
    def servers(self) -> list[int]:
        """The server process that works for this connection, if there is one."""

    def close(self) -> None:
        """Close it."""
        self.connection.close()


class _Sqlite(Bare):
    begin = "BEGIN IMMEDIATE"

    def __init__(self, place: str) -> None:
        self.connection = apsw.Connection(place)
        self.connection.set_busy_timeout(5000)
        self.connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        for name, value in PRAGMAS.items():
            self.connection.pragma(name, value)

    def servers(self) -> list[int]:
        return []


class _Postgres(Bare):
    share = " FOR UPDATE"
    like = "ILIKE"

    def __init__(self, place: str) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SERVER_SETTINGS.items())
        self.connection = psycopg.connect(place, autocommit=True, options=options)

    def sql(self, text: str) -> str:
        return text.replace("%", "%%").replace("?", "%s")

    def servers(self) -> list[int]:
        return [self.connection.info.backend_pid]


def connect(place: str) -> Bare:
    """A bare connection to a database."""
    return _Postgres(place) if is_server(place) else _Sqlite(place)


def statements_of(session: Session, action: Callable[[], object]) -> list[Statement]:
    """The statements that an action of a service runs, with their values."""
    action()
    with traced(session.engine) as run:
        action()
    return [(sql, [plain(value) for value in values or ()]) for sql, values in run]


def servers_of(session: Session) -> list[int]:
    """The server process that works for a session with one thread, if there is one."""
    with session.engine.reading():
        connection = session.engine.db.connection()
        return [connection.info.backend_pid] if isinstance(connection, psycopg.Connection) else []
