"""How records are asked for: their tables, what their links are joined to, the conditions and orders of a
list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from peewee import JOIN, SQL, BooleanField, Expression, IntegerField, NodeList, Query, fn

from xscalls_tui.domain.record_types import TYPES, Column, Kind, Property, RecordType
from xscalls_tui.domain.record_types.vocabulary import EXTRAS as EXTRA_NAMES
from xscalls_tui.domain.records import ACTIVE, ANY_TEXT, Condition, RecordCriteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.queries import matching
from xscalls_tui.queries.extras import EXTRAS
from xscalls_tui.queries.record_values import listed


class Joined(NamedTuple):
    """What a record's links lead to, under names of their own in one statement."""

    property: Property
    table: Any
    long: Any
    """How the row is shown on a card, ``short`` in a line of a list."""
    short: Any


def table_of(kind: RecordType) -> Any:
    """The table of a register's records."""
    return t.ENTITIES[kind.entity]


def column_of(kind: RecordType, name: str, table: Any = None) -> Any:
    """The column of a property, by its name in the database."""
    return getattr(table or table_of(kind), table_of(kind)._meta.columns[name].name)


def joined(kind: RecordType) -> list[Joined]:
    """What a register's links lead to, in the order of its properties."""
    return [_link(one) for one in kind.properties if one.kind in (Kind.LINK, Kind.CALL)]


def _link(one: Property) -> Joined:
    if one.register is None:
        table = t.Call.alias()
        return Joined(one, table, table.subject, table.subject)
    register = one.register
    table = table_of(TYPES[register]).alias()
    if register is Register.EMPLOYEE:
        return Joined(one, table, _spaced(table.initials, table.name), table.initials)
    if register is Register.PROJECT:
        name = _spaced(table.number, table.name)
        return Joined(one, table, name, name)
    name = getattr(table, TYPES[register].title[-1])
    return Joined(one, table, name, name)


def _spaced(first: Any, second: Any) -> NodeList:
    return NodeList((first, SQL("|| ' ' ||"), second))


def with_links(query: Any, kind: RecordType, links: Sequence[Joined]) -> Any:
    """The query of a register's table with the rows that are linked to."""
    for link in links:
        here = column_of(kind, link.property.column)
        query = query.join_from(table_of(kind), link.table, JOIN.LEFT_OUTER, on=(here == link.table.id))
    return query


def lines(kind: RecordType, ids: Any, up: bool) -> Query:
    """What the lines show, for the ids found, in the same order."""
    table, links = table_of(kind), joined(kind)
    who = t.Employee.alias()
    columns = [column_of(kind, one.column) for one in listed(kind)]
    extras = [_extra(kind, column, who) for column in kind.columns if column.of in EXTRA_NAMES]
    query = table.select(
        table.id, table.version, table.created_by, *columns, *(link.short for link in links), *extras,
        ids.c.value,
    ).from_(ids)  # fmt: skip
    query = query.join(table, on=(table.id == ids.c.id))
    query = with_links(query, kind, links)
    query = query.join_from(table, who, JOIN.LEFT_OUTER, on=(table.changed_by == who.id))
    order = (ids.c.value, table.id)
    return query.order_by(*(term.asc() if up else term.desc() for term in order))  # type: ignore[no-any-return]


def _extra(kind: RecordType, column: Column, who: Any) -> Any:
    return EXTRAS[column.of](table_of(kind), who)


def sorted_by(kind: RecordType, column: str) -> Any:
    """The column that a list is sorted by; what is not known stands before all else."""
    field = column_of(kind, column)
    if not field.null:
        return field
    # As a literal: it is so that indexes have it.
    return fn.COALESCE(field, SQL("0" if isinstance(field, IntegerField) else "''"))


def conditions(engine: Engine, kind: RecordType, criteria: RecordCriteria) -> Iterator[Any]:
    """What a record must meet; the values come from ``bound_values``."""
    yield table_of(kind).deleted_at.is_null()
    for number, term in enumerate(criteria.terms):
        yield _condition(engine, kind, term, number)


def _condition(engine: Engine, kind: RecordType, term: Condition, number: int) -> Any:
    here = param(f"term {number}")
    if term.property == ANY_TEXT:
        return matching.found(engine, kind, matching.sought(str(term.value)), f"term {number} ")
    column = _column(kind, term)
    if term.until:
        return column.between(here, param(f"until {number}"))
    return Expression(column, "=", here)


def _column(kind: RecordType, term: Condition) -> Any:
    if term.property == ACTIVE:
        return column_of(kind, kind.active)
    return column_of(kind, kind.named(term.property).column)


def shape_of(criteria: RecordCriteria) -> tuple[Any, ...]:
    """What the SQL of the conditions depends on."""
    return tuple(
        (term.property, bool(term.until), _words(term) if term.property == ANY_TEXT else None)
        for term in criteria.terms
    )


def _words(term: Condition) -> tuple[int, ...]:
    return matching.shape(matching.sought(str(term.value)))


def bound_values(engine: Engine, kind: RecordType, criteria: RecordCriteria) -> dict[str, Any]:
    """The values for what ``conditions`` made."""
    bound: dict[str, Any] = {}
    for number, term in enumerate(criteria.terms):
        if term.property == ANY_TEXT:
            bound |= matching.bound(engine, kind, matching.sought(str(term.value)), f"term {number} ")
        elif isinstance(_column(kind, term), BooleanField):
            bound[f"term {number}"] = bool(term.value)
        else:
            bound[f"term {number}"] = term.value
        if term.until:
            bound[f"until {number}"] = term.until
    return bound
