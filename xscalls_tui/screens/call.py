"""The commands of the call window."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from xscalls_tui import commands
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import bindings, styles
from xscalls_tui.screens.call_saving import SavingWindow
from xscalls_tui.screens.from_call import record_from
from xscalls_tui.screens.linked import choose_linked
from xscalls_tui.screens.messages import DataChanged, NewCall
from xscalls_tui.screens.question import confirm
from xscalls_tui.services import bulk, calls, followups
from xscalls_tui.widgets.call_title import TREE


class CallScreen(SavingWindow):
    """One call, new or stored. Kept when it is closed, and shown again with another call."""

    CSS_PATH = styles("chain_tree", "fields", "call")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.CALL_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.CALL_SCREEN)

    def do_export_sheet(self) -> None:
        """The call as a PDF."""
        from xscalls_tui.screens.exporting import save_sheet

        if self.call is not None:
            save_sheet(self, self.call)

    def do_call_save(self) -> None:
        """Opprett or Lagre: stays open."""
        created = self.call is None

        def told(call: Call) -> None:
            self.say(self.t("msg.created", id=call.id) if created else self.t("msg.saved"))

        self.save(told)

    def do_call_save_new(self) -> None:
        """Opprett og ny: an empty window for the next call."""

        def next_call(call: Call) -> None:
            self._show(None, calls.blank(self.session), calls.own_names(self.session), None)
            self.say(self.t("msg.created", id=call.id))

        self.save(next_call, goes_on=True)

    def do_call_save_close(self) -> None:
        """Opprett og lukk."""
        self.save(lambda _call: self.leave(), goes_on=True)

    do_call_create = do_call_save
    do_call_create_new = do_call_save_new
    do_call_create_close = do_call_save_close

    def do_call_done(self) -> None:
        """Hurtiglukke: carried out."""
        self.save(lambda _call: self.say(self.t("msg.saved.done")), Status.DONE)

    def do_call_unanswered(self) -> None:
        """Hurtiglukke: unanswered."""
        self.save(lambda _call: self.say(self.t("msg.saved.unanswered")), Status.UNANSWERED)

    def do_call_followup(self) -> None:
        """Save, then plan a follow-up."""
        self._then(lambda call: NewCall(followups.follow_up(self.session, call), call.names))

    def do_call_copy(self) -> None:
        """Save, then copy."""
        self._then(lambda call: NewCall(followups.copy(self.session, call), call.names))

    def do_call_unanswered_followup(self) -> None:
        """Save as unanswered, then plan a follow-up; undo takes back both."""

        def next_call(call: Call) -> None:
            uid = self.saved_as
            self.ask(
                "next",
                lambda: NewCall(followups.follow_up(self.session, call), call.names, uid),
                self.go,
                hold=True,
            )

        self.save(next_call, Status.UNANSWERED, goes_on=True)

    def do_call_case(self) -> None:
        """Save, then make a case."""
        self._then(lambda call: record_from(self.session, call, Register.CASE))

    def do_call_opportunity(self) -> None:
        """Save, then make a sales opportunity."""
        self._then(lambda call: record_from(self.session, call, Register.OPPORTUNITY))

    def do_call_hours(self) -> None:
        """Save, then write down the hours."""
        self._then(lambda call: record_from(self.session, call, Register.TIME_ENTRY))

    def do_call_linked(self) -> None:
        """Choose something that the call is tied to, and open it."""
        choose_linked(self, self.links)

    def do_call_delete(self) -> None:
        """Slett, after asking."""
        call = self.call

        def answered(answer: str | None) -> None:
            if answer == "yes" and call is not None:
                once = self.session.once()
                self.ask("delete", lambda: bulk.delete(once, [call.id]), deleted)

        def deleted(result: bulk.BulkReport) -> None:
            if result.refused:
                self.say(self.t(result.refused[0].reason), alarm=True)
            else:
                self.post_message(DataChanged())
                self.dismiss()

        if call is not None:
            self.app.push_screen(confirm(self.t.count("msg.confirmdelete", 1), self.t), answered)

    def do_call_set_planned(self) -> None:
        """Save as planned."""
        self.save(lambda _call: self.say(self.t("msg.saved")), Status.PLANNED)

    def do_call_set_cancelled(self) -> None:
        """Save as cancelled."""
        self.save(lambda _call: self.say(self.t("msg.saved")), Status.CANCELLED)

    do_call_set_done = do_call_done
    do_call_set_unanswered = do_call_unanswered

    def do_call_log(self) -> None:
        """Who changed what of the call."""
        from xscalls_tui.screens.change_log import show_log

        if self.call is not None:
            show_log(self, None, self.call.id, f"{self.t('noun.call')} {self.call.id}")

    def do_call_history(self) -> None:
        """Show the tab Historikk."""
        self.show_tab(TREE)

    def _then(self, next_call: Callable[[Call], Message]) -> None:
        """Open what ``next_call`` makes of the call, once it is saved. A call that can only be read is
        not saved: a follow-up or copy of it may be made all the same."""
        if self.call is not None and not (self.may_change and self.form.dirty):
            call = self.call
            self.ask("next", lambda: next_call(call), self.go, hold=True)
        else:
            self.save(
                lambda call: self.ask("next", lambda: next_call(call), self.go, hold=True), goes_on=True
            )
