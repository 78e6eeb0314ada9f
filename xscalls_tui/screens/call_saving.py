"""Saving what stands in the call window, and what can come in between."""

from __future__ import annotations

from collections.abc import Callable

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import Conflict, InvalidInput, NotFound
from xscalls_tui.screens.call_window import CallWindow
from xscalls_tui.screens.conflict import differences
from xscalls_tui.screens.menu import Item
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services import calls
from xscalls_tui.services.session import new_uid


class SavingWindow(CallWindow):
    """A call window that can be saved."""

    saved_as = ""
    """The uid of the operation that saved the call last."""

    def save(
        self, done: Callable[[Call], None], status: Status | None = None, *, goes_on: bool = False
    ) -> None:
        """Save what stands in the fields, with another status if there is one; then ``done``.

        Look-ups that are under way are waited for. What cannot be saved is told beside its field, and
        everything typed stays. ``goes_on`` says that ``done`` leads to another screen or call.
        """
        self.when_settled(lambda: self._save(done, status, goes_on))

    def _save(self, done: Callable[[Call], None], status: Status | None, goes_on: bool) -> None:
        if self._saving:
            return
        if status is not None:
            self.form.status.set_value(status)
        draft = self.form.draft()
        if draft is None:
            self.show_form()
            self.form.first_error()
            return
        call, uid, joins = self.call, self.uid, self._joins
        self._saving = True

        def work() -> Call:
            if call is None:
                return calls.create(self.session, draft, uid, part_of=joins)
            return calls.save(self.session, call.id, call.version, draft, uid)

        def saved(stored: Call) -> None:
            self._saving = False
            self.call, self._joins, self.saved_as, self.uid = stored, None, uid, new_uid()
            self.form.rebase(stored.draft(), stored.names, read_only=not self.may_change)
            self.show_title()
            self.post_message(DataChanged())
            done(stored)
            self.tell_read_only()

        def failed(error: Exception) -> None:
            self._not_saved(error, lambda: self.save(done, status, goes_on=goes_on))

        self.ask("save", work, saved, failed, hold=goes_on)

    def _not_saved(self, error: Exception, again: Callable[[], None]) -> None:
        self._saving = False
        if isinstance(error, InvalidInput):
            sentences = {name: self.desk.sentence(message) for name, message in error.fields.items()}
            self.show_form()
            self.form.show_errors(sentences)
        elif isinstance(error, Conflict):
            self._tell_conflict(error, again)
        else:
            self.refuse(error)

    def _tell_conflict(self, conflict: Conflict, again: Callable[[], None]) -> None:
        """Somebody else saved this call: say who, when and what, and let the operator decide."""
        mine, theirs = self.form.draft(), conflict.theirs
        if mine is None or self.call is None:
            return

        def decided(answer: str | None) -> None:
            if answer == "mine":
                self.call = theirs
                again()
            elif answer == "theirs":
                self.show_call(theirs)

        t = self.t
        answers = [
            Item("edit", t("conflict.edit"), t("conflict.edit.key")),
            Item("mine", t("conflict.mine"), t("conflict.mine.key")),
            Item("theirs", t("conflict.theirs"), t("conflict.theirs.key")),
        ]
        lines = differences(self.desk, mine, self.form.names, theirs)
        self.app.push_screen(QuestionScreen(self.desk.explain(conflict), answers, lines), decided)

    def do_refresh(self) -> None:
        """Show what is stored now, unless that would run over what is typed (saving will tell)."""
        call = self.call

        def fresh(stored: Call) -> None:
            if call is None or call is not self.call or self.dirty:
                return
            if stored.version != call.version:
                self.show_call(stored)
            else:
                self.call = stored  # a follow-up came or went: that changes the tabs, not the fields
                self.show_title()

        def gone(error: Exception) -> None:
            if isinstance(error, NotFound) and self.is_current and not self.dirty:
                self.leave()
            else:
                self.refuse(error)

        if call is not None and not self.dirty:
            self.ask("refresh", lambda: calls.read(self.session, call.id), fresh, gone)

    def close(self) -> None:
        """Leave; what is typed and not saved is asked about first."""
        if not self.dirty:
            self.dismiss()
            return

        def decided(answer: str | None) -> None:
            if answer == "save":
                self.save(lambda _call: self.leave(), goes_on=True)
            elif answer == "drop":
                self.forget("save")
                self.dismiss()

        t = self.t
        answers = [
            Item("stay", t("unsaved.stay"), t("unsaved.stay.key")),
            Item("save", t("unsaved.save"), t("unsaved.save.key")),
            Item("drop", t("unsaved.drop"), t("unsaved.drop.key")),
        ]
        self.app.push_screen(QuestionScreen(t("msg.unsaved"), answers), decided)
