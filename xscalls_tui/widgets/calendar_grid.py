"""What the grids of the calendars have in common: a cursor on a slot, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.message import Message
from textual.reactive import reactive

from xscalls_tui.domain.calendar import Slot, View
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.looks import Looks


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
        "calendar--busy",
    }

    hours: bool
    """Whether a slot is an hour of a day, as the period is."""
    counted: bool
    """Whether calls are counted here, and those of a slot are read when the cursor stands on it."""

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

    def __init__(self, t: Translator, glyphs: Glyphs, slot: Slot) -> None:
        super().__init__()
        self.t = t
        self.glyphs = glyphs
        self.view: View | None = None
        """What is shown, once it was read."""
        self.set_reactive(CalendarGrid.cursor, slot)

    def show(self, view: View) -> None:
        """Show this; the cursor stays where it is."""
        self.view = view
        self.fit()
        self.refresh()

    def step(self, across: int, down: int) -> None:
        """Move the cursor: by columns, and by lines."""
        raise NotImplementedError

    def slot_at(self, x: int, y: int) -> Slot | None:
        """What stands at a cell of the widget, if it is a slot."""
        raise NotImplementedError

    def fit(self) -> None:
        """Have the cursor in sight."""

    def watch_cursor(self) -> None:
        """Tell where it went."""
        self.fit()
        self.refresh()
        self.post_message(self.Moved(self))

    def watch_moving(self) -> None:
        """Show where the call would go."""
        self.refresh()

    def on_resize(self) -> None:
        """There may be room for other lines."""
        self.fit()

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
