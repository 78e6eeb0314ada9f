"""Calls by days and employees, for the calendars: along the indexes of an employee's calls by date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, Query, fn

from xscalls_tui.domain.calendar import Entry, Load
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.visibility import may_change

_SAME_DAY = 10
"""So many characters of a wall-clock time are its day."""


def entries(
    engine: Engine, reader: Reader, employees: Sequence[int], first: date, last: date, limit: int
) -> list[Entry]:
    """The calls of these employees from the first day to the last, each employee's by time; at most
    ``limit`` of each."""

    def build() -> Query:
        call = t.Call
        columns = (
            call.id, call.version, call.starts_at, call.ends_at, call.direction, call.status,
            call.employee, t.Employee.initials, call.subject,
            fn.COALESCE(t.Contact.name, call.partner), fn.COALESCE(t.Company.name, ""),
            may_change(call, superuser=reader.superuser),
        )  # fmt: skip
        return (
            call.select(*columns)
            .join(t.Employee, on=(call.employee == t.Employee.id))
            .join(t.Contact, JOIN.LEFT_OUTER, on=(call.contact == t.Contact.id))
            .join(t.Company, JOIN.LEFT_OUTER, on=(call.company == t.Company.id))
            .where(*_of_employee())
            .order_by(call.starts_at, call.id)
            .limit(param("limit"))
        )

    plan = engine.plan(("calendar", reader.superuser), build)
    values = {"me": reader.me, "limit": limit, **_days(first, last)}
    rows = (row for one in employees for row in engine.rows(plan, employee=one, **values))
    return [_entry(engine, row) for row in rows]


def loads(engine: Engine, employees: Sequence[int], first: date, last: date) -> dict[tuple[int, date], Load]:
    """How many calls each of these employees has on each day; days without any are left out. Counted in the
    indexes alone: of all calls, and of those that are planned."""

    def build(*more: Any) -> Query:
        day = fn.SUBSTR(t.Call.starts_at, 1, _SAME_DAY)
        return t.Call.select(day, fn.COUNT(t.Call.id)).where(*_of_employee(), *more).group_by(day)

    total = engine.plan("calendar days", build)
    planned = engine.plan("calendar planned", lambda: build(t.Call.status == int(Status.PLANNED)))
    found: defaultdict[tuple[int, date], Load] = defaultdict(lambda: Load(0, 0))
    values = _days(first, last)
    for employee in employees:
        for day, count in engine.rows(total, employee=employee, **values):
            found[employee, date.fromisoformat(day)] = Load(count, 0)
        for day, count in engine.rows(planned, employee=employee, **values):
            key = employee, date.fromisoformat(day)
            found[key] = found[key]._replace(planned=count)
    return dict(found)


def _of_employee() -> tuple[Any, ...]:
    call = t.Call
    return (
        call.deleted_at.is_null(),
        call.employee == param("employee"),
        call.starts_at >= param("first"),
        call.starts_at < param("after"),
    )


def _days(first: date, last: date) -> dict[str, datetime]:
    after = datetime.combine(last, time.max) if last == date.max else datetime.combine(last, time())
    return {"first": datetime.combine(first, time()), "after": after + timedelta(days=last < date.max)}


def _entry(engine: Engine, row: tuple[Any, ...]) -> Entry:
    (
        call, version, starts, ends, direction, status,
        employee, initials, subject, partner, company, changeable,
    ) = row  # fmt: skip
    return Entry(
        call, version, engine.wall(starts), engine.wall(ends), Direction(direction), Status(status),
        employee, initials, subject, partner, company, bool(changeable),
    )  # fmt: skip
