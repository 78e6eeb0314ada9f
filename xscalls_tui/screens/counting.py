"""Telling how many rows a list has."""

from __future__ import annotations

from collections.abc import Callable

from xscalls_tui.screens.bulk import BulkActions
from xscalls_tui.widgets.condition_bar import COUNT_CAP, ConditionBar


class CountedList(BulkActions):
    """A list with a bar that tells the count: rows first, the exact count when it is known."""

    _total: int | None = None
    _exact = False

    def counter(self, cap: int | None) -> Callable[[], int]:
        """What counts the rows that are shown now, up to one more than ``cap``."""
        raise NotImplementedError

    def count_anew(self) -> None:
        """Count another list."""
        self._total = None
        self.count()

    def count(self) -> None:
        """Count the rows: many of them at first only up to a thousand, unless there is an exact figure
        to stand until the new one comes."""
        cap = COUNT_CAP if self._total is None else None

        def counted(total: int) -> None:
            exact = cap is None or total <= cap
            self._counted(total, exact=exact)
            if not exact:
                self.count()

        self.ask("count", self.counter(cap), counted, replace=True)

    def _counted(self, total: int, *, exact: bool) -> None:
        self._total, self._exact = total, exact
        self.table.total = total if exact else None
        self.show_count()

    def show_count(self) -> None:
        """Tell it, with the place of the cursor and the ticks."""
        table = self.table
        bar = self.query_one(ConditionBar)
        bar.count(self._total, exact=self._exact, row=table.row_number, ticked=len(table.ticked))
