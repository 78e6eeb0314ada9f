"""Min kalender: one's own calls."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.calendar import Found, Period, Slot, View, bounds, week_rows
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import bindings
from xscalls_tui.screens.calendar_moving import MovingCalendar
from xscalls_tui.screens.calendar_turning import CURSOR_KEYS
from xscalls_tui.services import calendar
from xscalls_tui.widgets.calendar_hours import Hours
from xscalls_tui.widgets.calendar_layout import Layout
from xscalls_tui.widgets.calendar_weeks import Weeks
from xscalls_tui.widgets.calendar_year import Year
from xscalls_tui.widgets.glyphs import Glyphs

MOST_OF_AN_HOUR, MOST_OF_A_DAY = 12, 24
"""So many calls of a slot are read; how many more there are is counted."""


class MyCalendarScreen(MovingCalendar):
    """One's own calls."""

    page = pages.CALENDAR
    other_page = pages.GROUP
    title_key = "page.calendar"
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.CALENDAR_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.CALENDAR_SCREEN), *CURSOR_KEYS]

    def laid_out(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> Layout:
        """Hours, weeks or months."""
        kind: type[Layout] = Weeks
        if view.period is Period.YEAR:
            kind = Year
        elif view.period in (Period.DAY, Period.WEEK):
            kind = Hours
        return kind(view, t, glyphs, width, height)

    def read(self, period: Period, slot: Slot) -> View:
        """The calls of the days shown, as many as there may be room for; in the year they are counted."""
        session = self.session
        yearly, hours = period is Period.YEAR, period in (Period.DAY, Period.WEEK)
        first, last = bounds(period, slot.day)
        if period is Period.MONTH:
            weeks = week_rows(period, slot.day)
            first, last = weeks[0][0], weeks[-1][-1]
        found = Found((), {})
        if not yearly:
            each = MOST_OF_AN_HOUR if hours else MOST_OF_A_DAY
            found = calendar.entries(session, first, last, hours=hours, each=each)
        return View(
            period,
            slot.day,
            session.now(),
            (session.employee,),
            found.entries,
            found.totals,
            calendar.loads(session, first, last) if yearly else {},
            calendar.holidays(first, last, self.t.language),
        )
