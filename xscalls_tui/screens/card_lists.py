"""The tabs of a card: the form, and lists of what hangs on the record, read when they are looked at."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from xscalls_tui.domain.record_types import TYPES, Tab
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import signs
from xscalls_tui.screens.card_reading import CardReading
from xscalls_tui.screens.messages import OpenCall, OpenRecord
from xscalls_tui.widgets.bars import Bar, KeyBar, StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.card_title import CardTabs, CardTitle
from xscalls_tui.widgets.list_table import ListTable
from xscalls_tui.widgets.record_form import RecordForm
from xscalls_tui.widgets.record_table import RecordTable
from xscalls_tui.widgets.stamps import Stamps
from xscalls_tui.widgets.thread import Thread
from xscalls_tui.widgets.too_small import TooSmall

FORM = "tab-0"


class CardLists(CardReading):
    """A card with its tabs. The first is the form; the others can be used once the record is stored."""

    def compose(self) -> ComposeResult:
        t = self.t
        glyphs = signs(self)
        yield CardTitle(t, glyphs, self.kind)
        if self.kind.tabs:
            yield CardTabs(t, self.kind)
        with ContentSwitcher(initial=FORM), VerticalScroll(id=FORM, can_focus=False):
            yield RecordForm(self.kind, t, glyphs, self.session.today)
            yield Stamps(t, self.session.zone)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)
        yield TooSmall(t)

    def show_title(self) -> None:
        """Tell which record this is, which tab is open, and whether it is saved."""
        record = self.record
        self.query_one(CardTitle).show(record, dirty=self.form.dirty)
        self.query_one(Stamps).show(record.created if record else None, record.changed if record else None)
        for tabs in self.query(CardTabs):
            tabs.show(self.place, self.counts, usable=record is not None)

    # Turning

    def show_form(self) -> None:
        """Turn to the tab with the fields, unless it is open."""
        if self.place:
            self._turn(0)

    def show_tab(self, place: int) -> None:
        """Turn to a tab; what it lists is read when it is looked at."""
        if self.record is None and place:
            self.say(self.t("card.savefirst"))
        else:
            self._turn(place)

    def _turn(self, place: int) -> None:
        self.place = place
        switcher = self.query_one(ContentSwitcher)
        if place and place not in self.made:
            made = self._make(place, self.kind.tabs[place - 1])
            self.made[place] = made
            if isinstance(made, ListTable):
                self.watch(made, "here", self.moved, init=False)
            switcher.mount(made)
        switcher.current = f"tab-{place}"
        if place:
            self.query_one(StatusBar).help("")
            self.made[place].focus()
            self.call_later(self.read_list)
        else:
            self.form.focus_first(stored=True)
        self.show_title()
        self.update_keys()

    def _make(self, place: int, tab: Tab) -> Widget:
        t, plain, letters, name = self.t, self.desk.plain, self.desk.few_colours, f"tab-{place}"
        if tab.register is None:
            return CallTable(t, plain=plain, letters=letters, id=name)
        if tab.register is Register.CASE_NOTE:
            return Thread(t, id=name)
        kind = TYPES[tab.register]
        return RecordTable(t, kind, self.session.zone, plain=plain, letters=letters, id=name)

    @on(ListTable.Opened)
    def _opened(self, event: ListTable.Opened) -> None:
        self.open_row(event.row_id)

    @on(Thread.Opened)
    def _note_opened(self, event: Thread.Opened) -> None:
        self.open_row(event.note_id)

    def open_row(self, row_id: int) -> None:
        """Open a row of the open list."""
        if self.tab is not None:
            register = self.tab.register
            self.go(OpenCall(row_id) if register is None else OpenRecord(register, row_id))

    @on(Bar.Clicked, "CardTabs")
    def _tab_clicked(self, event: Bar.Clicked) -> None:
        event.stop()
        self.show_tab(int(event.target))
