"""How many calls meet criteria, and which."""

from __future__ import annotations

from peewee import SQL, Query, fn

from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import Call, DayCount
from xscalls_tui.queries import ways
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.spans import EVERYWHERE, IN_SPAN, Where, bounds, place_of
from xscalls_tui.queries.ways import Search

_NO_LIMIT = 2**62


def count(engine: Engine, criteria: Criteria, reader: Reader, cap: int | None = None) -> int:
    """How many calls meet the criteria; with ``cap``, counting stops at one more than that."""
    if not criteria.terms and cap is None:
        return int(engine.rows(DayCount.select(fn.COALESCE(fn.SUM(DayCount.calls), 0)))[0][0])
    search = ways.search(engine, criteria, reader, ways.ALL if cap is None else cap)
    return matching(engine, search, place_of(engine, search, reader), cap)


def matching(engine: Engine, search: Search, where: Where, cap: int | None) -> int:
    """The same, for a search that is under way."""

    def build() -> Query:
        inside = () if where is EVERYWHERE else IN_SPAN
        calls = Call.select(SQL("1")).where(*search.conditions(engine), *inside).limit(param("cap"))
        return Call.select(fn.COUNT(SQL("1"))).from_(calls.alias("matching"))

    plan = engine.plan(("count", search.shape, where is EVERYWHERE), build, uneven=search.uneven)
    left = _NO_LIMIT if cap is None else cap + 1
    total = 0
    for span in where:
        total += int(engine.rows(plan, **search.values, **bounds(span), cap=left - total)[0][0])
        if total >= left:
            break
    return total


def ids(engine: Engine, criteria: Criteria, reader: Reader) -> list[int]:
    """The ids of all calls that meet the criteria."""
    search = ways.search(engine, criteria, reader, ways.ALL)
    plan = engine.plan(("ids", search.shape), lambda: Call.select(Call.id).where(*search.conditions(engine)))
    return [row[0] for row in engine.rows(plan, **search.values)]
