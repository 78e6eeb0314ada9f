"""The embedded engine: SQLite through apsw, many processes on one file.

apsw brings its own SQLite. Versions up to 3.51.2 can corrupt a write-ahead log that several processes
write (design/data.md), so an older one is refused.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase
from playhouse.pool import PooledDatabase

from xscalls_tui.domain.errors import Busy, DatabaseUnusable, XSCallsError
from xscalls_tui.domain.news import News
from xscalls_tui.models.changefile import MARK, ChangeFile, FileWatch
from xscalls_tui.models.engine import Engine, param, text_of
from xscalls_tui.models.fairlock import FairLock
from xscalls_tui.models.loading import Loader
from xscalls_tui.models.tables import EntityText
from xscalls_tui.models.textindex import LONG, TextIndex

APPLICATION_ID = 0x58534F43
"""Marks the file as ours ("XSOC")."""
MAGIC = b"SQLite format 3\x00"
HEADER_LENGTH = 100
APPLICATION_ID_AT = slice(68, 72)
"""Where SQLite's file format keeps the application id."""
SAFE_VERSION = 3_051_003
BUSY_SECONDS = 5.0
ANALYSED_ROWS = 200_000
"""Of each index. Fewer, and a status looks no more common than an employee with that status."""
PRAGMAS = {"synchronous": "full", "cache_size": -4096, "foreign_keys": 1, "temp_store": "memory"}
"""The cache is each session's own, beside the system's, which all share: 4 MB reads as fast as 64, but for
what is filtered and sorted otherwise and asked for once more."""


class _Apsw(APSWDatabase):  # type: ignore[misc]  # playhouse is untyped
    """Opens a file also where no log can be made beside it: in a folder that one may not write."""

    def _connect(self) -> apsw.Connection:
        try:
            conn: apsw.Connection = super()._connect()
        except (apsw.ReadOnlyError, apsw.CantOpenError):
            path = Path(self.database)
            if self.connect_params["flags"] & apsw.SQLITE_OPEN_READWRITE or _beside(path, "-wal").exists():
                raise
            conn = _look_at(path)
            self._add_conn_hooks(conn)
        return conn


class _Connections(PooledDatabase, _Apsw):  # type: ignore[misc]
    """peewee's pool over apsw: a unit of work borrows a connection whose cache is warm."""

    field_types = {**APSWDatabase.field_types, "WALLTIME": "TEXT", "STAMP": "TEXT"}

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        conn.convert_binding = _bind
        # One plan for each statement. Otherwise it is planned anew for every set of values, which takes
        # longer than running it.
        conn.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        super()._add_conn_hooks(conn)

    def _can_reuse(self, conn: apsw.Connection) -> bool:
        # What ``_look_at`` opened does not see a change by the file's owner.
        return conn.get_autocommit() and not conn.open_flags & apsw.SQLITE_OPEN_URI


