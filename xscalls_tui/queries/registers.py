"""The registers that a call points to: finding rows by what somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import JOIN, SQL, NodeList, fn

from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.domain.text import fold, searchable
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param

if TYPE_CHECKING:
    from xscalls_tui.domain.record_types import RecordType


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
    table = _table(register)
    plan = engine.plan(("by id", register), lambda: _rows(register).where(table.id == param("id")))
    rows = engine.rows(plan, id=row_id)
    return Match(*rows[0]) if rows else None


def by_ids(engine: Engine, register: Register, ids: Sequence[int]) -> list[Match]:
    """The rows with these ids, in no order, without those that do not exist."""
    rows = engine.rows(_rows(register).where(engine.among(_table(register).id, ids)))
    return [Match(*row) for row in rows]


def named(engine: Engine, register: Register, names: Iterable[str]) -> list[Match]:
    """The rows that have one of these names (folded) or, as projects do, one of these numbers; in no
    order."""
    names = list(names)
    table = _table(register)
    same = engine.among(table.name_fold, [*{form(name) for name in names for form in (fold, searchable)}])
    if register is Register.PROJECT:
        same = NodeList((same, SQL("OR"), engine.among(table.number, names)), parens=True)
    return [Match(*row) for row in engine.rows(_rows(register).where(same))]


_DETAILS = {Register.EMPLOYEE: t.Employee.email, Register.COMPANY: t.Company.city}
"""What helps to tell rows apart, where that is not the company that they are tied to."""


def _declared(register: Register) -> RecordType:
    # Loaded with the first look-up: the program starts with none.
    from xscalls_tui.domain.record_types import TYPES

    return TYPES[register]


def _table(register: Register) -> Any:
    return t.ENTITIES[_declared(register).entity]


def _rows(register: Register) -> Any:
    """All rows of a register as (id, name, detail, code): what a name begins with, if it has several parts,
    stands for a row alone."""
    table = _table(register)
    parts = [getattr(table, table._meta.columns[name].name) for name in _declared(register).title]
    name, none = parts[0], SQL("''")
    for part in parts[1:]:
        name = NodeList((name, SQL("|| ' ' ||"), part))
    of_company = register not in _DETAILS and hasattr(table, "company")
    detail = fn.COALESCE(t.Company.name, "") if of_company else _DETAILS.get(register, none)
    query = table.select(table.id, name, detail, parts[0] if len(parts) > 1 else none)
    if of_company:
        query = query.join(t.Company, JOIN.LEFT_OUTER, on=(table.company == t.Company.id))
    return query.where(table.deleted_at.is_null())


def _finder(engine: Engine, register: Register) -> Any:
    table = _table(register)
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
    table = _table(register)
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
