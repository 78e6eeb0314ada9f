"""Criteria to SQL, in one place.

A clause is a term of Criteria: a criterion, or several of which one is enough. Each has two forms. Sought,
indexes lead to its calls; sifted, it is looked at for calls that something else has found. The SQL depends on
the shape of the criteria alone; their values are filled in by name.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from peewee import SQL, NodeList

from xscalls_tui.domain.criteria import (
    NOBODY,
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
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import Call
from xscalls_tui.queries import places
from xscalls_tui.queries.reader import Reader

_COLUMNS = places.LINKS | {
    Field.STATUS: "status",
    Field.DIRECTION: "direction",
    Field.CREATED: "created_at",
    Field.CHANGED: "changed_at",
}
INDEXED = REGISTERS | {Field.STATUS}
"""Fields whose calls, for one value, lie in an index in the order of their dates."""
_LARGEST_ID = 2**63 - 1
LONGEST_CHOICE = 10_080
"""Minutes of the longest reminder that one can choose; there is an index of those that are longer."""


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
            kind = places.shape(field, value)
        elif isinstance(value, Dates):
            kind = value.first is None, value.last is None
        elif isinstance(value, Compared):
            kind = value.how
        elif field is Field.FOLLOWUPS or (field in REGISTERS and value == NOBODY):
            kind = value
        return self.name, field, kind, negated


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
    return reduce(or_, (_expression(engine, Call, one, indexed) for one in clause.conditions))


def sought(engine: Engine, clause: Clause) -> Any:
    """The same, by way of indexes."""
    one, *others = clause.conditions
    if one.criterion.field is Field.CHANGED and not others and engine.index_leads:
        return _expression(engine, Call, one, True)  # the index has all that the calls are sorted by
    queries = [query for condition in clause.conditions for query in _queries(engine, condition)]
    return engine.chosen(Call.id, reduce(or_, queries))


def _queries(engine: Engine, condition: Condition) -> Iterator[Any]:
    """Queries of the ids of the calls that meet it; each goes by one index."""
    field, value, _, _ = condition.criterion
    if isinstance(value, str):
        yield from places.sought(engine, field, value, condition.name)
    else:
        call = Call.alias()
        met = _expression(engine, call, condition, True)
        yield call.select(call.id).where(call.deleted_at.is_null(), met)


def _expression(engine: Engine, call: Any, condition: Condition, indexed: bool) -> Any:
    positive = _positive(engine, call, condition, indexed)
    # What is unknown does not meet the criterion, so it meets the opposite.
    return NodeList((positive, SQL("IS NOT TRUE"))) if condition.criterion.negated else positive


def _positive(engine: Engine, call: Any, condition: Condition, indexed: bool) -> Any:
    (field, value, _, _), name = condition.criterion, condition.name
    if isinstance(value, str):
        return places.sifted(engine, call, field, value, name)
    if isinstance(value, Dates):
        return _within(engine, call, condition, indexed)
    if isinstance(value, Compared):
        how = {Compare.LESS: call.id < param(name), Compare.MORE: call.id > param(name)}
        return how.get(value.how, call.id == param(name))
    if field is Field.FOLLOWUPS:
        has, is_one = call.has_followups, call.origin.is_null(False)
        ties = {Ties.HAS_FOLLOWUPS: has, Ties.IS_FOLLOWUP: is_one, Ties.EITHER: has | is_one}
        return ties.get(Ties(value), ~(has | is_one))
    column = getattr(call, _COLUMNS[field])
    if field in REGISTERS and value == NOBODY:
        return column.is_null()
    return (column if indexed else NodeList((SQL("+"), column))) == param(name)


def _within(engine: Engine, call: Any, condition: Condition, indexed: bool) -> Any:
    field, dates, name = condition.criterion.field, condition.criterion.value, condition.name
    assert isinstance(dates, Dates)
    first, last = param(f"{name}first"), param(f"{name}last")
    terms: list[Any] = []
    if field is Field.DATE:
        column: Any = call.starts_at
    elif field is Field.REMINDER:
        column = engine.earlier(call.starts_at, call.reminder)
        # Nobody is reminded afterwards, nor longer before than the longest reminder is.
        terms.append(call.reminder.is_null(False))
        terms += [call.starts_at >= first] if dates.first else []
        terms += [call.starts_at < param(f"{name}start")] if dates.last else []
    else:
        column = getattr(call, _COLUMNS[field])
        column = column if indexed else NodeList((column, SQL("|| ''")))
    terms += [column >= first] if dates.first else []
    terms += [column < last] if dates.last else []
    return NodeList(terms, " AND ", parens=True) if terms else SQL("(1 = 1)")


def values(engine: Engine, clause: Clause, reader: Reader) -> dict[str, Any]:
    """The values of a clause's params."""
    found: dict[str, Any] = {}
    for condition in clause.conditions:
        (field, value, _, _), name = condition.criterion, condition.name
        if isinstance(value, str):
            found |= places.values(engine, field, value, name)
        elif isinstance(value, Dates):
            found |= _bounds(engine, field, value, name, reader)
        elif isinstance(value, Compared):
            found[name] = comparable(value)
        else:
            found[name] = value
    return found


def _bounds(engine: Engine, field: Field, dates: Dates, name: str, reader: Reader) -> dict[str, Any]:
    first, last = dates.first, dates.last
    assert not isinstance(first, int) and not isinstance(last, int)
    if field in (Field.CREATED, Field.CHANGED):
        begin = reader.stamp(first) if first else None
        return {f"{name}first": begin, f"{name}last": reader.stamp(after(last)) if last else None}
    found = {f"{name}first": first and first.isoformat(), f"{name}last": last and end_of(last)}
    if field is Field.REMINDER and last is not None:
        found[f"{name}start"] = end_of(after(last, -(-_longest_reminder(engine) // (24 * 60))))
    return found


def _longest_reminder(engine: Engine) -> int:
    """Minutes."""
    longer = SQL(f"reminder > {LONGEST_CHOICE}")  # as the index says it
    longest = Call.select(Call.reminder).where(longer, Call.deleted_at.is_null())
    plan = engine.plan("longest reminder", lambda: longest.order_by(Call.reminder.desc()).limit(1))
    found = engine.rows(plan)
    return int(found[0][0]) if found else LONGEST_CHOICE


def comparable(value: Compared) -> int:
    """The number to compare with, or the nearest that a database can hold."""
    return min(max(value.number, -1), _LARGEST_ID)


def end_of(day: date) -> str:
    """What comes after every time of a day, and before the next: U follows the T between date and time."""
    return f"{day}U"


def after(day: date, days: int = 1) -> date:
    """So many days later, or the last day of the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))
