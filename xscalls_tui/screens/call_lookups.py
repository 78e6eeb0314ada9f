"""What the call form asks for, answered: matches of look-ups, what a row brings along, busy times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from textual import events, on

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.permissions import Action, refusal
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.looking_up import look_up
from xscalls_tui.services import calls, lookups
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.call_form import CallForm
from xscalls_tui.widgets.form_field import FormField


class FormAnswers(WorkScreen[None]):
    """A screen with a CallForm, whose questions it puts to the services."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.call: Call | None = None
        self._wish: Callable[[], None] | None = None

    @property
    def form(self) -> CallForm:
        """The fields."""
        return self.query_one(CallForm)

    @property
    def may_change(self) -> bool:
        """Whether the operator may save what stands here."""
        return self._refusal is None

    @property
    def _refusal(self) -> str | None:
        if self.call is None:
            return None
        return refusal(Action.CHANGE, self.session.employee, self.call.ownership)

    def when_settled(self, action: Callable[[], None]) -> None:
        """Do this as soon as no look-up awaits an answer that decides what stands in it."""
        if self.form.settled:
            action()
        else:
            self._wish = action

    def show_title(self) -> None:
        """Tell in the head of the window what it shows."""
        raise NotImplementedError

    @on(CallForm.Wanted)
    def _find(self, wanted: CallForm.Wanted) -> None:
        def go_on() -> None:
            if self._wish is not None and self.form.settled:
                wish, self._wish = self._wish, None
                wish()

        look_up(self, wanted, go_on)

    @on(CallForm.Chosen)
    def _fill(self, chosen: CallForm.Chosen) -> None:
        def work() -> tuple[RegisterRow, Match | None]:
            row = lookups.details(self.session, chosen.register, chosen.row_id)
            if row.company is None:
                return row, None
            return row, lookups.shown(self.session, Register.COMPANY, row.company)

        def done(found: tuple[RegisterRow, Match | None]) -> None:
            self.form.fill(chosen.register, *found)

        if chosen.register is not Register.EMPLOYEE:
            self.ask(f"fill {chosen.register}", work, done)

    @on(CallForm.DayChanged)
    def _read_busy(self, event: CallForm.DayChanged) -> None:
        besides = self.call.id if self.call else None

        def show(busy: tuple[tuple[time, time], ...]) -> None:
            self.form.grid.busy = busy

        self.ask("busy", lambda: calls.busy(self.session, event.employee, event.day, besides), show)

    @on(FormField.Advance)
    def _advance(self) -> None:
        """Enter in a field goes on to the next."""
        self.focus_next()

    @on(FormField.Changed)
    def _changed(self) -> None:
        # Characters that a field takes are keys too, but do not come to the screen.
        self.query_one(StatusBar).clear()
        self.show_title()
        self.update_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The field in use shows its help in the status line."""
        field = FormField.of(event.widget)
        if field is not None and field.help_key:
            self.query_one(StatusBar).help(self.t(field.help_key))
