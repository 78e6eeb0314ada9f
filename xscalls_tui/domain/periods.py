"""Stretches of days that a date must lie in: fixed ones, and such as move with today."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

Day = date | int
"""A date, or so many days after today."""


class Dates(NamedTuple):
    """The days from ``first`` to ``last``, both included; None is no end on that side."""

    first: Day | None = None
    last: Day | None = None

    def on(self, today: date) -> Dates:
        """The same as fixed dates. A day that no calendar has is the nearest that there is."""
        return Dates(_fixed(self.first, today), _fixed(self.last, today))


class Period(StrEnum):
    """A week (from Monday), month or year, by where it lies from today."""

    LAST_WEEK = "last week"
    THIS_WEEK = "this week"
    NEXT_WEEK = "next week"
    LAST_MONTH = "last month"
    THIS_MONTH = "this month"
    NEXT_MONTH = "next month"
    LAST_YEAR = "last year"
    THIS_YEAR = "this year"
    NEXT_YEAR = "next year"

    def on(self, today: date) -> Dates:
        """Its days, as seen from ``today``."""
        which, unit = self.value.split()
        step = {"last": -1, "this": 0, "next": 1}[which]
        if unit == "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
            return Dates(monday, monday + timedelta(days=6))
        if unit == "year":
            return Dates(date(today.year + step, 1, 1), date(today.year + step, 12, 31))
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return Dates(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))


def _fixed(day: Day | None, today: date) -> date | None:
    if not isinstance(day, int):
        return day
    try:
        return today + timedelta(days=day)
    except OverflowError:
        return date.max if day > 0 else date.min
