"""The server engine: PostgreSQL through psycopg 3, many machines on one database.

Times are stored as the same texts as on SQLite, in the order of their bytes, so that a row means the same
on both engines and can move from one to the other. Norwegian order comes from the stored sort keys; the
server needs no ICU.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import peewee
import psycopg
from peewee import fn
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase
from psycopg import errors
from psycopg.adapt import Dumper
from psycopg.pq import TransactionStatus

from xscalls_tui.domain.errors import Busy, DatabaseUnusable, NotAllowed, XSCallsError
from xscalls_tui.models.engine import Engine, text_of

CONNECTIONS = 4
"""Of one session: the screen's workers, and one for whatever comes beside them."""
WAIT_SECONDS = 5.0
"""For a connection, for the server, and for a row that somebody else is writing."""
SERVER_SETTINGS = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "5s",
}
_TEXT = 'TEXT COLLATE "C"'


class _TimeDumper(Dumper):
    def dump(self, obj: datetime) -> bytes:
        return text_of(obj).encode()


class _Adapter(peewee.Psycopg3Adapter):
    """peewee's own, though peewee was imported without the driver (models/__init__.py)."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """It is imported above."""

    def connect(self, db: Any, **params: Any) -> psycopg.Connection[Any]:
        """A connection with our time-outs."""
        options = " ".join(f"-c {name}={value}" for name, value in SERVER_SETTINGS.items())
        connection = psycopg.connect(
            db.database,
            connect_timeout=int(WAIT_SECONDS),
            application_name="xscalls",
            options=options,
            **params,
        )
        connection.adapters.register_dumper(datetime, _TimeDumper)
        return connection


class _Connections(PooledPostgresqlDatabase):  # type: ignore[misc]  # playhouse is untyped
    field_types = {
        **peewee.PostgresqlDatabase.field_types,
        "TEXT": _TEXT,
        "WALLTIME": _TEXT,
        "STAMP": _TEXT,
    }
    psycopg2_adapter = psycopg3_adapter = _Adapter


class PostgresEngine(Engine):
    """One database of a PostgreSQL server, or of a cluster whose URL names several hosts."""

    driver_errors = (peewee.PeeweeException, psycopg.Error, MaxConnectionsExceeded)

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.db = _Connections(
            url, max_connections=CONNECTIONS, timeout=WAIT_SECONDS, stale_timeout=None, autoconnect=False
        )
        self.wall = datetime.fromisoformat
        self.stamp = datetime.fromisoformat

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self.reading(), self.db.atomic():
            yield

    def rows_of(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement written with ``?``; none of one that has no rows to give."""
        cursor = self.db.execute_sql(sql.replace("?", self.db.param), values)
        return list(cursor.fetchall()) if cursor.description else []

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """psycopg adds up what the statements tell."""
        cursor = self.db.cursor()
        cursor.executemany(sql.replace("?", self.db.param), rows)
        return int(cursor.rowcount)

    def login(self) -> str | None:
        """The role that signed in; None for one that owns the tables."""
        ((initials, owns),) = self.rows_of(
            'SELECT upper(session_user::text COLLATE "default"), '
            "pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'call'::regclass"
        )
        return None if owns else str(initials)

    def locking(self, query: Any) -> Any:
        """``FOR NO KEY UPDATE``: two who make follow-ups of one call both keep it from going meanwhile."""
        return query.for_update("FOR NO KEY UPDATE")

    def lock_table(self, table: type[peewee.Model]) -> None:
        """Readers go on; other writers wait."""
        self.db.execute_sql(f"LOCK TABLE {table._meta.table_name} IN SHARE ROW EXCLUSIVE MODE")

    def ids_given(self, table: type[peewee.Model]) -> None:
        """Sets the sequence of the table."""
        name = table._meta.table_name
        self.db.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) > 0"
        )

    def translate(self, error: Exception) -> XSCallsError | None:
        """The domain error that a psycopg error, bare or wrapped by peewee, means to an operator."""
        return _meaning(getattr(error, "orig", error))

    def analyse(self) -> None:
        """PostgreSQL's ANALYZE."""
        self.db.execute_sql("ANALYZE")

    def position(self, text: Any, part: Any) -> Any:
        """PostgreSQL's STRPOS."""
        return fn.STRPOS(text, part)

    def among(self, column: Any, values: Sequence[int] | Sequence[str]) -> Any:
        """``column = ANY(array)``."""
        return peewee.NodeList((column, peewee.SQL("= ANY(%s)", [list(values)])))

    def close(self) -> None:
        """Close all connections."""
        self.db.close_all()


def _meaning(cause: object) -> XSCallsError | None:
    match cause:
        case (
            MaxConnectionsExceeded()
            | errors.LockNotAvailable()
            | errors.DeadlockDetected()
            | errors.SerializationFailure()
            | errors.UniqueViolation()
            | errors.QueryCanceled()
        ):
            return Busy()
        case errors.InsufficientPrivilege():
            return NotAllowed("msg.notallowed.server")
        case errors.ReadOnlySqlTransaction():
            return DatabaseUnusable("msg.db.readonly")
        case errors.DiskFull():
            return DatabaseUnusable("msg.db.full")
        case psycopg.OperationalError():
            return DatabaseUnusable("msg.db.unreachable")
    return None
