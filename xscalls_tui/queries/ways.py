"""By which way a list is read: which conditions lead to its calls, or none.

Criteria that can only be sought and then sorted (a part of a text, a name) are quick that way when few calls
meet them. When many do, it is quicker to walk along the list, or along the index of another criterion, and
look. What each way would come to is reckoned from a sample of the newest calls.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import reduce
from math import inf, prod
from operator import and_
from typing import Any, NamedTuple

from peewee import SQL, fn

from xscalls_tui.domain.criteria import Criteria, Field
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Call
from xscalls_tui.queries import compiler
from xscalls_tui.queries.compiler import Clause
from xscalls_tui.queries.reader import Reader

SAMPLE = 250
"""So many of the newest calls are looked at."""
PAGE, ALL = 100, inf
"""How many calls are wanted."""
LOOK, FURTHER, FIND, COMPARE = 1, 0.3, 4, 1
"""What a call costs that is looked at in the list's order, and each further clause that is looked at; that is
found, fetched and sorted; and that is found only to be compared with what else is found. Measured, in
relation to each other."""


class Search(NamedTuple):
    """Criteria on their way to SQL. ``lead`` are the clauses that are sought; without any, an index leads to
    the calls of one value, if there is such a clause."""

    clauses: tuple[Clause, ...]
    lead: tuple[int, ...]
    values: dict[str, Any]

    @property
    def shape(self) -> Hashable:
        """What the SQL depends on."""
        return tuple(clause.shape for clause in self.clauses), self.lead

    @property
    def indexed(self) -> bool:
        """Whether there is a clause of one value of a field with an index."""
        return any(clause.same for clause in self.clauses)

    @property
    def uneven(self) -> bool:
        """Whether the best way depends on the values: it does not for the calls of one value."""
        return len(self.clauses) > 1 or not all(clause.same for clause in self.clauses)

    def pins(self, field: Field) -> bool:
        """Whether all calls have the same value of a field."""
        return any(clause.same and clause.conditions[0].criterion.field is field for clause in self.clauses)

    def conditions(self, engine: Engine, *, walking: bool = False) -> list[Any]:
        """The conditions on a live call. ``walking``, no index is to lead to the calls."""
        where: list[Any] = [Call.deleted_at.is_null()]
        for number, clause in enumerate(self.clauses):
            if number in self.lead and not walking:
                where.append(compiler.sought(engine, clause))
            else:
                indexed = not self.lead and not walking
                where.append(compiler.sifted(engine, clause, indexed=indexed))
        return where


def search(engine: Engine, criteria: Criteria, reader: Reader, wanted: float = PAGE) -> Search:
    """The way to so many of the calls that meet the criteria."""
    clauses = compiler.clauses(criteria.on(reader.today))
    values: dict[str, Any] = {}
    for clause in clauses:
        values |= compiler.values(engine, clause, reader)
    return Search(clauses, _lead(engine, clauses, values, wanted), values)


def _lead(
    engine: Engine, clauses: tuple[Clause, ...], values: dict[str, Any], wanted: float
) -> tuple[int, ...]:
    searching = [number for number, clause in enumerate(clauses) if clause.searching]
    if not searching:
        return ()
    shape = tuple(clause.shape for clause in clauses)
    plan = engine.plan(("sample", shape), lambda: _sample(engine, clauses, searching))
    calls, *counts = engine.rows(plan, **values)[0]
    # What none of the sample meets, one in five hundred may; or fewer, when each clause is rare by itself.
    in_all, in_sought, *meeting = [max(count, 0.5) / SAMPLE for count in counts]
    meeting_all = min(in_all, prod(meeting)) if not counts[0] else in_all
    rarest = min(searching, key=lambda number: meeting[number])
    some = tuple(number for number in searching if meeting[number] < 0.5) or (rarest,)
    merged = COMPARE * sum(meeting[number] for number in some) + FIND * in_sought
    look = LOOK + FURTHER * (len(clauses) - 1)
    ways: list[tuple[float, tuple[int, ...]]] = [
        (min(share, share * wanted / (meeting_all * (calls or 1))) * look, ())
        for share in (1, *(meeting[number] for number, clause in enumerate(clauses) if clause.same))
    ]
    return min([*ways, (meeting[rarest] * FIND, (rarest,)), (merged, some)], key=lambda way: way[0])[1]


def _sample(engine: Engine, clauses: Sequence[Clause], searching: Iterable[int]) -> Any:
    """The highest ID, then how many of the sample meet all clauses, all that can be sought, and each."""
    met = [compiler.sifted(engine, clause).alias(f"met{number}") for number, clause in enumerate(clauses)]
    newest = Call.select(Call.id, *met).order_by(Call.id.desc()).limit(SAMPLE).alias("newest")
    each = [getattr(newest.c, f"met{number}") for number in range(len(clauses))]
    counted = [reduce(and_, each), reduce(and_, [each[number] for number in searching]), *each]
    columns = [fn.COUNT(SQL("1")).filter(condition) for condition in counted]
    return Call.select(fn.MAX(newest.c.id), *columns).from_(newest)
