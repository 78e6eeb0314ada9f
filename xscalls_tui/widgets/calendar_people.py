"""The group's calendar: a row for each colleague; columns are hours, days, or the months of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from xscalls_tui.domain.calendar import (
    Load,
    Period,
    Slot,
    View,
    bounds,
    busy_quarters,
    days_between,
    month_length,
    month_on,
    moved,
)
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.calendar_layout import Layout, Line, Piece
from xscalls_tui.widgets.calendar_words import month
from xscalls_tui.widgets.calendar_year import MONTHS, load_text
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import shown

_HOURS = 24
_QUARTERS = 4
_INITIALS = 5
_NAMED, _LONGEST_NAME = 14, 26
"""From so many cells on the names stand there too, up to so many."""
_BOTH = 5
"""From so many cells on a day tells how many calls are planned, and of how many."""


class People(Layout):
    """A row for each colleague."""

    def __init__(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> None:
        self.hours = view.period is Period.DAY
        super().__init__(view, t, glyphs, width, height)
        self.days = days_between(*bounds(view.period, view.day))
        self.wide = max(1, min(12, (width - _INITIALS) // self.columns))
        self.margin = min(_LONGEST_NAME, max(_INITIALS, width - self.wide * self.columns))
        self._months = _by_month(view) if view.period is Period.YEAR else {}
        self._rows = {one.id: row for row, one in enumerate(view.people)}
        self._busy = {
            one.id: busy_quarters(entry for entry in view.entries if entry.employee_id == one.id)
            for one in view.people
            if self.hours
        }

    @property
    def rows(self) -> int:
        """The colleagues."""
        return len(self.view.people)

    @property
    def columns(self) -> int:
        """Hours, days or months."""
        match self.view.period:
            case Period.DAY:
                return _HOURS
            case Period.YEAR:
                return MONTHS
            case _:
                return len(self.days)

    def slot(self, row: int, column: int) -> Slot | None:
        """A colleague's hour or day; in a year, of each month the day that the cursor stands on."""
        whose, day = self.view.people[row].id, self.view.day
        match self.view.period:
            case Period.DAY:
                return Slot(day, column, whose)
            case Period.YEAR:
                first = date(day.year, column + 1, 1)
                return Slot(first.replace(day=min(day.day, month_length(first))), None, whose)
            case _:
                return Slot(self.days[column], None, whose)

    def place(self, slot: Slot) -> tuple[int, int] | None:
        """The colleague, and the hour, day or month."""
        first, last = bounds(self.view.period, self.view.day)
        if slot.employee not in self._rows or not first <= slot.day <= last:
            return None
        match self.view.period:
            case Period.DAY:
                column = slot.hour or 0
            case Period.YEAR:
                column = slot.day.month - 1
            case _:
                column = (slot.day - first).days
        return self._rows[slot.employee], column

    def step(self, slot: Slot, across: int, down: int) -> Slot:
        """Hours, days or months across, colleagues down."""
        row = self._rows.get(slot.employee or 0, 0)
        row = min(max(row + down, 0), self.rows - 1)
        whose = self.view.people[row].id
        match self.view.period:
            case Period.DAY:
                days, hour = divmod((slot.hour or 0) + across, _HOURS)
                return Slot(moved(slot.day, days), hour, whose)
            case Period.YEAR:
                return slot._replace(day=month_on(slot.day, across), employee=whose)
            case _:
                return slot._replace(day=moved(slot.day, across), employee=whose)

    def heading(self, column: int) -> Piece:
        """The hour, the day or the month."""
        match self.view.period:
            case Period.DAY:
                return Piece(f"{column:02}", "today" if column == self.view.now.hour else "")
            case Period.YEAR:
                first = date(self.view.day.year, column + 1, 1)
                name = month(first, self.t)
                return Piece(name if len(name) < self.wide else formats.short_month(first, self.t))
        day = self.days[column]
        if self.wide > len(formats.list_date(day)):
            text = f"{formats.short_weekday(day, self.t)} {day.day}.{day.month}."
        else:
            text = str(day.day) if self.wide > 2 or day.weekday() == 0 else ""
        return Piece(self.marked(text, day) if self.wide > len(text) else text, self.day_look(day))

    def labels(self, row: int) -> Piece:
        """Initials, and the name where there is room."""
        one = self.view.people[row]
        initials = shown(one.initials)
        return Piece(initials if self.margin < _NAMED else f"{initials.ljust(4)} {shown(one.name)}")

    def cell(self, slot: Slot) -> Sequence[Line]:
        """When they are busy, or how many calls they have."""
        if self.hours:
            return (self._hour(slot),)
        load = self._load(slot)
        if not load.total:
            return ([Piece(".", self.day_look(slot.day) or "dim")],)
        text = load_text(load, self.wide)
        if self.wide >= _BOTH and load.total != load.planned:
            text = f"{load.planned}/{load.total}"
        return ([Piece(text, "call" if load.planned else "over")],)

    def _hour(self, slot: Slot) -> Line:
        busy, hour = self._busy.get(slot.employee or 0, set()), slot.hour or 0
        signs = []
        for cell in range(self.wide):
            first, after = (each * _QUARTERS // self.wide for each in (cell, cell + 1))
            quarters = range(hour * _QUARTERS + first, hour * _QUARTERS + max(after, first + 1))
            signs.append(not busy.isdisjoint(quarters))
        free = "." if 8 <= hour < 16 and slot.day.weekday() < 5 else " "
        return [Piece("#" if taken else free, "call" if taken else "dim") for taken in signs]

    def _load(self, slot: Slot) -> Load:
        whose = slot.employee or 0
        if self.view.period is not Period.YEAR:
            return self.view.loads.get((whose, slot.day), Load(0, 0))
        return self._months.get((whose, slot.day.month), Load(0, 0))


def _by_month(view: View) -> dict[tuple[int, int], Load]:
    """How many calls each colleague has in each month of the year."""
    found: defaultdict[tuple[int, int], Load] = defaultdict(lambda: Load(0, 0))
    for (whose, day), load in view.loads.items():
        before = found[whose, day.month]
        found[whose, day.month] = Load(before.total + load.total, before.planned + load.planned)
    return dict(found)
