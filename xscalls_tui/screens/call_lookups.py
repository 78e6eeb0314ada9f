"""What the call form asks for, answered: what a row brings along, busy times."""

from __future__ import annotations

from datetime import time

from textual import on

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.permissions import Action, refusal
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.entry import EntryScreen
from xscalls_tui.services import calls, lookups
from xscalls_tui.widgets.call_form import CallForm


class FormAnswers(EntryScreen):
    """A screen with a CallForm, whose questions it puts to the services."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.call: Call | None = None

    @property
    def form(self) -> CallForm:
        """The fields."""
        return self.query_one(CallForm)

    @property
    def entry(self) -> Call | None:
        """The call as it is stored."""
        return self.call

    @property
    def refusal(self) -> str | None:
        """Why the call can only be read, if so."""
        if self.call is None:
            return None
        return refusal(Action.CHANGE, self.session.employee, self.call.ownership)

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
