"""What became of a call or a record, from the journal: who changed which column from what to what.

The journal is read as it is: values are those that are stored. What rows of registers are called is told
beside them, also of rows that are deleted by now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from peewee import fn

from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import tables
from xscalls_tui.models.tables import Change, Employee, Operation
from xscalls_tui.services.session import Session

CALL = "call"
LIMIT = 200
LINKS = {
    "employee_id": Register.EMPLOYEE,
    "company_id": Register.COMPANY,
    "contact_id": Register.CONTACT,
    "project_id": Register.PROJECT,
}
"""The columns of a call that name a row of a register."""


class ColumnChange(NamedTuple):
    """A column that was changed, as it was and as it became; a new row was nothing before."""

    column: str
    before: Any
    after: Any


class Entry(NamedTuple):
    """What one operation did to the row. ``reverted``, it has been undone since."""

    operation: int
    at: datetime
    """Aware UTC."""
    initials: str
    kind: str
    reverted: bool
    created: bool
    changes: tuple[ColumnChange, ...]


class Log(NamedTuple):
    """The operations on a row, the newest first, and what the rows are called that their values name."""

    entries: tuple[Entry, ...]
    names: Mapping[tuple[Register, int], str]


class Done(NamedTuple):
    """An operation, whatever it touched: how many rows of which kind."""

    operation: int
    at: datetime
    initials: str
    kind: str
    reverted: bool
    rows: int


def of(session: Session, register: Register | None, row_id: int, limit: int = LIMIT) -> Log:
    """What became of a call (no ``register``) or of a record; as many operations as ``limit``."""
    entity = CALL if register is None else TYPES[register].entity
    query = (
        Change.select(
            Operation.id, Operation.at, Employee.initials, Operation.kind, Operation.reverted,
            Change.before, Change.after,
        )
        .join(Operation)
        .join(Employee)
        .where(Change.row_id == row_id, Change.entity == entity)
        .order_by(Change.id.desc())
        .limit(limit)
    )  # fmt: skip
    with session.reading():
        entries = tuple(_entry(session, *row) for row in session.engine.rows(query))
        return Log(entries, _names(session, _links(register), entries))


def latest(session: Session, limit: int = LIMIT) -> list[Done]:
    """The latest operations of everybody, the newest first."""
    counts = (
        Change.select(Change.operation, fn.COUNT(Change.id).alias("rows"))
        .where(Change.operation > _oldest(session, limit))
        .group_by(Change.operation)
        .alias("counts")
    )
    query = (
        Operation.select(
            Operation.id, Operation.at, Employee.initials, Operation.kind, Operation.reverted,
            fn.COALESCE(counts.c.rows, 0),
        )
        .join(Employee)
        .switch(Operation)
        .left_outer_join(counts, on=(counts.c.operation_id == Operation.id))
        .order_by(Operation.id.desc())
        .limit(limit)
    )  # fmt: skip
    with session.reading():
        rows = session.engine.rows(query)
    stamp = session.engine.stamp
    return [Done(i, stamp(at), who, kind, bool(gone), count) for i, at, who, kind, gone, count in rows]


def _oldest(session: Session, limit: int) -> int:
    query = Operation.select(Operation.id).order_by(Operation.id.desc()).limit(1).offset(limit)
    with session.reading():
        found = session.engine.rows(query)
    return int(found[0][0]) if found else 0


def _entry(
    session: Session, operation: int, at: Any, initials: str, kind: str, reverted: Any, before: str | None,
    after: str | None,
) -> Entry:  # fmt: skip
    was, became = json.loads(before or "{}"), json.loads(after or "{}")
    changes = tuple(ColumnChange(name, was.get(name), became[name]) for name in became)
    created = before is None
    return Entry(operation, session.engine.stamp(at), initials, kind, bool(reverted), created, changes)


def _links(register: Register | None) -> Mapping[str, Register]:
    if register is None:
        return LINKS
    return {one.column: one.register for one in TYPES[register].properties if one.register is not None}


def _names(
    session: Session, links: Mapping[str, Register], entries: Iterable[Entry]
) -> dict[tuple[Register, int], str]:
    """One statement for each register that is named, however many entries there are."""
    wanted: dict[Register, set[int]] = {}
    for entry in entries:
        for change in entry.changes:
            if register := links.get(change.column):
                wanted.setdefault(register, set()).update(
                    value for value in (change.before, change.after) if isinstance(value, int)
                )
    names = {}
    for register, ids in wanted.items():
        table: Any = tables.ENTITIES[TYPES[register].entity]
        shown = [table._meta.columns[name] for name in TYPES[register].title]
        query = table.select(table.id, *shown).where(session.engine.among(table.id, sorted(ids)))
        for row_id, *parts in session.engine.rows(query):
            names[register, row_id] = " ".join(str(part) for part in parts if part)
    return names
