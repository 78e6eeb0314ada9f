"""Undo and redo of whole operations, from the journal.

A row goes back only if nobody has changed it since; the others are left and named. Undoing is itself an
operation, and redoing is undoing that one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import SQL, fn

from xscalls_tui.domain.errors import UndoRefused
from xscalls_tui.domain.permissions import Action, Rule
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.models.tables import ENTITIES, Change, Operation
from xscalls_tui.models.unit_of_work import UnitOfWork, all_written, asked_before, rows_touched
from xscalls_tui.queries.records import titles
from xscalls_tui.services import employees
from xscalls_tui.services.calls import stamp_columns, unlink_followups, unlink_from_deleted
from xscalls_tui.services.registers import rules
from xscalls_tui.services.session import Session

UNDO, REDO = "undo", "redo"
_TYPES_BY_ENTITY = {kind.entity: kind for kind in TYPES.values()}


class Skipped(NamedTuple):
    """A row that was left because somebody else has changed it since: what it is, its id and its name."""

    entity: str
    id: int
    name: str


class UndoReport(NamedTuple):
    """What was taken back: the kind of operation, how many rows, and which were left."""

    kind: str
    rows: int
    skipped: tuple[Skipped, ...]


def undo(session: Session) -> UndoReport:
    """Take back the employee's latest operation. Raises UndoRefused when there is none."""
    session.require(Action.CHANGE)
    session = session.once()
    with session.engine.writing():
        if asked_before := _done_before(session):
            return asked_before
        done = Operation.select(Operation.id, Operation.part_of).where(
            Operation.employee == session.employee.id, ~Operation.reverted, Operation.kind != UNDO
        )
        found = session.engine.rows(done.order_by(Operation.id.desc()).limit(2))
        if not found:
            raise UndoRefused("msg.nothingtoundo")
        (operation, part_of), *before = found
        # Only what comes right before it: something of one's own done in between is taken back first.
        together = [part_of] if before and before[0][0] == part_of else []
        return _revert(session, [operation, *together], UNDO)


def redo(session: Session) -> UndoReport:
    """Do again what was undone last. Raises UndoRefused when there is none, or something was done since."""
    session.require(Action.CHANGE)
    session = session.once()
    with session.engine.writing():
        if asked_before := _done_before(session):
            return asked_before
        query = Operation.select(Operation.id, Operation.kind, Operation.reverted).where(
            Operation.employee == session.employee.id
        )
        for operation, kind, reverted in session.engine.rows(query.order_by(Operation.id.desc()).limit(1000)):
            if kind == UNDO and not reverted:
                return _revert(session, [operation], REDO)
            if kind not in (UNDO, REDO):
                break
    raise UndoRefused("msg.nothingtoredo")


def _done_before(session: Session) -> UndoReport | None:
    """What became of it when it was asked for already and the answer was lost."""
    operation = asked_before(session.engine, session.uids())
    if operation is None:
        return None
    return UndoReport(_kind(session, operation), rows_touched(session.engine, operation), ())


def _revert(session: Session, operations: list[int], how: str) -> UndoReport:
    kind = _kind(session, operations[0])
    if kind in employees.KINDS or _rule_of(kind) is Rule.SUPERUSER:
        employees.superusers_only(session)
    with session.operation(how, reverts=operations[0]) as work:
        skipped: list[Skipped] = []
        earlier = _earlier(session, work, operations)
        for entity in sorted(earlier, key=_turn):
            rows = earlier[entity]
            work.lock(ENTITIES[entity], list(rows))
            left = _changed_since(session, operations, entity)
            left |= _in_use(session, entity, rows)
            skipped += [Skipped(entity, i, _name(session, entity, i)) for i in rows if i in left]
            back = {i: values for i, values in rows.items() if i not in left}
            work.update_many(ENTITIES[entity], {i: (None, values) for i, values in back.items()})
            if entity == "employee" and not employees.superuser_left(session.engine):
                raise UndoRefused("msg.lastsuperuser")
            if entity == "call":
                unlink_followups(work, [i for i, values in back.items() if values.get("deleted_at")])
                unlink_from_deleted(work, list(back))
        query = Operation.update(reverted=True).where(session.engine.among(Operation.id, operations))
        all_written(session.engine.execute(query), len(operations))
        return UndoReport(kind, work.touched, tuple(skipped))


