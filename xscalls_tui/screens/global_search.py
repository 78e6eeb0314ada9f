"""Globalt søk: calls and the rows of all registers by any part of what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from xscalls_tui import commands
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.finding import Found
from xscalls_tui.screens.base import Desk, WorkScreen, bindings, signs, styles
from xscalls_tui.screens.messages import OpenCall, OpenRecord, ShowCalls, ShowRecords
from xscalls_tui.services import finding
from xscalls_tui.services.finding import COUNT_CAP, GROUPS
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.hit_list import HitList
from xscalls_tui.widgets.picked_lines import PickedLines
from xscalls_tui.widgets.search_line import SearchLine
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar

_GROUPS = {group.name: group for group in GROUPS}


class GlobalSearchScreen(WorkScreen[None]):
    """Asks at every change of the text. What is shown may be of an older text for a moment; no key works on
    it: keys wait for the answer to the text as it stands. ``left_out`` names the groups that are not sought,
    and is changed here."""

    CSS_PATH = styles("picked_lines")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.SEARCH_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.SEARCH_SCREEN),
        Binding("up", "cursor('move', -1)", show=False),
        Binding("down", "cursor('move', 1)", show=False),
        Binding("pageup", "cursor('page', -1)", show=False),
        Binding("pagedown", "cursor('page', 1)", show=False),
        Binding("shift+tab", "cursor('jump', -1)", show=False),
        Binding("tab", "cursor('jump', 1)", show=False),
    ]

    def __init__(self, desk: Desk, left_out: set[str]) -> None:
        super().__init__(desk)
        self._left_out = left_out
        self._answered = ""

    def compose(self) -> ComposeResult:
        t = self.t
        glyphs = signs(self)
        titles = {group.name: t(group.title) for group in GROUPS}
        yield TopBar(self.session, t, "find.global")
        with Horizontal(id="find-line"):
            yield Static(Content(f" {t('find.for')} "))
            yield SearchLine(self)
        yield HitList(t, glyphs, titles, self._left_out, COUNT_CAP)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)
        yield TooSmall(t)

    def on_mount(self) -> None:
        """Nothing is sought yet."""
        self.query_one(SearchLine).focus()
        self.query_one(StatusBar).help(self.t("find.hint"))
        self.lines.show(finding.sought(""), ())
        self.update_keys()

    @property
    def lines(self) -> HitList:
        """The hits."""
        return self.query_one(HitList)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(SearchLine).value

    def do_refresh(self) -> None:
        """Search again; the cursor stays where it is."""
        self._search()

    # What the line tells, at once.

    def line_edited(self) -> None:
        """Search for what stands there now."""
        self.query_one(StatusBar).clear()
        self.forget("counts")
        self._search()

    def line_cut(self) -> None:
        """The line holds no more."""

    def line_entered(self) -> None:
        """Open the hit under the cursor."""
        self.do_hits_open()

    def line_left(self) -> None:
        """The focus stays in the line."""

    def take_space(self) -> bool:
        """Work the check box, when the cursor stands on a heading."""
        row = self.lines.selected
        if row is None or row.hit is not None or self.text != self._answered:
            return False
        self._turn(row.group)
        return True

    # Searching

    def _search(self, then: Callable[[], None] | None = None) -> None:
        """Ask for hits; ``then`` is what keys wait for."""
        text, session = self.text, self.session
        groups = [group.name for group in GROUPS if group.name not in self._left_out]

        def found(hits: list[Found]) -> None:
            self._answered = text
            self.lines.show(finding.sought(text), hits)
            if hits:
                work = partial(finding.counts, session, text, groups)
                self.ask("counts", work, self.lines.tell, replace=True)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            found([])
            self.refuse(error)

        self.ask(
            "hits",
            lambda: finding.find(session, text, groups),
            found,
            failed,
            hold=then is not None,
            replace=True,
        )

    def _when_answered(self, do: Callable[[], None]) -> None:
        if self.text == self._answered:
            do()
        else:
            self._search(do)

    # Keys

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or pages, or jump to another group."""
        self._when_answered(lambda: getattr(self.lines, how)(steps))

    def do_hits_open(self) -> None:
        """Open the hit under the cursor."""
        self._when_answered(self._open)

    def do_hits_show_all(self) -> None:
        """Show all calls of the group under the cursor."""
        self._when_answered(self._show_all)

    def _open(self) -> None:
        row = self.lines.selected
        if row is None:
            return
        group = _GROUPS[row.group]
        if row.hit is None:
            self._show_all()
        elif group.register is None:
            self.post_message(OpenCall(row.hit.id))
        else:
            self.post_message(OpenRecord(group.register, row.hit.id))

    def _show_all(self) -> None:
        """The calls of the hit or, on a heading, of all; of what no calls hang on, the list."""
        row = self.lines.selected
        if row is None or not self.text.strip():
            return
        group = _GROUPS[row.group]
        if group.register is not None and group.field is None:
            self.post_message(ShowRecords(group.register, self.text))
        elif group.field is not None and row.hit is not None:
            self.post_message(ShowCalls(finding.calls_of(group, row.hit)))
        else:
            self.post_message(ShowCalls(finding.all_calls_of(group, self.text)))

    @on(PickedLines.Clicked)
    def _clicked(self) -> None:
        row = self.lines.selected
        if row is None or self.text != self._answered:
            return  # it was a hit of an older text
        if row.hit is None:
            self._turn(row.group)
        else:
            self._open()

    def _turn(self, group: str) -> None:
        """Leave a group out, or seek it again."""
        self._left_out ^= {group}
        self._search()
