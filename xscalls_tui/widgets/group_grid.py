"""A line for each colleague, a column for each day or hour."""

from __future__ import annotations

from xscalls_tui.domain.calendar import Slot, moved
from xscalls_tui.widgets.calendar_grid import CalendarGrid


class GroupGrid(CalendarGrid):
    """A line for each colleague, a column for each day or hour."""

    hours = False
    counted = True

    def step(self, across: int, down: int) -> None:
        """Move the cursor by days."""
        self.cursor = self.cursor._replace(day=moved(self.cursor.day, across + down))

    def slot_at(self, x: int, y: int) -> Slot | None:
        """None yet."""
        return None
