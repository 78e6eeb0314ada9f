"""Criteria to SQL, in one place.

A clause is a term of Criteria: a criterion, or several of which one is enough. Each criterion has two
forms. Sought, an index leads to its calls; sifted, it is looked at for calls that something else has found.
The SQL depends on the shape of the criteria alone; their values are filled in by name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from peewee import SQL, NodeList, Query

from xscalls_tui.domain.criteria import (
    DATES,
    REGISTERS,
    TEXTS,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Ties,
    single,
)
from xscalls_tui.domain.periods import Dates
from xscalls_tui.domain.text import searchable
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.phones import number_forms
from xscalls_tui.queries.reader import Reader

_COLUMNS: dict[Field, Any] = {
    Field.EMPLOYEE: t.Call.employee,
    Field.STATUS: t.Call.status,
    Field.COMPANY: t.Call.company,
    Field.PROJECT: t.Call.project,
    Field.CONTACT: t.Call.contact,
    Field.CREATED_BY: t.Call.created_by,
    Field.CHANGED_BY: t.Call.changed_by,
    Field.DIRECTION: t.Call.direction,
    Field.CREATED: t.Call.created_at,
    Field.CHANGED: t.Call.changed_at,
}
_NAMES = {Field.COMPANY: t.CompanyText, Field.CONTACT: t.ContactText, Field.PROJECT: t.ProjectText}
_SEARCHED = {
    Field.SUBJECT: ("title",),
    Field.NOTE: ("body",),
    Field.PHONE: ("numbers",),
    Field.TEXT: ("title", "names", "body", "numbers"),
}
INDEXED = (REGISTERS | {Field.STATUS}) - DATES
"""Fields whose calls, for one value, lie in an index in the order of their dates."""
_LARGEST_ID = 2**63 - 1


class Condition(NamedTuple):
    """A criterion with the name of its value in a plan."""

    criterion: Criterion
    name: str

    @property
    def same(self) -> bool:
        """Whether it asks for one value of a field with an index."""
        criterion = self.criterion
        return criterion.field in INDEXED and isinstance(criterion.value, int) and not criterion.negated

    @property
    def searching(self) -> bool:
        """Whether it can be sought, and its calls then have to be sorted: how many there are matters."""
        field, value, _, negated = self.criterion
        return not negated and (field in TEXTS or field is Field.CHANGED or isinstance(value, str))

    @property
    def shape(self) -> Hashable:
        """What the SQL depends on."""
        field, value, _, negated = self.criterion
        kind: Hashable = None
        if isinstance(value, str):
            kind = tuple(len(term) < 3 for term in _terms(value)), _number(field, value) is not None
        elif isinstance(value, Dates):
            kind = value.first is None, value.last is None
        elif isinstance(value, Compared):
            kind = value.how
        elif field is Field.FOLLOWUPS:
            kind = value
        return field, kind, negated


class Clause(NamedTuple):
    """Conditions of which one is enough."""

    conditions: tuple[Condition, ...]

    @property
    def same(self) -> bool:
        """Whether it is one value of a field with an index."""
        return len(self.conditions) == 1 and self.conditions[0].same

    @property
    def searching(self) -> bool:
        """Whether it can be sought, and its calls then have to be sorted."""
        return not self.same and all(one.same or one.searching for one in self.conditions)

    @property
    def shape(self) -> Hashable:
        """What the SQL depends on."""
        return tuple(condition.shape for condition in self.conditions)


def clauses(criteria: Criteria) -> tuple[Clause, ...]:
    """The clauses of criteria with fixed dates."""
    found, number = [], 0
    for term in criteria.terms:
        some = single(term)
        names = [f"c{number + offset}" for offset in range(len(some))]
        found.append(Clause(tuple(map(Condition, some, names))))
        number += len(some)
    return tuple(found)


def sifted(engine: Engine, clause: Clause, *, indexed: bool = False) -> Any:
    """The condition on a call that a clause is; ``indexed``, an index may lead to the calls of one value."""
    return reduce(or_, (_expression(engine, one, indexed, _sifted) for one in clause.conditions))


def sought(engine: Engine, clause: Clause) -> Any:
    """The same, by way of indexes."""
    return reduce(or_, (_expression(engine, one, True, _sought) for one in clause.conditions))


_Text = Callable[[Engine, Condition, list["_Where"]], Any]


def _expression(engine: Engine, condition: Condition, indexed: bool, text: _Text) -> Any:
    positive = _positive(engine, condition, indexed, text)
    # What is unknown does not meet the criterion, so it meets the opposite.
    return NodeList((positive, SQL("IS NOT TRUE"))) if condition.criterion.negated else positive


def _positive(engine: Engine, condition: Condition, indexed: bool, text: _Text) -> Any:
    field, value, _, _ = condition.criterion
    if isinstance(value, str):
        return text(engine, condition, list(_wheres(condition)))
    if isinstance(value, Dates):
        return _within(engine, condition, indexed)
    if isinstance(value, Compared):
        wanted = param(condition.name)
        how = {Compare.LESS: t.Call.id < wanted, Compare.MORE: t.Call.id > wanted}
        return how.get(value.how, t.Call.id == wanted)
    if field is Field.FOLLOWUPS:
        has, is_one = t.Call.has_followups, t.Call.origin.is_null(False)
        return {
            Ties.HAS_FOLLOWUPS: has,
            Ties.IS_FOLLOWUP: is_one,
            Ties.EITHER: has | is_one,
            Ties.NEITHER: ~(has | is_one),
        }[Ties(value)]
    column = _COLUMNS[field]
    return (column if indexed else NodeList((SQL("+"), column))) == param(condition.name)


def _within(engine: Engine, condition: Condition, indexed: bool) -> Any:
    field, dates, name = condition.criterion.field, condition.criterion.value, condition.name
    assert isinstance(dates, Dates)
    if field is Field.DATE:
        column: Any = t.Call.starts_at
    elif field is Field.REMINDER:
        column = engine.earlier(t.Call.starts_at, t.Call.reminder)
    else:
        column = _COLUMNS[field]
        column = column if indexed else NodeList((column, SQL("|| ''")))
    terms: list[Any] = [t.Call.reminder.is_null(False)] if field is Field.REMINDER else []
    if dates.first is not None:
        terms.append(column >= param(f"{name}first"))
        if field is Field.REMINDER:  # nobody is reminded afterwards
            terms.append(t.Call.starts_at >= param(f"{name}first"))
    if dates.last is not None:
        terms.append(column < param(f"{name}last"))
    return NodeList(terms, " AND ", parens=True) if terms else SQL("(1 = 1)")


class _Where(NamedTuple):
    """A place where a text may be: columns of the texts of calls or, through ``link``, of a register."""

    texts: Any
    columns: tuple[str, ...]
    name: str
    term: str
    link: Any = None


def _terms(value: str) -> tuple[str, ...]:
    """A text as it is searched, and the forms that it has as a telephone number."""
    return (searchable(value), *number_forms(value))


def _wheres(condition: Condition) -> Iterator[_Where]:
    field, value, name = condition.criterion.field, str(condition.criterion.value), condition.name
    term, *numbers = _terms(value)
    if field in _SEARCHED:
        yield _Where(t.CallText, _SEARCHED[field], f"{name}t", term)
    if field in (Field.PHONE, Field.TEXT):
        for number, form in enumerate(numbers):
            yield _Where(t.CallText, ("numbers",), f"{name}n{number}", form)
    if field is Field.CONTACT:
        yield _Where(t.CallText, ("names",), f"{name}t", term)
    for register, texts in _NAMES.items():
        if field is register or field is Field.TEXT:
            yield _Where(texts, ("title",), f"{name}{register}", term, _COLUMNS[register])


def _register(engine: Engine, condition: Condition, where: _Where) -> Any:
    return where.link.in_(engine.texts.found(where.texts, where.columns, where.name, len(where.term)))


def _employees(engine: Engine, condition: Condition) -> Any:
    row = t.Employee.alias()
    named = row.select(row.id).where(engine.position(row.name_fold, param(condition.name)) > 0)
    return _COLUMNS[condition.criterion.field].in_(named)


def _others(engine: Engine, condition: Condition, wheres: list[_Where]) -> Iterator[Any]:
    """What a text can mean besides what stands in a call's own texts."""
    for where in wheres:
        if where.link is not None:
            yield _register(engine, condition, where)
    if condition.criterion.field in REGISTERS and not wheres:
        yield _employees(engine, condition)
    if _number(condition.criterion.field, str(condition.criterion.value)) is not None:
        yield t.Call.id == param(f"{condition.name}id")


