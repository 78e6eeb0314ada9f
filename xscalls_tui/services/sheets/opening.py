"""Opens a file of somebody's own as a table, by what it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.imports.reading import free_rows, survey
from xscalls_tui.services.sheets.cards import open_cards
from xscalls_tui.services.sheets.table import MOST_COLUMNS, Row, Table

_WORKBOOK, _CARDS = b"PK\x03\x04", b"BEGIN:VCARD"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def open_table(path: Path) -> Table:
    """A CSV file, an Excel workbook's first sheet, or vCards, by what the file begins with. Raises NotFound
    with the reason for what cannot be read, or is larger than any list of people is."""
    try:
        with path.open("rb") as file:
            start = file.read(64).removeprefix(_BYTE_ORDER_MARK)
    except OSError as error:
        raise NotFound("msg.import.unreadable", file=path.name, why=error.strerror or "") from None
    if start.startswith(_WORKBOOK):
        from xscalls_tui.services.sheets.workbook import open_workbook

        return open_workbook(path)
    if start.lstrip().upper().startswith(_CARDS):
        return open_cards(path)
    return open_csv(path)


def open_csv(path: Path, *, delimiter: str = "", headings: Sequence[str] | None = None) -> Table:
    """A CSV file, encoded and delimited as the set of CSV files may be; without ``headings`` they stand in
    its first row. Raises NotFound."""
    source = survey(path)

    def rows() -> Iterator[Row]:
        found = free_rows(source, delimiter=delimiter)
        return iter(found) if headings is not None else _after_heading(found)

    named = headings
    if named is None:
        _, first = next(free_rows(source, delimiter=delimiter), (1, ()))
        named = () if isinstance(first, Message) else first
    if not any(name.strip() for name in named):
        raise NotFound("msg.sheet.empty", file=path.name)
    if len(named) > MOST_COLUMNS:
        raise NotFound("msg.sheet.columns", file=path.name, most=MOST_COLUMNS)
    width = len(named)
    return Table(
        path.name,
        tuple(" ".join(name.split()) for name in named),
        source.lines,
        rows if headings is not None else lambda: (_fitted(row, width) for row in rows()),
    )


def _after_heading(rows: Iterator[Row]) -> Iterator[Row]:
    first = next(rows, None)
    return rows if first is not None else chain()


def _fitted(row: Row, width: int) -> Row:
    line, fields = row
    if isinstance(fields, Message) or len(fields) == width:
        return row
    if len(fields) < width or any(field.strip() for field in fields[width:]):
        return line, Message.of("msg.import.fieldcount", found=len(fields), expected=width)
    return line, fields[:width]
