"""One call: reading it, creating it, saving it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from xscalls_tui.domain import when
from xscalls_tui.domain.calls import Call, CallDraft, Names, Status, default_reminder
from xscalls_tui.domain.criteria import Criteria, Page, PageRequest
from xscalls_tui.domain.errors import Conflict, InvalidInput, Message, NotFound
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import clean, clean_line, sort_key
from xscalls_tui.models import tables
from xscalls_tui.models.phones import number_of
from xscalls_tui.models.unit_of_work import UnitOfWork, row_of_operation
from xscalls_tui.queries import call_list, counting
from xscalls_tui.queries import calls as queries
from xscalls_tui.services import lookups
from xscalls_tui.services.session import Session

LONGEST_LINE = 500
LONGEST_NOTE = 100_000
SORT_KEY_LENGTH = 60


def page(session: Session, request: PageRequest) -> Page:
    """Rows of the list."""
    with session.reading():
        return call_list.page(session.engine, request, session.reader())


def count(session: Session, criteria: Criteria, cap: int | None = None) -> int:
    """How many calls meet the criteria; with ``cap``, counting stops at one more than that."""
    with session.reading():
        return counting.count(session.engine, criteria, session.reader(), cap)


def ids(session: Session, criteria: Criteria) -> list[int]:
    """The ids of all calls that meet the criteria."""
    with session.reading():
        return counting.ids(session.engine, criteria, session.reader())


def read(session: Session, call_id: int) -> Call:
    """The call. Raises NotFound when there is none."""
    with session.reading():
        return existing(session, call_id)


def existing(session: Session, call_id: int) -> Call:
    """The call, inside a unit of work that is under way. Raises NotFound."""
    call = queries.read(session.engine, call_id)
    if call is None:
        raise NotFound("msg.nocall", id=call_id)
    return call


def busy(
    session: Session, employee: int, day: date, besides: int | None = None
) -> tuple[tuple[time, time], ...]:
    """When an employee has planned calls on a day, besides the call being edited."""
    with session.reading():
        return queries.busy(session.engine, employee, day, besides)


def blank(session: Session, starts_at: datetime | None = None) -> CallDraft:
    """What a new call starts out with: now, planned, one's own; direction, length and reminder as one has set
    them."""
    standard = session.settings
    starts = starts_at or session.now()
    end = when.add_minutes(starts.time(), standard.duration)
    return CallDraft(
        starts_at=starts,
        ends_at=datetime.combine(starts.date(), end),
        direction=standard.direction,
        status=Status.PLANNED,
        employee=session.employee.id,
        reminder=reminder(session, starts),
    )


def reminder(session: Session, starts_at: datetime, status: Status = Status.PLANNED) -> int | None:
    """The reminder of a call until somebody chooses one: what the employee at work has set (R117)."""
    return default_reminder(starts_at, status, session.now(), session.settings.reminder)


def own_names(session: Session) -> Names:
    """How the rows of a ``blank`` call are shown."""
    return Names(employee=f"{session.employee.initials} {session.employee.name}")


def create(session: Session, draft: CallDraft, uid: str | None = None, *, part_of: str | None = None) -> Call:
    """Create a call. Asked again with the same ``uid`` it returns the call that was created then.

    ``part_of`` is the uid of the operation that is taken back together with this one.
    Raises InvalidInput with a sentence for each field.
    """
    session.require(Action.CREATE)
    with session.operation("call.create", uid, joins=part_of) as work:
        if work.done_before is not None:
            return existing(session, row_of_operation(session.engine, work.done_before))
        values = columns(session, draft)
        stamps = {"changed_at": work.at, "changed_by": session.employee.id}
        created = {"created_at": work.at, "created_by": session.employee.id}
        values["owner_saved"] = values["employee_id"] == session.employee.id
        call_id = work.insert(tables.Call, values | created | stamps)
        return existing(session, call_id)


def save(
    session: Session,
    call_id: int,
    version: int,
    draft: CallDraft,
    uid: str | None = None,
    *,
    kind: str = "call.save",
) -> Call:
    """Save what stands in the call window over the call that was read at ``version``.

    Raises NotFound, NotAllowed, Conflict (with the call as it stands now) and InvalidInput; in each case
    nothing has changed.
    """
    session.require(Action.CHANGE)
    with session.operation(kind, uid) as work:
        if work.done_before is not None:
            return existing(session, call_id)
        work.lock(tables.Call, [call_id])
        now = existing(session, call_id)
        session.require(Action.CHANGE, now.ownership)
        if now.version != version:
            raise Conflict(now)
        values = columns(session, draft, now)
        write(work, session, now, values)
        return existing(session, call_id)


def write(work: UnitOfWork, session: Session, now: Call, values: dict[str, Any]) -> None:
    """Change a call, with what every change carries along: the stamps, and whether its owner has saved."""
    values |= ownership_columns(session, now, values.get("employee_id", now.employee.id))
    work.update(tables.Call, now.id, values | stamp_columns(work, session), now.version)


def ownership_columns(session: Session, now: Call, owner: int) -> dict[str, Any]:
    """A save by the owner ends the planner's right (R63, R64); giving the call away starts it anew."""
    kept = now.owner_saved and owner == now.employee.id
    return {"owner_saved": owner == session.employee.id or kept}


