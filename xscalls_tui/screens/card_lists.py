"""The tabs of a card: the form, and lists of what hangs on the record, read when they are looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort
from xscalls_tui.domain.record_types import TYPES, Tab
from xscalls_tui.domain.records import Condition, RecordCriteria, RecordPage, RecordRequest, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.card_entry import CardEntry
from xscalls_tui.screens.messages import OpenCall, OpenRecord
from xscalls_tui.screens.reading_records import ReadingRecords
from xscalls_tui.services import calls, registers
from xscalls_tui.widgets.bars import Bar, KeyBar, StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.card_title import MOST, CardTabs, CardTitle
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.list_table import ListTable
from xscalls_tui.widgets.record_form import RecordForm
from xscalls_tui.widgets.record_table import RecordTable
from xscalls_tui.widgets.stamps import Stamps
from xscalls_tui.widgets.thread import Thread, ThreadNote
from xscalls_tui.widgets.too_small import TooSmall

FORM = "tab-0"
LONGEST_THREAD = 1000


class CardLists(CardEntry, ReadingRecords[None]):
    """A card with its tabs. The first is the form; the others can be used once the record is stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = 0
        """The number of the tab that is open; 0 is the form."""
        self._counts: list[int | None] = []
        self._made: dict[int, Widget] = {}
        self._listed: dict[int, int] = {}
        """The record that each list was shown for."""
        self._stale: set[int] = set()

    def compose(self) -> ComposeResult:
        t = self.t
        glyphs = glyphs_for(t, plain=self.desk.plain, letters=self.desk.few_colours)
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
            tabs.show(self.place, self._counts, usable=record is not None)

    # Turning

    @property
    def tab(self) -> Tab | None:
        """What the open tab lists; None: it is the form."""
        return self.kind.tabs[self.place - 1] if self.place else None

    @property
    def list(self) -> Widget | None:
        """The list of the open tab."""
        return self._made.get(self.place)

    @property
    def row_id(self) -> int | None:
        """The row under the cursor of the open list."""
        shown = self.list
        if isinstance(shown, ListTable):
            return shown.cursor_row.id if shown.cursor_row else None
        return shown.selected if isinstance(shown, Thread) else None

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
        if place and place not in self._made:
            made = self._make(place, self.kind.tabs[place - 1])
            self._made[place] = made
            switcher.mount(made)
        switcher.current = f"tab-{place}"
        if place:
            self.query_one(StatusBar).help("")
            self._made[place].focus()
            self.call_later(self._read_list)
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

    def opened(self) -> None:
        """Another record is shown, or the same one anew: what hangs on it is read again."""
        if self.record is None:
            self._counts = []
        self.reread()

    def reread(self) -> None:
        """Count again what hangs on the record, and read the list that is looked at."""
        self._stale = set(self._made)
        if self.record is not None:
            self._count(self.record.id)
            if self.place:
                self._read_list()

    def do_refresh(self) -> None:
        """Show what is stored now, in the fields unless something is typed there."""
        super().do_refresh()
        if self.dirty:
            self.reread()

    # Reading

    def _count(self, row_id: int) -> None:
        session, kind = self.session, self.kind

        def work() -> list[int | None]:
            found: list[int | None] = []
            for tab in kind.tabs:
                if tab.register is None:
                    found.append(calls.count(session, _calls_of(tab, row_id, ""), MOST))
                else:
                    found.append(registers.count(session, tab.register, _records_of(tab, row_id, ""), MOST))
            return found

        def counted(found: list[int | None]) -> None:
            self._counts = found
            self.show_title()

        if kind.tabs:
            self.ask("counts", work, counted, replace=True)

    def _read_list(self) -> None:
        """Show the open list for this record, unless it shows what stands now."""
        tab, shown, record, place = self.tab, self.list, self.record, self.place
        if tab is None or shown is None or record is None:
            return
        same = self._listed.get(place) == record.id
        if same and place not in self._stale:
            return
        self._listed[place] = record.id
        self._stale.discard(place)
        if isinstance(shown, Thread):
            self._read_thread(shown, tab, record.id)
        elif isinstance(shown, ListTable) and same:
            shown.refresh_around()
        elif isinstance(shown, RecordTable):
            sort = RecordSort(shown.kind.sort, shown.kind.descending)
            shown.show(_records_of(tab, record.id, record.title), sort)
        elif isinstance(shown, CallTable):
            shown.show(_calls_of(tab, record.id, record.title), Sort())
        self.hold_keys()

    def _read_thread(self, thread: Thread, tab: Tab, row_id: int) -> None:
        request = RecordRequest(_records_of(tab, row_id, ""), RecordSort("id"), limit=LONGEST_THREAD)

        def show(page: RecordPage) -> None:
            columns = [column.of for column in TYPES[Register.CASE_NOTE].columns]
            notes = []
            for row in page.rows:
                cells = dict(zip(columns, row.cells, strict=True))
                at = datetime.fromisoformat(str(cells["changed_at"])).astimezone(self.session.zone)
                stamp = f"{formats.stamp(at)} {cells['changed_by']}"
                above = next((link for name, link, _ in row.links if name == "reply_to"), None)
                notes.append(ThreadNote(row.id, above, str(cells["text"]), stamp))
            thread.show(notes)

        register = tab.register
        assert register is not None
        self.ask("thread", lambda: registers.page(self.session, register, request), show, replace=True)

    @on(ListTable.PageWanted, "CallTable")
    def _read_calls(self, wanted: ListTable.PageWanted) -> None:
        self.read_page(wanted, lambda: calls.page(self.session, wanted.request))

    @on(ListTable.CursorMoved)
    @on(Thread.Moved)
    def _moved(self, _event: Any) -> None:
        self.hold_keys()
        self.update_keys()

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


def _calls_of(tab: Tab, row_id: int, title: str) -> Criteria:
    return Criteria((Criterion(Field(tab.by), row_id, title),))


def _records_of(tab: Tab, row_id: int, title: str) -> RecordCriteria:
    return RecordCriteria((Condition(tab.by, row_id, title),))
