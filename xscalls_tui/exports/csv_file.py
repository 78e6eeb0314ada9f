"""Rows as CSV: for Excel, which takes what begins like a formula for one, or raw, for other programs.

For Excel: semicolons, a byte order mark, dates as a Norwegian writes them, and an apostrophe before what
would be calculated. Whoever reads such a file takes one apostrophe away (``unguarded``).
Raw: commas, ISO dates, texts as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import IO

from xscalls_tui.domain.text import clean
from xscalls_tui.exports.listing import Advance, Line, Listing, Value
from xscalls_tui.i18n import formats

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet would not leave alone; and the guard itself."""
_GUARD = "'"
_STEP = 1000


def write(
    stream: IO[bytes],
    listing: Listing,
    lines: Iterable[Line],
    advance: Advance = lambda _rows: None,
    *,
    raw: bool = False,
) -> None:
    """Write the heading and the rows."""
    text = io.TextIOWrapper(stream, "utf-8" if raw else "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter="," if raw else ";", lineterminator="\r\n")
        told = _raw if raw else _for_excel
        writer.writerow(told(column.heading) for column in listing.columns)
        for number, line in enumerate(lines, 1):
            writer.writerow(map(told, line.values))
            if number % _STEP == 0:
                advance(number)
    finally:
        text.detach()


def guarded(text: str) -> str:
    """A text that no spreadsheet calculates."""
    return _GUARD + text if text.lstrip().startswith(_CALCULATED) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text.removeprefix(_GUARD)


def _for_excel(value: Value) -> str:
    match value:
        case str():
            return guarded(_clean(value))
        case date():
            return formats.form_date(value)
        case time():
            return formats.clock(value)
        case float() | Decimal():
            return str(value).replace(".", ",")
        case _:
            return "" if value is None else str(value)


def _raw(value: Value) -> str:
    match value:
        case str():
            return _clean(value)
        case date():
            return value.isoformat()
        case time():
            return formats.clock(value)
        case _:
            return "" if value is None else str(value)


def _clean(text: str) -> str:
    return text if text.isprintable() else clean(text)
