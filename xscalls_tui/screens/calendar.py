"""The calendars: a period of days with its calls, a cursor on a slot, and the calls of that slot below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from xscalls_tui.commands.base import Context
from xscalls_tui.domain.calendar import (
    Entry,
    Period,
    Slot,
    View,
    bounds,
    in_slot,
)
from xscalls_tui.i18n import Translator
from xscalls_tui.screens.base import Desk, WorkScreen, signs, styles
from xscalls_tui.services import calendar
from xscalls_tui.widgets.bars import Bar, KeyBar, Part, StatusBar
from xscalls_tui.widgets.calendar_grid import CalendarGrid
from xscalls_tui.widgets.calendar_layout import Layout
from xscalls_tui.widgets.calendar_words import period_title
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.slot_list import SlotList
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class CalendarScreen(WorkScreen[None]):
    """A calendar; whose, and how it is drawn, is a subclass's to say."""

    CSS_PATH = styles("picked_lines", "calendar")
    title_key: ClassVar[str]
    of_many: ClassVar[bool] = False
    """Whether calls of several people stand there."""
    other_page: ClassVar[str]
    """The page that ``v`` leads to."""

    def __init__(self, desk: Desk, period: Period = Period.WEEK, day: date | None = None) -> None:
        super().__init__(desk)
        self.period = period
        self._opens_on = day or self.session.today()

    def laid_out(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> Layout:
        """How what was read stands on the screen."""
        raise NotImplementedError

    def read(self, period: Period, slot: Slot) -> View:
        """What the period around a slot shows. In a worker's thread."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        hour = self.session.now().hour
        yield TopBar(self.session, self.t, self.title_key)
        yield Bar(id="calendar-title")
        slot = Slot(self._opens_on, hour, self.session.employee.id)
        yield CalendarGrid(self.t, self.glyphs, slot, self.laid_out)
        yield SlotList(self.t, self.glyphs)
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return signs(self)

    @property
    def grid(self) -> CalendarGrid:
        """The days."""
        return self.query_one(CalendarGrid)

    @property
    def slot(self) -> Slot:
        """Where the cursor stands; the hour only where hours are shown."""
        cursor = self.grid.cursor
        return cursor if self.grid.hours else cursor._replace(hour=None)

    def on_mount(self) -> None:
        """Read what is shown first."""
        self.do_refresh()

    def context(self) -> Context:
        """What can be done depends on the slot, and on whether a call is being moved."""
        base = super().context()
        if not self.is_mounted:
            return base
        return base._replace(
            call=bool(self.query_one(SlotList).entries), arranging=self.grid.moving is not None
        )

    def do_refresh(self) -> None:
        """Read the period again; the cursor stays."""
        read = partial(self.read, self.period, self.grid.cursor)
        self.ask("calendar", read, self._show, replace=True)

    def _show(self, view: View) -> None:
        self.grid.show(view)
        self.query_one("#calendar-title", Bar).left = (Part(f" {self.heading_of(view)} ", "strong"),)
        self._show_slot()

    def heading_of(self, view: View) -> str:
        """What is shown, in words."""
        return period_title(view.period, *bounds(view.period, view.day), self.t)

    @on(CalendarGrid.Moved)
    def _moved(self) -> None:
        view = self.grid.view
        slot = self.grid.cursor
        if view is None or bounds(self.period, slot.day) != bounds(view.period, view.day):
            self.do_refresh()
        else:
            self._show_slot()

    def _show_slot(self) -> None:
        """The calls of the slot, below: those that the grid has, or else they are read."""
        view, slot = self.grid.view, self.slot
        if view is None:
            return

        def show(entries: Sequence[Entry]) -> None:
            self.query_one(SlotList).show(slot, entries, view, named=self.of_many)
            self.update_keys()

        known = in_slot(view.entries, slot)
        total = view.totals.get(slot, 0)
        if view.loads:
            load = view.loads.get((slot.employee or self.session.employee.id, slot.day))
            total = load.total if load else 0
        if len(known) < total:
            self.ask("slot", lambda: self.read_slot(slot), show, replace=True)
        else:
            self.forget("slot")
            show(known)

    def read_slot(self, slot: Slot) -> list[Entry]:
        """The calls of a slot as they are now. In a worker's thread."""
        whose = [self.session.employee.id if slot.employee is None else slot.employee]
        found = calendar.entries(self.session, slot.day, slot.day, whose, hours=slot.hour is not None)
        return in_slot(found.entries, slot)