def _sought(engine: Engine, condition: Condition, wheres: list[_Where]) -> Any:
    own = [where for where in wheres if where.link is None]
    places = [
        engine.chosen(t.Call.id, engine.texts.found(where.texts, where.columns, where.name, len(where.term)))
        for where in own
    ]
    return reduce(or_, [*places, *_others(engine, condition, wheres)])


def _sifted(engine: Engine, condition: Condition, wheres: list[_Where]) -> Any:
    texts = t.CallText.alias()
    own = [
        engine.position(getattr(texts, column), param(f"{where.name}part")) > 0
        for where in wheres
        if where.link is None
        for column in where.columns
    ]
    places: list[Any] = []
    if own:
        # One row for each call, asked for by its key: no plan could read them all.
        places.append(texts.select(reduce(or_, own)).where(texts.id == t.Call.id))
    return reduce(or_, [*map(_paren, places), *_others(engine, condition, wheres)])


def _paren(query: Query) -> Any:
    return NodeList((query, SQL("IS TRUE")))


def _number(field: Field, value: str) -> int | None:
    """The ID that a text can be."""
    digits = value.strip()
    if field is Field.TEXT and digits.isascii() and digits.isdigit() and int(digits) <= _LARGEST_ID:
        return int(digits)
    return None


def values(engine: Engine, clause: Clause, reader: Reader) -> dict[str, Any]:
    """The values of a clause's params."""
    found: dict[str, Any] = {}
    for condition in clause.conditions:
        (field, value, _, _), name = condition.criterion, condition.name
        if isinstance(value, str):
            found[name] = searchable(value)
            found[f"{name}id"] = _number(field, value)
            for where in _wheres(condition):
                found |= engine.texts.bind(where.columns, where.name, where.term)
                found[f"{where.name}part"] = where.term
        elif isinstance(value, Dates):
            found |= _bounds(field, value, name, reader)
        elif isinstance(value, Compared):
            found[name] = min(max(value.number, -1), _LARGEST_ID)
        else:
            found[name] = value
    return found


def _bounds(field: Field, dates: Dates, name: str, reader: Reader) -> dict[str, Any]:
    first, last = dates.first, dates.last
    assert not isinstance(first, int) and not isinstance(last, int)
    if field in (Field.CREATED, Field.CHANGED):
        first_text = reader.stamp(first) if first else None
        return {f"{name}first": first_text, f"{name}last": reader.stamp(after(last)) if last else None}
    # U is what follows the T between a date and its time.
    return {f"{name}first": first.isoformat() if first else None, f"{name}last": f"{last}U" if last else None}


def after(day: date) -> date:
    """The next day, if the calendar has one."""
    return day if day == date.max else day + timedelta(days=1)
