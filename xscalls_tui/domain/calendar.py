"""The calendars: periods of days, and the calls that stand in them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.permissions import Employee

WEEK = 7


class Period(StrEnum):
    """What a calendar shows at a time, in the order of their keys 1 to 6."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "twoweeks"
    FIVE_WEEKS = "fiveweeks"
    MONTH = "month"
    YEAR = "year"


_WEEKS = {Period.WEEK: 1, Period.TWO_WEEKS: 2, Period.FIVE_WEEKS: 5}


def bounds(period: Period, day: date) -> tuple[date, date]:
    """The first and the last day of the period that ``day`` stands in. Weeks begin on Mondays; of several,
    that of ``day`` is the first."""
    match period:
        case Period.DAY:
            return day, day
        case Period.MONTH:
            return day.replace(day=1), day.replace(day=month_length(day))
        case Period.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case _:
            monday = moved(day, -day.weekday())
            return monday, moved(monday, _WEEKS[period] * WEEK - 1)


def turned(period: Period, day: date, pages: int) -> date:
    """The day that stands where ``day`` does, so many periods on."""
    match period:
        case Period.DAY:
            return moved(day, pages)
        case Period.MONTH:
            return month_on(day, pages)
        case Period.YEAR:
            return month_on(day, 12 * pages)
        case _:
            return moved(day, pages * _WEEKS[period] * WEEK)


def moved(day: date, days: int) -> date:
    """So many days on, or the last that there is in that direction."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def month_on(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_length(first)))


def month_length(day: date) -> int:
    """How many days the month of a day has."""
    return calendar.monthrange(day.year, day.month)[1]


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [moved(first, number) for number in range((last - first).days + 1)]


def week_rows(period: Period, day: date) -> list[list[date]]:
    """The whole weeks, Monday to Sunday, that a period touches."""
    first, last = bounds(period, day)
    first, last = moved(first, -first.weekday()), moved(last, WEEK - 1 - last.weekday())
    every = days_between(first, last)
    return [every[start : start + WEEK] for start in range(0, len(every), WEEK)]


class Slot(NamedTuple):
    """A place in a calendar: a day, an hour of it where there are hours, whose, where there are several."""

    day: date
    hour: int | None = None
    employee: int | None = None


class Entry(NamedTuple):
    """A call as a calendar shows it."""

    id: int
    version: int
    starts_at: datetime
    ends_at: datetime
    direction: Direction
    status: Status
    employee_id: int
    initials: str
    subject: str
    partner: str
    company: str
    may_change: bool

    @property
    def over(self) -> bool:
        """Whether nothing is to be done any more: carried out or cancelled. Such text is struck through."""
        return self.status in (Status.DONE, Status.CANCELLED)


class Load(NamedTuple):
    """How many calls stand on a day of somebody's: all, and those that are planned."""

    total: int
    planned: int


class Found(NamedTuple):
    """Calls of some days, as many of each slot as were asked for, and how many there are in each slot."""

    entries: tuple[Entry, ...]
    totals: Mapping[Slot, int]


class View(NamedTuple):
    """What a calendar shows: the period around a day, of these people (the first is oneself)."""

    period: Period
    day: date
    now: datetime
    people: tuple[Employee, ...]
    entries: tuple[Entry, ...]
    """The calls, as many of each slot as may be shown."""
    totals: Mapping[Slot, int]
    """How many calls there are in the slots of ``entries``."""
    loads: Mapping[tuple[int, date], Load]
    """How many calls there are by employee and day, where they are counted."""
    holidays: Mapping[date, str]


def slot_of(entry: Entry, *, hours: bool) -> Slot:
    """The place of a call in a calendar, with or without hours."""
    starts = entry.starts_at
    return Slot(starts.date(), starts.hour if hours else None, entry.employee_id)


def in_slot(entries: Iterable[Entry], slot: Slot) -> list[Entry]:
    """The calls that start in a slot, by their time."""
    return sorted(
        (
            one
            for one in entries
            if one.starts_at.date() == slot.day
            and (slot.hour is None or one.starts_at.hour == slot.hour)
            and (slot.employee is None or one.employee_id == slot.employee)
        ),
        key=lambda one: (one.starts_at, one.id),
    )


def busy_quarters(entries: Iterable[Entry]) -> set[int]:
    """Which quarters of a day (0 to 95) planned calls take; one without a length takes the one it starts
    in."""
    taken: set[int] = set()
    for one in entries:
        if one.status is Status.PLANNED:
            first, last = (at.hour * 4 + at.minute / 15 for at in (one.starts_at, one.ends_at))
            taken.update(range(int(first), max(int(first) + 1, -int(-last // 1))))
    return taken


def start_in(slot: Slot, entries: Sequence[Entry], now: datetime) -> datetime:
    """When a call that is made in a slot starts: on the hour, or where the last call of that hour ends if
    that is still in it. In a day without hours, now if it is today, else at nine, after what stands there."""
    hour = slot.hour
    if hour is None:
        hour = 9
        if slot.day == now.date():
            return now
        ends = [one.ends_at for one in in_slot(entries, slot) if one.ends_at.hour >= hour]
        return max([datetime.combine(slot.day, time(hour)), *ends])
    ends = [one.ends_at for one in in_slot(entries, slot) if one.ends_at.hour == hour]
    return max([datetime.combine(slot.day, time(hour)), *ends])
