"""Undo and redo of whole operations, from the journal.

A row goes back only if nobody has changed it since; the others are left and named. Undoing is itself an
operation, and redoing is undoing that one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from xscalls_tui.domain.errors import UndoRefused
from xscalls_tui.models.tables import ENTITIES, Change, Operation
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.queries import calls as queries
from xscalls_tui.services.calls import stamp_columns, unlink_followups
from xscalls_tui.services.session import Session

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left because somebody else has changed it since: what it is, its id and its name."""

    entity: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was taken back: the kind of operation, how many rows, and which were left."""

    kind: str
    rows: int
    skipped: tuple[Skipped, ...]


@dataclass
class _Row:
    """What a row goes back to, and the version it must still have."""

    version: int
    oldest: int
    values: dict[str, Any]
    created: bool
    """Whether going back means that the row is no more."""


def undo(session: Session) -> UndoReport:
    """Take back the employee's latest operation. Raises UndoRefused when there is none."""
    with session.engine.writing():
        done = Operation.select(Operation.id, Operation.part_of, Operation.kind).where(
            Operation.employee == session.employee.id, ~Operation.reverted, Operation.kind != UNDO
        )
        found = session.engine.rows(done.order_by(Operation.id.desc()).limit(1))
        if not found:
            raise UndoRefused("msg.nothingtoundo")
        operation, part_of, kind = found[0]
        return _revert(session, [operation, *([part_of] if part_of else [])], kind, UNDO)


def redo(session: Session) -> UndoReport:
    """Do again what was undone last. Raises UndoRefused when there is none, or something was done since."""
    with session.engine.writing():
        query = Operation.select(Operation.id, Operation.kind, Operation.reverted).where(
            Operation.employee == session.employee.id
        )
        for operation, kind, reverted in session.engine.rows(query.order_by(Operation.id.desc()).limit(1000)):
            if kind == UNDO and not reverted:
                return _revert(session, [operation], _kind_undone(session, operation), REDO)
            if kind not in (UNDO, REDO):
                break
    raise UndoRefused("msg.nothingtoredo")


def _revert(session: Session, operations: list[int], kind: str, how: str) -> UndoReport:
    with session.operation(how, reverts=operations[0]) as work:
        skipped: list[Skipped] = []
        for entity, rows in _earlier(session, work, operations).items():
            wanted = {row_id: (row.version, row.values) for row_id, row in rows.items()}
            stale = work.update_many(ENTITIES[entity], wanted)
            if entity == "call":
                left = {row.id for row in stale}
                unlink_followups(work, [i for i, row in rows.items() if row.created and i not in left])
            skipped += [Skipped(entity, row.id, _name(session, entity, row.id)) for row in stale]
        query = Operation.update(reverted=True).where(session.engine.among(Operation.id, operations))
        session.engine.execute(query)
        return UndoReport(kind, work.touched, tuple(skipped))


def _earlier(session: Session, work: UnitOfWork, operations: list[int]) -> dict[str, dict[int, _Row]]:
    """What each row touched by these operations (newest first) was before them, by entity and id."""
    earlier: dict[str, dict[int, _Row]] = {}
    for operation in operations:
        for entity, row_id, version_before, version_after, before in _changes(session, operation):
            rows = earlier.setdefault(entity, {})
            values = {"deleted_at": work.at} if before is None else json.loads(before)
            if entity == "call":
                values |= stamp_columns(work, session)
            row = rows.get(row_id)
            if row is None:
                rows[row_id] = _Row(version_after, version_before, values, before is None)
            elif row.oldest == version_after:  # else somebody came between: only the newer part goes back
                row.values, row.oldest = row.values | values, version_before
                row.created = before is None
    return earlier


def _changes(session: Session, operation: int) -> list[tuple[Any, ...]]:
    """The changes of an operation, newest first."""
    query = Change.select(
        Change.entity, Change.row_id, Change.version_before, Change.version_after, Change.before
    ).where(Change.operation == operation)
    return session.engine.rows(query.order_by(Change.id.desc()))


def _kind_undone(session: Session, operation: int) -> str:
    """The kind of the operation that an undo (perhaps of a redo) took back."""
    kind, reverts = UNDO, operation
    while kind in (UNDO, REDO):
        query = Operation.select(Operation.kind, Operation.reverts).where(Operation.id == reverts)
        kind, reverts = session.engine.rows(query)[0]
    return kind


def _name(session: Session, entity: str, row_id: int) -> str:
    if entity == "call":
        call = queries.read(session.engine, row_id)
        return call.subject if call else ""
    table: Any = ENTITIES[entity]
    found = session.engine.rows(table.select(table.name).where(table.id == row_id))
    return str(found[0][0]) if found else ""
