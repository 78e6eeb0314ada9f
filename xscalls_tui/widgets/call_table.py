"""The call list (R1-R35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Field, PageRequest, Sort
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_line import SORTABLE, CallLines, LineStyles
from xscalls_tui.widgets.columns import Column, columns_for
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.list_table import ListTable, TableMessage, common_styles


class CallTable(ListTable[CallRow]):
    """A list of calls. What the mouse can reach in a line: R10, R15, R17, R20-R22."""

    LOOKS: ClassVar[set[str]] = ListTable.LOOKS | {
        "call-table--history",
        *(f"call-table--{status.name.lower()}" for status in Status),
        *(f"call-table--flag-{status.name.lower()}" for status in Status),
    }

    @dataclass(eq=False, repr=False)
    class HistoryWanted(TableMessage):
        """The history of a call is to be shown (R10)."""

        call_id: int

    @dataclass(eq=False, repr=False)
    class FilterWanted(TableMessage):
        """The list is to be reduced to what ``row`` has in ``field`` (R15, R20-R22)."""

        field: Field
        row: CallRow

    def __init__(
        self, t: Translator, *, plain: bool = False, letters: bool = False, id: str | None = None
    ) -> None:
        super().__init__(t, PageRequest, Sort(), plain=plain, letters=letters, id=id)

    def laid_out(self, *, letters: bool) -> CallLines:
        """What draws the calls."""
        glyphs = glyphs_for(self.t, plain=self.plain, letters=letters)
        return CallLines(columns_for(self.size.width), glyphs, self._line_styles(letters))

    def click(self, row: CallRow | None, x: int, chain: int) -> None:
        """Do what the clicked part is for."""
        lines = self.lines
        assert isinstance(lines, CallLines)
        if row is None:
            self._click_heading(lines.heading_at(x))
        else:
            self._click_call(row, lines.part_at(row, x), chain)

    def _click_heading(self, column: Column | None) -> None:
        if column is Column.TICK:
            self.post_message(self.TickAllWanted(self, self.picture_heading().all_ticked))
        elif column in SORTABLE:
            self.post_message(self.SortWanted(self, SORTABLE[column]))

    def _click_call(self, row: CallRow, part: Column | Field | None, chain: int) -> None:
        match part:
            case Column.TICK:
                self.set_ticks(self.ticked ^ {row.id})
            case None if chain == 2:
                self.post_message(self.Opened(self, row.id))
            case _ if chain > 1:
                return  # the first click has done it
            case Column.SUBJECT:
                self.post_message(self.Opened(self, row.id))
            case Column.HISTORY:
                self.post_message(self.HistoryWanted(self, row.id))
            case Field() as field:
                self.post_message(self.FilterWanted(self, field, row))

    def _line_styles(self, letters: bool) -> LineStyles:
        style = self.get_component_rich_style
        rows = {status: style(f"call-table--{status.name.lower()}") for status in Status}
        flags = {status: style(f"call-table--flag-{status.name.lower()}") for status in Status}
        return LineStyles(
            rows=rows,
            flags=rows if letters else flags,  # a letter is text: it needs the contrast of text
            history=style("call-table--history"),
            common=common_styles(self),
        )
