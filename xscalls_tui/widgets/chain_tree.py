"""The tree of a chain of calls: the tab Historikk and the screen of the same name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.followups import ChainLine
from xscalls_tui.domain.trees import rails
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.looks import Looks


class ChainTree(Looks, can_focus=True):
    """One line for each call, branches drawn at its left (R94-R99); Enter or a click opens a call."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *cursor_keys(),
        Binding("enter", "open", show=False, id="list.open"),
    ]
    DEFAULT_CSS = "ChainTree { width: 1fr; height: 1fr; }"
    LOOKS: ClassVar[set[str]] = {
        "chain-tree--heading",
        "chain-tree--cursor",
        "chain-tree--rail",
        *(f"chain-tree--flag-{status.name.lower()}" for status in Status),
    }

    cursor: reactive[int] = reactive(0)

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A call is to be opened (R100)."""

        tree: ChainTree
        call_id: int

        @property
        def control(self) -> ChainTree:
            """The tree."""
            return self.tree

    def __init__(self, t: Translator, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._glyphs = glyphs
        self._lines: Sequence[ChainLine] = ()
        self._here: int | None = None
        self._top = 0

    @property
    def selected(self) -> int | None:
        """The id of the call under the cursor."""
        return self._lines[self.cursor].call.id if self._lines else None

    def show(self, lines: Sequence[ChainLine], here: int | None) -> None:
        """Show a chain, marking the call ``here`` and putting the cursor on it."""
        self._lines, self._here, self._top = lines, here, 0
        places = [number for number, line in enumerate(lines) if line.call.id == here]
        self.cursor = places[0] if places else 0
        self._scroll()
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._scroll()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            heading = f" {self.t('call.tab.historyhead')} · {self.t.count('list.count', len(self._lines))}"
            style = self.get_component_rich_style("chain-tree--heading")
            return self._strip([Segment(fit(heading, width), style)])
        index = self._top + y - 1
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return self._strip(self._segments(index))

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + lines, 0), max(len(self._lines) - 1, 0))

    def action_page(self, pages: int) -> None:
        """Move the cursor by whole screens."""
        self.action_move(pages * max(self.size.height - 1, 1))

    def action_open(self) -> None:
        """Open the call under the cursor."""
        if self.selected is not None:
            self.post_message(self.Opened(self, self.selected))

    def on_resize(self) -> None:
        """There may be room for more lines, or for fewer."""
        self._scroll()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a call and opens it."""
        index = self._top + event.y - 1
        if event.y and index < len(self._lines):
            self.cursor = index
            self.action_open()

    def _segments(self, index: int) -> list[Segment]:
        line, glyphs = self._lines[index], self._glyphs
        call, style = line.call, self.rich_style
        if index == self.cursor and self.has_focus:
            style = self.get_component_rich_style("chain-tree--cursor")
        flag = self.get_component_rich_style(f"chain-tree--flag-{call.status.name.lower()}", partial=True)
        mark = f" {glyphs.here} {self.t('history.here')}"
        here = mark if call.id == self._here else " " * cell_len(mark)
        times = f"{formats.clock(call.starts_at)}  {formats.clock(call.ends_at)}"
        head = f" {rails(line.rails, line.last)}"
        rest = f" {formats.list_date(call.starts_at)}  {times}  "
        room = self.size.width - len(head) - 2 - len(rest) - 6 - cell_len(here)
        text = f"{fit(call.subject or self.t('call.nosubject'), max(room, 10))}  {call.initials:<4}{here}"
        return [
            Segment(head, style),
            Segment(glyphs.directions[call.direction], style),
            Segment(glyphs.flags[call.status], style + flag),
            Segment(rest + text, style),
        ]

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _scroll(self) -> None:
        if (height := self.size.height - 1) > 0:
            lowest = max(len(self._lines) - height, 0)
            self._top = min(max(self._top, self.cursor - height + 1), self.cursor, lowest)
