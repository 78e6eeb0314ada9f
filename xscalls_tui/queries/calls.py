"""One call, the chain it belongs to, and when an employee is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, SQL, NodeList, Query, fn

from xscalls_tui.domain.calls import Call, Direction, Ref, Stamp, Status
from xscalls_tui.domain.followups import ChainCall
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param


def read(engine: Engine, call_id: int) -> Call | None:
    """The call, or None when there is none or it is deleted."""
    found = read_many(engine, [call_id])
    return found[0] if found else None


def read_many(engine: Engine, ids: Sequence[int]) -> list[Call]:
    """The calls with these ids that are not deleted, oldest id first."""
    if len(ids) == 1:
        plan = engine.plan("call", lambda: _whole_call().where(t.Call.id == param("id")))
        rows = engine.rows(plan, id=ids[0])
    else:
        rows = engine.rows(_whole_call().where(engine.among(t.Call.id, ids)).order_by(t.Call.id))
    return [_call(engine, row) for row in rows]


def _whole_call() -> Query:
    call, creator, changer = t.Call, t.Employee.alias(), t.Employee.alias()
    columns = (
        call.id, call.version, call.starts_at, call.ends_at, call.direction, call.status,
        call.employee, t.Employee.name, t.Employee.initials,
        call.subject, call.phone, call.note, call.reminder,
        call.company, t.Company.name, call.contact, t.Contact.name, call.partner,
        call.project, NodeList((t.Project.number, SQL("|| ' ' ||"), t.Project.name)),
        call.origin, call.has_followups, call.created_by, call.owner_saved,
        call.created_at, creator.initials, call.changed_at, changer.initials,
    )  # fmt: skip
    return (
        call.select(*columns)
        .join(t.Employee, on=(call.employee == t.Employee.id))
        .join(creator, on=(call.created_by == creator.id))
        .join(changer, on=(call.changed_by == changer.id))
        .join(t.Company, JOIN.LEFT_OUTER, on=(call.company == t.Company.id))
        .join(t.Contact, JOIN.LEFT_OUTER, on=(call.contact == t.Contact.id))
        .join(t.Project, JOIN.LEFT_OUTER, on=(call.project == t.Project.id))
        .where(call.deleted_at.is_null())
    )


def _call(engine: Engine, row: tuple[Any, ...]) -> Call:
    (
        call, version, starts, ends, direction, status, employee, employee_name, initials,
        subject, phone, note, reminder, company, company_name, contact, contact_name, partner,
        project, project_name, origin, has_followups, creator, owner_saved,
        created_at, created_by, changed_at, changed_by,
    ) = row  # fmt: skip
    return Call(
        id=call,
        version=version,
        starts_at=engine.wall(starts),
        ends_at=engine.wall(ends),
        direction=Direction(direction),
        status=Status(status),
        employee=Ref(employee, employee_name),
        initials=initials,
        subject=subject,
        phone=phone,
        note=note,
        reminder=reminder,
        company=_ref(company, company_name),
        contact=_ref(contact, contact_name),
        partner=partner,
        project=_ref(project, project_name),
        origin=origin,
        has_followups=bool(has_followups),
        creator=creator,
        owner_saved=bool(owner_saved),
        created=Stamp(engine.stamp(created_at), created_by),
        changed=Stamp(engine.stamp(changed_at), changed_by),
    )


def _ref(row_id: int | None, name: str | None) -> Ref | None:
    return None if row_id is None else Ref(row_id, name or "")


def chain(engine: Engine, call_id: int) -> list[ChainCall]:
    """Every call that ``call_id`` is tied to, itself included, in no particular order.

    Reads up to the first call and down all branches; a link to a deleted call counts for nothing.
    """
    rows = engine.rows_of(_CHAIN, call_id)
    return [
        ChainCall(
            call, origin, engine.wall(starts), engine.wall(ends), Direction(direction), Status(status),
            subject, initials,
        )
        for call, origin, starts, ends, direction, status, subject, initials in rows
    ]  # fmt: skip


# UNION, not UNION ALL: should the links ever form a ring, reading it still ends; it has no first call, so any
# one will do. Going down from one call, not from all that were passed on the way up, keeps PostgreSQL's guess
# of how many there will be near the truth; else it reads the whole table to join them.
_CHAIN = """
WITH RECURSIVE
up (id, origin_id) AS (
  SELECT id, origin_id FROM call WHERE id = ? AND deleted_at IS NULL
  UNION SELECT c.id, c.origin_id FROM call c JOIN up ON c.id = up.origin_id WHERE c.deleted_at IS NULL
),
first (id) AS (
  SELECT id FROM up ORDER BY EXISTS (SELECT 1 FROM up AS earlier WHERE earlier.id = up.origin_id) LIMIT 1
),
down (id) AS (
  SELECT id FROM first
  UNION SELECT c.id FROM call c JOIN down ON c.origin_id = down.id WHERE c.deleted_at IS NULL
)
SELECT c.id, c.origin_id, c.starts_at, c.ends_at, c.direction, c.status, c.subject, e.initials
FROM down JOIN call c ON c.id = down.id JOIN employee e ON e.id = c.employee_id
"""


def busy(
    engine: Engine, employee_id: int, day: date, besides: int | None = None
) -> tuple[tuple[time, time], ...]:
    """When the employee has planned calls that day, besides the call being edited: (start, end) pairs."""

    def build() -> Query:
        call = t.Call
        return (
            call.select(call.starts_at, call.ends_at, call.id)
            .where(
                call.deleted_at.is_null(),
                call.employee == param("employee"),
                call.status == param("status"),
                call.starts_at >= param("first"),
                call.starts_at < param("next"),
            )
            .order_by(call.starts_at, call.id)
        )

    first = datetime.combine(day, time())
    rows = engine.rows(
        engine.plan("busy", build),
        employee=employee_id,
        status=Status.PLANNED,
        first=first,
        next=first + timedelta(days=1),
    )
    return tuple(
        (engine.wall(starts).time(), engine.wall(ends).time())
        for starts, ends, call_id in rows
        if call_id != besides
    )


def live_followups(engine: Engine, origins: Sequence[int]) -> list[int]:
    """The ids of the calls that follow up one of ``origins``."""
    query = t.Call.select(t.Call.id).where(engine.among(t.Call.origin, origins), t.Call.deleted_at.is_null())
    return [row[0] for row in engine.rows(query)]


def followups_of_deleted(engine: Engine, ids: Sequence[int]) -> list[int]:
    """Those of the calls ``ids`` that follow up a deleted call."""
    original = t.Call.alias()
    query = (
        t.Call.select(t.Call.id)
        .join(original, on=(t.Call.origin == original.id))
        .where(engine.among(t.Call.id, ids), t.Call.deleted_at.is_null(), original.deleted_at.is_null(False))
    )
    return [row[0] for row in engine.rows(query)]


def newest_id(engine: Engine) -> int:
    """The highest id in use, 0 when there are no calls."""
    return int(engine.rows(t.Call.select(fn.COALESCE(fn.MAX(t.Call.id), 0)))[0][0])
