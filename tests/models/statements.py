"""The SQL that a thread runs, as the driver gets it: to count it, to read it, and to let it fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import apsw
import psycopg
from psycopg import errors
from pytest import MonkeyPatch

from xscalls_tui.models import postgres
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.sqlite import SqliteEngine


@contextmanager
def statements(engine: Engine, fail_at: int = 0, failure: Exception | None = None) -> Iterator[list[str]]:
    """The statements that this thread runs from here on. The one with number ``fail_at``, from 1, fails
    with ``failure`` (a fault of the disk) instead of being run."""
    run: list[str] = []
    error = failure or fault_of_the_disk(engine)

    def trace(_cursor: Any, sql: str, _values: Any) -> bool:
        run.append(" ".join(sql.split()))
        if len(run) == fail_at:
            raise error
        return True

    with engine.reading():  # holds on to the thread's connection
        connection = engine.db.connection()
        attribute, former = _watch(connection, trace)
        try:
            yield run
        finally:
            setattr(connection, attribute, former)


def fault_of_the_disk(engine: Engine) -> Exception:
    """What the engine's driver raises when the disk does not do as it is told."""
    return (apsw.IOError if isinstance(engine, SqliteEngine) else errors.IoError)("disk I/O error")


@contextmanager
def all_statements(fail_at: int = 0, failure: BaseException | None = None) -> Iterator[list[str]]:
    """The statements that connections run which are opened from here on, on either engine. The one with
    number ``fail_at``, from 1, fails with ``failure`` instead of being run."""
    run: list[str] = []

    def trace(_cursor: Any, sql: Any, _values: Any) -> bool:
        run.append(" ".join(str(sql).split()))
        if len(run) == fail_at and failure is not None:
            raise failure
        return True

    connect = postgres._Adapter.connect

    def watched(self: postgres._Adapter, db: Any, **params: Any) -> psycopg.Connection[Any]:
        connection = connect(self, db, **params)
        _watch(connection, trace)
        return connection

    def hook(connection: apsw.Connection) -> None:
        _watch(connection, trace)

    with MonkeyPatch.context() as patch:
        patch.setattr(apsw, "connection_hooks", [*apsw.connection_hooks, hook])
        patch.setattr(postgres._Adapter, "connect", watched)
        yield run


def _watch(connection: Any, trace: Callable[[Any, str, Any], bool]) -> tuple[str, Any]:
    """Have a connection tell its statements; the attribute to set back, and to what."""
    if isinstance(connection, apsw.Connection):
        connection.exec_trace = trace
        return "exec_trace", None

    class Told(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            trace(self, query, params)
            return super().execute(query, params, **more)

        def executemany(self, query: Any, params_seq: Any, **more: Any) -> Any:
            for params in (params_seq := list(params_seq)):
                trace(self, query, params)
            return super().executemany(query, params_seq, **more)

        def copy(self, statement: Any, params: Any = None, **more: Any) -> Any:
            trace(self, statement, params)
            return super().copy(statement, params, **more)

    former, connection.cursor_factory = connection.cursor_factory, Told
    return "cursor_factory", former


def query_plans(engine: Engine, do: Callable[[], object]) -> list[list[str]]:
    """How the engine goes about each SELECT that ``do`` runs: the lines of its query plan."""
    run: list[tuple[str, Any]] = []

    def trace(_cursor: Any, sql: str, values: Any) -> bool:
        run.append((sql, values))
        return True

    with engine.reading():
        connection = engine.db.connection()
        attribute, former = _watch(connection, trace)
        do()
        setattr(connection, attribute, former)
        how = "EXPLAIN QUERY PLAN" if isinstance(connection, apsw.Connection) else "EXPLAIN"
        return [
            [row[-1].strip() for row in connection.execute(f"{how} {sql}", values)]
            for sql, values in run
            if sql.lstrip().startswith(("SELECT", "WITH"))
        ]
