"""Telling how many rows a list has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from xscalls_tui.screens.bulk import BulkActions
from xscalls_tui.widgets.condition_bar import COUNT_CAP, ConditionBar
from xscalls_tui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from xscalls_tui.screens.menu import Item


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

    def choose(self, title: str, items: list[Item], chosen: Callable[[int], object]) -> None:
        """Choose from a menu what stands in a drop-down; each item's result is a number."""
        from xscalls_tui.screens.menu import MenuScreen

        def taken(result: str | None) -> None:
            if result is not None:
                chosen(int(result))

        self.app.push_screen(MenuScreen(self.t(title), items), taken)

    def on_mount(self) -> None:
        """Watch the cursor, so that what tells its place is drawn with it."""
        self.watch(self.table, "here", self._moved)

    @on(ListTable.TicksChanged)
    def _moved(self) -> None:
        self.hold_keys()
        self.show_count()
        self.update_keys()

    @on(ListTable.TickAllWanted)
    def _tick_all_wanted(self, event: ListTable.TickAllWanted) -> None:
        if event.ticked:
            self.do_list_untick()
        else:
            self.do_list_tick_all()

    def on_key(self) -> None:
        """A key that the list has not answered."""
        self.key_pressed()
