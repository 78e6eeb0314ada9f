"""Records as plain text: the lines of a list of any length, and all there is to tell about one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.cli.output import cells, fit
from xscalls_tui.domain.calls import Stamp
from xscalls_tui.domain.clock import wall_clock
from xscalls_tui.domain.record_types import TYPES, Column, Kind, Property, RecordType
from xscalls_tui.domain.records import Record, RecordRow, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import clean, clean_line
from xscalls_tui.i18n import Translator, formats

_GAP = 2
_INDENT = "  "


class _Shown(NamedTuple):
    """A column as it is printed: its place among the cells of a row, or one of those below."""

    cell: int
    heading: str
    width: int
    gives_way: int = 0
    grows: bool = False
    right: bool = False


_ID, _STATUS = -1, -2


def record_lines(
    pages: Iterable[Iterable[RecordRow]], kind: RecordType, t: Translator, zone: ZoneInfo, width: int | None
) -> Iterator[str]:
    """A heading, and a line for each record: at most ``width`` cells, or for None as long as it is."""
    columns = _columns(kind, t)
    if width is not None:
        columns = _fitting(columns, width)

    def line(texts: Iterable[str]) -> str:
        padded = []
        for text, column in zip(texts, columns, strict=True):
            room = column.width - cells(text) if column.right else 0
            padded.append(fit(" " * max(room, 0) + text, column.width, cut=width is not None))
        whole = (" " * _GAP).join(padded).rstrip()
        return whole if width is None or cells(whole) <= width else fit(whole, width).rstrip()

    yield line(column.heading for column in columns)
    for page in pages:
        for row in page:
            yield line(clean_line(_cell(kind, row, column, t, zone)) for column in columns)


def record_details(
    record: Record, parts: Mapping[Register, Sequence[Record]], t: Translator, zone: ZoneInfo
) -> Iterator[str]:
    """All that is known of a record, a line for each property, and what is a part of it."""
    kind = TYPES[record.register]
    fields = [(t("list.id"), str(record.id))]
    notes = []
    for one in kind.properties:
        text = _text(one, record.values[one.name], record.names.get(one.name), t)
        if one.kind is Kind.NOTE:
            notes.append(text)
        else:
            fields.append((t(one.label), text))
    fields += [
        (t("call.created"), _stamp(record.created, zone)),
        (t("call.changed"), _stamp(record.changed, zone)),
    ]
    longest = max(cells(label) for label, _ in fields)
    for label, text in fields:
        yield f"{fit(label, longest)}  {clean_line(text)}".rstrip()
    for note in filter(None, notes):
        yield from ("", clean(note))
    for register, some in parts.items():
        if some:
            yield from ("", t(TYPES[register].page))
            yield from _part_lines(TYPES[register], some, t, zone)


def threaded(kind: RecordType, records: Sequence[Record]) -> Iterator[tuple[int, Record]]:
    """The records and how deep they stand: each below the one that it replies to, where there are replies."""
    reply = next((one.name for one in kind.properties if one.register is kind.register), None)
    below: dict[object, list[Record]] = {}
    ids = {one.id for one in records}
    for one in records:
        above = one.values[reply] if reply else None
        below.setdefault(above if above in ids else None, []).append(one)
    waiting = [(0, one) for one in reversed(below.get(None, []))]
    while waiting:
        depth, one = waiting.pop()
        yield depth, one
        waiting += [(depth + 1, reply_to_it) for reply_to_it in reversed(below.get(one.id, []))]


def _part_lines(kind: RecordType, records: Sequence[Record], t: Translator, zone: ZoneInfo) -> Iterator[str]:
    for depth, one in threaded(kind, records):
        before = _INDENT * depth
        shown = [
            f"{t(prop.label)}: {text}"
            for prop in kind.properties
            if prop.name not in (kind.parent, *kind.title) and prop.register is None
            if (text := _text(prop, one.values[prop.name], None, t)) and one.values[prop.name] is not False
        ]
        heading = (f"#{one.id}", _stamp(one.changed, zone), *map(clean_line, shown))
        yield before + " · ".join(filter(None, heading))
        for line in clean(one.title).splitlines():
            yield f"{before}{_INDENT}{line}".rstrip()


def _columns(kind: RecordType, t: Translator) -> list[_Shown]:
    shown = [_Shown(_ID, t("list.id"), 6, right=True)]
    if kind.status:
        labels = [t(choice.label) for choice in kind.statuses]
        shown.append(_Shown(_STATUS, t(kind.named(kind.status).label), max(map(cells, labels))))
    for place, column in enumerate(kind.columns):
        if column.of in ("id", kind.status):
            continue
        one = kind.by_name.get(column.of)
        heading = t(column.heading or (one.label if one else ""))
        right = column.of == "contacts" or (one is not None and one.kind in (Kind.DECIMAL, Kind.PERCENT))
        words = [t(choice.label) for choice in one.choices] if one else []
        width = max(column.width, *map(cells, (heading, *words)))
        shown.append(_Shown(place, heading, width, column.gives_way, column.grows, right))
    return shown


def _fitting(columns: list[_Shown], width: int) -> list[_Shown]:
    """The columns that there is room for; the one that grows takes what is left."""
    while _taken(columns) > width and (most := max(column.gives_way for column in columns)):
        columns = [column for column in columns if column.gives_way != most]
    left = max(width - _taken(columns), 0)
    return [column._replace(width=column.width + left * column.grows) for column in columns]


def _taken(columns: list[_Shown]) -> int:
    return sum(column.width + _GAP for column in columns) - _GAP


def _cell(kind: RecordType, row: RecordRow, shown: _Shown, t: Translator, zone: ZoneInfo) -> str:
    if shown.cell == _ID:
        return str(row.id)
    if shown.cell == _STATUS:
        return _text(kind.named(kind.status), row.status, None, t)
    column, value = kind.columns[shown.cell], row.cells[shown.cell]
    one = kind.by_name.get(column.of)
    if one is None:
        return _extra(column, value, zone)
    if one.kind is Kind.YES_NO:
        return "×" if value else ""
    if isinstance(value, date):
        return formats.list_date(value)
    return _text(one, value, str(value or ""), t)


def _extra(column: Column, value: Value, zone: ZoneInfo) -> str:
    if column.of == "changed_at":
        return formats.list_date(wall_clock(datetime.fromisoformat(str(value)), zone)) if value else ""
    if isinstance(value, date):
        return formats.list_date(value)
    return "" if value is None else str(value)


def _text(one: Property, value: Value, name: str | None, t: Translator) -> str:
    """A property's value as people read it; ``name`` is that of the row that it links to."""
    if value is None:
        return ""
    match one.kind:
        case Kind.CHOICE:
            return t(one.choice(value).label)
        case Kind.YES_NO:
            return t("btn.yes") if value else t("btn.no")
        case Kind.CALL:
            return f"{value} {name}"
        case Kind.LINK:
            return name or ""
    if isinstance(value, date):
        return formats.form_date(value)
    if isinstance(value, Decimal):
        return formats.amount(value)
    return f"{value} %" if one.kind is Kind.PERCENT else str(value)


def _stamp(stamp: Stamp | None, zone: ZoneInfo) -> str:
    return f"{formats.stamp(wall_clock(stamp.at, zone))} {stamp.initials}" if stamp else ""
