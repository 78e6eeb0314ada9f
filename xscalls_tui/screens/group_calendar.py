"""Gruppekalender: the calls of colleagues, one line for each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.calendar import Period, Slot, View, bounds
from xscalls_tui.screens.base import bindings
from xscalls_tui.screens.calendar_moving import MovingCalendar
from xscalls_tui.screens.calendar_turning import CURSOR_KEYS
from xscalls_tui.services import calendar
from xscalls_tui.widgets.calendar_grid import CalendarGrid
from xscalls_tui.widgets.group_grid import GroupGrid


class GroupCalendarScreen(MovingCalendar):
    """Everybody's calls."""

    page = pages.GROUP
    other_page = pages.CALENDAR
    title_key = "page.groupcalendar"
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.GROUP_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.GROUP_SCREEN), *CURSOR_KEYS]

    def make_grid(self, slot: Slot) -> CalendarGrid:
        """A line for each colleague."""
        return GroupGrid(self.t, self.glyphs, slot)

    def read(self, period: Period, slot: Slot) -> View:
        """How many calls everybody has; of one day, which."""
        session = self.session
        first, last = bounds(period, slot.day)
        people = calendar.colleagues(session)
        ids = [one.id for one in people]
        daily = period is Period.DAY
        return View(
            period,
            slot.day,
            session.now(),
            tuple(people),
            tuple(calendar.entries(session, first, last, ids)) if daily else (),
            {} if daily else calendar.loads(session, first, last, ids),
            calendar.holidays(first, last, self.t.language),
        )

    def do_calendar_filter(self) -> None:
        """Choose whose calls are shown."""
