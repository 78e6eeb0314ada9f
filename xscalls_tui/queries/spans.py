"""Where in a list by date the calls of a range of IDs, or of creation dates, can be.

The calls that were created in a month nearly all stand in a few weeks of the list, but a walk would pass all
that is newer to come there. ``day_count`` knows of each day the bounds of its calls; the days whose bounds
meet the criteria, joined to spans, are all that has to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from peewee import Query

from xscalls_tui.domain.criteria import Compare, Compared, Field
from xscalls_tui.domain.periods import Dates
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import Call, DayCount
from xscalls_tui.queries.compiler import Clause, after, comparable, end_of
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.ways import Search

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


Where = Sequence[Span | None]
"""The spans to look in, oldest first; None is everywhere."""
EVERYWHERE: Where = (None,)
IN_SPAN = (Call.starts_at >= param("span_first"), Call.starts_at < param("span_end"))


def bounds(span: Span | None) -> dict[str, str]:
    """The values for IN_SPAN."""
    return {} if span is None else {"span_first": span.first, "span_end": span.end}


def place_of(engine: Engine, search: Search, reader: Reader) -> Where:
    """Where the calls of a search can be. What is sought is found without."""
    found = None if search.lead else spans(engine, search.clauses, reader)
    return EVERYWHERE if found is None else found


def whole(where: Where) -> Where:
    """One span for all of them."""
    spans = [span for span in where if span]
    return [Span(spans[0].first, spans[-1].last)] if spans else []


def in_direction(where: Where, up: bool, start: str | None) -> Where:
    """The spans in the order of a list by date, those that lie before ``start`` left out."""
    if start is not None:
        where = [span for span in where if span and (span.end > start if up else span.first <= start)]
    return where if up else where[::-1]


def spans(engine: Engine, clauses: tuple[Clause, ...], reader: Reader) -> list[Span] | None:
    """The spans that hold all calls of the criteria, oldest first; None when they tell nothing about that."""
    limits = [limit for clause in clauses if len(clause.conditions) == 1 for limit in _limits(clause, reader)]
    if not limits:
        return None

    def build() -> Query:
        conditions = [_CONDITIONS[kind](param(f"b{number}")) for number, (kind, _) in enumerate(limits)]
        return DayCount.select(DayCount.day).where(*conditions).order_by(DayCount.day)

    plan = engine.plan(("days", *(kind for kind, _ in limits)), build)
    values = {f"b{number}": value for number, (_, value) in enumerate(limits)}
    return _joined([date.fromisoformat(row[0]) for row in engine.rows(plan, **values)])


class _Limit(StrEnum):
    """What a day must have for a call of it to meet a criterion."""

    LOWER_ID = "lower id"
    HIGHER_ID = "higher id"
    CREATED_LATER = "created later"
    CREATED_EARLIER = "created earlier"


_CONDITIONS: dict[_Limit, Callable[[Any], Any]] = {
    _Limit.LOWER_ID: lambda value: DayCount.least_id < value,
    _Limit.HIGHER_ID: lambda value: DayCount.most_id > value,
    _Limit.CREATED_LATER: lambda value: DayCount.last_created >= value,
    _Limit.CREATED_EARLIER: lambda value: DayCount.first_created <= value,
}


def _limits(clause: Clause, reader: Reader) -> Iterator[tuple[_Limit, Any]]:
    field, value, _, negated = clause.conditions[0].criterion
    if negated:
        return
    if isinstance(value, Compared) and value.how is not Compare.EQUAL:
        yield _Limit.LOWER_ID if value.how is Compare.LESS else _Limit.HIGHER_ID, comparable(value)
    elif isinstance(value, Dates) and field is Field.CREATED:
        first, last = value.first, value.last
        if isinstance(first, date):
            yield _Limit.CREATED_LATER, reader.stamp(first)[:10]
        if isinstance(last, date):
            yield _Limit.CREATED_EARLIER, reader.stamp(after(last))[:10]


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
