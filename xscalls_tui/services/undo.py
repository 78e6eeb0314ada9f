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
    """What a row goes back to, and whether that means that it is no more."""

    values: dict[str, Any]
    created: bool


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
            since = _changed_since(session, operations, entity)
            skipped += [Skipped(entity, i, _name(session, entity, i)) for i in rows if i in since]
            back = {i: row for i, row in rows.items() if i not in since}
            work.update_many(ENTITIES[entity], {i: (None, row.values) for i, row in back.items()})
            if entity == "call":
                unlink_followups(work, [i for i, row in back.items() if row.created])
        query = Operation.update(reverted=True).where(session.engine.among(Operation.id, operations))
        session.engine.execute(query)
        return UndoReport(kind, work.touched, tuple(skipped))


def _earlier(session: Session, work: UnitOfWork, operations: list[int]) -> dict[str, dict[int, _Row]]:
    """What each row touched by these operations (newest first) was before them, by entity and id."""
    earlier: dict[str, dict[int, _Row]] = {}
    query = Change.select(Change.entity, Change.row_id, Change.before)
    query = query.where(session.engine.among(Change.operation, operations)).order_by(Change.id.desc())
    for entity, row_id, before in session.engine.rows(query):
        values = {"deleted_at": work.at} if before is None else json.loads(before)
        if entity == "call":
            values |= stamp_columns(work, session)
        row = earlier.setdefault(entity, {}).setdefault(row_id, _Row({}, created=False))
        row.values |= values
        row.created |= before is None
    return earlier


def _changed_since(session: Session, operations: list[int], entity: str) -> set[int]:
    """The rows of these operations that a colleague changed later, by an operation that still holds (one
    that was undone, and the undoing of it, cancel out).

    The employee's own later operations do not count: undo takes the latest first, so they have all been
    taken back. A row's version cannot tell, for undoing raises it too.
    """
    mine, later = Change.alias(), Change.alias()
    query = (
        mine.select(mine.row_id)
        .join(
            later,
            on=(
                (later.entity == mine.entity)
                & (later.row_id == mine.row_id)
                & (later.version_before >= mine.version_after)
            ),
        )
        .join(Operation, on=(later.operation == Operation.id))
        .where(
            session.engine.among(mine.operation, operations),
            mine.entity == entity,
            Operation.employee != session.employee.id,
            ~Operation.reverted,
            Operation.kind != UNDO,
        )
    )
    return {row[0] for row in session.engine.rows(query)}


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
