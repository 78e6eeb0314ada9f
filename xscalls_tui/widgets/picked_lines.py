"""Lines to pick one from: a cursor, scrolling, and clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.widgets.looks import Looks

_WHEEL_LINES = 3


class PickedLines(Looks):
    """Draws as many lines as there is room for, those around the cursor; under a heading, if it has one."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "PickedLines { width: 1fr; height: 1fr; }"
    LOOKS: ClassVar[set[str]] = {
        "picked-lines--heading",
        "picked-lines--cursor",
        "picked-lines--dim",
        "picked-lines--mark",
        "picked-lines--strong",
        "picked-lines--alarm",
    }
    HEADINGS: ClassVar[int] = 0
    """Lines that stand above all others and do not scroll."""

    cursor: reactive[int] = reactive(0)

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """A line was clicked; the cursor stands on it."""

        lines: PickedLines
        x: int
        """The cell."""

        @property
        def control(self) -> PickedLines:
            """The lines."""
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._top = 0

    # What lines of a certain kind add.

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def heading(self) -> list[Segment]:
        """The line above all others."""
        raise NotImplementedError

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A line in the style of its background."""
        raise NotImplementedError

    # What they have in common.

    def look(self, name: str, *, partial: bool = True) -> Style:
        """How a part looks; ``partial`` leaves the background to the line."""
        return self.get_component_rich_style(f"picked-lines--{name}", partial=partial)

    def move(self, lines: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + lines, 0), max(self.count - 1, 0))

    def page(self, pages: int) -> None:
        """Move the cursor by whole screens."""
        self.move(pages * max(self.size.height - self.HEADINGS, 1))

    def changed(self) -> None:
        """The lines are others now."""
        self.move(0)
        self._scroll()
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        self._scroll()
        self.refresh()

    def on_resize(self) -> None:
        """There may be room for more lines, or for fewer."""
        self._scroll()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y < self.HEADINGS:
            style = self.look("heading", partial=False)
            return Strip(self.heading()).apply_style(style).adjust_cell_length(width, style)
        index = self._top + y - self.HEADINGS
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        style = self.look("cursor", partial=False) if index == self.cursor else self.rich_style
        return Strip(self.segments(index, style)).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """A click picks a line."""
        index = self._top + event.y - self.HEADINGS
        if event.y >= self.HEADINGS and index < self.count:
            self.cursor = index
            self.post_message(self.Clicked(self, event.x))

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        event.stop()
        self.move(_WHEEL_LINES if isinstance(event, events.MouseScrollDown) else -_WHEEL_LINES)

    def _scroll(self) -> None:
        if (height := self.size.height - self.HEADINGS) > 0:
            lowest = max(self.count - height, 0)
            cursor = max(self.cursor, 0)
            self._top = min(max(self._top, cursor - height + 1), cursor, lowest)
