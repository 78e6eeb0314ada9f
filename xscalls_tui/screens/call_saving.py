"""Saving what stands in the call window, and what can come in between."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from xscalls_tui.commands.calls import DIAL, HANG_UP
from xscalls_tui.domain.calls import Call, CallDraft, Status
from xscalls_tui.domain.merging import Difference
from xscalls_tui.screens.call_window import CallWindow
from xscalls_tui.screens.conflict import differences
from xscalls_tui.screens.messages import CallShown, DataChanged, RingUp, Rung, RungIsStored, TimesSet
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.phone_field import PhoneField

if TYPE_CHECKING:
    from xscalls_tui.services.telephone import Line


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

        self.store(work, done, lambda: self.save(done, goes_on=goes_on), goes_on=goes_on)

    def rebase(self, entry: Call) -> None:
        """The call is stored."""
        if self.call is None:
            self.post_message(CallShown())
        self.call, self.newer, self._joins = entry, None, None
        self.form.rebase(entry.draft(), entry.names, read_only=not self.may_change)

    def adopt(self, entry: Call) -> None:
        """The call as it stands now; a follow-up that came or went changes the tabs, not the fields."""
        self.call, self.newer = entry, None
        self.read_made(entry)

    def show_stored(self, entry: Call) -> None:
        """Show the call as it stands now."""
        self.show_call(entry)

    def read_again(self) -> Callable[[], Call]:
        """What reads the call."""
        assert self.call is not None
        call_id = self.call.id
        return lambda: calls.read(self.session, call_id)

    def load(self, entry: Call) -> None:
        """As it stands now; what others do with it is known."""
        self.call, self.newer = entry, None
        self.form.load(entry.draft(), entry.names, read_only=not self.may_change, stored=True)

    def differences(self, theirs: Call) -> list[Difference] | None:
        """In what the call that somebody else saved differs."""
        mine = self.form.draft()
        if mine is None or self.call is None:
            return None
        base = None if self.came_from_draft else self.call
        return differences(self.desk, base, mine, self.form.names, theirs)

    # Ringing

    def begin(self) -> None:
        """Another call is going to be shown."""
        super().begin()
        self._shown = object()

    def do_call_dial(self) -> None:
        """Ring the number that stands here. A planned call is the one that is rung; to the party of any other
        one, a new call is made."""
        self.when_settled(self._dial)

    def _dial(self) -> None:
        call, desk, session = self.call, self.desk, self.session
        if call is not None and not (self.may_change and call.status is Status.PLANNED):
            self.ask("dial", partial(_again, session, call), self.go, hold=True)
            return
        if (draft := self.form.draft()) is None:
            self.show_form()
            self.form.first_error()
            return
        form, shown, once = self.form, self._shown, session.once()
        who = ", ".join(text for text in (form.partner.text, form.company.text) if text)

        def dial() -> Line:
            from xscalls_tui.services import telephone

            return telephone.dial(desk.telephone, desk.dialling, draft.phone)

        def rung(line: Line) -> None:
            self.app.post_message(Rung(line, shown, draft.phone, who))
            if self._shown is shown and self.call is None:
                times = _now(session, draft)
                form.direction.set_value(times.direction)
                form.set_times(times.starts_at, times.ends_at)
                self.save(lambda call: self._tell_stored(shown, call))
            else:
                stored = self.call if self._shown is shown else call
                self.ask("begin", partial(_begin, once, stored, draft), partial(self._begun, shown))

        self.say(self.t("tel.dialling", number=draft.phone))
        self.ask("dial", dial, rung)

    def _begun(self, shown: object, call: Call) -> None:
        self.take_times(call)
        self._tell_stored(shown, call)
        self.post_message(DataChanged())

    def _tell_stored(self, shown: object, call: Call) -> None:
        self.app.post_message(RungIsStored(shown, call))

    def take_times(self, call: Call) -> None:
        """Show other times of the call, and let stand what else is typed."""
        if self.call is None or self.call.id != call.id:
            return
        if self.dirty:
            self.adopt(call)
            self.form.set_times(call.starts_at, call.ends_at)
            self.form.direction.set_value(call.direction)
        else:
            self.form.submit()
            self.rebase(call)
        self.show_title()

    @on(TimesSet)
    def _times_set(self, message: TimesSet) -> None:
        self.take_times(message.call)

    @on(PhoneField.Ring)
    async def _ring_clicked(self) -> None:
        await self.run_action(HANG_UP.action if self.on_line else DIAL.action)


# What ringing does to a call is loaded with the first one that is rung.


def _again(session: Session, call: Call) -> RingUp:
    from xscalls_tui.services.telephone import timing

    return RingUp(None, *timing.again(session, call))


def _now(session: Session, draft: CallDraft) -> CallDraft:
    from xscalls_tui.services.telephone import timing

    return timing.starting(session, draft)


def _begin(session: Session, call: Call | None, draft: CallDraft) -> Call:
    """The call as it is stored while it is rung; its window may have been left before it was."""
    from xscalls_tui.services.telephone import timing

    if call is None:
        return calls.create(session, timing.starting(session, draft))
    return timing.begin(session, call.id)
