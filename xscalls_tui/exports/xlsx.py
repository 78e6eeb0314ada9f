"""Rows as an Excel workbook, written as they come: a million of them take no more memory than a thousand.

Nothing that stands in the data becomes a formula: every text is written as a text, whatever it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.text import clean
from xscalls_tui.exports.listing import Advance, Kind, Line, Listing, Value
from xscalls_tui.i18n import Translator, formats

ROWS = 1_048_576
"""Of a sheet, by the format's limit; the head is one of them."""
LONGEST = 32_767
"""Characters of a cell, by the format's limit."""
CUT = "…"
ROW_COLOURS = {Status.DONE: "D7FFD7", Status.CANCELLED: "FFD7D7", Status.UNANSWERED: "FFFFAF"}
"""Light green, red and yellow (R26, R28, R30)."""
_FORMATS = {Kind.DATE: "dd.mm.yyyy", Kind.TIME: "hh:mm", Kind.TEXT: "General", Kind.NUMBER: "General"}
_STEP = 1000
_NOT_IN_A_NAME = r"[\[\]:*?/\\]"
_LONGEST_NAME = 31


def write(
    stream: IO[bytes],
    listing: Listing,
    lines: Iterable[Line],
    t: Translator,
    advance: Advance = lambda _rows: None,
    *,
    rows: int = ROWS,
) -> None:
    """Write a workbook: the rows, as many sheets of at most ``rows`` rows as they need, and a sheet that
    tells what was asked for."""
    book = Workbook(write_only=True)
    writer = _Sheet(book, listing, 1, rows)
    written = 0
    try:
        for line in lines:
            if writer.full:
                writer.end()
                writer = _Sheet(book, listing, writer.number + 1, rows)
            writer.add(line)
            written += 1
            if written % _STEP == 0:
                advance(written)
    finally:  # also when it is broken off: what openpyxl has open is closed, and goes when the program ends
        writer.end()
    _tell(book, listing, written, t)
    advance(written)
    book.save(stream)


def text(value: str) -> str:
    """A text as a cell may hold it: without what the format forbids, cut with a sign where it is too long."""
    if not value.isprintable():
        value = clean(value)
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + CUT


class _Sheet:
    """A sheet of rows with their head. Cells are made once for each status and column, and used again."""

    def __init__(self, book: Workbook, listing: Listing, number: int, rows: int) -> None:
        self.number = number
        self._rows = rows
        self._used = 1
        name = re.sub(_NOT_IN_A_NAME, " ", listing.title).strip() or "xscalls"
        suffix = f" {number}" if number > 1 else ""
        self._sheet: Any = book.create_sheet(name[: _LONGEST_NAME - len(suffix)] + suffix)
        self._columns = listing.columns
        self._cells: dict[Status | None, list[Any]] = {}
        self._set_up()
        self._sheet.append([_heading(self._sheet, column.heading) for column in listing.columns])

    @property
    def full(self) -> bool:
        """Whether no more rows fit."""
        return self._used >= self._rows

    def add(self, line: Line) -> None:
        """Write a row."""
        cells = self._cells.get(line.status) or self._make(line.status)
        for cell, value in zip(cells, line.values, strict=True):
            put(cell, value)
        self._sheet.append(cells)
        self._used += 1

    def end(self) -> None:
        """Close the sheet."""
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._used}"
        self._sheet.close()

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes = "A2"
        for number, column in enumerate(self._columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width + 2
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def _make(self, status: Status | None) -> list[Any]:
        colour = ROW_COLOURS.get(status) if status else None
        fill = PatternFill("solid", fgColor=colour) if colour else None
        made = self._cells[status] = []
        for column in self._columns:
            cell: Any = WriteOnlyCell(self._sheet)
            cell.number_format = _FORMATS[column.kind]
            if fill:
                cell.fill = fill
            made.append(cell)
        return made


def put(cell: Any, value: Value) -> None:
    """Give a cell a value and say what it is, so that nothing is guessed from how a text begins."""
    match value:
        case str():
            cell._value, cell.data_type = text(value), "s"
        case datetime() | date() | time():
            cell._value, cell.data_type = value, "d"
        case _:
            cell._value, cell.data_type = value, "n"


def _heading(sheet: Any, words: str) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    put(cell, words)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DADADA")
    cell.alignment = Alignment(vertical="center")
    return cell


def _tell(book: Workbook, listing: Listing, written: int, t: Translator) -> None:
    """The sheet that tells what was asked for, by whom and when."""
    sheet: Any = book.create_sheet(t("export.sheet.filters"))
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 80
    told: Sequence[tuple[str, Value]] = (
        (t("export.what"), listing.title),
        (t("export.made"), formats.stamp(listing.made_at)),
        (t("export.by"), listing.made_by),
        (t("export.rows"), written),
        *((t("export.filter"), condition) for condition in listing.conditions),
    )
    for name, value in told:
        cell = WriteOnlyCell(sheet)
        put(cell, value)
        sheet.append([_heading(sheet, name), cell])
    if not listing.conditions:
        cell = WriteOnlyCell(sheet)
        put(cell, t("export.everything"))
        sheet.append([_heading(sheet, t("export.filter")), cell])
    sheet.close()
