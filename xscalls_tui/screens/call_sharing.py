"""A call that others may have open, or have saved, while it stands in the window."""

from __future__ import annotations

from typing import Any

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.permissions import Action, refusal
from xscalls_tui.domain.presence import Opened
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.call_drafting import DraftedCall
from xscalls_tui.services import calls, presence


class SharedCall(DraftedCall):
    """A call window that follows what others do with its call."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.others: tuple[Opened, ...] = ()
        """Who else has the call open."""
        self.newer: Call | None = None
        """The call as somebody saved it since, while something is typed here over what it was before."""

    @property
    def refusal(self) -> str | None:
        """Why the call can only be read by now, if so."""
        if self.newer is None:
            return super().refusal
        return refusal(Action.CHANGE, self.session.employee, self.newer.ownership)

    def show_others(self, others: tuple[Opened, ...]) -> None:
        """Tell who else has the call open."""
        if others != self.others:
            self.others = others
            self.show_title()

    @property
    def claimable(self) -> bool:
        """Whether the operator has planned the call, and its owner has taken it over."""
        call = self.newer or self.call
        return call is not None and presence.may_ask(self.session, call)

    def tell_read_only(self) -> None:
        """With who saved the call, and when, if that is why (R64)."""
        call = self.newer or self.call
        if call is None or not self.claimable:
            super().tell_read_only()
            return
        at = formats.stamp(call.changed.at.astimezone(self.session.zone))
        self.say(self.t("claim.taken", initials=call.changed.initials, at=at), alarm=True)

    def do_refresh(self) -> None:
        """Somebody may have saved the call while something is typed here: that stays, but whether it can be
        saved is told at once (R63-R65)."""
        call = self.call
        if call is None or not self.dirty:
            super().do_refresh()
            return

        def fresh(stored: Call) -> None:
            known = self.newer or self.call
            if known is not None and known.id == stored.id and known.version != stored.version:
                self._saved_meanwhile(stored)

        self.ask("refresh", lambda: calls.read(self.session, call.id), fresh, lambda _error: None)

    def _saved_meanwhile(self, stored: Call) -> None:
        """What is typed is still meant over the version that it was typed over: saving it will compare."""
        might_change, self.newer = self.may_change, stored
        if might_change != self.may_change:
            for field in self.form.fields.values():
                field.read_only = not self.may_change
        if not self.may_change:
            self.tell_read_only()
        elif might_change:
            at = formats.stamp(stored.changed.at.astimezone(self.session.zone))
            self.say(self.t("conflict.meanwhile", initials=stored.changed.initials, at=at), alarm=True)

    def handed_back(self, call: Call) -> None:
        """The operator has handed a call back: if it is this one, that alone is no conflict."""
        if self.call is not None and (self.call.id, self.call.version) == (call.id, call.version - 1):
            self.adopt(call)

    def do_call_claim(self) -> None:
        """Ask the owner to let the operator change the call again."""
        call = self.newer or self.call
        if call is None:
            return

        def asked(_: Any) -> None:
            self.say(self.t("claim.asked", initials=call.initials))

        self.ask("claim", lambda: presence.ask(self.session, call.id), asked)
