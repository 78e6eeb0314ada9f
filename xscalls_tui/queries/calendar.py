"""Calls by days and employees, for the calendars: along the indexes of an employee's calls by date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, SQL, Query, fn

from xscalls_tui.domain.calendar import Entry, Found, Load, slot_of
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.visibility import may_change

_SAME_DAY, _SAME_HOUR = 10, 13
"""So many characters of a wall-clock time are its day, and its hour."""


def entries(
    engine: Engine,
    reader: Reader,
    employees: Sequence[int],
    first: date,
    last: date,
    *,
    hours: bool,
    each: int,
) -> Found:
    """The calls of these employees from the first day to the last, each employee's by time: of each day, or
    of each hour, the first ``each``."""

    def build() -> Query:
        call = t.Call
        same = fn.SUBSTR(call.starts_at, 1, _SAME_HOUR if hours else _SAME_DAY)
        slot = {"partition_by": [call.employee, same]}
        # Numbered and counted in the index; only what is shown is read.
        place = fn.ROW_NUMBER().over(order_by=[call.starts_at, call.id], **slot)
        total = fn.COUNT(call.id).over(**slot)
        ranked = (
            call.select(call.id, place.alias("place"), total.alias("total"))
            .where(*_standing(engine, employees))
            .alias("ranked")
        )
        columns = (
            call.id, call.version, call.starts_at, call.ends_at, call.direction, call.status,
            call.employee, t.Employee.initials, call.subject,
            fn.COALESCE(t.Contact.name, call.partner), fn.COALESCE(t.Company.name, ""),
            may_change(call, superuser=reader.superuser), ranked.c.total,
        )  # fmt: skip
        return (
            call.select(*columns)
            .join(ranked, on=(ranked.c.id == call.id))
            .join(t.Employee, on=(call.employee == t.Employee.id))
            .join(t.Contact, JOIN.LEFT_OUTER, on=(call.contact == t.Contact.id))
            .join(t.Company, JOIN.LEFT_OUTER, on=(call.company == t.Company.id))
            .where(ranked.c.place <= param("each"))
            .order_by(call.employee, call.starts_at, call.id)
        )

    plan = engine.plan(("calendar", reader.superuser, hours, *employees), build)
    rows = engine.rows(plan, me=reader.me, each=each, **_days(first, last))
    found = [_entry(engine, row[:-1]) for row in rows]
    totals = {slot_of(entry, hours=hours): row[-1] for entry, row in zip(found, rows, strict=True)}
    return Found(tuple(found), totals)


def loads(engine: Engine, employees: Sequence[int], first: date, last: date) -> dict[tuple[int, date], Load]:
    """How many calls each of these employees has on each day; days without any are left out. Counted in the
    indexes alone: of all calls, and of those that are planned."""

    def build(*more: Any) -> Query:
        day = fn.SUBSTR(t.Call.starts_at, 1, _SAME_DAY)
        return (
            t.Call.select(t.Call.employee, day, fn.COUNT(t.Call.id))
            .where(*_standing(engine, employees), *more)
            .group_by(SQL("1"), SQL("2"))
        )

    def is_planned() -> Query:
        return build(t.Call.status == int(Status.PLANNED))

    found: defaultdict[tuple[int, date], Load] = defaultdict(lambda: Load(0, 0))
    values = _days(first, last)
    for employee, day, count in engine.rows(engine.plan(("calendar days", *employees), build), **values):
        found[employee, date.fromisoformat(day)] = Load(count, 0)
    planned = engine.plan(("calendar planned", *employees), is_planned)
    for employee, day, count in engine.rows(planned, **values):
        key = employee, date.fromisoformat(day)
        found[key] = found[key]._replace(planned=count)
    return dict(found)


def _standing(engine: Engine, employees: Sequence[int]) -> tuple[Any, ...]:
    call = t.Call
    whose = call.employee == employees[0] if len(employees) == 1 else engine.among(call.employee, employees)
    return (
        call.deleted_at.is_null(),
        whose,
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
