"""Gruppekalender: the calls of colleagues, one line for each."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.calendar import Found, Period, Slot, View, bounds
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk, bindings
from xscalls_tui.screens.calendar_moving import MovingCalendar
from xscalls_tui.screens.calendar_turning import CURSOR_KEYS
from xscalls_tui.screens.naming import NameScreen
from xscalls_tui.services import calendar
from xscalls_tui.widgets.calendar_layout import Layout
from xscalls_tui.widgets.calendar_people import People
from xscalls_tui.widgets.glyphs import Glyphs

_LONGEST = 80
"""Of what is typed for whose calls are to be shown."""


class GroupCalendarScreen(MovingCalendar):
    """Everybody's calls."""

    page = pages.GROUP
    other_page = pages.CALENDAR
    title_key = "page.groupcalendar"
    of_many = True
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.GROUP_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.GROUP_SCREEN), *CURSOR_KEYS]

    def __init__(self, desk: Desk, period: Period = Period.WEEK, day: date | None = None) -> None:
        super().__init__(desk, period, day)
        self._wanted = ""
        """Whose calls are shown, as it was typed; nothing for everybody's."""

    def laid_out(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> Layout:
        """A row for each colleague."""
        return People(view, t, glyphs, width, height)

    def read(self, period: Period, slot: Slot) -> View:
        """How many calls everybody has; of one day, which."""
        session = self.session
        first, last = bounds(period, slot.day)
        people = calendar.colleagues(session, self._wanted)
        ids = [one.id for one in people]
        daily = period is Period.DAY
        found = calendar.entries(session, first, last, ids, hours=True) if daily else Found((), {})
        return View(
            period,
            slot.day,
            session.now(),
            tuple(people),
            found.entries,
            found.totals,
            {} if daily else calendar.loads(session, first, last, ids),
            calendar.holidays(first, last, self.t.language),
        )

    def heading_of(self, view: View) -> str:
        """The period, and whose calls are shown if not everybody's."""
        title = super().heading_of(view)
        return f"{title} · {self._wanted}" if self._wanted else title

    def do_calendar_filter(self) -> None:
        """Choose whose calls are shown."""
        self._ask_people(self._wanted)

    def _ask_people(self, text: str, error: str = "") -> None:
        def typed(wanted: str | None) -> None:
            if wanted is not None:
                wanted = " ".join(wanted.split())
                self.ask("people", lambda: calendar.colleagues(self.session, wanted), partial(found, wanted))

        def found(wanted: str, people: list[Employee]) -> None:
            if not people:
                self._ask_people(wanted, self.t("calendar.nobody"))
                return
            self._wanted = wanted
            shown = [one.id for one in people]
            if self.grid.cursor.employee not in shown:
                self.grid.cursor = self.grid.cursor._replace(employee=shown[0])
            self.do_refresh()

        question = NameScreen(self.t("calendar.whose"), text, longest=_LONGEST, error=error)
        self.app.push_screen(question, typed)
