"""Rows of registers by any part of their texts, for the global search."""

from __future__ import annotations

from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple

from peewee import JOIN, SQL, NodeList, Query, fn

from xscalls_tui.domain.finding import Hit, Sought
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import (
    Company,
    CompanyText,
    Contact,
    ContactText,
    Employee,
    Project,
    ProjectText,
)
from xscalls_tui.models.textindex import LONG

_NUMBERS = ("numbers",)
_TEXTS = ("title", "names", "body", *_NUMBERS)


class Findable(NamedTuple):
    """A register whose rows can be found: the table of its texts (None: it is small, and found by its name
    alone), how a row is shown, and how rows stand when they are found alike."""

    table: Any
    texts: Any
    name: Any
    details: tuple[Any, ...]
    order: Any

    @property
    def rows(self) -> Any:
        """All rows as (id, name, details…)."""
        query = self.table.select(self.table.id, self.name, *self.details)
        if hasattr(self.table, "company"):
            query = query.join(Company, JOIN.LEFT_OUTER, on=(self.table.company == Company.id))
        return query.where(self.table.deleted_at.is_null())


def _named(code: Any, name: Any) -> Any:
    return NodeList((code, SQL("|| ' ' ||"), name))


COMPANIES = Findable(
    Company, CompanyText, Company.name, (Company.city, Company.phone, Company.org_no), Company.name_sort
)
CONTACTS = Findable(
    Contact,
    ContactText,
    Contact.name,
    (Company.name, Contact.mobile, Contact.direct, Contact.email),
    Contact.name_sort,
)
PROJECTS = Findable(
    Project, ProjectText, _named(Project.number, Project.name), (Company.name,), Project.name_sort
)
EMPLOYEES = Findable(
    Employee, None, _named(Employee.initials, Employee.name), (Employee.email,), Employee.initials_sort
)


def hits(engine: Engine, register: Findable, wanted: Sought, limit: int) -> list[Hit]:
    """The first rows that are found: those of that very name, those whose name starts with the text, then
    all others, each in Norwegian order."""

    def build() -> Query:
        fold, text = register.table.name_fold, param("text")
        order = (fold == text).desc(), (engine.position(fold, text) == 1).desc()
        query: Query = _found(engine, register, wanted, register.rows)
        return query.order_by(*order, register.order, register.table.id).limit(param("limit"))

    plan = engine.plan(("hits", *_shape(register, wanted)), build)
    rows = engine.rows(plan, **_values(engine, register, wanted), text=wanted.text, limit=limit)
    return [Hit(row[0], row[1], tuple(detail for detail in row[2:] if detail)) for row in rows]


def count(engine: Engine, register: Findable, wanted: Sought, cap: int) -> int:
    """How many rows are found; counting stops at one more than ``cap``."""

    def build() -> Query:
        live = register.table.select(SQL("1")).where(register.table.deleted_at.is_null())
        matching = _found(engine, register, wanted, live).limit(param("limit"))
        query: Query = register.table.select(fn.COUNT(SQL("1"))).from_(matching.alias("matching"))
        return query

    plan = engine.plan(("hit count", *_shape(register, wanted)), build)
    return int(engine.rows(plan, **_values(engine, register, wanted), limit=cap + 1)[0][0])


def _shape(register: Findable, wanted: Sought) -> tuple[Any, ...]:
    """What the SQL depends on."""
    return register.table, len(wanted.numbers), *(min(len(word), LONG) for word in wanted.words)


def _found(engine: Engine, register: Findable, wanted: Sought, query: Any) -> Any:
    """The query with its rows narrowed down to those that are found."""
    table = register.table
    if register.texts is None:
        return query.where(*(engine.position(table.name_fold, param(name)) > 0 for name, _ in _words(wanted)))
    found = partial(engine.texts.found, register.texts)
    every = [table.id.in_(found(_TEXTS, name, len(word))) for name, word in _words(wanted)]
    if not wanted.numbers:
        return query.where(*every)
    ways = [found(_NUMBERS, name, len(digits)) for name, digits in _numbers(wanted)]
    return query.where(table.id.in_(reduce(or_, ways, table.select(table.id).where(*every))))


def _values(engine: Engine, register: Findable, wanted: Sought) -> dict[str, Any]:
    if register.texts is None:
        return dict(_words(wanted))
    values: dict[str, Any] = {}
    for name, word in _words(wanted):
        values |= engine.texts.bind(_TEXTS, name, word)
    for name, digits in _numbers(wanted):
        values |= engine.texts.bind(_NUMBERS, name, digits)
    return values


def _words(wanted: Sought) -> list[tuple[str, str]]:
    return [(f"word {number}", word) for number, word in enumerate(wanted.words)]


def _numbers(wanted: Sought) -> list[tuple[str, str]]:
    return [(f"number {number}", digits) for number, digits in enumerate(wanted.numbers)]
