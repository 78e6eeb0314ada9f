"""Påminnelser: the program looks for them every minute, and tells of them on whichever screen is open."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Any

from textual import on
from textual.screen import Screen

from xscalls_tui.commands import general
from xscalls_tui.domain.reminders import Reminder, Ringer
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.following import FollowingApp
from xscalls_tui.screens.messages import DataChanged, OpenCall, RemindersChanged, RemindersStand
from xscalls_tui.screens.terminal_signals import TerminalSignals
from xscalls_tui.widgets.bars import Bar
from xscalls_tui.widgets.top_bar import TopBar


class RemindingApp(FollowingApp, inherit_bindings=False):
    """An app that reminds the employee at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing = RemindersStand((), frozenset())
        self._ringer = Ringer(desk.session.clock.now())
        self._signals = TerminalSignals(self, titled=not desk.plain)

    def on_mount(self) -> None:
        """Look for reminders when the first frame stands."""
        self.call_after_refresh(self.tick)

    def on_unmount(self) -> None:
        """Let the terminal be as it was."""
        self._signals.give_back()

    def tick(self) -> None:
        """Look for reminders, and for what others have written; come back with the next minute of the
        clock."""
        self.look_for_reminders()
        self.follow_calls()
        self.set_timer(60.5 - self.desk.session.clock.now().second, self.tick)

    @on(DataChanged)
    @on(RemindersChanged)
    def look_for_reminders(self) -> None:
        """Read which ones stand."""
        # Loaded when the first frame stands.
        from xscalls_tui.services import reminders

        read = partial(reminders.standing, self.desk.session)
        for screen in islice(self.work_screens(), 1):  # the lowest is always there
            screen.ask("reminders", read, self._take_reminders, _be_silent, _try_later, replace=True)

    def _take_reminders(self, found: list[Reminder]) -> None:
        fresh = self._ringer.fresh(found)
        if found or self._standing.reminders:
            latest = sorted(found, key=lambda one: (one.rings_at, one.call_id), reverse=True)
            self._standing = RemindersStand(latest, self._ringer.missed)
            for screen in self.work_screens():
                self._dress(screen)
        self._name_window()
        if fresh:
            self._announce(fresh)

    def _announce(self, fresh: list[Reminder]) -> None:
        from xscalls_tui.services import reminders

        session = self.desk.session
        if session.settings.bell:
            self._signals.ring()
        missed = sum(one.key in self._ringer.missed for one in fresh)
        if missed and self.work is not None:
            self.work.say(self.t.count("remind.missed", missed), alarm=True)
        unrung = [one for one in fresh if not one.rung]
        for screen in islice(self.work_screens(), 1 if unrung else 0):
            screen.ask("rung", lambda: reminders.rung(session, unrung), _be_silent, _be_silent)

    # The notice

    def _screen_changed(self, screen: Screen[Any]) -> None:
        super()._screen_changed(screen)
        if isinstance(screen, WorkScreen):
            screen.call_next(self._dress, screen)  # when it is built
            screen.call_next(self._name_window)

    def _dress(self, screen: WorkScreen[Any]) -> None:
        """Show the notice on a screen, or show it no more; the list of reminders shows them all instead."""
        standing = self._standing
        if not screen.is_mounted:
            return
        if screen.query("ReminderLines"):
            screen.post_message(RemindersStand(standing.reminders, standing.missed))
            return
        if not (standing.reminders or screen.query("ReminderBar")):
            return
        from xscalls_tui.widgets.bars import StatusBar
        from xscalls_tui.widgets.reminder_bar import ReminderBar

        bar = next(iter(screen.query(ReminderBar)), None)
        if bar is None:
            bar = ReminderBar(self.t, self.desk.keys(general.REMINDERS)[0], plain=self.desk.plain)
            screen.mount(bar, before=screen.query_one(StatusBar))
        latest = standing.reminders[:1]
        missed = any(one.key in standing.missed for one in latest)
        bar.show(standing.reminders, self.desk.session.today(), missed=missed)

    @on(Bar.Clicked, "ReminderBar")
    def _notice_clicked(self, event: Bar.Clicked) -> None:
        from xscalls_tui.screens import answering
        from xscalls_tui.widgets.reminder_bar import ReminderBar

        assert isinstance(event.bar, ReminderBar)
        answers = {
            "remind.snooze": answering.snooze,
            "remind.move": answering.move,
            "remind.close": answering.close,
        }
        if (one := event.bar.reminder) is None or (work := self.work) is None:
            return
        if event.target == "remind.open":
            self.post_message(OpenCall(one.call_id))
        elif event.target in answers:
            answers[event.target](work, one)

    def do_reminders(self) -> None:
        """Påminnelser: all that stand."""
        from xscalls_tui.screens.reminders import RemindersScreen

        def opened(call_id: int | None) -> None:
            if call_id is not None:
                self.post_message(OpenCall(call_id))

        if self.work is not None and not isinstance(self.screen, RemindersScreen):
            self.push_screen(RemindersScreen(self.desk, self._standing), opened)

    # The window's title

    def _name_window(self) -> None:
        """Name the window after the page that is open; no names of customers stand there."""
        settings = self.desk.session.settings
        if not settings.window_title or settings.low_bandwidth:
            self._signals.give_back()
            return
        if (screen := self.work) is None:
            return
        page = next((top.page for top in screen.query(TopBar)), "")
        if not page and screen.heading:
            page = self.t(screen.heading)
        waiting = len(self._standing.reminders)
        count = f" ({self.t.count('remind.count', waiting)})" if waiting else ""
        self._signals.name(f"xscalls – {page}{count}" if page else f"xscalls{count}")


def _be_silent(_: object) -> None:
    """A notice that cannot be had now is looked for again with the next minute."""


def _try_later() -> None:
    """Likewise when the database does not answer; contact that is back has everything read again."""
