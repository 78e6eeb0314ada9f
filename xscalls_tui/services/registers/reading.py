"""Reading records: lists, cards, and what a new one starts out with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.domain.record_types import PAGES, TYPES, Kind
from xscalls_tui.domain.records import (
    MANY_HANGING,
    Condition,
    Record,
    RecordCriteria,
    RecordDraft,
    RecordPage,
    RecordRequest,
    RecordRow,
    RecordSort,
    Values,
)
from xscalls_tui.domain.registers import Register
from xscalls_tui.queries import counting
from xscalls_tui.queries import records as queries
from xscalls_tui.services import lookups
from xscalls_tui.services.session import Session

_MANY = 100
"""So many records of one kind are told of a call."""


class Linked(NamedTuple):
    """A record that was made from a call."""

    register: Register
    row: RecordRow


def page(session: Session, register: Register, request: RecordRequest) -> RecordPage:
    """Lines of the register's list."""
    with session.reading():
        return queries.page(session.engine, TYPES[register], request, session.reader())


def count(session: Session, register: Register, criteria: RecordCriteria, cap: int | None = None) -> int:
    """How many records meet the criteria; with ``cap``, counting stops at one more than that."""
    with session.reading():
        return queries.count(session.engine, TYPES[register], criteria, cap)


def ids(session: Session, register: Register, criteria: RecordCriteria) -> list[int]:
    """The ids of all records that meet the criteria."""
    with session.reading():
        return queries.ids(session.engine, TYPES[register], criteria)


def sums(session: Session, register: Register, criteria: RecordCriteria) -> dict[date, tuple[Decimal, ...]]:
    """The sums of a weekly register for each day that has records, in order: those of its ``summed``."""
    with session.reading():
        return queries.sums(session.engine, TYPES[register], criteria)


def read(session: Session, register: Register, row_id: int) -> Record:
    """The record. Raises NotFound when there is none."""
    with session.reading():
        return existing(session, register, row_id)


def existing(session: Session, register: Register, row_id: int) -> Record:
    """The record, inside a unit of work that is under way. Raises NotFound."""
    found = queries.read(session.engine, TYPES[register], row_id)
    if found is None:
        raise NotFound("msg.record.gone", id=row_id)
    return found


def blank(session: Session, register: Register, given: Values | None = None) -> RecordDraft:
    """What a new record starts out with: what is ``given``, the register's defaults, today, oneself."""
    kind = TYPES[register]
    values = {one.name: one.default for one in kind.properties}
    if kind.owner:
        values[kind.owner] = session.employee.id
    if kind.weekly:
        values[kind.weekly] = session.today()  # type: ignore[assignment]
    values |= given or {}  # type: ignore[arg-type]
    names = {}
    with session.engine.reading():
        for one in kind.properties:
            row_id = values[one.name]
            if one.kind is Kind.LINK and one.register is not None and isinstance(row_id, int):
                match = lookups.shown(session, one.register, row_id)
                names[one.name] = match.name if match else ""
    return RecordDraft(register, dict(values), names)


def hanging_on(session: Session, register: Register, row_id: int) -> list[int]:
    """For each tab of a record's card how many records or calls it lists, up to one more than
    MANY_HANGING."""
    found = []
    with session.reading():
        for tab in TYPES[register].tabs:
            if tab.register is None:
                wanted = Criteria((Criterion(Field(tab.by), row_id),))
                found.append(counting.count(session.engine, wanted, session.reader(), MANY_HANGING))
            else:
                criteria = RecordCriteria((Condition(tab.by, row_id),))
                found.append(queries.count(session.engine, TYPES[tab.register], criteria, MANY_HANGING))
    return found


def linked(session: Session, call_id: int) -> list[Linked]:
    """The records that were made from a call, by register, the newest first."""
    found: list[Linked] = []
    criteria = RecordCriteria((Condition("call", call_id),))
    with session.reading():
        for kind in PAGES:
            if any(one.kind is Kind.CALL for one in kind.properties):
                request = RecordRequest(criteria, RecordSort("id", descending=True), limit=_MANY)
                rows = queries.page(session.engine, kind, request, session.reader()).rows
                found += [Linked(kind.register, row) for row in rows]
    return found
