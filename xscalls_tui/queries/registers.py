"""The registers that a call points to: finding rows by what somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import JOIN, SQL, NodeList, fn

from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.domain.text import fold, searchable
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param


def find(
    engine: Engine, register: Register, text: str, company: int | None = None, limit: int = 30
) -> list[Match]:
    """Rows that contain ``text`` (folded): those of ``company`` first, then those of that very name, those
    that start with it, and in Norwegian order. At most ``limit`` rows, those in use only."""
    if "\0" in text:
        return []  # nothing stored has it, and PostgreSQL cannot even be asked
    plan = engine.plan(("find", register), lambda: _finder(engine, register))
    rows = engine.rows(plan, text=fold(text.strip()), company=company, limit=limit)
    return [Match(*row) for row in rows]


def by_id(engine: Engine, register: Register, row_id: int) -> Match | None:
    """The row with this id as a look-up shows it, or None."""
    table = _TABLES[register]
    plan = engine.plan(("by id", register), lambda: _rows(register).where(table.id == param("id")))
    rows = engine.rows(plan, id=row_id)
    return Match(*rows[0]) if rows else None


def by_ids(engine: Engine, register: Register, ids: Sequence[int]) -> list[Match]:
    """The rows with these ids, in no order, without those that do not exist."""
    rows = engine.rows(_rows(register).where(engine.among(_TABLES[register].id, ids)))
    return [Match(*row) for row in rows]


def named(engine: Engine, register: Register, names: Iterable[str]) -> list[Match]:
    """The rows that have one of these names (folded) or, as projects do, one of these numbers; in no
    order."""
    names = list(names)
    table = _TABLES[register]
    same = engine.among(table.name_fold, [*{form(name) for name in names for form in (fold, searchable)}])
    if register is Register.PROJECT:
        same = NodeList((same, SQL("OR"), engine.among(table.number, names)), parens=True)
    return [Match(*row) for row in engine.rows(_rows(register).where(same))]


_TABLES: dict[Register, Any] = {
    Register.EMPLOYEE: t.Employee,
    Register.COMPANY: t.Company,
    Register.CONTACT: t.Contact,
    Register.PROJECT: t.Project,
    Register.CASE: t.Case,
    Register.CASE_NOTE: t.CaseNote,
    Register.OPPORTUNITY: t.Opportunity,
    Register.COMPETITOR: t.Competitor,
    Register.TIME_ENTRY: t.TimeEntry,
}
_PROJECT_NAME = NodeList((t.Project.number, SQL("|| ' ' ||"), t.Project.name))
_EMPLOYEE_NAME = NodeList((t.Employee.initials, SQL("|| ' ' ||"), t.Employee.name))


def _rows(register: Register) -> Any:
    """All rows of a register as (id, name, detail, code)."""
    query: Any
    none = SQL("''")
    match register:
        case Register.EMPLOYEE:
            query = t.Employee.select(t.Employee.id, _EMPLOYEE_NAME, t.Employee.email, t.Employee.initials)
        case Register.COMPANY:
            query = t.Company.select(t.Company.id, t.Company.name, t.Company.city, none)
        case Register.CONTACT:
            query = t.Contact.select(t.Contact.id, t.Contact.name, fn.COALESCE(t.Company.name, ""), none)
            query = query.join(t.Company, JOIN.LEFT_OUTER, on=(t.Contact.company == t.Company.id))
        case Register.PROJECT:
            company = fn.COALESCE(t.Company.name, "")
            query = t.Project.select(t.Project.id, _PROJECT_NAME, company, t.Project.number)
            query = query.join(t.Company, JOIN.LEFT_OUTER, on=(t.Project.company == t.Company.id))
        case Register.CASE | Register.OPPORTUNITY:
            table, company = _TABLES[register], fn.COALESCE(t.Company.name, "")
            query = table.select(table.id, table.subject, company, table.id.cast("TEXT"))
            query = query.join(t.Company, JOIN.LEFT_OUTER, on=(table.company == t.Company.id))
        case _:
            table = _TABLES[register]
            query = table.select(table.id, table.name_fold, none, none)
    return query.where(_TABLES[register].deleted_at.is_null())


def _finder(engine: Engine, register: Register) -> Any:
    table = _TABLES[register]
    query = _rows(register)
    order: list[Any] = []
    if hasattr(table, "active"):
        query = query.where(table.active)
    sort = {Register.EMPLOYEE: "initials_sort", Register.PROJECT: "number"}.get(register, "name_sort")
    if register is not Register.COMPANY and hasattr(table, "company"):
        order.append(fn.COALESCE(table.company == param("company"), False).desc())
    place = engine.position(table.name_fold, param("text"))
    order += [(table.name_fold == param("text")).desc(), (place > 1).asc()]
    order += [getattr(table, sort).asc(), table.id.asc()]
    return query.where((param("text") == "") | (place > 0)).order_by(*order).limit(param("limit"))


def details(engine: Engine, register: Register, row_id: int) -> RegisterRow | None:
    """What choosing a row fills in elsewhere in the call window."""
    table = _TABLES[register]
    if register is Register.CONTACT:
        columns = (table.company, table.mobile, table.direct)
    elif register is Register.COMPANY:
        columns = (table.id, SQL("''"), table.phone)
    else:
        columns = (table.company, SQL("''"), SQL("''"))
    rows = engine.rows(table.select(*columns).where(table.id == row_id))
    if not rows:
        return None
    company, first, second = rows[0]
    return RegisterRow(company, first or second)


def employee(engine: Engine, *, initials: str | None = None, row_id: int | None = None) -> Employee | None:
    """An employee by initials (blind to case) or by id."""
    table = t.Employee
    query = table.select(table.id, table.initials, table.name, table.superuser, table.active)
    if row_id is not None:
        query = query.where(table.id == row_id)
    else:
        query = query.where(table.initials == (initials or "").upper())
    found = engine.rows(query)
    return _employee(found[0]) if found else None


def employees(engine: Engine) -> list[Employee]:
    """All employees, by initials."""
    table = t.Employee
    query = table.select(table.id, table.initials, table.name, table.superuser, table.active)
    return [_employee(row) for row in engine.rows(query.order_by(table.initials_sort))]


def _employee(row: tuple[Any, ...]) -> Employee:
    row_id, initials, name, superuser, active = row
    return Employee(row_id, initials, name, bool(superuser), bool(active))
