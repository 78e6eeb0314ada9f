"""Dates, times, durations and reminders as they are shown.

Figures look the same in both languages; words come from the catalogue. Plain f-strings, since rows of a
list are formatted while a key is held down: ``strftime`` would follow the process's locale, and Babel
is slow to load.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from xscalls_tui.i18n import Translator

_WEEKDAYS = ("day.1", "day.2", "day.3", "day.4", "day.5", "day.6", "day.7")
_SHORT_WEEKDAYS = (
    "day.short.1", "day.short.2", "day.short.3", "day.short.4",
    "day.short.5", "day.short.6", "day.short.7",
)  # fmt: skip
_SHORT_MONTHS = (
    "month.short.1", "month.short.2", "month.short.3", "month.short.4",
    "month.short.5", "month.short.6", "month.short.7", "month.short.8",
    "month.short.9", "month.short.10", "month.short.11", "month.short.12",
)  # fmt: skip
_REMINDERS = {
    0: "rem.start",
    5: "rem.5m",
    10: "rem.10m",
    15: "rem.15m",
    30: "rem.30m",
    60: "rem.1h",
    120: "rem.2h",
    240: "rem.4h",
    1440: "rem.1d",
    2880: "rem.2d",
    10080: "rem.1w",
}


def list_date(day: date) -> str:
    """``23.11.26``, eight cells wide, for lists."""
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}"


def form_date(day: date) -> str:
    """``23.11.2026``, for fields and wherever the century matters."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def clock(at: time | datetime) -> str:
    """``09:05``, the time of day."""
    return f"{at.hour:02}:{at.minute:02}"


def stamp(at: datetime) -> str:
    """``23.11.2026 09:05``. Shown as handed in: turn UTC into wall-clock time first."""
    return f"{form_date(at)} {clock(at)}"


def weekday(day: date, t: Translator) -> str:
    """``mandag`` or ``Monday``."""
    return t(_WEEKDAYS[day.weekday()])


def short_weekday(day: date, t: Translator) -> str:
    """``ma`` or ``Mo``, two cells wide."""
    return t(_SHORT_WEEKDAYS[day.weekday()])


def short_month(day: date, t: Translator) -> str:
    """``nov`` or ``Nov``."""
    return t(_SHORT_MONTHS[day.month - 1])


def weekday_name(number: int, t: Translator) -> str:
    """``ma`` or ``Mo`` for 0, two cells wide."""
    return t(_SHORT_WEEKDAYS[number])


def long_date(day: date, t: Translator) -> str:
    """``ma 23. nov 2026 · uke 48`` or ``Mo 23 Nov 2026 · week 48``, with the ISO week."""
    return t(
        "date.long",
        weekday=short_weekday(day, t),
        day=day.day,
        month=short_month(day, t),
        year=day.year,
        week=day.isocalendar().week,
    )


def amount(value: Decimal) -> str:
    """``1 250 000,00``, with thousands in groups; a blank between them."""
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")


def duration(minutes: int, t: Translator) -> str:
    """``15 min``, ``2 t`` or ``1 t 5 min``; with a minus in front when negative."""
    if minutes < 0:
        return f"−{duration(-minutes, t)}"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t("duration.minutes", minutes=rest)
    if not rest:
        return t("duration.hours", hours=hours)
    return t("duration.both", hours=hours, minutes=rest)


def reminder(minutes: int | None, t: Translator) -> str:
    """When an operator is reminded: minutes before the start in words, None is no reminder."""
    if minutes is None:
        return t("rem.none")
    key = _REMINDERS.get(minutes)
    return t(key) if key else t.count("rem.minutes", minutes)
