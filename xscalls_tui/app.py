"""The program on the screen: which screens there are, and the commands that work on all of them."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter

from xscalls_tui.commands import general
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk, Given, WorkScreen, bindings, styles
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.messages import ShowCalendar, ShowCalls, ShowHistory, ShowPage, ShowRecords
from xscalls_tui.screens.windows import WindowsApp
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.guard import RenderGuard
from xscalls_tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from xscalls_tui.screens.calendar import CalendarScreen


class XSCallsApp(WindowsApp, inherit_bindings=False):
    """One operator's session."""

    CSS_PATH = styles("bars", "call_table")
    BINDINGS: ClassVar[list[BindingType]] = bindings(general.ALL)
    ENABLE_COMMAND_PALETTE = False
    TITLE = "xscalls"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.animation_level = "none"
        self.set_keymap(dict(desk.overrides))
        for theme in THEMES.values():
            self.register_theme(theme)
        # Set without the watcher, which would have all styles parsed a second time.
        self.set_reactive(App.theme, THEMES[desk.session.settings.theme].name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(desk.few_colours, "-few-colours")
        self._guard = RenderGuard()
        self._left_out: set[str] = set()
        """The groups that the global search leaves out."""

    def on_mount(self) -> None:
        """Listen to the system, and take up what was put off until the first frame stands."""

        def collect() -> None:
            # What is there by now stays.
            gc.freeze()
            gc.enable()

        if not gc.isenabled():
            self.call_after_refresh(collect)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            # As a side effect every signal wakes the loop. Without that a change of the window's size
            # that comes just before the loop goes to sleep is noticed with the next key.
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._ended_by, 128 + number)

    def _ended_by(self, code: int) -> None:
        """The line was hung up, or the system wants the program to end."""
        self.before_end()
        self.exit(return_code=code)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All that is drawn goes through the guard last."""
        return (*super().get_line_filters(), self._guard)

    def get_default_screen(self) -> CallListScreen:
        """The program opens with the call list."""
        return CallListScreen(self.desk, opening=True)

    @on(ShowHistory)
    def _show_history(self, wanted: ShowHistory) -> None:
        from xscalls_tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen(self.desk, wanted.call_id))

    def do_search_global(self) -> None:
        """Globalt søk, over whatever is open."""
        from xscalls_tui.screens.global_search import GlobalSearchScreen

        if not isinstance(self.screen, GlobalSearchScreen):
            self.push_screen(GlobalSearchScreen(self.desk, self._left_out))

    @on(ShowRecords)
    def _show_records(self, wanted: ShowRecords) -> None:
        """In the list of the register that the search was opened from, or else in another one."""
        from xscalls_tui.screens.record_list import RecordListScreen

        below = self.screen_stack[-2]
        if isinstance(below, RecordListScreen) and below.kind.register is wanted.register:
            self.pop_screen()
            below.find(wanted.text)
        else:
            self.switch_screen(RecordListScreen(self.desk, wanted.register, wanted.text))

    @on(ShowCalls)
    def _show_calls(self, wanted: ShowCalls) -> None:
        """In the list of all that the search was opened from, or else in another one over what is there."""
        below = self.screen_stack[-2]
        if not wanted.over and isinstance(below, CallListScreen) and not below.private:
            self.pop_screen()
            below.filter(wanted.criteria)
            return
        shown = CallListScreen(self.desk)
        shown.criteria = wanted.criteria
        if wanted.over:
            self.push_screen(shown)
        else:
            self.switch_screen(shown)

    @on(ShowPage)
    def _show_page(self, wanted: ShowPage) -> None:
        self.show_page(wanted.page)

    @on(ShowCalendar)
    def _show_calendar(self, wanted: ShowCalendar) -> None:
        if self.work is not None and self.work.page:
            self.switch_screen(self._calendar(wanted.page)(self.desk, wanted.period, wanted.day))

    def show_page(self, page: str) -> None:
        """The list of all calls is always the lowest screen. A page on top gives way to another one; what
        is open on top else stays there, under the page."""
        from xscalls_tui.commands import pages

        if (here := self.work) is None or here.page == page:
            return
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if here.page and isinstance(below, WorkScreen) and below.page == page == pages.CALLS:
            self.pop_screen()
            return
        if page == pages.START:
            from xscalls_tui.screens.start_page import StartPageScreen

            shown: WorkScreen[None] = StartPageScreen(self.desk)
        elif page == pages.SETTINGS:
            from xscalls_tui.screens.my_settings import MySettingsScreen

            shown = MySettingsScreen(self.desk)
        elif page == pages.REPORTS:
            from xscalls_tui.screens.reports import ReportsScreen

            shown = ReportsScreen(self.desk)
        elif page == pages.IMPORTS:
            from xscalls_tui.screens.imports import ImportsScreen

            shown = ImportsScreen(self.desk)
        elif page in pages.CALENDARS:
            shown = self._calendar(page)(self.desk)
        elif page in (pages.CALLS, pages.MY_CALLS):
            shown = CallListScreen(self.desk, private=page == pages.MY_CALLS)
        else:
            from xscalls_tui.screens.record_list import RecordListScreen

            shown = RecordListScreen(self.desk, Register(page))
        if here.page and below is not None:
            self.switch_screen(shown)
        else:
            self.push_screen(shown)

    @staticmethod
    def _calendar(page: str) -> type[CalendarScreen]:
        from xscalls_tui.commands import pages
        from xscalls_tui.screens.group_calendar import GroupCalendarScreen
        from xscalls_tui.screens.my_calendar import MyCalendarScreen

        return GroupCalendarScreen if page == pages.GROUP else MyCalendarScreen


def run_app(session: Session, t: Translator, given: Given) -> None:
    """Run the program on the terminal until the operator leaves it."""
    colours = os.environ.get("NO_COLOR") is not None or os.environ.get("TERM", "") in (
        "linux",
        "vt100",
        "screen",
    )
    plain = os.environ.get("TERM") in ("linux", "vt100")
    keys = {**given.keys, **session.settings.keys}
    desk = Desk(session, t, plain=plain, few_colours=colours, overrides=keys, given=given)
    desk = desk._replace(telephone=given.telephone)
    app = XSCallsApp(desk)
    app.run(mouse=given.mouse and session.settings.mouse)
    if app.return_code:
        sys.exit(app.return_code)
