"""Some weeks or a month: a row for each week with its number, a column for each weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xscalls_tui.domain.calendar import WEEK, Period, Slot, View, moved, week_rows
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.calendar_layout import Layout, Line, Piece
from xscalls_tui.widgets.glyphs import Glyphs

_MARGIN = 3
_LONG_NAMES = 12
"""From so many cells on a weekday is written out."""


class Weeks(Layout):
    """A row for each week, a column for each weekday."""

    margin = _MARGIN

    def __init__(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> None:
        super().__init__(view, t, glyphs, width, height)
        self.weeks = week_rows(view.period, view.day)
        self.wide = max(1, (width - self.margin) // WEEK)
        self.tall = lines_of_a_week(len(self.weeks), height)

    @property
    def rows(self) -> int:
        """The weeks."""
        return len(self.weeks)

    @property
    def columns(self) -> int:
        """The weekdays."""
        return WEEK

    def slot(self, row: int, column: int) -> Slot | None:
        """A day."""
        week = self.weeks[row]
        return Slot(week[column], None, self.me) if column < len(week) else None  # the last day there is

    def place(self, slot: Slot) -> tuple[int, int] | None:
        """Its week and its weekday."""
        days = (slot.day - self.weeks[0][0]).days
        return divmod(days, WEEK) if 0 <= days < WEEK * len(self.weeks) else None

    def step(self, slot: Slot, across: int, down: int) -> Slot:
        """Days across, weeks down."""
        return slot._replace(day=moved(slot.day, across + WEEK * down))

    def heading(self, column: int) -> Piece:
        """The weekday."""
        day = moved(date(2001, 1, 1), column)  # a Monday
        long = self.wide >= _LONG_NAMES
        return Piece(formats.weekday(day, self.t) if long else formats.short_weekday(day, self.t))

    def labels(self, row: int) -> Piece:
        """The number of the week, by ISO 8601."""
        return Piece(f"{self.weeks[row][0].isocalendar().week:2}", "dim")

    def cell(self, slot: Slot) -> Sequence[Line]:
        """The number of the day, its holiday, and its calls."""
        day = slot.day
        entries = self.entries(slot)[: self.tall - 1]
        more = self.more(slot, len(entries))
        look = self.day_look(day)
        outside = self.view.period is Period.MONTH and day.month != self.view.day.month
        number = f"{day.day}.{day.month}." if day.day == 1 else str(day.day)
        holiday = self.view.holidays.get(day, "")
        head = [Piece(self.marked(number, day), "dim" if outside and not look else look)]
        if more:
            head += [Piece(" "), Piece(more, "call")]
        if holiday:
            head.append(Piece(f" {holiday}", "holiday"))
        return [head, *(self.call(entry) for entry in entries)]


def lines_of_a_week(weeks: int, height: int) -> int:
    """So many lines each of these weeks has below the headings."""
    return max(1, (height - 1) // weeks)
