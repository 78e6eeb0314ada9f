"""The one way to write: a transaction that journals every row it touches.

Nothing else records changes. From the journal come undo and redo, the change history of a call, and what
other operators' screens have to read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import fn

from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.models import alarms
from xscalls_tui.models.alarms import Alarms
from xscalls_tui.models.columns import Entity
from xscalls_tui.models.derived import Derived
from xscalls_tui.models.engine import Engine, hold, param, plain
from xscalls_tui.models.searched import Texts, load_texts, searched_columns
from xscalls_tui.models.tables import Call, Change, Operation

STAMPS = frozenset({"changed_at", "changed_by"})
"""Columns that every save writes: the operation already says when and who."""
UNTOLD = STAMPS | {alarms.COLUMN}
"""What the journal does not tell: this follows from the rest."""

Values = Mapping[str, Any]


class UnitOfWork:
    """One operation under way. Use ``writing`` to begin one.

    ``done_before`` is the operation that did this already: its answer was lost and it was asked for again.
    """

    def __init__(
        self, engine: Engine, at: datetime, zone: ZoneInfo, operation: int, done_before: int | None = None
    ) -> None:
        self.engine = engine
        self.at = at
        self._alarms = Alarms(at, zone)
        self.operation = operation
        self.done_before = done_before
        self._changes: list[tuple[Any, ...]] = []
        self._loaded = 0
        self._derived = Derived()
        self._texts = Texts()

    def insert(self, table: type[Entity], values: Values) -> int:
        """Add a row; its id."""
        if table is Call:
            values = {**values, alarms.COLUMN: self._alarms.of(values)}
        row_id = self.engine.insert(table, {**values, "version": 1})
        stored = {name: value for name, value in values.items() if name not in UNTOLD}
        self._log(table, row_id, 0, None, stored)
        if table is Call:
            self._derived.inserted(row_id, values)
        self._texts.changed(table, row_id, values)
        return row_id

    def load(self, table: type[Entity], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add many rows under ids of the caller's choice: each row starts with its id, then come the values
        of ``columns``. The journal names them without their values."""
        if table is Call:
            rows = list(self._alarms.loaded(columns, rows))
            columns = (*columns, alarms.COLUMN)
        name, marks = table._meta.table_name, ", ".join("?" * (len(columns) + 1))
        self.engine.execute_many(
            f"INSERT INTO {name} (version, id, {', '.join(columns)}) VALUES (1, {marks})", rows
        )
        self.engine.execute_many(_LOG_LOADED, [(self.operation, name, row[0]) for row in rows])
        self.engine.ids_given(table)
        self._loaded += len(rows)
        load_texts(self.engine, table, columns, rows)
        if table is Call:
            self._derived.loaded(columns, rows)

    def link(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Let calls that this operation loaded without a link follow up others: (original, call). A deleted
        original is no link (ruling O13)."""
        linked = self.engine.execute_many(
            "UPDATE call SET origin_id = (SELECT id FROM call WHERE id = ? AND deleted_at IS NULL) "
            "WHERE id = ?",
            pairs,
        )
        all_written(linked, len(pairs))
        self._derived.linked(original for original, _ in pairs)

    def update(self, table: type[Entity], row_id: int, values: Values, version: int | None = None) -> None:
        """Change a row that is still at ``version`` (or at any, for None). Raises NotAllowed."""
        self.update_many(table, {row_id: (version, values)})

    def update_many(self, table: type[Entity], rows: Mapping[int, tuple[int | None, Values]]) -> None:
        """Change rows, each to its own values; one whose values are all as they were is left.

        Raises NotAllowed when a row is gone, at another version, or kept back by the server.
        """
        updates: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        searched = searched_columns(table)
        for row_id, (version, values), now in self._stored(table, rows):
            if now is None or (version is not None and now["version"] != version):
                raise NotAllowed("msg.notallowed.meanwhile")
            differing = {
                name: value
                for name, value in values.items()
                if now[name] != value and now[name] != self._plain(value)
            }
            if not differing.keys() - STAMPS:
                continue
            told = {name: value for name, value in differing.items() if name not in UNTOLD}
            if table is Call and differing.keys() & alarms.FOLLOWS_FROM:
                differing[alarms.COLUMN] = self._alarms.of({**now, **differing})
            columns = tuple(sorted(differing))
            changed = (*(differing[name] for name in columns), row_id, now["version"])
            updates.setdefault(columns, []).append(changed)
            self._log(table, row_id, now["version"], {name: now[name] for name in told}, told)
            if table is Call:
                self._derived.updated(row_id, now, {**now, **differing})
            if searched & differing.keys():
                self._texts.changed(table, row_id, {**now, **differing})
        for columns, many in updates.items():
            all_written(self.engine.execute_many(_update_sql(table, columns), many), len(many))

    def lock(self, table: type[Entity], ids: Sequence[int]) -> None:
        """Hold the rows that are to be changed before they are read: what is read then stays true."""
        hold(self.engine, table, ids)

    def finish(self) -> None:
        """Write the journal and what is derived from the changed rows."""
        self.engine.execute_many(_LOG, self._changes)
        self._texts.write(self.engine)
        self._derived.write(self.engine)

    @property
    def touched(self) -> int:
        """How many rows have been changed so far."""
        return len(self._changes) + self._loaded

    def _stored(
        self, table: type[Entity], rows: Mapping[int, tuple[int | None, Values]]
    ) -> Iterator[tuple[int, tuple[int | None, Values], dict[str, Any] | None]]:
        """Each wanted row with the columns that matter as they stand now, as the driver gives them."""
        names = {name for _, values in rows.values() for name in values} | {"version"}
        if table is Call:
            names |= Derived.COLUMNS | alarms.FOLLOWS_FROM
        if names & searched_columns(table):
            names |= searched_columns(table)
        columns = sorted(names)
        ids = list(rows)
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            stored = self._rows(table, columns, part)
            found = {row[0]: dict(zip(columns, row[1:], strict=True)) for row in stored}
            for row_id in part:
                yield row_id, rows[row_id], found.get(row_id)

    def _rows(self, table: type[Entity], columns: Sequence[str], ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The ids and these columns of some rows."""

        locking = self.engine.locking

        def select() -> Any:
            return table.select(table.id, *(table._meta.columns[name] for name in columns))

        if len(ids) > 1:
            # In order: two who want some of the same rows wait for each other instead of for ever.
            query = select().where(self.engine.among(table.id, ids)).order_by(table.id)
            return self.engine.rows(locking(query))
        plan = self.engine.plan(
            ("stored", table, *columns), lambda: locking(select().where(table.id == param("id")))
        )
        return self.engine.rows(plan, id=ids[0])

    def _log(
        self, table: type[Entity], row_id: int, version: int, before: Values | None, after: Values
    ) -> None:
        self._changes.append(
            (
                self.operation,
                table._meta.table_name,
                row_id,
                version,
                version + 1,
                None if before is None else self._json(before),
                self._json(after),
            )
        )

    def _json(self, values: Values) -> str:
        return json.dumps({name: self._plain(value) for name, value in values.items()}, ensure_ascii=False)

    def _plain(self, value: Any) -> Any:
        """A value as the driver would read it back, so that it compares with what is stored."""
        return plain(value)


_LOG = (
    "INSERT INTO change (operation_id, entity, row_id, version_before, version_after, before, after) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_LOG_LOADED = (
    "INSERT INTO change (operation_id, entity, row_id, version_before, version_after) VALUES (?, ?, ?, 0, 1)"
)


def _update_sql(table: type[Entity], columns: Sequence[str]) -> str:
    settings = ", ".join(f"{name} = ?" for name in columns)
    name = table._meta.table_name
    return f"UPDATE {name} SET {settings}, version = version + 1 WHERE id = ? AND version = ?"


def all_written(rows: int, wanted: int) -> None:
    """Raise NotAllowed when a server kept rows back: a change that it forbids is no error there, and changes
    nothing."""
    if rows != wanted:
        raise NotAllowed("msg.notallowed.meanwhile")


@contextmanager
def writing(
    engine: Engine,
    *,
    employee_id: int,
    at: datetime,
    zone: ZoneInfo,
    kind: str,
    uid: str,
    joins: str | None = None,
    reverts: int | None = None,
) -> Iterator[UnitOfWork]:
    """One transaction with its operation in the journal; all of it is stored, or nothing.

    ``uid`` is the client's name for the operation: when it is stored already, ``done_before`` says so and
    nothing is to be done again. ``joins`` is the uid of an earlier operation that is undone together with
    this one. An operation that changed nothing leaves no trace.
    """
    with engine.writing():
        joined = operation_of(engine, joins)
        values = {"uid": uid, "at": at, "employee_id": employee_id, "kind": kind}
        operation = _begin(engine, {**values, "part_of_id": joined, "reverts_id": reverts})
        if operation is None:
            done = asked_before(engine, uid)
            assert done is not None
            yield UnitOfWork(engine, at, zone, done, done_before=done)
            return
        work = UnitOfWork(engine, at, zone, operation)
        yield work
        if work.touched:
            work.finish()
        else:
            all_written(engine.execute(Operation.delete().where(Operation.id == operation)), 1)


def _begin(engine: Engine, values: Values) -> int | None:
    """The new operation; None when there is one of this uid. One that is being stored right now, its
    connection lost, is waited for."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    begun = engine.rows_of(
        f"INSERT INTO operation ({columns}, reverted) VALUES ({marks}, FALSE) "
        "ON CONFLICT (uid) DO NOTHING RETURNING id",
        *values.values(),
    )
    return int(begun[0][0]) if begun else None


def operation_of(engine: Engine, uid: str | None) -> int | None:
    """The operation of this uid."""
    if uid is None:
        return None
    plan = engine.plan(
        "operation", lambda: Operation.select(Operation.id).where(Operation.uid == param("uid"))
    )
    found = engine.rows(plan, uid=uid)
    return int(found[0][0]) if found else None


def asked_before(engine: Engine, uid: str) -> int | None:
    """The operation that did already what is asked for again.

    A cluster's leader can have stored it and still wait for its standby: it would be lost with the leader.
    Holding the row makes this a transaction that writes, so that it waits for the standby too.
    """
    operation = operation_of(engine, uid)
    if operation is not None:
        hold(engine, Operation, [operation])
    return operation


def rows_touched(engine: Engine, operation: int) -> int:
    """How many rows an operation touched."""
    return int(engine.rows(Change.select(fn.COUNT(Change.id)).where(Change.operation == operation))[0][0])


def row_of_operation(engine: Engine, operation: int) -> int:
    """The row that an operation touched first."""
    query = Change.select(Change.row_id).where(Change.operation == operation).order_by(Change.id).limit(1)
    return int(engine.rows(query)[0][0])
