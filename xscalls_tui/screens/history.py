"""Historikk: the whole chain that a call belongs to, from any call in it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.followups import ChainLine
from xscalls_tui.screens.base import Desk, WorkScreen, bindings, signs, styles
from xscalls_tui.screens.messages import OpenCall
from xscalls_tui.services import followups
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.chain_tree import ChainTree
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class HistoryScreen(WorkScreen[None]):
    """The tree of one chain."""

    CSS_PATH = styles("chain_tree")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.HISTORY_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.HISTORY_SCREEN)

    def __init__(self, desk: Desk, call_id: int) -> None:
        super().__init__(desk)
        self._call_id = call_id

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "call.tab.history")
        yield ChainTree(self.t, signs(self))
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    def on_mount(self) -> None:
        """Read the chain."""
        self.query_one(ChainTree).focus()
        self.do_refresh()

    def context(self) -> Context:
        """There is always a call under the cursor."""
        return super().context()._replace(call=True)

    def do_refresh(self) -> None:
        """Read the chain again."""

        def show(lines: list[ChainLine]) -> None:
            tree = self.query_one(ChainTree)
            selected = tree.selected
            tree.show(lines, self._call_id)
            ids = [line.call.id for line in lines]
            if selected in ids:
                tree.cursor = ids.index(selected)

        self.ask("history", lambda: followups.history(self.session, self._call_id), show)

    def do_list_open(self) -> None:
        """Open the call under the cursor."""
        self.query_one(ChainTree).action_open()

    @on(ChainTree.Opened)
    def _opened(self, event: ChainTree.Opened) -> None:
        self.post_message(OpenCall(event.call_id))
