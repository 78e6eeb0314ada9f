"""Påminnelser: all that the employee has to be reminded of and has not answered."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.reminders import Reminder
from xscalls_tui.screens import answering
from xscalls_tui.screens.base import Desk, WorkScreen, bindings, signs, styles
from xscalls_tui.screens.messages import RemindersChanged, RemindersStand
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.picked_lines import PickedLines
from xscalls_tui.widgets.reminder_lines import ReminderLines
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class RemindersScreen(WorkScreen[int | None]):
    """Gives the id of the call that is to be opened. The app reads the reminders, for all screens."""

    CSS_PATH = styles("picked_lines")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.REMINDERS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.REMINDERS_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def __init__(self, desk: Desk, known: RemindersStand) -> None:
        super().__init__(desk)
        self._known = known

    def compose(self) -> ComposeResult:
        glyphs = signs(self)
        yield TopBar(self.session, self.t, "remind.page")
        yield ReminderLines(self.t, glyphs, self.session.zone)
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    @property
    def lines(self) -> ReminderLines:
        """The reminders."""
        return self.query_one(ReminderLines)

    def on_mount(self) -> None:
        """Show what is known, and have it read again."""
        self._show(self._known)
        self.do_refresh()

    def context(self) -> Context:
        """There is a call, unless there is no reminder."""
        there = self.is_mounted and self.lines.selected is not None
        return super().context()._replace(call=there)

    def do_refresh(self) -> None:
        """Have them read again."""
        self.post_message(RemindersChanged())

    @on(RemindersStand)
    def _show(self, standing: RemindersStand) -> None:
        self.lines.show(standing.reminders, standing.missed, self.session.now())
        self.query_one(StatusBar).help(self.t("remind.hint" if standing.reminders else "remind.none"))
        self.update_keys()

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)

    def on_key(self, _event: events.Key) -> None:
        """Any key clears a notice."""
        self.query_one(StatusBar).clear()

    @on(PickedLines.Clicked)
    def do_reminders_open(self) -> None:
        """Open the call."""
        if (one := self._selected) is not None:
            self.dismiss(one.call_id)

    def do_reminders_snooze(self) -> None:
        """Have it ring again later; the call stays where it is."""
        if (one := self._selected) is not None:
            answering.snooze(self, one)

    def do_reminders_move(self) -> None:
        """Move the call, and its reminder with it."""
        if (one := self._selected) is not None:
            answering.move(self, one)

    def do_reminders_close(self) -> None:
        """Have it ring no more."""
        if (one := self._selected) is not None:
            answering.close(self, one)

    @property
    def _selected(self) -> Reminder | None:
        return self.lines.selected
