"""Many calls at once: status and deletion, as one operation that is told row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.permissions import Action, refusal
from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork, rows_touched
from xscalls_tui.queries import calls as queries
from xscalls_tui.services.calls import ownership_columns, stamp_columns, unlink_followups
from xscalls_tui.services.session import Session

BATCH = 500

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; answers whether to go on."""


class Refused(NamedTuple):
    """A call that was left alone, and the key of the sentence that says why."""

    id: int
    starts_at: datetime | None
    subject: str
    reason: str


class BulkReport(NamedTuple):
    """What became of many calls. ``uid`` names the operation; after a cancel nothing was changed."""

    changed: int
    refused: tuple[Refused, ...] = ()
    cancelled: bool = False
    uid: str = ""


class _Cancelled(Exception):
    """Ends the transaction without a trace."""


def set_status(
    session: Session, ids: Sequence[int], status: Status, progress: Progress | None = None
) -> BulkReport:
    """Give all these calls a status, those that the employee may change (R160-R164)."""

    def change(work: UnitOfWork, calls: list[Call]) -> int:
        stamps = stamp_columns(work, session)
        rows: dict[int, tuple[int | None, dict[str, Any]]] = {}
        for call in calls:
            owned = ownership_columns(session, call, call.employee.id)
            rows[call.id] = (call.version, {"status": int(status), **owned, **stamps})
        work.update_many(tables.Call, rows)
        return len(rows)

    return _many(session, "call.status", ids, Action.CHANGE, change, progress)


def delete(session: Session, ids: Sequence[int], progress: Progress | None = None) -> BulkReport:
    """Delete all these calls, those that the employee may delete (R154-R159).

    Their follow-ups stay and lose their link (ruling O13); undo brings back both.
    """

    def change(work: UnitOfWork, calls: list[Call]) -> int:
        gone = [call.id for call in calls]
        stamps = stamp_columns(work, session)
        work.update_many(tables.Call, {i: (None, {"deleted_at": work.at, **stamps}) for i in gone})
        unlink_followups(work, gone)
        return len(gone)

    return _many(session, "call.delete", ids, Action.DELETE, change, progress)


def in_batches(
    session: Session,
    kind: str,
    ids: Sequence[int],
    change: Callable[[UnitOfWork, list[int]], tuple[int, list[Refused]]],
    progress: Progress | None,
) -> BulkReport:
    """Change many rows in one operation, a batch at a time. ``change`` tells how many it has changed, and
    which it has left alone and why. Cancelled, nothing is changed."""
    changed, refused, done = 0, [], 0
    uid = session.uids()
    try:
        with session.operation(kind, uid) as work:
            if work.done_before is not None:
                return BulkReport(rows_touched(session.engine, work.done_before), uid=uid)
            for batch in _batches(ids):
                some, left = change(work, batch)
                changed += some
                refused += left
                done += len(batch)
                if progress and not progress(done, len(ids)):
                    raise _Cancelled
    except _Cancelled:
        return BulkReport(0, cancelled=True)
    return BulkReport(changed, tuple(refused), uid=uid)


def _many(
    session: Session,
    kind: str,
    ids: Sequence[int],
    action: Action,
    change: Callable[[UnitOfWork, list[Call]], int],
    progress: Progress | None,
) -> BulkReport:
    session.require(action)

    def batch(work: UnitOfWork, some: list[int]) -> tuple[int, list[Refused]]:
        work.lock(tables.Call, some)
        calls = {call.id: call for call in queries.read_many(session.engine, some)}
        refused = [_gone(call_id) for call_id in some if call_id not in calls]
        allowed = []
        for call in calls.values():
            if reason := refusal(action, session.employee, call.ownership):
                refused.append(Refused(call.id, call.starts_at, call.subject, reason))
            else:
                allowed.append(call)
        return change(work, allowed), refused

    return in_batches(session, kind, ids, batch, progress)


def _gone(call_id: int) -> Refused:
    return Refused(call_id, None, "", "msg.gone")


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
