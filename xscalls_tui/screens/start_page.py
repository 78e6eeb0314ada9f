"""Startside: lists of one's own calls, chosen and ordered by each employee."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.start_page import Element, Shown
from xscalls_tui.screens.base import WorkScreen, bindings, signs, styles
from xscalls_tui.screens.messages import DataChanged, NewCall, OpenCall
from xscalls_tui.services import start_page
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.start_list import StartList
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class StartPageScreen(WorkScreen[None]):
    """The chosen elements with their calls; or, while they are arranged, all that there are."""

    CSS_PATH = styles("picked_lines")
    page = "start"
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.START_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.START_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "main.start")
        yield StartList(self.t, signs(self))
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    @property
    def lines(self) -> StartList:
        """The elements."""
        return self.query_one(StartList)

    def on_mount(self) -> None:
        """Read them."""
        self.do_refresh()

    def context(self) -> Context:
        """What can be done depends on whether the page is being arranged."""
        base = super().context()
        arranging = self.is_mounted and self.lines.arranging
        line = self.lines.selected if self.is_mounted else None
        return base._replace(arranging=arranging, call=line is not None and line.row is not None)

    def do_refresh(self) -> None:
        """Read the page again; the cursor stays on its call."""
        if self.lines.arranging:
            return

        def show(found: list[Shown]) -> None:
            self.lines.show(found, self.session.now())
            self.query_one(StatusBar).help(self.t("start.hint" if found else "start.none"))

        # What comes after a key is meant for the calls as they are shown then.
        self.ask("start page", lambda: start_page.read(self.session), show, hold=True)

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)

    def do_start_open(self) -> None:
        """Open the call under the cursor."""
        line = self.lines.selected
        if line is not None and line.row is not None:
            self.post_message(OpenCall(line.row.id))

    def do_start_new(self) -> None:
        """Make a call, as the plus of an element does (R50)."""
        self.post_message(NewCall())

    def do_start_edit(self) -> None:
        """Choose and order the elements."""
        self.ask("start page", lambda: start_page.chosen(self.session), self._arrange, hold=True)

    def _arrange(self, chosen: tuple[Element, ...]) -> None:
        self.lines.begin_arranging(chosen)
        self.query_one(StatusBar).help(self.t("start.arrangehint"))
        self.update_keys()

    def do_start_toggle(self) -> None:
        """Show the element under the cursor, or show it no more."""
        self.lines.toggle()

    def do_start_up(self) -> None:
        """Move it up."""
        self.lines.shift(-1)

    def do_start_down(self) -> None:
        """Move it down."""
        self.lines.shift(1)

    def do_start_keep(self) -> None:
        """Keep what was chosen."""
        lines, once = self.lines, self.session.once()
        wanted = [element for element in lines.order if element in lines.chosen]

        def kept(_done: None) -> None:
            lines.arranging = False
            self.post_message(DataChanged())

        self.ask("arrange", lambda: start_page.arrange(once, wanted), kept, hold=True)

    def do_back(self) -> None:
        """Leave the arranging without keeping it, or the page."""
        if self.lines.arranging:
            self.lines.arranging = False
            self.do_refresh()
        else:
            self.leave()

    @on(StartList.PlusClicked)
    def _plus(self) -> None:
        self.do_start_new()

    @on(StartList.Clicked)
    def _clicked(self) -> None:
        if self.lines.arranging:
            self.lines.toggle()
        self.update_keys()
