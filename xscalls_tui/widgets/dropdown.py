"""The one list that fields drop down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from xscalls_tui.widgets.looks import Looks

MAX_ROWS = 8
USUAL_WIDTH = 30
"""Cells for the rows; more only where a row needs them."""
_EDGE = "│"


class DropRow(NamedTuple):
    """A line of the list: what can be chosen, what tells it from others, and a sign of its own."""

    label: str
    detail: str = ""
    glyph: str = ""
    style: Style | str = ""
    """Of the glyph."""

    @property
    def head(self) -> str:
        """The sign and a blank, if there is a sign."""
        return f"{self.glyph} " if self.glyph else ""


class Dropdown(Looks, can_focus=False):
    """A list over the screen, under the field that opened it, or above where there is no room.

    There is one for a screen. It never takes the focus: its field hands it the keys.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Dropdown {
        overlay: screen;
        position: absolute;
        display: none;
        background: $panel;
    }
    """
    LOOKS = {"dropdown--edge", "dropdown--detail", "dropdown--highlight"}

    @dataclass(eq=False, repr=False)
    class Picked(Message, bubble=False):
        """A row was clicked. Posted to the field that opened the list."""

        dropdown: Dropdown
        index: int

        @property
        def control(self) -> Dropdown:
            """The list."""
            return self.dropdown

    def __init__(self) -> None:
        super().__init__()
        self._owner: Widget | None = None
        self._rows: tuple[DropRow, ...] = ()
        self._highlighted: int | None = None
        self._top = 0

    @classmethod
    def find(cls, screen: Screen[Any]) -> Dropdown | None:
        """The list of ``screen``, if it has one yet."""
        return next((widget for widget in screen.children if isinstance(widget, Dropdown)), None)

    @classmethod
    def on(cls, screen: Screen[Any]) -> Dropdown:
        """The list of ``screen``, mounted when it is first asked for."""
        dropdown = cls.find(screen)
        if dropdown is None:
            dropdown = cls()
            screen.mount(dropdown)
        return dropdown

    @property
    def owner(self) -> Widget | None:
        """The field whose list is open."""
        return self._owner

    @property
    def rows(self) -> tuple[DropRow, ...]:
        """What the list shows."""
        return self._rows

    @property
    def highlighted(self) -> int | None:
        """The row that Enter would take."""
        return self._highlighted

    @highlighted.setter
    def highlighted(self, index: int | None) -> None:
        self._highlighted = index
        if index is not None:
            height = self._visible
            self._top = min(max(self._top, index - height + 1), index)
        self.refresh()

    def open(self, owner: Widget, rows: Sequence[DropRow], highlighted: int | None = 0) -> None:
        """Show ``rows`` for ``owner``. Without rows there is no list."""
        if not rows:
            self.close()
            return
        self._owner = owner
        self._rows = tuple(rows)
        self._top = 0
        self.display = True
        self._place()
        if highlighted is not None:
            # With what is around it in sight, for a list that opens in the middle.
            self._top = max(0, min(highlighted - self._visible // 2, len(rows) - self._visible))
        self.highlighted = highlighted

    def close(self) -> None:
        """Take the list away."""
        self._owner = None
        self._rows = ()
        self._highlighted = None
        self.display = False

    def move(self, rows: int) -> None:
        """Highlight the row that is so many further on, at most the last (or first) one."""
        last = len(self._rows) - 1
        if self._highlighted is None:
            self.highlighted = 0 if rows > 0 else last
        else:
            self.highlighted = min(max(self._highlighted + rows, 0), last)

    def page(self, direction: int) -> None:
        """Go a screenful of rows on (1) or back (-1)."""
        self.move(direction * self._visible)

    def render_line(self, y: int) -> Strip:
        index = self._top + y
        if index >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._rows[index]
        inner = self.size.width - 4
        detail = _fitted(row.detail, max(0, inner - cell_len(row.head + row.label) - 2))
        label = set_cell_size(
            _fitted(row.label, inner - cell_len(row.head)), inner - cell_len(row.head + detail)
        )
        base = detail_style = self.get_component_rich_style("dropdown--highlight")
        if index != self._highlighted:
            base, detail_style = self.rich_style, self.get_component_rich_style("dropdown--detail")
        sign = Style.parse(row.style) if isinstance(row.style, str) else row.style
        edge = self.get_component_rich_style("dropdown--edge")
        return Strip([
            Segment(_EDGE, edge),
            Segment(" ", base),
            Segment(row.head, base + sign),
            Segment(label, base),
            Segment(detail, detail_style),
            Segment(" ", base),
            Segment(self._right_edge(index), edge),
        ])  # fmt: skip

    def on_mount(self) -> None:
        # An error that appears, or a resized window, moves the field that the list belongs to.
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        index = self._top + event.y
        if self._owner is not None and index < len(self._rows):
            self._owner.post_message(self.Picked(self, index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-1)

    @property
    def _visible(self) -> int:
        height = self.styles.height
        return max(1, int(height.value)) if height is not None else 1

    def _right_edge(self, index: int) -> str:
        if index == self._top > 0:
            return "↑"
        return "↓" if index == self._top + self._visible - 1 < len(self._rows) - 1 else _EDGE

    def _follow(self, _screen: Screen[Any]) -> None:
        if self._owner is not None:
            self._place()

    def _place(self) -> None:
        assert self._owner is not None
        anchor, room = self._owner.region, self.screen.size
        wanted = min(len(self._rows), MAX_ROWS)
        above, below = anchor.y, room.height - anchor.bottom
        under = below >= wanted or below >= above
        height = max(1, min(wanted, below if under else above))
        widest = max(_width(row) for row in self._rows)
        # As wide as the field, within reason, so that it does not change width with every key typed.
        width = min(room.width, max(widest, min(anchor.width, USUAL_WIDTH)) + 4)
        # The labels stand under the text of the field, two cells right of the list's edge.
        x = max(0, min(anchor.x - 2, room.width - width))
        self.styles.width, self.styles.height = width, height
        self.styles.offset = Offset(x, anchor.bottom if under else anchor.y - height)


def _width(row: DropRow) -> int:
    return cell_len(row.head + row.label) + (cell_len(row.detail) + 2 if row.detail else 0)


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""
