"""Everything as the CSV files that ``xscalls import`` reads: the registers, the calls, what came of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.record_types import Kind, RecordType
from xscalls_tui.domain.records import RecordCriteria, RecordSort
from xscalls_tui.exports.listing import Advance
from xscalls_tui.services import records
from xscalls_tui.services.imports import layout
from xscalls_tui.services.imports.layout import Sheet
from xscalls_tui.services.registers import listing
from xscalls_tui.services.session import Session

_PART = 500


def write(session: Session, folder: Path, advance: Advance = lambda _rows: None) -> dict[str, int]:
    """Make the folder, and the files in it; how many rows each has. Raises FileExistsError for a folder that
    is there. Nobody's rights and no deleted rows are told."""
    folder.mkdir(mode=0o700, parents=True)
    counts: dict[str, int] = {}
    written = 0
    for sheet in layout.SHEETS:
        rows = _calls(session) if sheet is layout.CALLS else _records(session, sheet)
        with (folder / sheet.name).open("x", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(sheet.columns)
            counts[sheet.name] = 0
            for part in rows:
                writer.writerows(part)
                counts[sheet.name] += len(part)
                written += len(part)
                advance(written)
    return counts


def _calls(session: Session) -> Iterator[list[list[str]]]:
    for rows in records.listed(session, Criteria()):
        told = records.by_ids(session, [row.id for row in rows])
        yield [_fields(layout.CALLS.columns, {**one, "call_id": one["id"]}) for one in told]


def _records(session: Session, sheet: Sheet) -> Iterator[list[list[str]]]:
    """In the order of their ids: what answers something comes after it."""
    kind = layout.OF_ENTITY[sheet.entity]
    everything = RecordCriteria()
    pages = listing.listed(session, kind.register, everything, RecordSort(kind.sort, kind.descending))
    ids = sorted(row.id for rows in pages for row in rows)
    for start in range(0, len(ids), _PART):
        part = listing.by_ids(session, kind.register, ids[start : start + _PART])
        yield [
            _fields(sheet.columns, {**_by_column(kind, told), sheet.columns[0]: told["id"]})
            for told in listing.told(session, part)
        ]


def _by_column(kind: RecordType, told: dict[str, Any]) -> dict[str, Any]:
    """What is told of a record, under the names of the file's columns."""
    named = dict(told)
    for column, one in layout.properties(kind).items():
        word = kind.word(one)
        named[column] = told[f"{word}_id" if one.kind in (Kind.LINK, Kind.CALL) else word]
    return named


def _fields(columns: Sequence[str], values: dict[str, Any]) -> list[str]:
    return [_text(values[column]) for column in columns]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case _:
            return str(value)