def _look_at(path: Path) -> apsw.Connection:
    """A connection to the file as it lies there: nothing is locked, written or made beside it."""
    return apsw.Connection(
        f"{path.absolute().as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def is_ours(path: Path) -> bool:
    """Whether a file is a database of this program.

    Told by its first bytes alone. Opening a stranger's file would merge the log that it may have, and
    looking at one of ours without its locks would see a checkpoint half done. Raises DatabaseUnusable when
    the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_LENGTH)
    except OSError as error:
        raise DatabaseUnusable("msg.db.cannotopen") from error
    return header.startswith(MAGIC) and header[APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")


def _bind(_cursor: apsw.Cursor, _number: int, value: object) -> str:
    if isinstance(value, datetime):
        return text_of(value)
    raise TypeError(f"SQLite cannot store a {type(value).__name__}")


class SqliteEngine(Engine):
    """One SQLite file. ``busy_seconds`` is how long a write waits for other processes."""

    driver_errors = (peewee.PeeweeException, apsw.Error)
    position = staticmethod(peewee.fn.INSTR)
    earlier = staticmethod(
        lambda start, minutes: peewee.fn.STRFTIME(
            "%Y-%m-%dT%H:%M", start, peewee.fn.PRINTF("-%d minutes", minutes)
        )
    )
    chosen = staticmethod(lambda column, ids: column.in_(ids))
    interrupter = staticmethod(lambda connection: connection.interrupt)

    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__()
        if apsw.SQLITE_VERSION_NUMBER < SAFE_VERSION:
            raise DatabaseUnusable("msg.db.oldsqlite", version=apsw.sqlite_lib_version())
        self.path = path
        self.read_only = read_only
        self._lock = FairLock(_beside(path, "-lock"), busy_seconds)
        self._changes = ChangeFile(_beside(path, "-changes"), secrets.token_bytes(MARK))
        flags = (
            apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        )
        self.db = _Connections(
            str(path), timeout=None, pragmas=PRAGMAS, flags=flags, autoconnect=False, max_connections=None
        )
        self.db.timeout = busy_seconds  # the pool takes the argument of that name for itself
        self.loader = SqliteLoader(self.db)
        self.texts = SqliteTexts()
        self.wall = datetime.fromisoformat
        self.stamp = datetime.fromisoformat

    @contextmanager
    def _transaction(self, tells: News | None) -> Iterator[None]:
        if self.read_only:
            raise DatabaseUnusable("msg.db.readonly")
        with self._lock, self.reading():
            with self.db.atomic("IMMEDIATE"):
                yield
            if tells is not None:
                self._changes.add(tells)

    @contextmanager
    def replacing(self) -> Iterator[apsw.Connection]:
        """The connection by which all of the file can be replaced, while nobody else writes; then the others
        are told."""
        if self.read_only:
            raise DatabaseUnusable("msg.db.readonly")
        with self._lock, self.reading():
            yield self.db.connection()
            self._changes.add(News.CHANGED)

    def watch(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """By the file that writers add to."""
        return FileWatch(self._changes.path, self._changes.mark, self._newest, hear).stop

    def _newest(self) -> int | None:
        with self.reading():
            newest: int | None = self.rows_of("SELECT max(id) FROM operation")[0][0]
        return newest

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Counted statement by statement: what the connection counts in all has the rows in it that FTS5
        writes for itself."""
        connection = self.db.connection()
        written = 0

        def counted() -> Iterator[Sequence[Any]]:
            nonlocal written
            for row in rows:
                yield row
                written += connection.changes()

        connection.cursor().executemany(sql, counted())
        return written

    def translate(self, error: Exception) -> XSCallsError | None:
        """The domain error that an apsw error, bare or wrapped by peewee, means to an operator."""
        return _meaning(getattr(error, "orig", error))

    def analyse(self) -> None:
        """SQLite's ANALYZE, on a sample: exact figures for a million calls would take seconds."""
        self.db.pragma("analysis_limit", ANALYSED_ROWS)
        self.db.execute_sql("ANALYZE")

    def among(self, column: Any, values: Sequence[int] | Sequence[str]) -> Any:
        """``column IN (…json_each…)``: one value to bind instead of more than SQLite takes."""
        return column.in_(peewee.SQL("(SELECT value FROM json_each(?))", [json.dumps(list(values))]))

    def close(self) -> None:
        """Close all connections."""
        self.db.close_all()
        self._lock.close()
        self._changes.close()


class SqliteLoader(Loader):
    """Whole tables of a file."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A read transaction: the log keeps what others write meanwhile apart."""
        with self.db.atomic("DEFERRED"):
            yield

    @contextmanager
    def filling(self) -> Iterator[None]:
        """References are not looked at, and indexes are sorted in files."""
        with self._set("foreign_keys", 0), self._set("temp_store", "file"):
            yield

    def strip(self, tables: Sequence[str]) -> list[str]:
        """Indexes are dropped, and the triggers that keep those of texts. References stay, and are looked at
        in the end."""
        named = json.dumps(list(tables))
        kept = self.db.execute_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
            "AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (named,),
        ).fetchall()
        for what, name, _ in kept:
            self.db.execute_sql(f'DROP {what} "{name}"')
        found = self.db.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name IN (SELECT value || '_index' FROM json_each(?))",
            (named,),
        ).fetchall()
        rebuilt = [f"INSERT INTO {name} ({name}) VALUES ('rebuild')" for (name,) in found]
        return [*(sql for _, _, sql in kept), *rebuilt, "PRAGMA foreign_key_check"]

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """One statement for all rows."""
        marks = ", ".join("?" * len(columns))
        self.db.cursor().executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def restore(self, statement: str) -> None:
        """What the check of references finds is an error."""
        if self.db.execute_sql(statement).fetchone():
            raise DatabaseUnusable("msg.copy.loose")

    @contextmanager
    def _set(self, pragma: str, value: int | str) -> Iterator[None]:
        self.db.pragma(pragma, value)
        try:
            yield
        finally:
            self.db.pragma(pragma, PRAGMAS[pragma])


class SqliteTexts(TextIndex):
    """FTS5 over trigrams: the index of ``call_text`` is ``call_text_index``, kept by triggers; the trigrams
    that it has stand in ``call_text_terms``. A shorter term is looked for as all that begin with it."""

    def found(self, texts: type[EntityText], columns: Sequence[str], name: str, length: int) -> Any:
        """MATCH, within the columns."""
        table = texts._meta.table_name
        index = peewee.Table(f"{table}_index")
        within = f"{{{' '.join(columns)}}} : "
        wanted: tuple[Any, ...]
        if length < LONG:
            parts = "(SELECT group_concat('\"' || replace(term, '\"', '\"\"') || '\"', ' OR ') "
            wanted = (
                peewee.SQL(f"MATCH '{within}(' || coalesce({parts} FROM {table}_terms WHERE term >="),
                param(name),
                peewee.SQL("AND term <"),
                param(f"{name} end"),
                peewee.SQL("), '\"\"') || ')'"),
            )
        else:
            wanted = (peewee.SQL(f"MATCH '{within}' ||"), param(name))
        found = peewee.NodeList((getattr(index.c, f"{table}_index"), *wanted))
        return index.select(index.c.rowid.alias("id")).where(found)

    def bind(self, columns: Sequence[str], name: str, term: str) -> dict[str, Any]:
        """A string of FTS5; or the first term that begins like it, and what is after the last."""
        if len(term) < LONG:
            return {name: term, f"{name} end": term + LONG * "\U0010ffff"}
        quoted = term.replace('"', '""')
        return {name: f'"{quoted}"'}


def _meaning(cause: object) -> XSCallsError | None:
    match cause:
        case apsw.BusyError() | apsw.LockedError():
            return Busy()
        case apsw.ReadOnlyError():
            return DatabaseUnusable("msg.db.readonly")
        case apsw.FullError():
            return DatabaseUnusable("msg.db.full")
        case apsw.CorruptError() | apsw.NotADBError():
            return DatabaseUnusable("msg.db.corrupt")
        case apsw.CantOpenError() | apsw.IOError():
            return DatabaseUnusable("msg.db.cannotopen")
    return None
