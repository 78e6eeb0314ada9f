"""The benchmark of exports: a workbook against openpyxl's own way, a PDF against fpdf2's table and reportlab.

    python -m tests.benchmarks.exports [--rows 100000] [--pages 10000]

Prints a Markdown table of budgets (design/data.md) beside figures: CPU of this process, medians of three
rounds in which what is compared takes turns, and the memory taken over what stood before. Reportlab is
compared with where it is installed (pip install reportlab).
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.benchmarks.timing import Action, Figure, against_other, in_turn, table
from xscalls_tui.domain.calls import Status
from xscalls_tui.exports import csv_file, pdf, xlsx
from xscalls_tui.exports.listing import Column, Kind, Line, Listing
from xscalls_tui.exports.pdf_page import FONTS
from xscalls_tui.i18n import Translator

T = Translator("nb")
ROUNDS = 3
WORKBOOK, MEMORY, TABLE, CANVAS = 1.15, 60, 0.06, 0.8
COLUMNS = (
    Column("Retning", Kind.TEXT, 13), Column("Status", Kind.TEXT, 13), Column("Historikk", Kind.TEXT, 14),
    Column("Dato", Kind.DATE, 11), Column("Fra", Kind.TIME, 7), Column("Til", Kind.TIME, 7),
    Column("Ans", Kind.TEXT, 6), Column("Emne", Kind.TEXT, 40), Column("Telefonnummer", Kind.TEXT, 18),
    Column("Firma", Kind.TEXT, 28), Column("Prosjekt", Kind.TEXT, 22),
    Column("Samtalepartner", Kind.TEXT, 24),
)  # fmt: skip
_MADE = datetime(2026, 11, 23, 10, 42)
_SUBJECTS = (
    "Tilbud på vinduer",
    "Reklamasjon, ny befaring",
    "Når kommer serviceavtalen?",
    "Ikke svar, prøv mandag",
)
_COMPANIES = ("Åsen Bygg AS", "Société Générale de Chauffage", "Kråkenes Møbler AS", "O’Brien Freight Ltd")


def lines(rows: int) -> Iterator[Line]:
    """Rows as a list of calls has them."""
    first = date(2026, 1, 1)
    for number in range(rows):
        start = time(8 + number % 8, number % 60)
        values = (
            "Utgående", "Planlagt", "", first + timedelta(days=number % 300), start, start, "KN",
            f"{_SUBJECTS[number % 4]} {number}", f"+47 {22000000 + number}", _COMPANIES[number % 4],
            "1042 Skolen" if number % 3 == 0 else "", "Łukasz Nowak" if number % 2 else "",
        )  # fmt: skip
        yield Line(values, Status(1 + number % 4))


def listing(rows: int) -> Listing:
    """What such a file tells besides."""
    return Listing("CRM - Samtaler", COLUMNS, ("status: Planlagt",), rows, _MADE, "KN")


def ours(rows: int) -> Action:
    """The program's workbook."""
    return lambda: xlsx.write(io.BytesIO(), listing(rows), lines(rows), T)


def plain(rows: int) -> Action:
    """The same cells as openpyxl's documentation has them written."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    fills = {status: PatternFill("solid", fgColor=colour) for status, colour in xlsx.ROW_COLOURS.items()}
    formats = {Kind.DATE: "dd.mm.yyyy", Kind.TIME: "hh:mm"}

    def write() -> None:
        book = Workbook(write_only=True)
        sheet: Any = book.create_sheet("CRM - Samtaler")
        sheet.append([column.heading for column in COLUMNS])
        for line in lines(rows):
            cells = []
            for column, value in zip(COLUMNS, line.values, strict=True):
                cell: Any = WriteOnlyCell(sheet)
                cell.value = value
                if column.kind in formats:
                    cell.number_format = formats[column.kind]
                if line.status in fills:
                    cell.fill = fills[line.status]
                cells.append(cell)
            sheet.append(cells)
        book.save(io.BytesIO())

    return write


def our_pages(rows: int) -> Action:
    """The program's PDF."""
    return lambda: pdf.write(io.BytesIO(), listing(rows), lines(rows), T)


