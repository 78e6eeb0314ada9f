"""The files of a CSV set: their names, their columns, and the words that stand in them.

What a file of records has follows from what is declared of the register: a column for each property, under
the name that programs call it by, links as ids of the file that they lead to.
"""

from __future__ import annotations

from typing import NamedTuple

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType
from xscalls_tui.domain.registers import Register


class Sheet(NamedTuple):
    """One file: the journal's name for what it holds, and its columns in order, the id first. A file
    without one of the ``required`` columns cannot be read; any other may be left out."""

    entity: str
    name: str
    columns: tuple[str, ...]
    required: frozenset[str]


STAMPS = ("created_at", "created_by", "changed_at", "changed_by")
OF_ENTITY = {kind.entity: kind for kind in TYPES.values()}
"""The register that an entity's records make up."""
_CALLED = {
    (Register.CONTACT, "mobile"): "phone",
    (Register.TIME_ENTRY, "day"): "date",
    (Register.CASE_NOTE, "reply_to"): "reply_to",
}
_GIVES_RIGHTS = "superuser"
"""What no file can say of anybody."""


def column_name(kind: RecordType, one: Property) -> str:
    """The column in which a property stands. Whose a record is stands in ``employee_id``."""
    if one.name == kind.owner:
        return "employee_id"
    if name := _CALLED.get((kind.register, one.name)):
        return name
    return f"{kind.word(one)}_id" if one.kind in (Kind.LINK, Kind.CALL) else kind.word(one)


def properties(kind: RecordType) -> dict[str, Property]:
    """The properties that a file tells, by their columns."""
    return {column_name(kind, one): one for one in kind.properties if one.name != _GIVES_RIGHTS}


def _sheet(register: Register, name: str) -> Sheet:
    kind = TYPES[register]
    columns = properties(kind)
    needed = {column for column, one in columns.items() if one.required and one.default is None}
    stamps = () if register is Register.EMPLOYEE else STAMPS
    row_id = f"{register}_id"
    return Sheet(kind.entity, name, (row_id, *columns, *stamps), frozenset({row_id, *needed}))


EMPLOYEES = _sheet(Register.EMPLOYEE, "employees.csv")
COMPANIES = _sheet(Register.COMPANY, "companies.csv")
CONTACTS = _sheet(Register.CONTACT, "contacts.csv")
PROJECTS = _sheet(Register.PROJECT, "projects.csv")
CALLS = Sheet(
    "call",
    "calls.csv",
    (
        "call_id", "follow_up_of", "date", "start", "end", "direction", "status", "employee_id", "phone",
        "subject", "note", "company_id", "contact_id", "project_id", "reminder_at",
        "created_at", "created_by", "changed_at", "changed_by",
    ),
    frozenset({"call_id", "date", "start", "end", "direction", "status", "employee_id"}),
)  # fmt: skip

CASES = _sheet(Register.CASE, "cases.csv")
CASE_NOTES = _sheet(Register.CASE_NOTE, "case_notes.csv")
OPPORTUNITIES = _sheet(Register.OPPORTUNITY, "opportunities.csv")
COMPETITORS = _sheet(Register.COMPETITOR, "competitors.csv")
TIME_ENTRIES = _sheet(Register.TIME_ENTRY, "time_entries.csv")

REGISTERS = (EMPLOYEES, COMPANIES, CONTACTS, PROJECTS)
"""What calls refer to."""
FOLLOWING = (CASES, CASE_NOTES, OPPORTUNITIES, COMPETITORS, TIME_ENTRIES)
"""What refers to calls."""
SHEETS = (*REGISTERS, CALLS, *FOLLOWING)
"""Each refers only to itself and to those before it."""

# What an export writes, and the words of the interface, which people put into sheets of their own.
STATUSES = {status.name.casefold(): status for status in Status} | {
    "planlagt": Status.PLANNED,
    "gjennomført": Status.DONE,
    "avlyst": Status.CANCELLED,
    "ubesvart": Status.UNANSWERED,
}
DIRECTIONS = {direction.name.casefold(): direction for direction in Direction} | {
    "ut": Direction.OUT,
    "inn": Direction.IN,
}
