"""The list of a register's records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from xscalls_tui.domain.flags import Flag
from xscalls_tui.domain.record_types.vocabulary import Column, Kind, RecordType
from xscalls_tui.domain.records import RecordRequest, RecordRow, RecordSort
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.list_table import ListTable, TableMessage, common_styles
from xscalls_tui.widgets.record_columns import TICK_X
from xscalls_tui.widgets.record_line import RecordLines, RecordStyles


class RecordTable(ListTable[RecordRow]):
    """A list of records as their RecordType declares it. Its style sheet is ``record_table``."""

    EMPTY: ClassVar[str] = "list.norecords"
    LOOKS: ClassVar[set[str]] = ListTable.LOOKS | {
        "record-table--unused",
        *(f"record-table--flag-{flag}" for flag in Flag),
    }

    @dataclass(eq=False, repr=False)
    class FilterWanted(TableMessage):
        """The list is to be reduced to what ``row`` links to as ``property``."""

        property: str
        row: RecordRow

    def __init__(
        self,
        t: Translator,
        kind: RecordType,
        zone: ZoneInfo,
        *,
        plain: bool = False,
        letters: bool = False,
        id: str | None = None,
    ) -> None:
        """``zone`` is that of the wall clock."""
        sort = RecordSort(kind.sort, kind.descending)
        super().__init__(t, RecordRequest, sort, plain=plain, letters=letters, id=id)
        self.kind = kind
        self._zone = zone

    def laid_out(self, *, letters: bool) -> RecordLines:
        """What draws the records."""
        style = self.get_component_rich_style
        row = self.rich_style
        flags = {flag: row if letters else style(f"record-table--flag-{flag}") for flag in Flag}
        return RecordLines(
            self.t,
            self.kind,
            self._zone,
            glyphs_for(self.t, plain=self.plain, letters=letters),
            RecordStyles(row, style("record-table--unused"), flags, common_styles(self)),
            width=self.size.width,
            letters=letters,
        )

    def click(self, row: RecordRow | None, x: int, chain: int) -> None:
        """Tick or open the record, or filter by the name that was clicked; of the heading: tick all, sort."""
        lines = self.lines
        assert isinstance(lines, RecordLines)
        if row is not None:
            self._click_record(row, lines.column_at(row, x), x, chain)
        elif x <= TICK_X:
            self.post_message(self.TickAllWanted(self, self.picture_heading().all_ticked))
        elif sort := lines.sort_at(x):
            self.post_message(self.SortWanted(self, sort))

    def _click_record(self, row: RecordRow, column: Column | None, x: int, chain: int) -> None:
        if x <= TICK_X:
            self.set_ticks(self.ticked ^ {row.id})
        elif chain > 1:
            if column is None and chain == 2:  # else the first click has done it
                self.post_message(self.Opened(self, row.id))
        elif column is not None and (known := self.kind.by_name.get(column.of)) and known.kind is Kind.LINK:
            self.post_message(self.FilterWanted(self, known.name, row))
        elif column is not None:
            self.post_message(self.Opened(self, row.id))