def fpdf_table(rows: int) -> Action:
    """The same rows in fpdf2's own table."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    def write() -> None:
        paper = FPDF("landscape", "pt", "A4")
        paper.add_font("dejavu", "", FONTS / "DejaVuSansCondensed.ttf")
        paper.add_font("dejavu", "B", FONTS / "DejaVuSansCondensed-Bold.ttf")
        paper.set_font("dejavu", size=7)
        paper.add_page()
        widths = [column.width for column in COLUMNS]
        with paper.table(col_widths=widths, headings_style=FontFace(emphasis="B")) as drawn:
            drawn.row([column.heading for column in COLUMNS])
            for line in lines(rows):
                drawn.row([pdf.shown(value) for value in line.values])
        paper.output()

    return write


def reportlab_canvas(rows: int) -> Action | None:
    """The same rows on reportlab's canvas, a text for each cell."""
    try:
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        return None

    def write() -> None:
        pdfmetrics.registerFont(TTFont("dejavu", str(FONTS / "DejaVuSansCondensed.ttf")))
        paper = Canvas(io.BytesIO(), pagesize=landscape(A4))
        y = 0.0
        for line in lines(rows):
            if y < 40:
                paper.showPage()
                paper.setFont("dejavu", 7)
                y = 560.0
            paper.setFillGray(0.9)
            paper.rect(28, y - 3, 780, 10, stroke=0, fill=1)
            paper.setFillGray(0)
            x = 28.0
            for column, value in zip(COLUMNS, line.values, strict=True):
                paper.drawString(x, y, pdf.shown(value)[: column.width])
                x += column.width * 3.8
            y -= 10.5
        paper.save()

    return write


def measure(rows: int, pages: int) -> Iterator[Figure]:
    """All figures."""
    took = in_turn({"ours": lambda: ours(rows), "plain": lambda: plain(rows)}, ROUNDS)
    yield against_other(
        f"xlsx, {rows} rows, against openpyxl write_only", took["ours"], took["plain"], WORKBOOK
    )
    yield Figure(f"xlsx, {rows} rows: peak memory over start, MB", _memory("workbook", rows), MEMORY)
    listed = listing(rows)
    took = in_turn(
        {
            "csv": lambda: lambda: csv_file.write(io.BytesIO(), listed, lines(rows)),
            "xlsx": lambda: ours(rows),
        },
        ROUNDS,
    )
    yield against_other(f"csv, {rows} rows, against the workbook", took["csv"], took["xlsx"])
    took = in_turn({"ours": lambda: our_pages(pages), "table": lambda: fpdf_table(pages)}, ROUNDS)
    yield against_other(f"pdf, {pages} rows, against fpdf2's table", took["ours"], took["table"], TABLE)
    yield Figure(f"pdf, {pages} rows: peak memory over start, MB", _memory("pages", pages))
    if (canvas := reportlab_canvas(pages)) is None:
        sys.stdout.write("reportlab is not installed: nothing to compare with\n")
        return
    took = in_turn({"ours": lambda: our_pages(pages), "canvas": lambda: canvas}, ROUNDS)
    yield against_other(f"pdf, {pages} rows, against reportlab", took["ours"], took["canvas"], CANVAS)


def _memory(what: str, rows: int) -> float:
    """The peak of a process of its own that writes nothing but this, over what its imports take."""
    code = (
        "import io, resource, sys, tempfile\n"
        "from tests.benchmarks import exports\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "before = peak()\n"
        "with tempfile.TemporaryFile() as stream:\n"
        f"    writer = exports.xlsx if {what!r} == 'workbook' else exports.pdf\n"
        f"    writer.write(stream, exports.listing({rows}), exports.lines({rows}), exports.T)\n"
        "print(peak() - before)\n"
    )
    return float(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=10_000)
    given = parser.parse_args()
    figures = list(measure(given.rows, given.pages))
    sys.stdout.write(table("Exports", {"figure": figures}))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
