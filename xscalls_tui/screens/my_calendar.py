"""Min kalender: one's own calls."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.calendar import Period, Slot, View, week_rows
from xscalls_tui.screens.base import bindings
from xscalls_tui.screens.calendar_moving import MovingCalendar
from xscalls_tui.screens.calendar_turning import CURSOR_KEYS
from xscalls_tui.services import calendar
from xscalls_tui.widgets.calendar_grid import CalendarGrid
from xscalls_tui.widgets.my_grid import MyGrid


class MyCalendarScreen(MovingCalendar):
    """One's own calls."""

    page = pages.CALENDAR
    other_page = pages.GROUP
    title_key = "page.calendar"
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.CALENDAR_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.CALENDAR_SCREEN), *CURSOR_KEYS]

    def make_grid(self, slot: Slot) -> CalendarGrid:
        """Days and hours."""
        return MyGrid(self.t, self.glyphs, slot)

    def read(self, period: Period, slot: Slot) -> View:
        """The calls of the days shown; in the year they are counted."""
        session = self.session
        me = session.employee
        if period is Period.DAY:
            first = last = slot.day
        else:
            weeks = week_rows(period, slot.day)
            first, last = weeks[0][0], weeks[-1][-1]
        yearly = period is Period.YEAR
        return View(
            period,
            slot.day,
            session.now(),
            (me,),
            () if yearly else tuple(calendar.entries(session, first, last)),
            calendar.loads(session, first, last) if yearly else {},
            calendar.holidays(first, last, self.t.language),
        )
