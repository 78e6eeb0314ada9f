"""The registers that the program has. A new one is a RecordType here and a table in a migration; see
CONTRIBUTING."""

from __future__ import annotations

from xscalls_tui.domain.record_types.people import COMPANIES, CONTACTS, EMPLOYEES, PROJECTS
from xscalls_tui.domain.record_types.vocabulary import (
    Choice,
    Column,
    Kind,
    Property,
    RecordType,
    Tab,
)
from xscalls_tui.domain.record_types.work import (
    CASE_NOTES,
    CASES,
    COMPETITORS,
    OPPORTUNITIES,
    TIME_ENTRIES,
)
from xscalls_tui.domain.registers import Register

__all__ = [
    "PAGES",
    "TYPES",
    "Choice",
    "Column",
    "Kind",
    "Property",
    "RecordType",
    "Tab",
    "linking_to",
]

TYPES: dict[Register, RecordType] = {
    one.register: one
    for one in (
        COMPANIES, CONTACTS, PROJECTS, EMPLOYEES,
        CASES, CASE_NOTES, OPPORTUNITIES, COMPETITORS, TIME_ENTRIES,
    )
}  # fmt: skip
PAGES = tuple(one for one in TYPES.values() if not one.parent)
"""Those with a list of their own."""


def linking_to(register: Register) -> list[tuple[RecordType, Property]]:
    """The properties of all registers that link to the records of this one."""
    return [
        (one, link)
        for one in TYPES.values()
        for link in one.properties
        if link.kind is Kind.LINK and link.register is register
    ]
