"""The call that is being rung: its bar and timer on every screen, its progress, hanging up."""

from __future__ import annotations

from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen
from textual.timer import Timer

from xscalls_tui.commands import calls as commands
from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.domain.telephone import Progress, Stage
from xscalls_tui.screens.applying import ApplyingApp
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged, LineTold, Rung, RungIsStored, TimesSet
from xscalls_tui.screens.terminal_signals import TerminalSignals

if TYPE_CHECKING:
    from xscalls_tui.services.telephone import Line


class Running:
    """A call that has been rung and is not over."""

    def __init__(self, rung: Rung, since: float) -> None:
        self.rung = rung
        self.since = since
        """Seconds since 1970."""
        self.stage = Stage.DIALLED
        self.call_id: int | None = None
        """Once it is stored."""
        self.over = False

    @property
    def line(self) -> Line:
        """Who rings."""
        return self.rung.line


class TelephoneApp(ApplyingApp, inherit_bindings=False):
    """An app that rings: one call at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.running: Running | None = None
        self._every: Timer | None = None
        self._late: list[object] = []
        """Calls that were over before they were stored."""

    def on_unmount(self) -> None:
        """The call goes on without the program; it is stored as it stands."""
        if self.running is not None:
            self.running.line.close()

    # Ringing

    @on(Rung)
    def _rung(self, rung: Rung) -> None:
        """Somebody is being rung: show it wherever the operator goes, and listen how it goes on."""
        running = self.running = Running(rung, self.desk.session.clock.now().timestamp())
        seconds = 60 if self.desk.session.settings.low_bandwidth else 1
        self._every = self.set_interval(seconds, self.tick_line)
        if rung.line.link:
            TerminalSignals(self, titled=False).copy(rung.line.link)
        Thread(target=self._listen, args=(running,), name="telephone", daemon=True).start()
        self._show_line()

    @on(RungIsStored)
    def _stored(self, message: RungIsStored) -> None:
        running = self.running
        if running is not None and running.rung.token is message.token:
            running.call_id = message.call.id
        elif message.token in self._late:
            self._late.remove(message.token)
            self._end(message.call.id)

    def _listen(self, running: Running) -> None:
        """In a thread of its own, for as long as the call goes on."""
        try:
            for progress in running.line.progress():
                self.post_message(LineTold(running, progress))
        except NotDialled as error:
            self.post_message(LineTold(running, None, error))

    @on(LineTold)
    def _told(self, told: LineTold) -> None:
        running = told.running
        if running is not self.running:
            return
        if told.progress is None:
            if told.error is not None and not running.over and self.work is not None:
                self.work.refuse(told.error)
            return
        before, running.stage = running.stage, told.progress.stage
        if running.stage is Stage.ENDED:
            self._over(running, self._farewell(before, told.progress, ours=running.over))
        else:
            self._show_line()

    def _farewell(self, before: Stage, progress: Progress, *, ours: bool) -> str:
        if ours:
            return self.t("tel.hungup")
        text = self.t("tel.ended" if before is Stage.ANSWERED else "tel.noanswer")
        return f"{text} ({progress.why})" if progress.why else text

    # Its end

    def do_call_hangup(self) -> None:
        """Legg på: the call is over, and ends now."""
        if (running := self.running) is None or running.over or self.work is None:
            return
        running.over = True

        def done(_: object) -> None:
            self._over(running, self.t("tel.hungup"))

        def failed(error: Exception) -> None:
            self._over(running, self.desk.explain(error), alarm=True)

        self.work.ask("hang up", running.line.hang_up, done, failed)

    def _over(self, running: Running, text: str, *, alarm: bool = False) -> None:
        if running is not self.running:
            return
        running.line.close()
        self.running = None
        if self._every is not None:
            self._every.stop()
        self._show_line()
        if self.work is not None:
            self.work.say(text, alarm=alarm)
        if running.call_id is not None:
            self._end(running.call_id, text)
        else:
            self._late.append(running.rung.token)

    def _end(self, call_id: int, text: str = "") -> None:
        """The call ends now, in its window too if one is open."""
        session = self.desk.session.once()

        def work() -> Call:
            from xscalls_tui.services.telephone import timing

            return timing.end(session, call_id)

        def done(call: Call) -> None:
            for screen in self.work_screens():
                screen.post_message(TimesSet(call))
            self.post_message(DataChanged())
            if text and self.work is not None:
                self.work.say(text)

        for screen in islice(self.work_screens(), 1):
            screen.ask("end of call", work, done, self._tell)

    def _tell(self, error: Exception) -> None:
        if self.work is not None:
            self.work.refuse(error)

    # The bar

    def tick_line(self) -> None:
        """Show how long it has lasted by now."""
        if self.running is not None and self.work is not None:
            self._dress_line(self.work)

    def _show_line(self) -> None:
        for screen in self.work_screens():
            self._dress_line(screen)
            screen.update_keys()

    def _screen_changed(self, screen: Screen[Any]) -> None:
        super()._screen_changed(screen)
        if isinstance(screen, WorkScreen):
            screen.call_next(self._dress_line, screen)  # when it is built
            screen.call_next(screen.update_keys)

    def _dress_line(self, screen: WorkScreen[Any]) -> None:
        """Show the call on a screen, or show it no more."""
        running = self.running
        screen.on_line = running is not None
        if not screen.is_mounted or (running is None and not screen.query("LineBar")):
            return
        from xscalls_tui.widgets.bars import StatusBar
        from xscalls_tui.widgets.line_bar import LineBar

        bar = next(iter(screen.query(LineBar)), None)
        if bar is None:
            key = self.desk.keys(commands.HANG_UP)
            bar = LineBar(self.t, key, plain=self.desk.plain)
            screen.mount(bar, before=screen.query_one(StatusBar))
        if running is None:
            bar.display = False
        else:
            lasted = self.desk.session.clock.now().timestamp() - running.since
            whole = self.desk.session.settings.low_bandwidth
            seconds = int(lasted) // 60 * 60 if whole else int(lasted)
            rung = running.rung
            bar.show(running.stage, seconds, rung.number, rung.who, running.line.link)
