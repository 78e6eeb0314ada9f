"""Lists of records of any length for what is not a screen, and records as other programs read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xscalls_tui.domain.calls import Stamp
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType, linking_to
from xscalls_tui.domain.records import (
    Condition,
    Record,
    RecordCriteria,
    RecordRequest,
    RecordRow,
    RecordSort,
    Value,
)
from xscalls_tui.domain.registers import Register
from xscalls_tui.queries import records as queries
from xscalls_tui.queries import registers
from xscalls_tui.services.registers.reading import page
from xscalls_tui.services.session import Session

Told = dict[str, Any]
"""A record under the names of its properties (``RecordType.word``): choices by their words, dates as texts,
links by their ids, with the names of the rows beside them. What is not set is None, a text that is not set
is empty. Times are wall clock, as in a call's record."""

PAGE = 500


def listed(
    session: Session,
    register: Register,
    criteria: RecordCriteria,
    sort: RecordSort,
    limit: int | None = None,
) -> Iterator[tuple[RecordRow, ...]]:
    """The records that meet the criteria in this order, at most ``limit``; read a page at a time."""
    anchor, left = None, limit
    while left is None or left > 0:
        wanted = PAGE if left is None else min(PAGE, left)
        found = page(session, register, RecordRequest(criteria, sort, anchor, limit=wanted))
        yield found.rows
        if not found.more:
            return
        anchor = found.rows[-1].key
        left = None if left is None else left - wanted


def by_ids(session: Session, register: Register, ids: Sequence[int]) -> list[Record]:
    """These records in this order, without those that do not exist."""
    with session.reading():
        found = {one.id: one for one in queries.read_many(session.engine, TYPES[register], ids)}
    return [found[row_id] for row_id in ids if row_id in found]


def parts(session: Session, record: Record) -> dict[Register, list[Record]]:
    """What is a part of a record, by register, each in the order of its list."""
    found: dict[Register, list[Record]] = {}
    for kind, link in linking_to(record.register):
        if kind.parent == link.name:
            criteria = RecordCriteria((Condition(link.name, record.id),))
            pages = listed(session, kind.register, criteria, RecordSort(kind.sort, kind.descending))
            ids = [row.id for rows in pages for row in rows]
            found[kind.register] = by_ids(session, kind.register, ids)
    return found


def told(session: Session, records: Sequence[Record]) -> list[Told]:
    """Records as other programs read them."""
    with session.reading():
        employees = {one.initials: one.id for one in registers.employees(session.engine)}
    return [_told(session, one, employees) for one in records]


def _told(session: Session, record: Record, employees: dict[str, int]) -> Told:
    kind = TYPES[record.register]
    about: Told = {"id": record.id, "title": record.title}
    for one in kind.properties:
        about |= _property(kind, one, record)
    for what, stamp in (("created", record.created), ("changed", record.changed)):
        about[f"{what}_at"] = _wall(session, stamp)
        about[f"{what}_by"] = employees.get(stamp.initials) if stamp else None
    return about | {"version": record.version}


def _property(kind: RecordType, one: Property, record: Record) -> Told:
    word, value = kind.word(one), record.values[one.name]
    if one.kind in (Kind.LINK, Kind.CALL):
        return {f"{word}_id": value, word: record.names.get(one.name, "")}
    return {word: one.choice(value).word if one.kind is Kind.CHOICE else _plain(value)}


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    # Exact: no number is so large that a float has not all of its digits.
    return float(value) if isinstance(value, Decimal) else value


def _wall(session: Session, stamp: Stamp | None) -> str | None:
    """As ``services.records`` tells of calls: to the second."""
    if stamp is None:
        return None
    return stamp.at.astimezone(session.zone).replace(tzinfo=None).isoformat(timespec="seconds")
