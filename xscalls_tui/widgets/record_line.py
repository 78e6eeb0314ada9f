"""Draws a record of any register as one line of its list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from xscalls_tui.domain.flags import Flag
from xscalls_tui.domain.record_types.vocabulary import Column, RecordType
from xscalls_tui.domain.records import RecordRow, RecordSort
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.columns import MIN_WIDTH
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import CommonStyles, ListLines, Title, fit, shown
from xscalls_tui.widgets.record_columns import FLAG_X, PENCIL_X, TICK_X, Cell, CellTexts, layout


class RecordStyles(NamedTuple):
    """How the parts of a record's line look."""

    row: Style
    unused: Style
    """Of what is out of use."""
    flags: Mapping[Flag, Style]
    common: CommonStyles


class RecordLines(ListLines[RecordRow]):
    """Draws the records of one register at one width, with one set of signs and styles."""

    def __init__(
        self,
        t: Translator,
        kind: RecordType,
        zone: ZoneInfo,
        glyphs: Glyphs,
        styles: RecordStyles,
        *,
        width: int,
        letters: bool,
    ) -> None:
        super().__init__(max(width, MIN_WIDTH), glyphs, styles.common)
        self._kind = kind
        self._glyphs = glyphs
        self._styles = styles
        self._layout = layout(kind, width, MIN_WIDTH)
        self._texts = CellTexts(t, kind, zone, yes=glyphs.yes)
        self._statuses = {
            one.code: (one.flag, (t(one.label)[:1] if letters else glyphs.flag) if one.flag else " ")
            for one in kind.statuses
        }
        self._unused = (t("rec.unused"), t("rec.unused.short"))

    def heading(self, t: Translator, sort: RecordSort, all_ticked: bool) -> Strip:
        """The columns' headings, with a mark at the one that the list is sorted by."""
        glyphs = self._glyphs
        titles = [
            Title(TICK_X, 1, glyphs.ticked if all_ticked else glyphs.unticked),
            Title(PENCIL_X, 1, glyphs.pencil),
        ]
        if self._kind.status:
            titles.append(Title(FLAG_X, 1, glyphs.flag))
        for cell in self._layout.cells:
            column = cell.column
            text = t(self._kind.heading(column))
            mark = ""
            if column.sort and column.sort == sort.by:
                mark = glyphs.falling if sort.descending else glyphs.rising
            titles.append(Title(cell.x, cell.width, text, mark, cell.right))
        return self.titles(titles)

    def style(self, row: RecordRow) -> Style:
        """What is out of use is dimmed."""
        return self._styles.row if row.active else self._styles.unused

    def draw(self, row: RecordRow, ticked: bool, style: Style) -> Strip:
        """The line of a record."""
        glyphs = self._glyphs
        tick = glyphs.ticked if ticked else glyphs.unticked
        texts = "".join([f" {self._text(row, cell)}" for cell in self._layout.cells])
        signs = f" {tick} {glyphs.pencil if row.may_change else ' '}"
        flag, sign = self._statuses.get(row.status, (None, " ")) if row.status is not None else (None, " ")
        if not self._kind.status:
            segments = [Segment(signs + texts, style)]
        elif flag is None or style.reverse:
            segments = [Segment(f"{signs} {sign}{texts}", style)]
        else:
            flag_style = self._styles.flags[flag]
            segments = [Segment(signs + " ", style), Segment(sign, flag_style), Segment(texts, style)]
        return Strip(segments).adjust_cell_length(self.width, style)

    def _text(self, row: RecordRow, cell: Cell) -> str:
        cut = self._glyphs.cut
        text = shown(self._texts.text(cell.column, row.cells[cell.place]))
        if cell.column.grows and not row.active:
            # Not by colour alone: the word stands, and the text before it is cut.
            fitting = (one for one in self._unused if cell_len(f"{text} {one}") <= cell.width)
            told = next(fitting, self._unused[-1])
            room = max(cell.width - cell_len(told) - 1, 1)
            text = f"{fit(text, min(room, cell_len(text)), cut)} {told}"
        if cell.right:
            text = " " * (cell.width - cell_len(text)) + text
        return fit(text, cell.width, cut)

    def sort_at(self, x: int) -> str:
        """What the list is sorted by through the heading at the cell ``x``; empty: nothing."""
        cell = self._layout.at(x)
        return cell.column.sort if cell else ""

    def column_at(self, row: RecordRow, x: int) -> Column | None:
        """The column whose text a click at the cell ``x`` of a row hits."""
        cell = self._layout.at(x)
        if cell is None:
            return None
        text = self._text(row, cell)
        left = cell.x + len(text) - len(text.lstrip())
        return cell.column if left <= x < cell.x + cell_len(text.rstrip()) else None
