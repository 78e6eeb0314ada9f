"""Lists of calls of any length for what is not a screen, and calls as records for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from xscalls_tui.domain.calls import Call, CallRow, Ref
from xscalls_tui.domain.criteria import Criteria, PageRequest, Sort
from xscalls_tui.queries import calls as queries
from xscalls_tui.queries import registers
from xscalls_tui.services.calls import page
from xscalls_tui.services.session import Session

Record = dict[str, int | str | bool | None]
"""A call under the names of the columns of calls.csv, with the names behind its ids.

Times are wall clock, as in that file; what is not set is None, a text that is not set is empty.
"""

PAGE = 500
_NEWEST_FIRST = Sort()


def listed(
    session: Session, criteria: Criteria, limit: int | None = None, sort: Sort = _NEWEST_FIRST
) -> Iterator[tuple[CallRow, ...]]:
    """The calls that meet the criteria in this order, at most ``limit``; read a page at a time."""
    anchor, left = None, limit
    while left is None or left > 0:
        wanted = PAGE if left is None else min(PAGE, left)
        found = page(session, PageRequest(criteria, sort, anchor=anchor, limit=wanted))
        yield found.rows
        if not found.more:
            return
        anchor = found.rows[-1].key
        left = None if left is None else left - wanted


def whole(session: Session, ids: Sequence[int]) -> list[Call]:
    """These calls with all that there is of them, in this order, without those that do not exist."""
    with session.reading():
        found = {call.id: call for call in queries.read_many(session.engine, ids)}
    return [found[call_id] for call_id in ids if call_id in found]


def by_ids(session: Session, ids: Sequence[int]) -> list[Record]:
    """The records of these calls, in this order, without those that do not exist."""
    with session.reading():
        employees = {employee.initials: employee.id for employee in registers.employees(session.engine)}
        calls = {call.id: call for call in queries.read_many(session.engine, ids)}
    return [_record(session, calls[call_id], employees) for call_id in ids if call_id in calls]


def _record(session: Session, call: Call, employees: dict[str, int]) -> Record:
    def wall(stamp: datetime) -> str:
        return stamp.astimezone(session.zone).replace(tzinfo=None).isoformat(timespec="seconds")

    reminder_at = None
    if call.reminder is not None:
        reminder_at = (call.starts_at - timedelta(minutes=call.reminder)).isoformat(timespec="seconds")
    return {
        "id": call.id,
        "follow_up_of": call.origin,
        "date": call.starts_at.date().isoformat(),
        "start": call.starts_at.time().isoformat("minutes"),
        "end": call.ends_at.time().isoformat("minutes"),
        "direction": call.direction.name.lower(),
        "status": call.status.name.lower(),
        "employee_id": call.employee.id,
        "employee": call.initials,
        "phone": call.phone,
        "subject": call.subject,
        "note": call.note,
        "company_id": _id(call.company),
        "company": _name(call.company),
        "contact_id": _id(call.contact),
        "contact": _name(call.contact) or call.partner,
        "project_id": _id(call.project),
        "project": _name(call.project),
        "reminder_at": reminder_at,
        "reminder": call.reminder,
        "created_at": wall(call.created.at),
        "created_by": call.creator,
        "changed_at": wall(call.changed.at),
        "changed_by": employees[call.changed.initials],
        "version": call.version,
        "has_followups": call.has_followups,
    }


def _id(ref: Ref | None) -> int | None:
    return ref.id if ref else None


def _name(ref: Ref | None) -> str:
    return ref.name if ref else ""
