"""What is made beside a record: a call to whom it is about, another record that hangs on it. Each starts out
with what is known."""

from __future__ import annotations

from typing import NamedTuple

from xscalls_tui.domain.calls import CallDraft, Names
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.record_types import TYPES, Kind
from xscalls_tui.domain.records import (
    ACTIVE,
    Condition,
    Record,
    RecordCriteria,
    RecordDraft,
    RecordRequest,
    RecordSort,
    Value,
)
from xscalls_tui.domain.registers import Register
from xscalls_tui.queries import records as queries
from xscalls_tui.services import calls, lookups
from xscalls_tui.services.registers.reading import blank
from xscalls_tui.services.session import Session

SHARED = ("company", "contact", "project", "case")
"""What is about the same company, person, project or case as the record that it hangs on."""


class Planned(NamedTuple):
    """A new call, and how the rows that it links to are shown."""

    draft: CallDraft
    names: Names


class _Party(NamedTuple):
    """Whom a call is about."""

    company: int | None
    contact: int | None
    project: int | None
    employee: int | None


def call(session: Session, record: Record, contact: int | None = None) -> Planned:
    """A new call from a record's card: to the ``contact``, if one is chosen, else to whom the record names,
    else to the company's primary contact; on their mobile, else their direct line, else the company's
    number."""
    session.require(Action.CREATE)
    draft, names = calls.blank(session), calls.own_names(session)
    with session.reading():
        party = _party(session, record, contact)
        phone = ""
        if party.contact is not None:
            phone = lookups.details(session, Register.CONTACT, party.contact).phone
        if not phone and party.company is not None:
            phone = lookups.details(session, Register.COMPANY, party.company).phone
        draft = draft._replace(
            company=party.company, partner=party.contact, project=party.project, phone=phone
        )
        names = names._replace(
            company=_name(session, Register.COMPANY, party.company),
            contact=_name(session, Register.CONTACT, party.contact),
            project=_name(session, Register.PROJECT, party.project),
        )
        if party.employee is not None:
            draft = draft._replace(employee=party.employee)
            names = names._replace(employee=_name(session, Register.EMPLOYEE, party.employee))
    return Planned(draft, names)


def hanging(session: Session, record: Record, register: Register, by: str, **more: Value) -> RecordDraft:
    """A new record of ``register`` whose property ``by`` is this record; it is about whom this one is
    about."""
    given: dict[str, Value] = {}
    for one in TYPES[register].properties:
        if one.kind is Kind.LINK and one.name in SHARED and one.name in record.values:
            given[one.name] = record.values[one.name]
    return blank(session, register, {**given, by: record.id, **more})


def _party(session: Session, record: Record, contact: int | None) -> _Party:
    def of(register: Register, name: str) -> int | None:
        value = record.id if record.register is register else record.values.get(name)
        return value if isinstance(value, int) else None

    company = of(Register.COMPANY, "company")
    contact = contact or of(Register.CONTACT, "contact")
    if contact is None and record.register is Register.COMPANY:
        contact = _primary(session, record.id)
    employee = record.id if record.register is Register.EMPLOYEE else None
    return _Party(company, contact, of(Register.PROJECT, "project"), employee)


def _primary(session: Session, company: int) -> int | None:
    terms = (Condition("company", company), Condition("is_primary", 1), Condition(ACTIVE, 1))
    request = RecordRequest(RecordCriteria(terms), RecordSort("id"), limit=1)
    found = queries.page(session.engine, TYPES[Register.CONTACT], request, session.reader())
    return found.rows[0].id if found.rows else None


def _name(session: Session, register: Register, row_id: int | None) -> str:
    match = None if row_id is None else lookups.shown(session, register, row_id)
    return match.name if match else ""
