"""What registers demand of their records besides what is declared, and when a record may be deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.record_types import TYPES, RecordType, linking_to
from xscalls_tui.domain.records import Record
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.queries import records as queries
from xscalls_tui.services import employees
from xscalls_tui.services.session import Session

MOST_HOURS = 24 * 100
"""Of one day, in hundredths."""
_OF_CALLS = {
    Register.COMPANY: ("company_id",),
    Register.CONTACT: ("contact_id",),
    Register.PROJECT: ("project_id",),
    Register.EMPLOYEE: ("employee_id", "created_by", "changed_by"),
}
Check = Callable[[Session, dict[str, Any], Record | None], dict[str, Message]]
"""What is wrong with a record's columns, by property; they may be completed. ``now`` is the record as it is
stored, None for a new one. Inside a unit of work."""


def check(session: Session, kind: RecordType, stored: dict[str, Any], now: Record | None) -> None:
    """Raise InvalidInput for what the register does not allow."""
    if kind.register in _CHECKS and (errors := _CHECKS[kind.register](session, stored, now)):
        raise InvalidInput(errors)


def afterwards(
    session: Session, work: UnitOfWork, kind: RecordType, row_id: int, stored: dict[str, Any]
) -> None:
    """What follows from a record that was made or changed; the rest of the same operation."""
    if kind.register is Register.CONTACT and stored.get("is_primary") and stored.get("company_id"):
        table = tables.Contact
        query = table.select(table.id).where(
            table.company == stored["company_id"],
            table.primary,
            table.id != row_id,
            table.deleted_at.is_null(),
        )
        others = [row[0] for row in session.engine.rows(query)]
        work.update_many(table, {other: (None, {"is_primary": False}) for other in others})
    if kind.register is Register.EMPLOYEE and not employees.superuser_left(session.engine):
        raise InvalidInput({"superuser": Message.of("msg.lastsuperuser")})


def in_use(session: Session, kind: RecordType, ids: Sequence[int]) -> set[int]:
    """Those of these records that must be remembered because something hangs on them; what is a part of them
    goes with them. Employees always must: it is they who did all there is."""
    if kind.register is Register.EMPLOYEE:
        return set(ids)
    links = [
        (tables.ENTITIES[other.entity], link.column)
        for other, link in linking_to(kind.register)
        if other.parent != link.name
    ]
    links += [(tables.Call, column) for column in _OF_CALLS.get(kind.register, ())]
    return queries.hanging(session.engine, kind, links, ids)


def parts(session: Session, kind: RecordType, ids: Sequence[int]) -> dict[RecordType, list[int]]:
    """What is a part of these records, by register."""
    found = {}
    for other, link in linking_to(kind.register):
        if other.parent == link.name:
            table: Any = tables.ENTITIES[other.entity]
            owner = next(field for field in table._meta.sorted_fields if field.column_name == link.column)
            query = table.select(table.id).where(session.engine.among(owner, ids), table.deleted_at.is_null())
            if rows := session.engine.rows(query):
                found[other] = [row[0] for row in rows]
    return found


def _project(session: Session, stored: dict[str, Any], now: Record | None) -> dict[str, Message]:
    table = tables.Project
    same = session.engine.rows(table.select(table.id).where(table.number == stored["number"]))
    errors = {}
    if any(now is None or row[0] != now.id for row in same):
        errors["number"] = Message.of("msg.project.taken", number=stored["number"])
    if stored["starts_on"] and stored["ends_on"] and stored["ends_on"] < stored["starts_on"]:
        errors["ends_on"] = Message.of("msg.endbeforestart.day")
    return errors


def _employee(session: Session, stored: dict[str, Any], now: Record | None) -> dict[str, Message]:
    try:
        stored |= employees.columns(
            stored["initials"], stored["name"], superuser=stored["superuser"], active=stored["active"]
        )
    except InvalidInput as error:
        return error.fields
    table = tables.Employee
    same = session.engine.rows(table.select(table.id).where(table.initials == stored["initials"]))
    if any(now is None or row[0] != now.id for row in same):
        return {"initials": Message.of("msg.initialstaken", initials=stored["initials"])}
    session.engine.lock_table(table)
    return {}


def _time_entry(session: Session, stored: dict[str, Any], now: Record | None) -> dict[str, Message]:
    errors = {}
    if stored["day"] > session.today().isoformat():
        errors["day"] = Message.of("time.nofuture")
    if not 0 < stored["hours"] <= MOST_HOURS:
        errors["hours"] = Message.of("msg.badhours")
    if stored["billable"] is None:
        stored["billable"] = stored["hours"]
    return errors


def _case_note(session: Session, stored: dict[str, Any], now: Record | None) -> dict[str, Message]:
    if stored["reply_to_id"] is None:
        return {}
    first = queries.read(session.engine, TYPES[Register.CASE_NOTE], stored["reply_to_id"])
    if first is None or first.values["case"] != stored["case_id"]:
        return {"text": Message.of("msg.lookup.gone")}
    return {}


_CHECKS: dict[Register, Check] = {
    Register.PROJECT: _project,
    Register.EMPLOYEE: _employee,
    Register.TIME_ENTRY: _time_entry,
    Register.CASE_NOTE: _case_note,
}