def _kind(session: Session, operation: int) -> str:
    """The kind of an operation; of one that undid or redid another, that other one's."""
    kind, reverts = UNDO, operation
    while kind in (UNDO, REDO):
        query = Operation.select(Operation.kind, Operation.reverts).where(Operation.id == reverts)
        kind, reverts = session.engine.rows(query)[0]
    return kind


def _earlier(
    session: Session, work: UnitOfWork, operations: list[int]
) -> dict[str, dict[int, dict[str, Any]]]:
    """What each row touched by these operations (newest first) was before them, by entity and id."""
    earlier: dict[str, dict[int, dict[str, Any]]] = {}
    query = Change.select(Change.entity, Change.row_id, Change.before)
    query = query.where(session.engine.among(Change.operation, operations)).order_by(Change.id.desc())
    for entity, row_id, before in session.engine.rows(query):
        values = earlier.setdefault(entity, {}).setdefault(row_id, {})
        if before is not None:
            values |= json.loads(before)
        elif entity == "employee":
            values |= {"active": False}  # somebody may have worked with them: they stay known
        else:
            values |= {"deleted_at": work.at}
        if hasattr(ENTITIES[entity], "changed_at"):
            values |= stamp_columns(work, session)
    # What refers to others goes before them: they are then no longer in use.
    return {entity: earlier[entity] for entity in reversed(ENTITIES) if entity in earlier}


def _turn(entity: str) -> tuple[int, bool]:
    """What links to others comes before them, so that nothing hangs on them when it is their turn; what is a
    part of them after them, because it goes with them."""
    kind = _TYPES_BY_ENTITY.get(entity)
    whole = kind.named(kind.parent).register if kind and kind.parent else None
    return -[*ENTITIES].index(TYPES[whole].entity if whole else entity), whole is not None


def _rule_of(kind: str) -> Rule | None:
    """Who may do what an operation on records did."""
    register = kind.partition(".")[0]
    return next((one.rule for one in TYPES.values() if one.register == register), None)


def _in_use(session: Session, entity: str, rows: Mapping[int, Mapping[str, Any]]) -> set[int]:
    """Those of the records that were made, and would be gone, though something hangs on them by now."""
    kind = _TYPES_BY_ENTITY.get(entity)
    made = [row_id for row_id, values in rows.items() if values.get("deleted_at")]
    return rules.in_use(session, kind, made) if kind and made else set()


def _changed_since(session: Session, operations: list[int], entity: str) -> set[int]:
    """The rows of these operations that a colleague changed later, by a change that still holds (one that
    was undone on that row, and the undoing of it, cancel out).

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
            Operation.kind != UNDO,
            ~fn.EXISTS(_undoing_of(later)),
        )
    )
    return {row[0] for row in session.engine.rows(query)}


def _undoing_of(later: Any) -> Any:
    """The changes that took ``later`` back. An operation may be undone and this row of it left, so the
    mark on the operation does not tell."""
    undoing, undone, joined = Change.alias(), Operation.alias(), Operation.alias()
    return (
        undoing.select(SQL("1"))
        .join(undone, on=(undoing.operation == undone.id))
        .join(joined, on=(undone.reverts == joined.id))
        .where(
            undoing.entity == later.entity,
            undoing.row_id == later.row_id,
            (joined.id == later.operation) | (joined.part_of == later.operation),
        )
    )


def _name(session: Session, entity: str, row_id: int) -> str:
    table: Any = ENTITIES[entity]
    if kind := _TYPES_BY_ENTITY.get(entity):
        return titles(session.engine, kind, [row_id])[row_id]
    name = table.subject if entity == "call" else table.name
    return str(session.engine.rows(table.select(name).where(table.id == row_id))[0][0])
