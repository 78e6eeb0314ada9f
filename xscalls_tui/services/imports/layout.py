"""The files of a CSV set: their names, their columns, and the words that stand in them."""

from __future__ import annotations

from typing import NamedTuple

from xscalls_tui.domain.calls import Direction, Status


class Sheet(NamedTuple):
    """One file: the journal's name for what it holds, and its columns in order, the id first. A file
    without one of the ``required`` columns cannot be read; any other may be left out."""

    entity: str
    name: str
    columns: tuple[str, ...]
    required: frozenset[str]


EMPLOYEES = Sheet(
    "employee",
    "employees.csv",
    ("employee_id", "initials", "name", "email", "active"),
    frozenset({"employee_id", "initials", "name"}),
)
COMPANIES = Sheet(
    "company",
    "companies.csv",
    ("company_id", "name", "org_no", "phone", "city", "country"),
    frozenset({"company_id", "name"}),
)
CONTACTS = Sheet(
    "contact",
    "contacts.csv",
    ("contact_id", "company_id", "name", "phone", "email"),
    frozenset({"contact_id", "name"}),
)
PROJECTS = Sheet(
    "project",
    "projects.csv",
    ("project_id", "company_id", "number", "name", "status"),
    frozenset({"project_id", "number", "name"}),
)
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

REGISTERS = (EMPLOYEES, COMPANIES, CONTACTS, PROJECTS)
"""Each refers only to those before it."""
SHEETS = (*REGISTERS, CALLS)

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
