"""The server engine: PostgreSQL through psycopg 3, many machines on one database.

Times are stored as the same texts as on SQLite, in the order of their bytes, so that a row means the same
on both engines and can move from one to the other. Norwegian order comes from the stored sort keys; the
server needs no ICU.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial, reduce
from operator import or_
from select import POLLIN, poll
from typing import Any

import peewee
import psycopg
from peewee import SQL, NodeList, fn
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase
from psycopg import errors
from psycopg.adapt import Dumper
from psycopg.conninfo import conninfo_to_dict, timeout_from_conninfo
from psycopg.pq import TransactionStatus

from xscalls_tui.domain.errors import Busy, ConnectionLost, DatabaseUnusable, NotAllowed, XSCallsError
from xscalls_tui.domain.news import News
from xscalls_tui.models.engine import Engine, Plan, param, text_of
from xscalls_tui.models.loading import Loader
from xscalls_tui.models.tables import EntityText
from xscalls_tui.models.textindex import LONG, TextIndex
from xscalls_tui.models.watch import CHANNEL, NOTICES, Watch, hang_up

CONNECTIONS = 4
"""Of one session: the screen's workers, and one for whatever comes beside them."""
WAIT_SECONDS = 5.0
"""For a connection, for the server, and for a row that somebody else is writing."""
SERVER_SETTINGS = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "5s",
    # Most of what is read lies in memory: 4, for disks that turn, makes reading all calls look cheap.
    "random_page_cost": "1.1",
}
CLIENT_SETTINGS: dict[str, Any] = {
    "application_name": "xscalls",
    "connect_timeout": int(WAIT_SECONDS),
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""Seconds for each host, and milliseconds: who waits for a machine that is gone is told after these."""
CANCEL_SECONDS = 2.0
_TEXT = 'TEXT COLLATE "C"'


class _TimeDumper(Dumper):
    def dump(self, obj: datetime) -> bytes:
        return text_of(obj).encode()


class _Line(psycopg.Connection[Any]):
    doubtful = False
    """Whether the server gave up waiting for its standby, see ``_distrust``."""
    interrupted = False
    """Whether a statement was to be ended. That may come late, and must not meet another one."""

    def interrupt(self) -> None:
        """End the statement that is run, from another thread."""
        self.interrupted = True
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=CANCEL_SECONDS)


class _Adapter(peewee.Psycopg3Adapter):
    """peewee's own, though peewee was imported without the driver (models/__init__.py)."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """It is imported above."""

    def connect(self, db: Any, **params: Any) -> psycopg.Connection[Any]:
        """A connection with our time-outs; what the URL says wins."""
        stated = conninfo_to_dict(db.database)
        ours = [f"-c {name}={value}" for name, value in SERVER_SETTINGS.items()]
        # Of two options that differ the server takes the last.
        options = {"options": " ".join([*ours, str(stated.get("options", ""))])}
        connection = _Line.connect(**{**CLIENT_SETTINGS, **params, **stated, **options})
        connection.adapters.register_dumper(datetime, _TimeDumper)
        connection.add_notice_handler(partial(_distrust, connection))
        return connection

    def is_connection_reusable(self, connection: _Line) -> bool:
        """Whether another unit of work may have it."""
        return not connection.interrupted and bool(super().is_connection_reusable(connection))

    def is_connection_closed(self, connection: psycopg.Connection[Any]) -> bool:
        """Whether an idle connection is of no use: known without asking the server, for the only thing that
        it says unasked is goodbye."""
        line = poll()
        line.register(connection.fileno(), POLLIN)
        gone = bool(line.poll(0)) or self.txn_status(connection) != self.txn_idle
        if gone:
            connection.close()
        return gone


class _Connections(PooledPostgresqlDatabase):  # type: ignore[misc]  # playhouse is untyped
    field_types = {
        **peewee.PostgresqlDatabase.field_types,
        "TEXT": _TEXT,
        "WALLTIME": _TEXT,
        "STAMP": _TEXT,
    }
    psycopg2_adapter = psycopg3_adapter = _Adapter

    def abandon(self) -> None:
        """End all connections: who waits for an answer is told that it will not come."""
        with self._pool_lock:
            self.close_idle()
            for used in self._in_use.values():
                hang_up(used.connection)


class PostgresEngine(Engine):
    """One database of a PostgreSQL server, or of a cluster whose URL names several hosts."""

    driver_errors = (peewee.PeeweeException, psycopg.Error, MaxConnectionsExceeded)
    position = staticmethod(fn.STRPOS)
    earlier = staticmethod(
        lambda start, minutes: NodeList(
            (
                SQL("to_char("), start, SQL("::timestamp - "), minutes,
                SQL("* interval '1 minute', 'YYYY-MM-DD\"T\"HH24:MI') COLLATE \"C\""),
            )
        )
    )  # fmt: skip
    interrupter = staticmethod(lambda line: line.interrupt)
    index_leads = False
    # As IN (SELECT …) the planner may read all calls to compare them with the ids.
    chosen = staticmethod(lambda column, ids: column == fn.ANY(fn.ARRAY(ids)))

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self._name = uuid.uuid4().hex
        try:
            timeout_from_conninfo(conninfo_to_dict(url))
        except psycopg.ProgrammingError as error:
            # Not the part that cannot be decoded, nor the whole: that is, or has in it, the password.
            why = re.sub(r'"[^"]*(%|://)[^"]*"', '"***"', str(error).strip())
            raise DatabaseUnusable("msg.db.badurl", why=why) from error
        self.db = _Connections(
            url, max_connections=CONNECTIONS, timeout=WAIT_SECONDS, stale_timeout=None, autoconnect=False
        )
        self.loader = PostgresLoader(self.db)
        self.texts = PostgresTexts()
        self.wall = datetime.fromisoformat
        self.stamp = datetime.fromisoformat

    @contextmanager
    def _transaction(self, tells: News | None) -> Iterator[None]:
        with self.reading():
            with self.db.atomic():
                yield
            if self.db.connection().doubtful:
                raise psycopg.OperationalError("no standby has it")
            if tells is None:
                return
            # Not within: writers who notify commit one at a time, each waiting for the disk. What is stored
            # is stored, whoever hears of it: others' watches look by themselves too.
            with suppress(*self.driver_errors):
                self.db.execute_sql(f"NOTIFY {CHANNEL}, '{NOTICES[tells]}{self._name}'")

    def watch(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """On a connection besides those of the pool."""
        watch = Watch(self.url, self._name, hear, self.db.abandon)

        def stop() -> None:
            watch.stop()
            self.db.abandon()

        return stop

    def rows(self, query: Plan | Any, **values: Any) -> list[tuple[Any, ...]]:
        """The driver prepares a statement that comes again, and the server then settles for one way."""
        if not isinstance(query, Plan) or not query.uneven:
            return super().rows(query, **values)
        cursor = self.db.cursor()
        cursor.execute(query.sql, query.bind(values), prepare=False)
        return list(cursor.fetchall())

    def rows_of(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement written with ``?``; none of one that has no rows to give."""
        cursor = self.db.execute_sql(sql.replace("?", self.db.param), values)
        return list(cursor.fetchall()) if cursor.description else []

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Through psycopg's pipeline, which adds up what the statements tell and is worth its cost from two
        rows on."""
        many = list(rows)
        if not many:
            return 0
        cursor, sql = self.db.cursor(), sql.replace("?", self.db.param)
        if len(many) == 1:
            cursor.execute(sql, many[0])
        else:
            cursor.executemany(sql, many)
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

    def among(self, column: Any, values: Sequence[int] | Sequence[str]) -> Any:
        """``column = ANY(array)``."""
        return peewee.NodeList((column, peewee.SQL("= ANY(%s)", [list(values)])))

    def close(self) -> None:
        """Close all connections."""
        self.db.close_all()


_FULL = ("too many clients", "too many connections", "connection slots are reserved")
"""What a server says that takes no more connections. Told by its words: libpq gives no SQLSTATE (53300) of a
connection that did not come about."""


_REFERENCES = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
  format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype = 'f' AND conrelid IN (SELECT name::regclass FROM unnest(%s::text[]) name) ORDER BY oid
"""
_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid IN (SELECT name::regclass FROM unnest(%s::text[]) name)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
ORDER BY indexrelid
"""


class PostgresLoader(Loader):
    """Whole tables of a server's database."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A repeatable read, which may be idle for as long as the other side takes."""
        with self.db.atomic():
            self.db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for name in ("idle_in_transaction_session_timeout", "statement_timeout"):
                self.db.execute_sql(f"SET LOCAL {name} = 0")
            yield

    @contextmanager
    def filling(self) -> Iterator[None]:
        """There is nothing to set: references are taken away, and the server sorts in files by itself."""
        yield

    def strip(self, tables: Sequence[str]) -> list[str]:
        """All indexes but those of primary keys, and all references, are dropped."""
        found = []
        for query in (_INDEXES, _REFERENCES):
            found += self.db.execute_sql(query, (list(tables),)).fetchall()
        for drop, _ in reversed(found):
            self.db.execute_sql(drop)
        return [definition for _, definition in found]

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """COPY."""
        try:
            with self.db.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.DataError as error:
            raise DatabaseUnusable("msg.copy.value", table=table) from error

    def restore(self, statement: str) -> None:
        """An index or a reference is made, however long that takes."""
        self.db.execute_sql("SET LOCAL statement_timeout = 0")
        try:
            self.db.execute_sql(statement)
        except peewee.IntegrityError as error:
            raise DatabaseUnusable("msg.copy.loose") from error


_LIKE_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\%_"})


class PostgresTexts(TextIndex):
    """GIN over trigrams (pg_trgm), and over the letters and pairs of letters for shorter terms.

    Read through a view, ``xscalls_call_text``, which has the server's rule of who reads in it. On a table
    with policies no index would be used: only functions that are known to keep what they see to themselves
    may see rows before the policies do, and LIKE is none of them.
    """

    def found(self, texts: type[EntityText], columns: Sequence[str], name: str, length: int) -> Any:
        """LIKE; or an array of what a text contains."""
        view = peewee.Table(f"xscalls_{texts._meta.table_name}")
        conditions = []
        for column in columns:
            text: Any = getattr(view.c, column)
            if length < LONG:
                conditions.append(peewee.Expression(fn.xscalls_grams(text), "@>", param(name)))
            else:
                conditions.append(peewee.Expression(text, "LIKE", param(name)))
        return view.select(view.c.id).where(reduce(or_, conditions))

    def bind(self, columns: Sequence[str], name: str, term: str) -> dict[str, Any]:
        """A pattern; or an array of one."""
        if len(term) < LONG:
            return {name: [term]}
        return {name: f"%{term.translate(_LIKE_SIGNS)}%"}


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
        case psycopg.OperationalError() if any(words in str(cause) for words in _FULL):
            return Busy("msg.busy.server")
        case psycopg.OperationalError() if "session is read-only" in str(cause):
            return ConnectionLost("", "msg.db.nowritable")  # only standbys answer (target_session_attrs)
        case psycopg.OperationalError():
            return ConnectionLost(_why(cause))
    return None


def _distrust(connection: _Line, notice: errors.Diagnostic) -> None:
    """A leader that has given up waiting for its standby answers a commit as if all were well, and warns that
    it could still be lost: then the answer does not count, and what was saved is asked for again. The warning
    is in the server's language; where it comes from is not."""
    if notice.source_function == "SyncRepWaitForLSN":
        connection.doubtful = True
        hang_up(connection)


def _why(error: psycopg.Error) -> str:
    """The server's own word, or the network's, out of a report of many lines."""
    first = str(error).strip().partition("\n")[0]
    return first.rpartition("failed: ")[2].removeprefix("FATAL:").strip()
