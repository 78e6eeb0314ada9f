"""Excel workbooks: read only, nothing in them is run, and none is unpacked that is larger than it may be.

What a cell holds is a value: of a formula, the one that the spreadsheet saved with it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.calls import LONGEST_NOTE
from xscalls_tui.services.sheets.table import MOST_COLUMNS, Row, Table

MEGABYTE = 1 << 20
MOST_PACKED = 40 * MEGABYTE
MOST_UNPACKED = 250 * MEGABYTE
"""Of all that a workbook unpacks to; half a million rows of people need less."""
MOST_RATIO, RATIO_FROM = 200, MEGABYTE
"""Bytes that one byte may unpack to, for parts that are not small; Excel's own reach 30."""
MOST_MEMBERS = 2_000
MOST_ROWS = 500_000
_FAILURES = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, EOFError, OSError,
    AttributeError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl may raise at a file that is no workbook, besides its own errors, which are ValueErrors and
TypeErrors."""


def open_workbook(path: Path) -> Table:
    """The first sheet of a workbook, its headings in the first row that has anything in it. Raises NotFound
    for what is no workbook, and for one that is too large, before anything of it is unpacked."""
    check_size(path)
    numbers = 0, list[str]()
    headings: tuple[str, ...] = ()
    for numbers in _cells(path):
        headings = headings or tuple(" ".join(field.split()) for field in numbers[1])
    if not headings:
        raise NotFound("msg.sheet.empty", file=path.name)
    width, lines = len(headings), numbers[0]

    def rows() -> Iterator[Row]:
        for number, (line, fields) in enumerate(_cells(path)):
            if number:
                yield _fitted(line, fields, width)

    return Table(path.name, headings, lines, rows)


def check_size(path: Path) -> None:
    """Raise NotFound for a workbook that would unpack to more than it may, by what its directory says. No
    member can be longer than said there: that is where reading it ends."""
    name = path.name
    try:
        if path.stat().st_size > MOST_PACKED:
            raise NotFound("msg.sheet.size", file=name, most=MOST_PACKED // MEGABYTE)
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise NotFound("msg.sheet.noworkbook", file=name) from None
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise NotFound("msg.sheet.unpacked", file=name, most=MOST_UNPACKED // MEGABYTE)
    for one in members:
        if one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise NotFound("msg.sheet.ratio", file=name, most=MOST_RATIO)


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows that have anything in them, with their numbers."""
    from openpyxl import load_workbook  # loaded with the first workbook

    try:
        with closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the sheet says of its size need not be so
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
                if line > MOST_ROWS:
                    raise NotFound("msg.sheet.rows", file=path.name, most=MOST_ROWS)
                fields = [_text(value) for value in values[: MOST_COLUMNS + 1]]
                while fields and not fields[-1].strip():
                    fields.pop()
                if len(fields) > MOST_COLUMNS:
                    raise NotFound("msg.sheet.columns", file=path.name, most=MOST_COLUMNS)
                if fields:
                    yield line, fields
    except _FAILURES:
        raise NotFound("msg.sheet.noworkbook", file=path.name) from None


def _text(value: Any) -> str:
    """What a cell holds, as somebody would have typed it into a CSV file."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case datetime():
            at = value.replace(tzinfo=None, microsecond=0)
            return at.date().isoformat() if at.time() == time.min else at.isoformat()
        case time():
            return value.replace(tzinfo=None, microsecond=0).isoformat()
        case timedelta():
            minutes = value // timedelta(minutes=1)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case date():
            return value.isoformat()
        case _:
            # One more than can be stored, so that it is refused for it and not cut unseen.
            return str(value)[: LONGEST_NOTE + 1]


def _fitted(line: int, fields: list[str], width: int) -> Row:
    if len(fields) > width:
        return line, Message.of("msg.import.fieldcount", found=len(fields), expected=width)
    return line, fields + [""] * (width - len(fields))
