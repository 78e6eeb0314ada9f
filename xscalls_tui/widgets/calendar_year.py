"""A year: a row for each month, the days below their weekdays, with how many calls are planned on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xscalls_tui.domain.calendar import WEEK, Load, Slot, View, month_length, month_on, moved
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.calendar_layout import Layout, Line, Piece
from xscalls_tui.widgets.glyphs import Glyphs

MONTHS = 12
COLUMNS = 37
"""A month of 31 days that begins on a Sunday ends here."""
_MARGIN = 5
_NUMBERED = 3
"""From so many cells on a day without planned calls shows its number."""


class Year(Layout):
    """A row for each month, a column for each weekday of six weeks."""

    margin = _MARGIN

    def __init__(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> None:
        super().__init__(view, t, glyphs, width, height)
        self.wide = max(1, (width - self.margin) // COLUMNS)
        self.tall = max(1, (height - 1) // MONTHS)

    @property
    def rows(self) -> int:
        """The months."""
        return MONTHS

    @property
    def columns(self) -> int:
        """The weekdays of six weeks."""
        return COLUMNS

    def _first(self, row: int) -> date:
        return date(self.view.day.year, row + 1, 1)

    def slot(self, row: int, column: int) -> Slot | None:
        """A day of the month; none before the first and after the last."""
        first = self._first(row)
        number = column - first.weekday()
        return Slot(moved(first, number), None, self.me) if 0 <= number < month_length(first) else None

    def place(self, slot: Slot) -> tuple[int, int] | None:
        """Its month, below its weekday."""
        day = slot.day
        if day.year != self.view.day.year:
            return None
        return day.month - 1, day.day - 1 + day.replace(day=1).weekday()

    def step(self, slot: Slot, across: int, down: int) -> Slot:
        """Days across, months down."""
        return slot._replace(day=month_on(moved(slot.day, across), down))

    def heading(self, column: int) -> Piece:
        """The weekday."""
        name = formats.short_weekday(moved(date(2001, 1, 1), column % WEEK), self.t)  # 2001 began on a Monday
        return Piece(name[: max(1, self.wide - 1)], "holiday" if column % WEEK == WEEK - 1 else "")

    def labels(self, row: int) -> Piece:
        """The month."""
        return Piece(formats.short_month(self._first(row), self.t))

    def cell(self, slot: Slot) -> Sequence[Line]:
        """How many calls are planned, or the number of the day where none are."""
        day = slot.day
        load = self.view.loads.get((self.me, day), Load(0, 0))
        look = self.day_look(day)
        number = str(day.day) if self.wide >= _NUMBERED else "."
        mark = "*" if day in self.view.holidays and self.wide >= _NUMBERED else ""
        if not load.total:
            return ([Piece(number + mark, look or "dim")],)
        return ([Piece(load_text(load, self.wide), "call" if load.planned else "over")],)


def load_text(load: Load, wide: int) -> str:
    """How busy a day is: how many calls are planned, as far as there is room; a dash where none is any
    more."""
    if not load.planned:
        return "-"
    text = str(load.planned)
    return text if len(text) <= max(1, wide - 1) else "+"
