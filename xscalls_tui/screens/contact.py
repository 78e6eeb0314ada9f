"""Contact with the database: what others write is shown, and what a lost server owes is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from xscalls_tui.domain.news import News
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged, NoAnswer
from xscalls_tui.screens.reading import ReadingLists
from xscalls_tui.screens.typeahead import TypeAheadApp
from xscalls_tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from xscalls_tui.domain.start_page import Todo


GATHERED_SECONDS = 10.0
"""How long the changes of others may wait on a slow line."""


@dataclass(eq=False, repr=False)
class Heard(Message):
    """News of the database."""

    news: News


class InContactApp(TypeAheadApp[None], inherit_bindings=False):
    """An app whose screens work on a database that may be lost and found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.t = desk.t
        self.banner = ""
        """What stands in the status line of every screen while the database does not answer."""
        self._gathering: Timer | None = None
        self._owed: list[Callable[[], None]] = []

    @property
    def work(self) -> WorkScreen[None] | None:
        """The screen in use, unless a menu or a question is open."""
        return self.screen if isinstance(self.screen, WorkScreen) else None

    def key_pressed(self) -> None:
        """Tell the screen of a key that its list has answered."""
        if isinstance(self.screen, ReadingLists):
            self.screen.key_pressed()

    def on_mount(self) -> None:
        """Watch the database."""
        self._stop_watching = self.desk.session.watch(self._hear)
        self.screen_change_signal.subscribe(self, self._screen_changed, immediate=False)

    def _screen_changed(self, screen: Screen[Any]) -> None:
        if isinstance(screen, WorkScreen):
            screen.stand(self.banner)

    def on_unmount(self) -> None:
        """Wait for nothing any more."""
        self._stop_watching()

    def _hear(self, news: News) -> None:
        """In the thread of the watch. That all is well matters only when it was not."""
        if news is not News.ALIVE or self.banner or self._owed:
            self.post_message(Heard(news))

    @on(Heard)
    def _take(self, heard: Heard) -> None:
        if heard.news is News.LOST:
            self._lost()
        elif heard.news is News.CHANGED:
            self._told_of_changes()
        else:
            self._alive()

    def _told_of_changes(self) -> None:
        """Others have written: at once, or on a slow line together with what comes in the next seconds."""
        if not self.desk.session.settings.low_bandwidth:
            self.post_message(DataChanged())
        elif self._gathering is None:
            self._gathering = self.set_timer(GATHERED_SECONDS, self._tell_gathered)

    def _tell_gathered(self) -> None:
        self._gathering = None
        self.post_message(DataChanged())

    def _lost(self) -> None:
        if not self.banner:
            self.banner = self.t("lost.banner", time=formats.clock(self.desk.session.now()))
            self._show_banner()
            self.expect_answers(False)

    def _alive(self) -> None:
        owed, self._owed = self._owed, []
        for again in owed:
            again()
        if self.banner:
            self.banner = ""
            self._show_banner()
            self.expect_answers(True)
            self.post_message(DataChanged())  # nobody told what others wrote meanwhile
            if self.work is not None:
                self.work.say(self.t("lost.back"))

    def _show_banner(self) -> None:
        for screen in self.work_screens():
            screen.stand(self.banner)

    @on(NoAnswer)
    def _no_answer(self, message: NoAnswer) -> None:
        self._owed.append(message.again)

    @on(DataChanged)
    def _data_changed(self) -> None:
        """What other screens show may be out of date: they read it again, where they stand."""
        for screen in self.work_screens():
            if screen.follows:
                screen.do_refresh()
            for bar in screen.query(TopBar):
                bar.post_message(TopBar.TodoWanted(bar))

    @on(TopBar.TodoWanted)
    def _read_todo(self, wanted: TopBar.TodoWanted) -> None:
        """Read what there is to do, for the top line of a screen."""
        # Loaded when the first frame stands.
        from xscalls_tui.services import start_page

        def show(found: Todo) -> None:
            wanted.bar.todo = found

        # A bar that was taken away meanwhile has none.
        screens = [node for node in wanted.bar.ancestors if isinstance(node, WorkScreen)]
        for screen in screens:
            read = partial(start_page.todo, self.desk.session)
            screen.ask("todo", read, show, lambda _error: None, replace=True)

    def work_screens(self) -> Iterator[WorkScreen[None]]:
        """The screens on which commands are run, the lowest first."""
        return (screen for screen in self.screen_stack if isinstance(screen, WorkScreen))
