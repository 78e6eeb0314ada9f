"""Draws a calendar: the slots of a layout, a cursor on one, and where a call that is moved would go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.calendar import Slot, View
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.calendar_layout import BLANK, Layout, Line
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.looks import Looks
from xscalls_tui.widgets.themes import colour

HEADINGS = 1
"""Lines above the rows."""
MORNING = 7
"""The hour that stands first where not all of a day can be seen."""

Arrange = Callable[[View, Translator, Glyphs, int, int], Layout]
"""The layout of a View, for so many cells and lines."""


class CalendarGrid(Looks):
    """Draws a View with the cursor on one of its slots. Knows no service: it says where the cursor went."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "CalendarGrid { width: 1fr; height: 1fr; }"
    LOOKS: ClassVar[set[str]] = {
        "calendar--heading",
        "calendar--call",
        "calendar--over",
        "calendar--cursor",
        "calendar--moving",
        "calendar--today",
        "calendar--holiday",
        "calendar--weekend",
        "calendar--dim",
    }

    cursor: reactive[Slot] = reactive(Slot(date.min), init=False)
    moving: reactive[datetime | None] = reactive(None)
    """Where a call that is being moved would start."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor went to another slot, perhaps of another period."""

        grid: CalendarGrid

    @dataclass(eq=False, repr=False)
    class Picked(Message):
        """The slot under the cursor was clicked twice: what Enter does."""

        grid: CalendarGrid

    def __init__(self, t: Translator, glyphs: Glyphs, slot: Slot, arrange: Arrange) -> None:
        super().__init__()
        self.t = t
        self.glyphs = glyphs
        self._arrange = arrange
        self.layout_shown: Layout | None = None
        """What is shown, once it was read."""
        self._cells: dict[tuple[int, int], Sequence[Line]] = {}
        self.top = MORNING
        """The row that stands first."""
        self.set_reactive(CalendarGrid.cursor, slot)

    @property
    def view(self) -> View | None:
        """What was read."""
        return self.layout_shown.view if self.layout_shown else None

    @property
    def hours(self) -> bool:
        """Whether a slot is an hour of a day, as the period is."""
        return self.layout_shown is not None and self.layout_shown.hours

    def show(self, view: View) -> None:
        """Show this; the cursor stays where it is."""
        self._cells.clear()
        self.layout_shown = self._arrange(view, self.t, self.glyphs, *self.size)
        self.fit()
        self.refresh()

    def step(self, across: int, down: int) -> None:
        """Move the cursor: by columns, and by rows."""
        if self.layout_shown is not None:
            self.cursor = self.layout_shown.step(self.cursor, across, down)

    def slot_at(self, x: int, y: int) -> Slot | None:
        """What stands at a cell of the widget, if it is a slot."""
        if (shown := self.layout_shown) is None or x < shown.margin or y < HEADINGS:
            return None
        row, column = self.top + (y - HEADINGS) // shown.tall, (x - shown.margin) // shown.wide
        if row >= min(shown.rows, self.top + self._room) or column >= shown.columns:
            return None
        return shown.slot(row, column)

    @property
    def _room(self) -> int:
        """How many whole rows can be seen."""
        tall = self.layout_shown.tall if self.layout_shown else 1
        return max(1, (self.size.height - HEADINGS) // tall)

    def fit(self) -> None:
        """Have the cursor in sight."""
        if (shown := self.layout_shown) is None:
            return
        top = min(self.top, max(0, shown.rows - self._room))
        if (place := shown.place(self.cursor)) is not None:
            top = min(max(top, place[0] - self._room + 1), place[0])
        self.top = top

    def watch_cursor(self) -> None:
        """Tell where it went."""
        self.fit()
        self.refresh()
        self.post_message(self.Moved(self))

    def watch_moving(self) -> None:
        """Show where the call would go."""
        self.refresh()

    def on_resize(self) -> None:
        """There may be room for more."""
        if (view := self.view) is not None:
            self.show(view)

    def on_click(self, event: events.Click) -> None:
        """A click goes to a slot; a second one does what Enter does."""
        if (slot := self.slot_at(event.x, event.y)) is None:
            return
        again = slot == self.cursor
        self.cursor = slot
        if again or event.chain > 1:
            self.post_message(self.Picked(self))

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        event.stop()
        self.step(0, 1 if isinstance(event, events.MouseScrollDown) else -1)

    # Drawing

    def render_line(self, y: int) -> Strip:
        shown, width = self.layout_shown, self.size.width
        if shown is None:
            return Strip.blank(width, self.rich_style)
        if y < HEADINGS:
            return self._strip(self._headings(shown), self._look("heading"))
        row, line = self.top + (y - HEADINGS) // shown.tall, (y - HEADINGS) % shown.tall
        if row >= min(shown.rows, self.top + self._room):
            return Strip.blank(width, self.rich_style)
        return self._strip(self._row(shown, row, line), self.rich_style)

    def _strip(self, segments: Iterator[Segment], style: Style) -> Strip:
        return Strip(list(segments)).adjust_cell_length(self.size.width, style)

    def _headings(self, shown: Layout) -> Iterator[Segment]:
        style = self._look("heading")
        yield Segment(" " * shown.margin, style)
        for column in range(shown.columns):
            piece = shown.heading(column)
            look = style + self._look(piece.look) if piece.look else style
            yield Segment(fit(piece.text, shown.wide, self.glyphs.cut), look)

    def _row(self, shown: Layout, row: int, line: int) -> Iterator[Segment]:
        label = shown.labels(row)
        text = fit(label.text, shown.margin - 1, self.glyphs.cut) if line == 0 else ""
        yield Segment(text.ljust(shown.margin), self._look(label.look))
        place = shown.place(self.cursor)
        for column in range(shown.columns):
            lines = self._lines(shown, row, column)
            pieces = lines[line] if line < len(lines) else BLANK
            yield from self._cell(pieces, shown.wide, (row, column) == place)

    def _lines(self, shown: Layout, row: int, column: int) -> Sequence[Line]:
        """What stands in a cell, worked out once."""
        if (lines := self._cells.get((row, column))) is None:
            slot = shown.slot(row, column)
            lines = self._cells[row, column] = () if slot is None else shown.cell(slot)
        return lines

    def _cell(self, pieces: Line, width: int, at_cursor: bool) -> Iterator[Segment]:
        """The pieces, as far as there is room; the last cell stays blank, so that cells stand apart."""
        over = None
        if at_cursor:
            over = self._look("cursor" if self.moving is None else "moving")
        left = width
        for piece in pieces:
            room = left - 1 if width > 1 else left
            if room <= 0:
                break
            text = (
                fit(piece.text, room, self.glyphs.cut).rstrip() if piece.text.strip() else piece.text[:room]
            )
            look = self._look(piece.look)
            if piece.colour:
                look += Style(color=colour(self, piece.colour))
            if over is not None:
                look = over + Style(strike=True) if look.strike else over
            yield Segment(text, look)
            left -= Segment(text).cell_length
        yield Segment(" " * left, over if over is not None else self.rich_style)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"calendar--{name}") if name else self.rich_style
