"""What calls can be exported as: each format by its name, loaded when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import IO

from xscalls_tui.domain.calls import CallRow
from xscalls_tui.exports.calls import CallExport
from xscalls_tui.exports.listing import Advance
from xscalls_tui.exports.records import RecordExport
from xscalls_tui.i18n import Translator
from xscalls_tui.services import calendar_file, records
from xscalls_tui.services.session import Session

Told = Callable[[Sequence[CallRow]], None]


class Format(StrEnum):
    """A format, by the word for it on the command line."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    CSV_RAW = "csv-raw"
    JSONL = "jsonl"
    ICS = "ics"

    @property
    def ending(self) -> str:
        """What names of such files end with."""
        return self.value.partition("-")[0]

    @property
    def binary(self) -> bool:
        """Whether it is nothing for a terminal."""
        return self in (Format.XLSX, Format.PDF)


def write(
    stream: IO[bytes], form: Format, export: CallExport, session: Session, t: Translator, advance: Advance
) -> None:
    """Write the calls. Whatever ``advance`` raises breaks it off."""
    match form:
        case Format.JSONL:
            _write_lines(stream, export, session, advance)
        case Format.ICS:
            _write_calendar(stream, export, session, t, advance)
        case _:
            write_table(stream, form, export, t, advance)


def write_table(
    stream: IO[bytes], form: Format, export: CallExport | RecordExport, t: Translator, advance: Advance
) -> None:
    """Write rows and columns, in a format that is made of them."""
    match form:
        case Format.XLSX:
            from xscalls_tui.exports.xlsx import write as write_book

            write_book(stream, export.listing(t), export.lines(t), t, advance)
        case Format.PDF:
            from xscalls_tui.exports.pdf import write as write_pages

            write_pages(stream, export.listing(t), export.lines(t), t, advance)
        case _:
            from xscalls_tui.exports.csv_file import write as write_fields

            raw = form is Format.CSV_RAW
            write_fields(stream, export.listing(t), export.lines(t), advance, raw=raw)


def _write_lines(stream: IO[bytes], export: CallExport, session: Session, advance: Advance) -> None:
    """A call a line, under the names of the columns of calls.csv."""
    written = 0
    for rows in export.pages():
        for record in records.by_ids(session, [row.id for row in rows]):
            stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        written += len(rows)
        advance(written)


def _write_calendar(
    stream: IO[bytes], export: CallExport, session: Session, t: Translator, advance: Advance
) -> None:
    from xscalls_tui.exports import ics

    found = []
    for rows in export.pages():
        found += records.whole(session, [row.id for row in rows])
        advance(len(found))
    source = ics.Source(calendar_file.database_name(session), session.zone)
    stream.write(ics.text_of(ics.calendar_of(found, source, t)))
