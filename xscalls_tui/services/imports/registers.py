"""Employees, companies, contact persons and projects: from a row's fields to the columns they are stored in.

Links hold ids of the file: whoever stores a row knows what became of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from xscalls_tui.domain.errors import InvalidInput
from xscalls_tui.domain.text import fold, sort_key
from xscalls_tui.services import employees
from xscalls_tui.services.imports.values import Known, Refused, line, reference, row_id, word

_YES_NO = {"1": True, "0": False, "": True}
_OPEN = {"open": True, "closed": False, "": True}


class Entry(NamedTuple):
    """A row of a register: its id in the file, what it is known by at a later import, its columns."""

    file_id: int
    key: str
    values: dict[str, Any]


NATURAL_KEYS = {"employee": "initials", "company": "org_no", "project": "number"}
"""The column in which two rows can only be alike when they mean the same."""


def employee_entry(file_id: int, initials: str, name: str, email: str = "", active: bool = True) -> Entry:
    """An employee, never a superuser: a file is not to give rights. Raises Refused."""
    try:
        values = employees.columns(initials, name, active=active)
    except InvalidInput as error:
        raise Refused(*next(iter(error.fields.items()))) from None
    return Entry(file_id, values["initials"], {**values, "email": email})


def company_entry(file_id: int, name: str, org_no: str, phone: str, city: str, country: str) -> Entry:
    """A company, known by its organisation number if it has one."""
    values = {"name": name, "name_fold": fold(name), "name_sort": sort_key(name), "org_no": org_no}
    values |= {"phone": phone, "city": city, "country": country}
    return Entry(file_id, org_no or by_name(file_id, name), values)


def contact_entry(
    file_id: int, company: int | None, name: str, phone: str, email: str, *, primary: bool = False
) -> Entry:
    """A contact person. The one number of a file is the mobile, which is rung first."""
    values = {"company_id": company, "name": name, "name_fold": fold(name), "name_sort": sort_key(name)}
    values |= {"is_primary": primary, "mobile": phone, "direct": "", "email": email}
    return Entry(file_id, by_name(file_id, name), values)


def project_entry(file_id: int, company: int | None, number: str, name: str, is_open: bool) -> Entry:
    """A project, known by its number."""
    values = {"number": number, "name": name, "company_id": company, "is_open": is_open}
    values |= {"name_fold": fold(f"{number} {name}"), "name_sort": sort_key(name)}
    return Entry(file_id, number, values)


def by_name(file_id: int, name: str) -> str:
    """The key of a row that nothing but its id and its name tells from others."""
    return f"{file_id}|{fold(name)}"


def _employee(fields: Sequence[str], known: Mapping[str, Known]) -> Entry:
    employee_id, initials, name, email, active = fields
    return employee_entry(
        row_id("employee_id", employee_id),
        line("initials", initials, required=True),
        line("name", name, required=True),
        line("email", email),
        word("active", active, _YES_NO),
    )


def _company(fields: Sequence[str], known: Mapping[str, Known]) -> Entry:
    company_id, name, org_no, phone, city, country = fields
    return company_entry(
        row_id("company_id", company_id),
        line("name", name, required=True),
        "".join(line("org_no", org_no).split()),
        line("phone", phone),
        line("city", city),
        line("country", country),
    )


def _contact(fields: Sequence[str], known: Mapping[str, Known]) -> Entry:
    contact_id, company_id, name, phone, email = fields
    return contact_entry(
        row_id("contact_id", contact_id),
        reference("company_id", company_id, known["company"]),
        line("name", name, required=True),
        line("phone", phone),
        line("email", email),
    )


def _project(fields: Sequence[str], known: Mapping[str, Known]) -> Entry:
    project_id, company_id, number, name, status = fields
    return project_entry(
        row_id("project_id", project_id),
        reference("company_id", company_id, known["company"]),
        line("number", number, required=True),
        line("name", name, required=True),
        word("status", status, _OPEN),
    )


CHECKS: dict[str, Callable[[Sequence[str], Mapping[str, Known]], Entry]] = {
    "employee": _employee,
    "company": _company,
    "contact": _contact,
    "project": _project,
}
"""What makes an entry of a row's fields and the good rows of the files before it. Raises Refused."""
