"""Stretches of days in the typed filter: ``i-dag``, ``-7..``, ``1.11..15.11``, ``>uke-48``, ``i-fjor``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from xscalls_tui.domain.filter_words import DAYS, PERIODS, meant
from xscalls_tui.domain.periods import Dates, Day, Period
from xscalls_tui.domain.when import parse_days

_OFFSET = re.compile(r"([+-])\s*([0-9]{1,6})")


class Backwards(ValueError):
    """A stretch whose last day is before its first."""


def read_dates(text: str, operator: str, today: date) -> Dates | Period | None:
    """What ``text`` after ``operator`` means, or None if that is no date. Raises Backwards.

    Weeks by their number, weekdays and dates become fixed days, and so do periods that are one end of a
    stretch; days counted from today go on being so, and so do periods alone.
    """
    if operator == ":" and (period := meant(PERIODS, text)):
        return period
    if operator == ":" and ".." in text:
        begins, ends = re.split(r"\.{2,}", text, maxsplit=1)
        first, last = _ends(begins, today), _ends(ends, today)
        if (first is None and begins.strip()) or (last is None and ends.strip()):
            return None
        return _stretch(first[0] if first else None, last[1] if last else None)
    if (days := _ends(text, today)) is None:
        return None
    first_day, last_day = days
    try:
        match operator:
            case ":":
                return Dates(first_day, last_day)
            case ">":
                return Dates(_later(last_day, 1))
            case ">=":
                return Dates(first_day)
            case "<":
                return Dates(None, _later(first_day, -1))
            case _:
                return Dates(None, last_day)
    except OverflowError:
        return None


def written_dates(value: Dates | Period, language: str) -> str:
    """The form that is read back as the same, with words of ``nb`` or ``en``."""
    if isinstance(value, Period):
        return PERIODS[value].written(language)
    first, last = ("" if day is None else written_day(day, language) for day in value)
    return first if first == last and first else f"{first}..{last}"


def written_day(day: Day, language: str) -> str:
    """``23.11.2026``, ``i-dag``, ``+14``."""
    if isinstance(day, date):
        return f"{day.day:02}.{day.month:02}.{day.year:04}"
    return DAYS[day].written(language) if day in DAYS else f"{day:+}"


def _ends(text: str, today: date) -> tuple[Day, Day] | None:
    """The first and the last of the days that a text without ``..`` means."""
    text = text.strip()
    if (days := meant(DAYS, text)) is not None:
        return days, days
    if match := _OFFSET.fullmatch(text):
        days = int(match[1] + match[2])
        return days, days
    if period := meant(PERIODS, text):
        first, last = period.on(today)
        assert first is not None and last is not None
        return first, last
    return parse_days(text.replace("-", " ") if text[:1].isalpha() else text, today)


def _stretch(first: Day | None, last: Day | None) -> Dates:
    """A stretch between two days of one kind must have one day at least: a fixed day and one that moves with
    today can pass each other."""
    both_fixed = isinstance(first, date) and isinstance(last, date) and last < first
    if both_fixed or (isinstance(first, int) and isinstance(last, int) and last < first):
        raise Backwards
    return Dates(first, last)


def _later(day: Day, days: int) -> Day:
    return day + days if isinstance(day, int) else day + timedelta(days=days)
