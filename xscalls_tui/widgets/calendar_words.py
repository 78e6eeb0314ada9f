"""The words of the calendars."""

from __future__ import annotations

from datetime import date

from xscalls_tui.domain.calendar import Entry, Period, Slot
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import shown

_MONTHS = (
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6",
    "month.7", "month.8", "month.9", "month.10", "month.11", "month.12",
)  # fmt: skip


def month(day: date, t: Translator) -> str:
    """``november`` or ``November``."""
    return t(_MONTHS[day.month - 1])


def entry_line(entry: Entry, t: Translator, glyphs: Glyphs) -> str:
    """``10:00 → Emne (Samtalepartner, Firma)``."""
    party = ", ".join(shown(name) for name in (entry.partner, entry.company) if name)
    subject = shown(entry.subject) or t("call.nosubject")
    line = f"{formats.clock(entry.starts_at)} {glyphs.directions[entry.direction]} {subject}"
    return f"{line} ({party})" if party else line


def slot_title(slot: Slot, t: Translator) -> str:
    """``ma 23. nov 2026 · uke 48``, and the hour where there is one."""
    title = formats.long_date(slot.day, t)
    return title if slot.hour is None else f"{title} · {slot.hour:02}:00"


def period_title(period: Period, first: date, last: date, t: Translator) -> str:
    """What a period is called: its day, its weeks, its month or its year."""
    match period:
        case Period.DAY:
            return formats.long_date(first, t)
        case Period.MONTH:
            return f"{month(first, t)} {first.year}"
        case Period.YEAR:
            return str(first.year)
        case _:
            weeks = [day.isocalendar().week for day in (first, last)]
            number = str(weeks[0]) if weeks[0] == weeks[1] else f"{weeks[0]}–{weeks[1]}"
            return t(
                "calendar.weeks",
                weeks=number,
                first=formats.list_date(first),
                last=formats.list_date(last),
            )
