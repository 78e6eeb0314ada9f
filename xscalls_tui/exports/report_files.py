"""Reports as a workbook with charts, and as a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import IO, Any

from xscalls_tui.commands.report_words import COLUMNS, REPORTS, line_text, values
from xscalls_tui.domain.reports import Figures, Report, Table
from xscalls_tui.exports.listing import Column, Kind, Line, Value
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services.session import Session

_PERCENT = (1, 8)
"""The columns that are shares from 0 to 1."""
_IN_TIME = (Report.WEEKS, Report.MONTHS)
_MOST_IN_CHART = 20
_NOT_IN_A_NAME = r"[\[\]:*?/\\]"


def write_book(stream: IO[bytes], tables: Sequence[Table], session: Session, t: Translator) -> None:
    """A sheet for each report: its lines, their sum, and a chart of the largest; or of all, in time."""
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, LineChart, Reference
    from openpyxl.styles import Font

    from xscalls_tui.exports import xlsx

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet: Any = book.create_sheet(re.sub(_NOT_IN_A_NAME, " ", t(REPORTS[table.report]))[:31])
        rows = _rows(table, t)
        head: list[Value] = [t("rep.name"), *map(t, COLUMNS)]
        for row, line in enumerate([head, *rows], 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(row, column)
                xlsx.put(cell, value)
                if column - 2 in _PERCENT:
                    cell.number_format = "0 %"
                if row in (1, len(rows) + 1):
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 40
        shown = min(len(table.lines), len(table.lines) if table.report in _IN_TIME else _MOST_IN_CHART)
        if shown:
            chart: Any = LineChart() if table.report in _IN_TIME else BarChart()
            if table.report not in _IN_TIME:
                chart.type = "bar"
            chart.title = t(REPORTS[table.report])
            chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=shown + 1), titles_from_data=True)
            chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=shown + 1))
            chart.height, chart.width = 10, 20
            sheet.add_chart(chart, f"B{len(rows) + 4}")
        first, last = map(formats.form_date, table.days)
        for place, text in enumerate((f"{first}–{last}", _made(session, t))):
            xlsx.put(sheet.cell(len(rows) + 3 + place, 1), text)
    if not tables:
        book.create_sheet(t("page.reports")[:31])
    book.save(stream)


def write_pages(stream: IO[bytes], tables: Sequence[Table], session: Session, t: Translator) -> None:
    """All reports below each other."""
    from xscalls_tui.exports.pdf import Rows, begin
    from xscalls_tui.exports.pdf_page import BOLD, Paper

    paper = Paper(t("page.reports"), session.now(), t, landscape=True)
    days = tables[0].days if tables else None
    told = [f"{formats.form_date(days.first)}–{formats.form_date(days.last)}"] if days else []
    begin(paper, t("page.reports"), _made(session, t), told, t)
    columns = [Column(t("rep.name"), Kind.TEXT, 40), *(Column(t(key), Kind.NUMBER, 12) for key in COLUMNS)]
    for table in tables:
        drawn = Rows(paper, columns)
        paper.head = None
        paper.need(60)
        paper.text(t(REPORTS[table.report]), 0, 12, 11, BOLD)
        paper.y += 18
        drawn.heading()
        paper.head = drawn.heading
        for row in _rows(table, t):
            drawn.row(Line(tuple(_printed(place, value) for place, value in enumerate(row))))
        paper.head = None
        paper.y += 14
    paper.write(stream)


def _rows(table: Table, t: Translator) -> list[list[Value]]:
    """The lines and their sum."""

    def row(name: str, some: Figures) -> list[Value]:
        return [name, *values(some, table.total)]

    lines = [row(line_text(line, t), line.figures) for line in table.lines]
    return [*lines, row(t("rep.total"), table.total)]


def _printed(place: int, value: Value) -> Value:
    if place - 1 in _PERCENT and isinstance(value, float):
        return f"{100 * value:.0f} %"
    return value


def _made(session: Session, t: Translator) -> str:
    return t("rep.madeby", at=formats.stamp(session.now()), initials=session.employee.initials)


WRITERS: dict[str, Callable[[IO[bytes], Sequence[Table], Session, Translator], None]] = {
    "xlsx": write_book,
    "pdf": write_pages,
}
"""By the ending of the file."""
