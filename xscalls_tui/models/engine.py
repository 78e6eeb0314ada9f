"""The seam between the program and its database engine.

Everything that differs from one engine to another is an attribute or a method of Engine; a second engine
is a second subclass. Above this package nobody knows which one is in use.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import peewee
from peewee import Query, Value

from xscalls_tui.domain.errors import Stopped, XSCallsError
from xscalls_tui.domain.news import News
from xscalls_tui.domain.stopping import current
from xscalls_tui.models.loading import Loader
from xscalls_tui.models.textindex import TextIndex


def text_of(value: datetime) -> str:
    """Text that sorts as the times do: ``2026-11-23T11:00`` on the wall, ``2026-11-23T10:00:00Z`` a stamp."""
    if value.tzinfo is None:
        return value.isoformat()[:16]
    return f"{value.astimezone(UTC).isoformat()[:19]}Z"


def plain(value: Any) -> Any:
    """A value as every driver gives it back after storing it: times as text, enumerations as numbers."""
    if isinstance(value, datetime):
        return text_of(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Param:
    """A value that is filled in when a plan is run."""

    def __init__(self, name: str) -> None:
        self.name = name


def param(name: str) -> Value:
    """A place in a query for the value called ``name``."""
    return Value(Param(name), converter=False)


class Plan(NamedTuple):
    """The SQL of a query, made once and run with different values. ``uneven``, the best way to its rows
    depends on the values, and an engine that would settle for one way is to look for it each time."""

    sql: str
    params: tuple[Any, ...]
    uneven: bool = False

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the order of the SQL."""
        return [values[p.name] if isinstance(p, Param) else p for p in self.params]


class Engine(ABC):
    """One open database."""

    db: Any
    """A peewee Database with a pool (playhouse is untyped)."""
    wall: Callable[[Any], datetime]
    """A wall-clock column's stored value as a naive time."""
    stamp: Callable[[Any], datetime]
    """A stamp column's stored value as an aware UTC time."""
    loader: Loader
    """Fills the database with whole tables."""
    texts: TextIndex
    """Finds parts of texts."""
    position: Any
    """The SQL function of (text, part): where the part begins, from 1, or 0."""
    earlier: Callable[[Any, Any], Any]
    """The expression of (wall-clock time, minutes): the time that many minutes before, as stored."""
    chosen: Callable[[Any, Query], Any]
    """The condition of (id, query of ids) that it is one of these: they are found first, then their rows."""
    interrupter: Callable[[Any], Callable[[], object]]
    """What ends the statement that a connection of the driver runs, from another thread."""
    index_leads: bool = True
    """Whether what is read by a range of an index is read from there, though it is sorted otherwise."""
    read_only: bool = False
    driver_errors: tuple[type[Exception], ...] = (peewee.PeeweeException,)
    """What a statement fails with: peewee's errors, and the driver's own where peewee does not wrap them
    (while rows are fetched, and when one statement is run for many rows)."""

    def __init__(self) -> None:
        self._plans: dict[Hashable, Plan] = {}

    @abstractmethod
    def translate(self, error: Exception) -> XSCallsError | None:
        """The domain error that one of ``driver_errors`` means to an operator, if it means any."""

    @abstractmethod
    @contextmanager
    def _transaction(self, tells: News | None) -> Iterator[None]:
        """A transaction that may write, begun so that it cannot fail for having read first; those who watch
        are told ``tells`` of it."""

    @abstractmethod
    def watch(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """Have news told from a thread of its own until the function that is returned is called. Work that
        waits for a server which does not answer is then ended as well."""

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A connection of this thread's own for one unit of reading. May be nested. Raises Stopped when
        that is asked for (``domain.stopping``)."""
        with self._translating():
            if not self.db.is_closed():
                yield
                return
            with self.db.connection_context():
                if (stop := current()) is None:
                    yield
                    return
                with stop.by(self.interrupter(self.db.connection())):
                    if stop.asked:
                        raise Stopped
                    yield

    @contextmanager
    def writing(self, tells: News | None = News.CHANGED) -> Iterator[None]:
        """A connection and one write transaction, committed on the way out, or undone. Inside another
        one it is a part of that. Others are told ``tells``; None, it is nothing that they see."""
        if self.db.in_transaction():
            yield
            return
        with self._translating(), self._transaction(tells):
            yield

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except self.driver_errors as error:
            if (stop := current()) is not None and stop.asked:
                raise Stopped from error
            if meaning := self.translate(error):
                raise meaning from error
            raise

    def plan(self, shape: Hashable, build: Callable[[], Query], *, uneven: bool = False) -> Plan:
        """The plan for queries of this shape; ``build`` makes the query the first time."""
        plan = self._plans.get(shape)
        if plan is None:
            sql, params = self.db.get_sql_context().sql(build()).query()
            plan = self._plans[shape] = Plan(sql, tuple(params), uneven)
        return plan

    def rows(self, query: Plan | Any, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query as the driver gives them."""
        if isinstance(query, Plan):
            cursor = self.db.cursor()
            cursor.execute(query.sql, query.bind(values))
        else:
            cursor = self.db.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def rows_of(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement written with ``?``."""
        rows: list[tuple[Any, ...]] = self.db.execute_sql(sql.replace("?", self.db.param), values).fetchall()
        return rows

    def insert(self, table: type[peewee.Model], values: Mapping[str, Any]) -> int:
        """Add a row; its id. The SQL is made once for each set of columns."""

        def build() -> Query:
            return table.insert({name: param(name) for name in values}).returning(table._meta.primary_key)

        return int(self.rows(self.plan(("insert", table, tuple(values)), build), **values)[0][0])

    def locking(self, query: Any) -> Any:
        """A query of one table that keeps others from changing its rows until the transaction ends. There is
        nothing to do where there is one writer at a time."""
        return query

    def lock_table(self, table: type[peewee.Model]) -> None:  # noqa: B027
        """Keep others from adding rows until the transaction ends, which brings rows with ids of its own."""

    def ids_given(self, table: type[peewee.Model]) -> None:  # noqa: B027
        """Rows came with ids of their own: the next id is above them."""

    def execute(self, query: Any) -> int:
        """Run an INSERT, UPDATE or DELETE; how many rows it wrote."""
        return int(self.db.rows_affected(self.db.execute(query)))

    @abstractmethod
    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run one statement, written with ``?``, for many rows of values; how many rows it wrote."""

    def login(self) -> str | None:
        """Whom the server has let in, in capitals; None for the database's owner, who may work as anybody."""
        return None

    @abstractmethod
    def analyse(self) -> None:
        """Look at how the stored values are spread, so that a query with several conditions starts from
        the rarest. Inside a write transaction."""

    @abstractmethod
    def among(self, column: Any, values: Sequence[int] | Sequence[str]) -> Any:
        """A condition that ``column`` is one of ``values``, however many there are."""


def hold(engine: Engine, table: Any, ids: Sequence[int]) -> None:
    """Keep others from changing these rows until the transaction ends. In order of their ids: two who want
    some of the same rows wait for each other instead of for ever."""
    several = len(ids) > 1
    which = engine.among(table.id, ids) if several else table.id == param("id")
    query = table.select(table.id).where(which).order_by(table.id)
    if (locking := engine.locking(query)) is query:
        return
    if several:
        engine.rows(locking)
    elif ids:
        engine.rows(engine.plan(("hold", table), lambda: locking), id=ids[0])
