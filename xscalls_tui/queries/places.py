"""Where a text may be: in a call's own texts, or in the name of a row that the call points to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, NamedTuple

from peewee import SQL, NodeList

from xscalls_tui.domain.criteria import Field
from xscalls_tui.domain.text import searchable
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.phones import number_forms

_OWN = {
    Field.SUBJECT: ("title",),
    Field.NOTE: ("body",),
    Field.PHONE: ("numbers",),
    Field.TEXT: ("title", "names", "body", "numbers"),
    Field.CONTACT: ("names",),
}
_NAMES = {Field.COMPANY: t.CompanyText, Field.CONTACT: t.ContactText, Field.PROJECT: t.ProjectText}
_PEOPLE = (Field.EMPLOYEE, Field.CREATED_BY, Field.CHANGED_BY)
LINKS: dict[Field, str] = {
    Field.EMPLOYEE: "employee",
    Field.COMPANY: "company",
    Field.CONTACT: "contact",
    Field.PROJECT: "project",
    Field.CREATED_BY: "created_by",
    Field.CHANGED_BY: "changed_by",
}
"""What a call calls its links."""
_LARGEST_ID = 2**63 - 1


class Place(NamedTuple):
    """Columns of the texts of calls or, where there is a ``link``, of the register that it points to; and the
    term that is looked for there, with its name."""

    texts: Any
    columns: tuple[str, ...]
    name: str
    term: str
    link: str | None = None

    def found(self, engine: Engine) -> Any:
        """The query of the ids of the rows whose texts have it."""
        return engine.texts.found(self.texts, self.columns, self.name, len(self.term))


def places(field: Field, value: str, name: str) -> Iterator[Place]:
    """Where a text may be that a criterion on ``field``, called ``name``, asks for."""
    term = searchable(value)
    if field in _OWN:
        yield Place(t.CallText, _OWN[field], f"{name}t", term)
    if field in (Field.PHONE, Field.TEXT):
        for number, form in enumerate(number_forms(value)):
            yield Place(t.CallText, ("numbers",), f"{name}n{number}", form)
    for register, texts in _NAMES.items():
        if field in (register, Field.TEXT):
            yield Place(texts, ("title",), f"{name}{register}", term, LINKS[register])


def shape(field: Field, value: str) -> tuple[object, ...]:
    """What the SQL depends on."""
    terms = (searchable(value), *number_forms(value))
    return *(min(len(term), 3) for term in terms), number(field, value) is not None


def values(engine: Engine, field: Field, value: str, name: str) -> dict[str, Any]:
    """The values of the params."""
    found: dict[str, Any] = {name: searchable(value), f"{name}id": number(field, value)}
    for place in places(field, value, name):
        found |= engine.texts.bind(place.columns, place.name, place.term)
        found[f"{place.name}part"] = place.term
    return found


def number(field: Field, value: str) -> int | None:
    """The ID that a text can be."""
    digits = value.strip()
    if field is Field.TEXT and digits.isascii() and digits.isdigit() and int(digits) <= _LARGEST_ID:
        return int(digits)
    return None


def sought(engine: Engine, field: Field, value: str, name: str) -> Iterator[Any]:
    """Queries of the ids of calls, which together find all; each goes by one index."""
    call = t.Call.alias()
    conditions = list(_of_columns(engine, call, field, value, name))
    for place in places(field, value, name):
        if place.link is None:
            yield place.found(engine)
        else:
            conditions.append(getattr(call, place.link).in_(place.found(engine)))
    for condition in conditions:
        yield call.select(call.id).where(call.deleted_at.is_null(), condition)


def sifted(engine: Engine, call: Any, field: Field, value: str, name: str) -> Any:
    """The condition on a call that is there already. Its texts, and those of the rows that it points to, are
    asked for by their keys: no plan could read them all."""
    conditions = list(_of_columns(engine, call, field, value, name))
    for link, some in groupby(places(field, value, name), key=lambda place: place.link):
        asked = list(some)
        texts = asked[0].texts.alias()
        there = [
            engine.position(getattr(texts, column), param(f"{place.name}part")) > 0
            for place in asked
            for column in place.columns
        ]
        row = texts.select(reduce(or_, there)).where(texts.id == (getattr(call, link) if link else call.id))
        conditions.append(NodeList((row, SQL("IS TRUE"))))
    return reduce(or_, conditions)


def _of_columns(engine: Engine, call: Any, field: Field, value: str, name: str) -> Iterator[Any]:
    """What can be told by a call's own columns."""
    if field in _PEOPLE:
        row = t.Employee.alias()
        named = row.select(row.id).where(engine.position(row.name_fold, param(name)) > 0)
        yield getattr(call, LINKS[field]).in_(named)
    if number(field, value) is not None:
        yield call.id == param(f"{name}id")
