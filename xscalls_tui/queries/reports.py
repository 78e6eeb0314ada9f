"""Calls counted by what a report breaks them down by, in one statement along the index of their dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import SQL, Query, fn

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import NOBODY, Criteria
from xscalls_tui.domain.reports import By, Figures, Heat, figures
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries import ways
from xscalls_tui.queries.reader import Reader

Key = tuple[int | date, ...]
_MONTH, _DAY = 7, 10
"""So many characters of a time say its month, its day."""

_KEYS: dict[By, Callable[[Any], int | date]] = {
    By.COMPANY: lambda value: value or NOBODY,
    By.EMPLOYEE: int,
    By.STATUS: int,
    By.DIRECTION: int,
    By.WEEK: date.fromisoformat,
    By.MONTH: lambda value: date.fromisoformat(f"{value}-01"),
}


def breakdown(
    engine: Engine, criteria: Criteria, reader: Reader, by: tuple[By, ...]
) -> dict[Key, list[Figures]]:
    """The figures of the calls that meet the criteria, by the keys of ``by``; a week by each of its days."""
    search = ways.search(engine, criteria, reader, ways.ALL)
    call = t.Call

    def build() -> Query:
        columns = [_column(one) for one in by]
        # Placeholders are told apart by servers: what is grouped by is named by its place.
        places = [SQL(str(place)) for place in range(1, len(columns) + 3)]
        return (
            call.select(*columns, call.status, call.direction, fn.COUNT(call.id), fn.SUM(_minutes()))
            .where(*search.conditions(engine))
            .group_by(*places)
        )

    plan = engine.plan(("report", by, search.shape), build, uneven=search.uneven)
    found: dict[Key, list[Figures]] = {}
    for *keys, status, direction, count, minutes in engine.rows(plan, **search.values):
        key = tuple(_KEYS[one](value) for one, value in zip(by, keys, strict=True))
        some = figures(Status(status), Direction(direction), int(count), int(minutes or 0))
        found.setdefault(key, []).append(some)
    return found


def heat(engine: Engine, criteria: Criteria, reader: Reader) -> Heat:
    """By weekday and hour."""
    search = ways.search(engine, criteria, reader, ways.ALL)
    call = t.Call

    def build() -> Query:
        day, hour = fn.SUBSTR(call.starts_at, 1, _DAY), fn.SUBSTR(call.starts_at, _DAY + 2, 2)
        return (
            call.select(day, hour, call.status, fn.COUNT(call.id))
            .where(*search.conditions(engine))
            .group_by(SQL("1"), SQL("2"), SQL("3"))
        )

    plan = engine.plan(("heat", search.shape), build, uneven=search.uneven)
    found = Heat({}, {})
    for day, hour, status, count in engine.rows(plan, **search.values):
        place = date.fromisoformat(day).weekday(), int(hour)
        found.calls[place] = found.calls.get(place, 0) + int(count)
        if status == Status.DONE:
            found.answered[place] = found.answered.get(place, 0) + int(count)
    return found


def names(engine: Engine) -> dict[By, dict[int, str]]:
    """What companies and employees are called."""
    companies = engine.rows(t.Company.select(t.Company.id, t.Company.name))
    employees = engine.rows(t.Employee.select(t.Employee.id, t.Employee.initials, t.Employee.name))
    return {
        By.COMPANY: dict(companies),
        By.EMPLOYEE: {row_id: f"{initials} {name}" for row_id, initials, name in employees},
    }


def _column(by: By) -> Any:
    call = t.Call
    match by:
        case By.COMPANY:
            return call.company
        case By.EMPLOYEE:
            return call.employee
        case By.STATUS:
            return call.status
        case By.DIRECTION:
            return call.direction
        case By.WEEK:
            return fn.SUBSTR(call.starts_at, 1, _DAY)
        case By.MONTH:
            return fn.SUBSTR(call.starts_at, 1, _MONTH)


def _minutes() -> Any:
    """Of one call: it ends on the day it starts on."""
    ends, starts = (
        fn.SUBSTR(column, 12, 2).cast("INTEGER") * 60 + fn.SUBSTR(column, 15, 2).cast("INTEGER")
        for column in (t.Call.ends_at, t.Call.starts_at)
    )
    return ends - starts
