"""Where in a list by date the calls of a range of IDs, or of creation dates, can be.

The calls that were created in a month nearly all stand in a few weeks of the list, but a walk would pass all
that is newer to come there. ``day_count`` knows of each day the bounds of its calls; the days whose bounds
meet the criteria, joined to spans, are all that has to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from peewee import Query

from xscalls_tui.domain.criteria import Compare, Compared, Field
from xscalls_tui.domain.periods import Dates
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import DayCount
from xscalls_tui.queries.compiler import Clause, after, comparable, end_of
from xscalls_tui.queries.reader import Reader

_NEAR = timedelta(days=7)
MOST = 40
"""Spans that are read apart; beyond, near ones are joined."""


class Span(NamedTuple):
    """The days from ``first`` to ``last``, as they begin the starts of calls."""

    first: str
    last: str

    @property
    def end(self) -> str:
        """What is greater than every start of its last day, and less than any of the next."""
        return end_of(date.fromisoformat(self.last))


def spans(engine: Engine, clauses: tuple[Clause, ...], reader: Reader) -> list[Span] | None:
    """The spans that hold all calls of the criteria, oldest first; None when they tell nothing about that."""
    bounds = [bound for clause in clauses if len(clause.conditions) == 1 for bound in _bounds(clause, reader)]
    if not bounds:
        return None

    def build() -> Query:
        conditions = [_CONDITIONS[kind](param(f"b{number}")) for number, (kind, _) in enumerate(bounds)]
        return DayCount.select(DayCount.day).where(*conditions).order_by(DayCount.day)

    plan = engine.plan(("days", *(kind for kind, _ in bounds)), build)
    values = {f"b{number}": value for number, (_, value) in enumerate(bounds)}
    return _joined([date.fromisoformat(row[0]) for row in engine.rows(plan, **values)])


class _Bound(StrEnum):
    """What a day must have for a call of it to meet a criterion."""

    LOWER_ID = "lower id"
    HIGHER_ID = "higher id"
    CREATED_LATER = "created later"
    CREATED_EARLIER = "created earlier"


_CONDITIONS: dict[_Bound, Callable[[Any], Any]] = {
    _Bound.LOWER_ID: lambda value: DayCount.least_id < value,
    _Bound.HIGHER_ID: lambda value: DayCount.most_id > value,
    _Bound.CREATED_LATER: lambda value: DayCount.last_created >= value,
    _Bound.CREATED_EARLIER: lambda value: DayCount.first_created <= value,
}


def _bounds(clause: Clause, reader: Reader) -> Iterator[tuple[_Bound, Any]]:
    field, value, _, negated = clause.conditions[0].criterion
    if negated:
        return
    if isinstance(value, Compared) and value.how is not Compare.EQUAL:
        yield _Bound.LOWER_ID if value.how is Compare.LESS else _Bound.HIGHER_ID, comparable(value)
    elif isinstance(value, Dates) and field is Field.CREATED:
        first, last = value.first, value.last
        if isinstance(first, date):
            yield _Bound.CREATED_LATER, reader.stamp(first)[:10]
        if isinstance(last, date):
            yield _Bound.CREATED_EARLIER, reader.stamp(after(last))[:10]


def _joined(days: list[date]) -> list[Span]:
    """Days as spans: those that are near each other joined, and so many more that there are few."""
    gaps = sorted((later - day for day, later in pairwise(days)), reverse=True)
    widest = max(_NEAR, gaps[MOST]) if len(gaps) > MOST else _NEAR
    found: list[Span] = []
    for day in days:
        if found and day - date.fromisoformat(found[-1].last) <= widest:
            found[-1] = Span(found[-1].first, day.isoformat())
        else:
            found.append(Span(day.isoformat(), day.isoformat()))
    return found
