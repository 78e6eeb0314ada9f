"""Making, changing and deleting records: permission, transaction, journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xscalls_tui.domain.errors import NotAllowed, RecordConflict
from xscalls_tui.domain.permissions import Action, record_refusal
from xscalls_tui.domain.record_types import TYPES, RecordType
from xscalls_tui.domain.records import Record, Values
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork, row_of_operation
from xscalls_tui.queries import records as queries
from xscalls_tui.queries.record_values import owners
from xscalls_tui.services import bulk
from xscalls_tui.services.bulk import BulkReport, Progress, Refused
from xscalls_tui.services.calls import stamp_columns
from xscalls_tui.services.registers import rules, stored
from xscalls_tui.services.registers.from_call import tell_of_case
from xscalls_tui.services.registers.reading import existing
from xscalls_tui.services.session import Session


def create(
    session: Session,
    register: Register,
    values: Values,
    uid: str | None = None,
    *,
    part_of: str | None = None,
) -> Record:
    """Make a record. Asked again with the same ``uid`` it returns the one that was made then.

    ``part_of`` is the uid of the operation that is taken back together with this one. Raises NotAllowed, and
    InvalidInput with a sentence for each property.
    """
    session.require(Action.CREATE)
    with session.operation(f"{register}.create", uid, joins=part_of) as work:
        if work.done_before is not None:
            return existing(session, register, row_of_operation(session.engine, work.done_before))
        return existing(session, register, put(session, work, register, values))


def put(session: Session, work: UnitOfWork, register: Register, values: Values) -> int:
    """Make a record as a part of the operation that is under way; its id. Raises as ``create`` does."""
    kind = TYPES[register]
    merged = stored.merge(kind, values, None)
    _require(session, Action.CREATE, kind, owners(kind, merged, session.employee.id))
    columns = stored.columns(session, kind, values, None)
    rules.check(session, kind, columns, None)
    made = {"created_at": work.at, "created_by": session.employee.id}
    row_id = work.insert(tables.ENTITIES[kind.entity], columns | made | stamp_columns(work, session))
    rules.afterwards(session, work, kind, row_id, columns)
    if register is Register.CASE and columns["call_id"] is not None:
        tell_of_case(session, work, row_id, columns["call_id"])
    return row_id


def save(
    session: Session, register: Register, row_id: int, version: int, values: Values, uid: str | None = None
) -> Record:
    """Save values over the record that was read at ``version``; what is not among them stays.

    Raises NotFound, NotAllowed, RecordConflict (with the record as it stands now) and InvalidInput; in each
    case nothing has changed.
    """
    session.require(Action.CHANGE)
    kind = TYPES[register]
    with session.operation(f"{register}.save", uid) as work:
        if work.done_before is not None:
            return existing(session, register, row_id)
        table = tables.ENTITIES[kind.entity]
        work.lock(table, [row_id])
        now = existing(session, register, row_id)
        _require(session, Action.CHANGE, kind, now.owners)
        if now.version != version:
            raise RecordConflict(now)
        # Nobody gives away what is their own alone, nor takes it.
        _require(
            session, Action.CHANGE, kind, owners(kind, stored.merge(kind, values, now), None) or now.owners
        )
        columns = stored.columns(session, kind, values, now)
        rules.check(session, kind, columns, now)
        work.update(table, row_id, columns | stamp_columns(work, session), now.version)
        rules.afterwards(session, work, kind, row_id, columns)
        return existing(session, register, row_id)


def delete(
    session: Session, register: Register, ids: Sequence[int], progress: Progress | None = None
) -> BulkReport:
    """Delete these records with all that is a part of them: those that the employee may delete and that
    nothing hangs on. The others can be put out of use (``set_active``)."""
    kind = TYPES[register]
    reason = "msg.record.inuse.active" if kind.active else "msg.record.inuse"

    def change(work: UnitOfWork, records: list[Record]) -> tuple[int, list[Refused]]:
        used = rules.in_use(session, kind, [record.id for record in records])
        refused = [Refused(record.id, None, record.title, reason) for record in records if record.id in used]
        gone = [record.id for record in records if record.id not in used]
        if gone:
            parts = rules.parts(session, kind, gone)
            # A server lets go what nothing hangs on by then, and parts of what is gone, whosever they are.
            _drop(session, work, kind, sorted(gone, reverse=True))
            for part, rows in parts.items():
                _drop(session, work, part, rows)
        return len(gone), refused

    return _many(session, f"{register}.delete", kind, ids, Action.DELETE, change, progress)


def set_status(
    session: Session, register: Register, ids: Sequence[int], status: int, progress: Progress | None = None
) -> BulkReport:
    """Give all these records a status, those that the employee may change."""
    return _set(session, f"{register}.status", register, ids, {TYPES[register].status: status}, progress)


def set_active(
    session: Session, register: Register, ids: Sequence[int], active: bool, progress: Progress | None = None
) -> BulkReport:
    """Put all these records out of use, or back into it, those that the employee may change."""
    return _set(session, f"{register}.active", register, ids, {TYPES[register].active: active}, progress)


def _set(
    session: Session,
    name: str,
    register: Register,
    ids: Sequence[int],
    values: Values,
    progress: Progress | None,
) -> BulkReport:
    kind = TYPES[register]

    def change(work: UnitOfWork, records: list[Record]) -> tuple[int, list[Refused]]:
        table = tables.ENTITIES[kind.entity]
        for record in records:
            columns = stored.columns(session, kind, values, record)
            rules.check(session, kind, columns, record)
            work.update(table, record.id, columns | stamp_columns(work, session), record.version)
            rules.afterwards(session, work, kind, record.id, columns)
        return len(records), []

    return _many(session, name, kind, ids, Action.CHANGE, change, progress)


def _many(
    session: Session,
    name: str,
    kind: RecordType,
    ids: Sequence[int],
    action: Action,
    change: Callable[[UnitOfWork, list[Record]], tuple[int, list[Refused]]],
    progress: Progress | None,
) -> BulkReport:
    session.require(action)
    table = tables.ENTITIES[kind.entity]

    def batch(work: UnitOfWork, some: list[int]) -> tuple[int, list[Refused]]:
        work.lock(table, some)
        allowed, refused = [], []
        for row_id in some:
            record = queries.read(session.engine, kind, row_id)
            if record is None:
                refused.append(Refused(row_id, None, "", "msg.record.gone.short"))
            elif reason := record_refusal(action, session.employee, kind.rule, record.owners):
                refused.append(Refused(row_id, None, record.title, reason))
            else:
                allowed.append(record)
        changed, left = change(work, allowed)
        return changed, refused + left

    return bulk.in_batches(session, name, ids, batch, progress)


def _drop(session: Session, work: UnitOfWork, kind: RecordType, ids: Sequence[int]) -> None:
    gone: dict[str, Any] = {"deleted_at": work.at, **stamp_columns(work, session)}
    work.update_many(tables.ENTITIES[kind.entity], dict.fromkeys(ids, (None, gone)))


def _require(session: Session, action: Action, kind: RecordType, owners: frozenset[int]) -> None:
    if reason := record_refusal(action, session.employee, kind.rule, owners):
        raise NotAllowed(reason)