def stamp_columns(work: UnitOfWork, session: Session) -> dict[str, Any]:
    """The columns of "Sist endret"."""
    return {"changed_at": work.at, "changed_by": session.employee.id}


def unlink_followups(work: UnitOfWork, deleted: list[int]) -> None:
    """The follow-ups of deleted calls stay and lose their link (ruling O13)."""
    left = queries.live_followups(work.engine, deleted)
    work.update_many(tables.Call, {call_id: (None, {"origin_id": None}) for call_id in left})


def unlink_from_deleted(work: UnitOfWork, restored: list[int]) -> None:
    """Calls that come back follow up nothing that was deleted meanwhile (ruling O13)."""
    loose = queries.followups_of_deleted(work.engine, restored)
    work.update_many(tables.Call, {call_id: (None, {"origin_id": None}) for call_id in loose})


def columns(session: Session, draft: CallDraft, now: Call | None = None) -> dict[str, Any]:
    """A draft as it is stored, cleaned and looked up. Raises InvalidInput."""
    errors: dict[str, Message] = {}

    kept = now.draft() if now else None

    def looked_up(name: str, register: Register, typed: int | str | None) -> int | None:
        if kept and isinstance(typed, int) and typed == getattr(kept, name):
            return typed  # a link that was there is good, even to a row that is gone
        found = lookups.resolve(session, register, typed)
        if isinstance(found, Message):
            errors[name] = found
            return None
        return found

    def text(name: str, cleaned: str, longest: int = LONGEST_LINE) -> str:
        if len(cleaned) > longest:
            errors[name] = Message.of("msg.toolong", longest=longest)
        return cleaned

    if draft.ends_at < draft.starts_at or draft.ends_at.date() != draft.starts_at.date():
        errors["end"] = Message.of("msg.endbeforestart")
    partner: tuple[int | None, str] | Message
    if kept and isinstance(draft.partner, int) and draft.partner == kept.partner:
        partner = draft.partner, ""
    else:
        partner = lookups.resolve_partner(session, draft.partner)
    if isinstance(partner, Message):
        errors["partner"] = partner
        partner = None, ""
    employee = looked_up("employee", Register.EMPLOYEE, draft.employee)
    if employee is None:
        errors.setdefault("employee", Message.of("msg.required"))
    subject = text("subject", clean_line(draft.subject))
    phone = text("phone", clean_line(draft.phone))
    values = {
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "direction": int(draft.direction),
        "status": int(draft.status),
        "employee_id": employee,
        "subject": subject,
        "subject_sort": sort_key(subject)[:SORT_KEY_LENGTH],
        "phone": phone,
        "phone_digits": number_of(phone),
        "note": text("note", clean(draft.note), LONGEST_NOTE),
        "reminder": draft.reminder,
        "company_id": looked_up("company", Register.COMPANY, draft.company),
        "contact_id": partner[0],
        "partner": text("partner", partner[1]),
        "project_id": looked_up("project", Register.PROJECT, draft.project),
        "origin_id": draft.origin if now is None else now.origin,
    }
    if now is None and draft.origin is not None and queries.read(session.engine, draft.origin) is None:
        values["origin_id"] = None  # the original was deleted meanwhile (ruling O13)
    if errors:
        raise InvalidInput(errors)
    return values
