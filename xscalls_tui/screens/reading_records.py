"""Reading the pages of the lists of records on a screen."""

from __future__ import annotations

from textual import on

from xscalls_tui.screens.composing import R
from xscalls_tui.screens.reading import ReadingLists
from xscalls_tui.services import registers
from xscalls_tui.widgets.list_table import ListTable
from xscalls_tui.widgets.record_table import RecordTable


class ReadingRecords(ReadingLists[R]):
    """Answers each RecordTable on the screen."""

    @on(ListTable.PageWanted, "RecordTable")
    def _read_records(self, wanted: ListTable.PageWanted) -> None:
        table, request = wanted.table, wanted.request
        assert isinstance(table, RecordTable)
        register = table.kind.register
        self.read_page(wanted, lambda: registers.page(self.session, register, request))
