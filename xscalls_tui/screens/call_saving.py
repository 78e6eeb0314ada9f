"""Saving what stands in the call window, and what can come in between."""

from __future__ import annotations

from collections.abc import Callable

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.screens.call_window import CallWindow
from xscalls_tui.screens.conflict import differences
from xscalls_tui.services import calls


class SavingWindow(CallWindow):
    """A call window that can be saved."""

    def save(
        self, done: Callable[[Call], None], status: Status | None = None, *, goes_on: bool = False
    ) -> None:
        """Save what stands in the fields, with another status if there is one; then ``done``.

        Look-ups that are under way are waited for. What cannot be saved is told beside its field, and
        everything typed stays. ``goes_on`` says that ``done`` leads to another screen or call.
        """
        self.when_settled(lambda: self._save(done, status, goes_on))

    def _save(self, done: Callable[[Call], None], status: Status | None, goes_on: bool) -> None:
        if self.saving:
            return
        if status is not None:
            self.form.status.set_value(status)
        draft = self.form.draft()
        if draft is None:
            self.show_form()
            self.form.first_error()
            return
        call, uid, joins = self.call, self.uid, self._joins

        def work() -> Call:
            if call is None:
                return calls.create(self.session, draft, uid, part_of=joins)
            return calls.save(self.session, call.id, call.version, draft, uid)

        self.store(work, done, lambda: self.save(done, status, goes_on=goes_on), goes_on=goes_on)

    def rebase(self, entry: Call) -> None:
        """The call is stored."""
        self.call, self._joins = entry, None
        self.form.rebase(entry.draft(), entry.names, read_only=not self.may_change)

    def adopt(self, entry: Call) -> None:
        """The call as it stands now; a follow-up that came or went changes the tabs, not the fields."""
        self.call = entry
        self.read_made(entry)

    def show_stored(self, entry: Call) -> None:
        """Show the call as it stands now."""
        self.show_call(entry)

    def read_again(self) -> Callable[[], Call]:
        """What reads the call."""
        assert self.call is not None
        call_id = self.call.id
        return lambda: calls.read(self.session, call_id)

    def differences(self, theirs: Call) -> list[str] | None:
        """In what the call that somebody else saved differs."""
        mine = self.form.draft()
        if mine is None or self.call is None:
            return None
        return differences(self.desk, mine, self.form.names, theirs)

    def save_and_leave(self) -> None:
        """Save, then leave."""
        self.save(lambda _call: self.leave(), goes_on=True)
