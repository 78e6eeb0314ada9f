"""Who else has which call open, and who asks whom for one: read when it is told of, shown on all screens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen
from textual.timer import Timer

from xscalls_tui.commands import calls as commands
from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.domain.news import News
from xscalls_tui.domain.presence import Claim, Presence
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk, WorkScreen, signs
from xscalls_tui.screens.contact import Heard
from xscalls_tui.screens.messages import CallShown, DataChanged
from xscalls_tui.screens.offering import OfferingApp
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from xscalls_tui.screens.call_sharing import SharedCall

TOLD_AFTER_SECONDS = 0.3
"""How long a call is to be open before others are told: many are only glanced at."""


class PresentApp(OfferingApp, inherit_bindings=False):
    """An app that tells others which calls are open in it, and shows what they have open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.presence = Presence()
        self._shared: frozenset[int] = frozenset()
        """The calls that others know to be open here."""
        self._telling: Timer | None = None
        self._one_at_a_time = Lock()

    def on_unmount(self) -> None:
        """Nothing is open here any more."""
        self.leave_calls()

    # What is open here

    def tick(self) -> None:
        """With every minute, what is open here still is."""
        super().tick()
        self.read_presence()
        if self._shared:
            from xscalls_tui.services import presence

            session = self.desk.session
            self._in_background("presence beat", lambda: presence.still_here(session))

    @on(CallShown)
    def _tell_soon(self) -> None:
        if self._telling is None and not self.desk.session.engine.read_only:
            self._telling = self.set_timer(TOLD_AFTER_SECONDS, self._tell_opened)

    def _tell_opened(self) -> None:
        self._telling = None
        opened = frozenset(window.call.id for window in self.open_calls() if window.call is not None)
        if opened != self._shared:
            self._shared = opened
            self._in_background("presence", self._tell_now)

    def _tell_now(self) -> None:
        """In a worker. Whichever of two comes last tells what is open by then."""
        from xscalls_tui.services import presence

        with self._one_at_a_time:
            presence.show(self.desk.session, self._shared)

    def leave_calls(self) -> None:
        """Tell, here and now, that nothing is open here any more."""
        if self._shared and not self.banner:
            self._shared = frozenset()
            with suppress(XSCallsError):
                self._tell_now()

    def open_calls(self) -> list[SharedCall]:
        """The windows of calls that are open."""
        raise NotImplementedError

    # What others have open

    @on(Heard)
    def _hear_of_presence(self, heard: Heard) -> None:
        if heard.news is News.PRESENCE:
            self.read_presence()

    @on(DataChanged)
    def read_presence(self) -> None:
        """Read who has what open, and what is asked for."""
        from xscalls_tui.services import presence

        session = self.desk.session
        for screen in islice(self.work_screens(), 1):  # the lowest is always there
            screen.ask(
                "others", lambda: presence.now(session), self._take_presence, _be_silent, _later, replace=True
            )

    def _take_presence(self, found: Presence) -> None:
        if found == self.presence:
            return
        self.presence = found
        for screen in self.work_screens():
            self._dress_with_others(screen)
            screen.update_keys()
        for claim in found.own:
            self._tell_answer(claim)

    def _tell_answer(self, claim: Claim) -> None:
        """What the operator asked for is answered: told once."""
        from xscalls_tui.services import presence

        if not (claim.granted or claim.refused) or self.work is None:
            return
        key = "claim.granted" if claim.granted else "claim.refused"
        subject = claim.subject or self.t("call.nosubject")
        self.work.say(self.t(key, initials=claim.owner, subject=subject), alarm=claim.refused)
        session = self.desk.session
        self._in_background("claim", lambda: presence.take_back(session, claim.id))

    def _screen_changed(self, screen: Screen[Any]) -> None:
        super()._screen_changed(screen)
        self._tell_soon()
        if isinstance(screen, WorkScreen):
            screen.call_next(self._dress_with_others, screen)  # when it is built

    def _dress_with_others(self, screen: WorkScreen[Any]) -> None:
        """Show on a screen what others have open and ask for."""
        if not screen.is_mounted:
            return
        asked = self.presence.asked
        screen.asked = bool(asked)
        for table in screen.query(CallTable):
            table.in_use = self.presence.opened.keys()
            table.paint()
            self._tell_who(table)
        for window in self.open_calls():
            if window is screen and window.call is not None:
                window.show_others(self.presence.opened.get(window.call.id, ()))
        if not (asked or screen.query("ClaimBar")):
            return
        from xscalls_tui.widgets.claim_bar import ClaimBar

        bar = next(iter(screen.query(ClaimBar)), None)
        if bar is None:
            answers = [
                (command.id, command.label, next(iter(self.desk.keys(command)), ""))
                for command in (commands.HAND_BACK, commands.KEEP)
            ]
            bar = ClaimBar(self.t, answers, cut=signs(screen).cut)
            screen.mount(bar, before=screen.query_one(StatusBar))
        bar.show(asked[0] if asked else None)

    @on(ListTable.UsedRowPassed)
    def _row_changed(self, event: ListTable.UsedRowPassed) -> None:
        if isinstance(event.table, CallTable):
            self._tell_who(event.table)

    def _tell_who(self, table: CallTable) -> None:
        """Who has the call open that the cursor is on."""
        row = table.cursor_row
        others = self.presence.opened.get(row.id, ()) if row is not None else ()
        zone = self.desk.session.zone
        told = [f"{one.initials} ({formats.clock(one.since.astimezone(zone))})" for one in others]
        for bar in table.screen.query(StatusBar):
            bar.help(self.t("presence.open", who=", ".join(told)) if told else "")

    # What is asked for

    def do_call_handback(self) -> None:
        """Let the colleague change the call."""
        claim = self._asked_here()
        if claim is None or (work := self.work) is None:
            return
        from xscalls_tui.services import presence

        session = self.desk.session.once()

        def done(call: Call) -> None:
            for window in self.open_calls():
                window.handed_back(call)
            self.post_message(DataChanged())
            work.say(self.t("claim.given", initials=claim.asker))

        work.ask("claim", lambda: presence.hand_back(session, claim.call_id), done)

    def do_call_keep(self) -> None:
        """Keep the call that the colleague asks for."""
        claim = self._asked_here()
        if claim is None or (work := self.work) is None:
            return
        from xscalls_tui.services import presence

        session = self.desk.session

        def done(_: object) -> None:
            self.read_presence()
            work.say(self.t("claim.kept", initials=claim.asker))

        work.ask("claim", lambda: presence.keep(session, claim.id), done)

    def _asked_here(self) -> Claim | None:
        """What is asked about the call in the window that is open, or else what was asked last."""
        asked = self.presence.asked
        here = [window.call.id for window in self.open_calls() if window is self.screen and window.call]
        return next((claim for claim in asked if claim.call_id in here), next(iter(asked), None))

    def _in_background(self, group: str, work: Callable[[], object]) -> None:
        for screen in islice(self.work_screens(), 1):
            screen.ask(group, work, _be_silent, _be_silent, _later)


def _be_silent(_: object) -> None:
    """What cannot be told or had now will be with the next minute."""


def _later() -> None:
    """Likewise when the database does not answer."""
