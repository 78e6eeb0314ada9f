"""A day or a week: a row for each hour, a column for each day."""

from __future__ import annotations

from collections.abc import Sequence

from xscalls_tui.domain.calendar import Period, Slot, View, bounds, days_between, moved
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.calendar_layout import Layout, Line, Piece
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import fit

HOURS = 24
_MARGIN = 4
_MOST = 12
"""So many calls of an hour stand beside each other at most."""
_EACH = 30
"""About so many cells each of them takes."""


class Hours(Layout):
    """A row for each hour, a column for each day."""

    margin = _MARGIN
    hours = True

    def __init__(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> None:
        super().__init__(view, t, glyphs, width, height)
        self.days = days_between(*bounds(view.period, view.day))
        self.wide = max(1, (width - self.margin) // len(self.days))

    @property
    def rows(self) -> int:
        """The hours of a day."""
        return HOURS

    @property
    def columns(self) -> int:
        """The days of the period."""
        return len(self.days)

    def slot(self, row: int, column: int) -> Slot | None:
        """An hour of a day."""
        return Slot(self.days[column], row, self.me)

    def place(self, slot: Slot) -> tuple[int, int] | None:
        """The hour and the day."""
        if slot.day not in self.days:
            return None
        return slot.hour or 0, self.days.index(slot.day)

    def step(self, slot: Slot, across: int, down: int) -> Slot:
        """Days across, hours down; a day ends with its last hour."""
        hour = min(max((slot.hour or 0) + down, 0), HOURS - 1)
        return slot._replace(day=moved(slot.day, across), hour=hour)

    def heading(self, column: int) -> Piece:
        """The weekday, the day and its holiday."""
        day = self.days[column]
        holiday = self.view.holidays.get(day, "")
        if self.view.period is Period.DAY:
            return Piece(" ".join(filter(None, [self.marked(formats.weekday(day, self.t), day), holiday])))
        name = self.marked(f"{formats.short_weekday(day, self.t)} {day.day}.", day)
        return Piece(f"{name} {holiday}" if holiday else name, self.day_look(day))

    def labels(self, row: int) -> Piece:
        """The hour."""
        return Piece(f"{row:02}", "today" if row == self.view.now.hour else "dim")

    def cell(self, slot: Slot) -> Sequence[Line]:
        """The calls that begin in the hour, side by side where there is room."""
        entries = self.entries(slot)
        room = min(_MOST, max(1, self.wide // _EACH))
        standing = entries[:room]
        more = self.more(slot, len(standing))
        if not standing:
            return ([Piece(self._empty(slot), "dim")],)
        each = (self.wide - len(more) - 1) // len(standing)
        pieces: list[Piece] = []
        for entry in standing:
            *flags, text = self.call(entry, on_the_hour=True)
            pieces += [*flags, text._replace(text=fit(text.text, max(1, each - len(flags)), self.glyphs.cut))]
        return ([*pieces, Piece(more, "call" if more else "")],)

    def _empty(self, slot: Slot) -> str:
        """Hours of work are told from the others by a point."""
        return "." if 8 <= (slot.hour or 0) < 16 and slot.day.weekday() < 5 else ""
