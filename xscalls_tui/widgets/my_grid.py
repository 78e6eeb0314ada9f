"""One's own days: a line for each hour, or weeks of days."""

from __future__ import annotations

from xscalls_tui.domain.calendar import Slot, moved
from xscalls_tui.widgets.calendar_grid import CalendarGrid


class MyGrid(CalendarGrid):
    """One's own days: a line for each hour, or weeks of days."""

    hours = False
    counted = True

    def step(self, across: int, down: int) -> None:
        """Move the cursor by days."""
        self.cursor = self.cursor._replace(day=moved(self.cursor.day, across + down))

    def slot_at(self, x: int, y: int) -> Slot | None:
        """None yet."""
        return None
