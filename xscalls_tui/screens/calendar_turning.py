"""Going about in a calendar: by slots, by periods, to a date."""

from __future__ import annotations

from textual.binding import Binding

from xscalls_tui.commands import calendars
from xscalls_tui.domain.calendar import Period, turned
from xscalls_tui.domain.when import parse_date
from xscalls_tui.screens.calendar import CalendarScreen
from xscalls_tui.screens.messages import ShowCalendar
from xscalls_tui.screens.naming import NameScreen

_LONGEST_DATE = 30

CURSOR_KEYS = [
    Binding("left", "step(-1, 0)", show=False, id="calendar.left"),
    Binding("right", "step(1, 0)", show=False, id="calendar.right"),
    Binding("up,k", "step(0, -1)", show=False, id="calendar.up"),
    Binding("down,j", "step(0, 1)", show=False, id="calendar.down"),
    Binding("pageup", "turn(-1)", show=False, id="calendar.back"),
    Binding("pagedown", "turn(1)", show=False, id="calendar.on"),
]


class TurningCalendar(CalendarScreen):
    """A calendar in which one goes about."""

    def action_step(self, across: int, down: int) -> None:
        """Move the cursor by slots."""
        self.grid.step(across, down)

    def action_turn(self, pages: int) -> None:
        """Turn to another period; the cursor stands there where it stood here."""
        cursor = self.grid.cursor
        self.grid.cursor = cursor._replace(day=turned(self.period, cursor.day, pages))

    def do_calendar_today(self) -> None:
        """Back to today, and to this hour."""
        now = self.session.now()
        self.grid.cursor = self.grid.cursor._replace(day=now.date(), hour=now.hour)

    def do_calendar_jump(self) -> None:
        """Go to a date that is typed."""
        self._ask_date("")

    def _ask_date(self, text: str, error: str = "") -> None:
        def answered(typed: str | None) -> None:
            if typed is None:
                return
            day = parse_date(typed, self.session.today())
            if day is None:
                self._ask_date(typed, self.t("msg.baddate"))
            else:
                self.grid.cursor = self.grid.cursor._replace(day=day)

        question = NameScreen(self.t("calendar.jumpto"), text, longest=_LONGEST_DATE, error=error)
        self.app.push_screen(question, answered)

    def turn_to(self, period: Period) -> None:
        """Show another period around the cursor."""
        self.period = period
        self.do_refresh()

    def action_command(self, command_id: str) -> None:
        """Run a command; those of the periods are all alike."""
        period = next((period for period, one in calendars.PERIODS.items() if one.id == command_id), None)
        if period is None:
            super().action_command(command_id)
        else:
            self.turn_to(period)

    def do_calendar_other(self) -> None:
        """From one's own calendar to that of the group, or back, at the same day."""
        self.post_message(ShowCalendar(self.other_page, self.period, self.grid.cursor.day))
