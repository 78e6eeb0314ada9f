"""What hangs on a record, read for the tabs of its card: counted in the background, listed when it is looked
at."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from textual import on
from textual.widget import Widget

from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort
from xscalls_tui.domain.record_types import TYPES, Tab
from xscalls_tui.domain.records import Condition, RecordCriteria, RecordPage, RecordRequest, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.card_entry import CardEntry
from xscalls_tui.screens.reading_records import ReadingRecords
from xscalls_tui.services import calls, registers
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.list_table import ListTable
from xscalls_tui.widgets.record_table import RecordTable
from xscalls_tui.widgets.thread import Thread, ThreadNote

LONGEST_THREAD = 1000


class CardReading(CardEntry, ReadingRecords[None]):
    """A card whose tabs list what hangs on its record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place = 0
        """The number of the tab that is open; 0 is the form."""
        self.counts: list[int] = []
        self.made: dict[int, Widget] = {}
        self._listed: dict[int, int] = {}
        """The record that each list was shown for."""
        self._stale: set[int] = set()

    @property
    def tab(self) -> Tab | None:
        """What the open tab lists; None: it is the form."""
        return self.kind.tabs[self.place - 1] if self.place else None

    @property
    def open_list(self) -> Widget | None:
        """The list of the open tab."""
        return self.made.get(self.place)

    @property
    def row_id(self) -> int | None:
        """The row under the cursor of the open list."""
        shown = self.open_list
        if isinstance(shown, ListTable):
            return shown.cursor_row.id if shown.cursor_row else None
        return shown.selected if isinstance(shown, Thread) else None

    def opened(self) -> None:
        """Another record is shown, or the same one anew: what hangs on it is read again."""
        if self.record is None:
            self.counts = []
        self.reread()

    def reread(self) -> None:
        """Count again what hangs on the record, and read the list that is looked at."""
        self._stale = set(self.made)
        if self.record is not None:
            self._count(self.record.id)
            if self.place:
                self.read_list()

    def key_pressed(self) -> None:
        """What any key means to a form."""
        self.on_key()

    def do_refresh(self) -> None:
        """Show what is stored now, in the fields unless something is typed there."""
        super().do_refresh()
        if self.dirty:
            self.reread()

    # Reading

    def _count(self, row_id: int) -> None:
        session, kind = self.session, self.kind

        def counted(found: list[int]) -> None:
            self.counts = found
            self.show_title()

        if kind.tabs:
            work = partial(registers.hanging_on, session, kind.register, row_id)
            self.ask("counts", work, counted, replace=True)

    def read_list(self) -> None:
        """Show the open list for this record, unless it shows what stands now."""
        tab, shown, record, place = self.tab, self.open_list, self.record, self.place
        if tab is None or shown is None or record is None:
            return
        same = self._listed.get(place) == record.id
        if same and place not in self._stale:
            return
        self._listed[place] = record.id
        self._stale.discard(place)
        if isinstance(shown, Thread):
            if not same:
                shown.show(())
            self._read_thread(shown, tab, record.id)
        elif isinstance(shown, ListTable) and same:
            shown.refresh_around()
        elif isinstance(shown, RecordTable):
            self._show_sorted(shown, RecordSort(shown.kind.sort, shown.kind.descending))
        elif isinstance(shown, CallTable):
            self._show_sorted(shown, Sort())
        self.hold_keys()

    def _show_sorted(self, table: ListTable[Any], sort: Any) -> None:
        tab, record = self.tab, self.record
        if tab is not None and record is not None:
            criteria = _calls_of if tab.register is None else _records_of
            table.show(criteria(tab, record.id, record.title), sort)

    @on(ListTable.SortWanted)
    def _sort_wanted(self, event: ListTable.SortWanted) -> None:
        """Sort by a column, or turn the order round."""
        now = event.table.picture_heading().sort
        turned = not now.descending if now.by == event.sort_by else False
        self._show_sorted(event.table, now._replace(by=event.sort_by, descending=turned))

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

    @on(Thread.Moved)
    def moved(self) -> None:
        """The cursor of the open list is on another row."""
        self.hold_keys()
        self.update_keys()


def _calls_of(tab: Tab, row_id: int, title: str) -> Criteria:
    return Criteria((Criterion(Field(tab.by), row_id, title),))


def _records_of(tab: Tab, row_id: int, title: str) -> RecordCriteria:
    return RecordCriteria((Condition(tab.by, row_id, title),))
