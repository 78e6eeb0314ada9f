"""Reports on calls: what they break down by, the periods they are about, and the figures of a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.domain.calendar import month_length, month_on, moved
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.periods import Dates


class By(StrEnum):
    """What calls are told apart by."""

    COMPANY = "company"
    EMPLOYEE = "employee"
    STATUS = "status"
    DIRECTION = "direction"
    WEEK = "week"
    MONTH = "month"


class Report(StrEnum):
    """The reports of the group Samtaler, in their order; their words on the command line."""

    CUSTOMERS = "customers"
    CUSTOMERS_EMPLOYEES = "customers-employees"
    EMPLOYEES = "employees"
    STATUS = "status"
    DIRECTION = "direction"
    WEEKS = "weeks"
    MONTHS = "months"
    EMPLOYEES_MONTHS = "employees-months"


BREAKDOWN: dict[Report, tuple[By, ...]] = {
    Report.CUSTOMERS: (By.COMPANY,),
    Report.CUSTOMERS_EMPLOYEES: (By.COMPANY, By.EMPLOYEE),
    Report.EMPLOYEES: (By.EMPLOYEE,),
    Report.STATUS: (By.STATUS,),
    Report.DIRECTION: (By.DIRECTION,),
    Report.WEEKS: (By.WEEK,),
    Report.MONTHS: (By.MONTH,),
    Report.EMPLOYEES_MONTHS: (By.EMPLOYEE, By.MONTH),
}


class Stretch(StrEnum):
    """The periods that a report can be about; their words on the command line."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "week"
    LAST_WEEK = "last-week"
    THIS_MONTH = "month"
    LAST_MONTH = "last-month"
    QUARTER = "quarter"
    THIS_YEAR = "year"
    LAST_YEAR = "last-year"
    CUSTOM = "custom"
    """From one day to another, which are said."""


class Days(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def dates(self) -> Dates:
        """As a criterion has it."""
        return Dates(self.first, self.last)


def days_of(stretch: Stretch, today: date) -> Days:
    """The days of a period, as seen from ``today``; of a custom one, those of the month."""
    monday = moved(today, -today.weekday())
    month = today.replace(day=1)
    match stretch:
        case Stretch.TODAY:
            return Days(today, today)
        case Stretch.YESTERDAY:
            return Days(moved(today, -1), moved(today, -1))
        case Stretch.THIS_WEEK:
            return Days(monday, moved(monday, 6))
        case Stretch.LAST_WEEK:
            return Days(moved(monday, -7), moved(monday, -1))
        case Stretch.LAST_MONTH:
            return _months(month_on(month, -1), 1)
        case Stretch.QUARTER:
            return _months(month_on(month, -((month.month - 1) % 3)), 3)
        case Stretch.THIS_YEAR:
            return Days(date(today.year, 1, 1), date(today.year, 12, 31))
        case Stretch.LAST_YEAR:
            year = max(today.year - 1, date.min.year)
            return Days(date(year, 1, 1), date(year, 12, 31))
        case _:
            return _months(month, 1)


def turned(days: Days, steps: int) -> Days:
    """The days so many periods on: whole months stay whole, other days move by how many they are."""
    first, last = days
    if first.day == 1 and last.day == month_length(last):
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return _months(month_on(first, steps * count), count)
    count = (last - first).days + 1
    return Days(moved(first, steps * count), moved(last, steps * count))


def _months(first: date, count: int) -> Days:
    end = month_on(first, count - 1)
    return Days(first, end.replace(day=month_length(end)))


class Figures(NamedTuple):
    """What a line counts. ``minutes`` are those of calls that were carried out."""

    calls: int = 0
    planned: int = 0
    done: int = 0
    cancelled: int = 0
    unanswered: int = 0
    outgoing: int = 0
    incoming: int = 0
    minutes: int = 0

    @property
    def answer_rate(self) -> float | None:
        """The share of attempts that were answered; None where there was none."""
        attempts = self.done + self.unanswered
        return self.done / attempts if attempts else None


def figures(status: Status, direction: Direction, count: int, minutes: int) -> Figures:
    """What calls of one status and direction add."""
    told = (
        count,
        *(count if status is one else 0 for one in Status),
        *(count if direction is one else 0 for one in Direction),
        minutes if status is Status.DONE else 0,
    )
    return Figures._make(told)


def summed(some: Iterable[Figures]) -> Figures:
    """All together."""
    columns = zip(*some, strict=True)
    return Figures(*(sum(column) for column in columns))


class Part(NamedTuple):
    """One of the things that a line is about: a row of a register by its id (0 for none), a status or
    direction by its number, a week or month by its first day; with its name where it has one."""

    by: By
    key: int | date
    name: str = ""


class Line(NamedTuple):
    """A line of a report."""

    parts: tuple[Part, ...]
    figures: Figures

    def share(self, total: Figures) -> float:
        """Of all calls."""
        return self.figures.calls / total.calls if total.calls else 0.0


class Table(NamedTuple):
    """A report: its lines, the largest first (weeks and months in their order), and all together."""

    report: Report
    days: Days
    lines: tuple[Line, ...]
    total: Figures


class Heat(NamedTuple):
    """How many calls there were by weekday (0 is Monday) and hour, and how many of them were answered."""

    calls: dict[tuple[int, int], int]
    answered: dict[tuple[int, int], int]


_FIELDS = {
    By.COMPANY: Field.COMPANY,
    By.EMPLOYEE: Field.EMPLOYEE,
    By.STATUS: Field.STATUS,
    By.DIRECTION: Field.DIRECTION,
}


def drill_down(line: Line | None, days: Days, filtered: Criteria) -> Criteria:
    """The calls behind a line, or behind the total for None."""
    within = days
    criteria = filtered
    for part in line.parts if line else ():
        if isinstance(part.key, date):
            last = moved(part.key, 6) if part.by is By.WEEK else part.key.replace(day=month_length(part.key))
            within = Days(max(part.key, within.first), min(last, within.last))
        else:
            label = part.name.partition(" ")[0] if part.by is By.EMPLOYEE else part.name
            criteria = criteria.and_also(Criterion(_FIELDS[part.by], part.key, label))
    return criteria.and_also(Criterion(Field.DATE, within.dates))


def start_of(by: By, day: date) -> date:
    """The first day of the week or month that a day stands in."""
    return day - timedelta(days=day.weekday()) if by is By.WEEK else day.replace(day=1)
