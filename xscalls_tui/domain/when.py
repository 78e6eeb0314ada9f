"""Dates and times of day as operators type them, in Norwegian and English alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

_WEEKDAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "saturday"),
    ("søndag", "sunday"),
)
_RELATIVE = {
    "i dag": 0, "idag": 0, "today": 0,
    "i morgen": 1, "imorgen": 1, "tomorrow": 1,
    "i overmorgen": 2,
    "i går": -1, "igår": -1, "yesterday": -1,
}  # fmt: skip
_WEEK = re.compile(r"(?:uke|week|w)\s*(\d{1,2})(?:[ /.](\d{2}|\d{4}))?")
_OFFSET = re.compile(r"([+-])\s*(\d{1,4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})\.?(?:[./-]?(\d{4}|\d{2}))?")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:. ](\d{1,2}))?|(\d{1,2})(\d{2})")
LAST_MINUTE = time(23, 59)


def parse_date(text: str, today: date) -> date | None:
    """A date from ``23.11``, ``231126``, ``23.11.26``, ``2026-11-23``, ``i dag``, ``+3``, ``fre``,
    ``uke 48`` (its Monday) and the like, or None if it is none.

    A weekday is the next one after today; a day without a year is in the year of ``today``.
    """
    text = " ".join(text.casefold().split())
    if text in _RELATIVE:
        return _shift(today, _RELATIVE[text])
    if match := _OFFSET.fullmatch(text):
        days = int(match[2])
        return _shift(today, days if match[1] == "+" else -days)
    if (weekday := _weekday(text)) is not None:
        return _shift(today, (weekday - today.weekday() - 1) % 7 + 1)
    try:
        if match := _WEEK.fullmatch(text):
            return date.fromisocalendar(_year(match[2], today.isocalendar().year), int(match[1]), 1)
        if match := _DAY_MONTH.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(_year(match[3], today.year), int(match[2]), int(match[1]))
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def parse_days(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that ``text`` means: one day, but for ``uke 48`` all seven; or None."""
    first = parse_date(text, today)
    if first is None:
        return None
    is_week = _WEEK.fullmatch(" ".join(text.casefold().split()))
    last = _shift(first, 6) if is_week else first
    return (first, last) if last else None


def parse_time(text: str, start: time | None = None) -> time | None:
    """A time of day from ``9``, ``930``, ``09:30``, ``9.30``, or ``+15`` (minutes after ``start``,
    at most to the end of that day), or None if it is none."""
    text = " ".join(text.casefold().removeprefix("kl.").removeprefix("kl").split())
    if match := re.fullmatch(r"\+\s*(\d{1,4})", text):
        if start is None:
            return None
        return add_minutes(start, int(match[1]))
    if not (match := _CLOCK.fullmatch(text)):
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def add_minutes(start: time, minutes: int) -> time:
    """``start`` that many minutes later (or earlier), kept inside the same day."""
    total = start.hour * 60 + start.minute + minutes
    total = min(max(total, 0), 24 * 60 - 1)
    return time(total // 60, total % 60)


def minutes_between(start: time, end: time) -> int:
    """Whole minutes from ``start`` to ``end``, negative if ``end`` is earlier."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def next_working_day(day: date, is_holiday: Callable[[date], bool]) -> date:
    """The first day after ``day`` that is neither Saturday, Sunday nor a holiday."""
    day += timedelta(days=1)
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day


def at(day: date, clock: time) -> datetime:
    """A wall-clock moment."""
    return datetime.combine(day, clock)


def _weekday(text: str) -> int | None:
    if len(text) < 2:
        return None
    for number, names in enumerate(_WEEKDAYS):
        if any(name.startswith(text) for name in names):
            return number
    return None


def _year(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if len(text) == 4 else 2000 + int(text)


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
