"""By which way a list is read: which condition leads to its calls, or none.

Conditions that can only be sought and then sorted (a part of a text, a name) are quick that way when few
calls meet them, and slow when many do; then it is quicker to walk along the list and look. How many there
are is told by a sample of the newest calls.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from peewee import SQL, fn

from xscalls_tui.domain.criteria import Criteria, Field
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Call
from xscalls_tui.queries import compiler
from xscalls_tui.queries.compiler import Clause
from xscalls_tui.queries.reader import Reader

SAMPLE = 500
"""So many of the newest calls are looked at."""
FOR_A_PAGE = 5
"""From so many of them on, a walk comes upon a page of calls sooner than all are sought and sorted."""
FOR_ALL = SAMPLE // 2
"""The same where all calls are wanted: to be counted."""


class Search(NamedTuple):
    """Criteria on their way to SQL. ``lead`` is the clause that is sought; without one, an index leads to the
    calls of one value, if there is such a clause."""

    clauses: tuple[Clause, ...]
    lead: int | None
    values: dict[str, Any]

    @property
    def shape(self) -> Hashable:
        """What the SQL depends on."""
        return tuple(clause.shape for clause in self.clauses), self.lead

    @property
    def indexed(self) -> bool:
        """Whether there is a clause of one value of a field with an index."""
        return any(clause.same for clause in self.clauses)

    def pins(self, field: Field) -> bool:
        """Whether all calls have the same value of a field."""
        return any(clause.same and clause.conditions[0].criterion.field is field for clause in self.clauses)

    def conditions(self, engine: Engine, *, walking: bool = False) -> list[Any]:
        """The conditions on a live call. ``walking``, no index is to lead to the calls."""
        where: list[Any] = [Call.deleted_at.is_null()]
        for number, clause in enumerate(self.clauses):
            if number == self.lead and not walking:
                where.append(compiler.sought(engine, clause))
            else:
                indexed = self.lead is None and not walking
                where.append(compiler.sifted(engine, clause, indexed=indexed))
        return where


def search(engine: Engine, criteria: Criteria, reader: Reader, most: int = FOR_A_PAGE) -> Search:
    """The way to the calls that meet the criteria, where seeking pays below ``most`` of the sample."""
    clauses = compiler.clauses(criteria.on(reader.today))
    values: dict[str, Any] = {}
    for clause in clauses:
        values |= compiler.values(engine, clause, reader)
    return Search(clauses, _lead(engine, clauses, values, most), values)


def _lead(engine: Engine, clauses: tuple[Clause, ...], values: dict[str, Any], most: int) -> int | None:
    candidates = [number for number, clause in enumerate(clauses) if clause.same or clause.searching]
    if not any(clauses[number].searching for number in candidates):
        return None
    shape = tuple(clauses[number].shape for number in candidates)
    some = [clauses[number] for number in candidates]
    plan = engine.plan(("sample", shape), lambda: _sample(engine, some))
    # Of two that are as rare, the one with an index in the list's own order.
    counts = engine.rows(plan, **values)[0]
    hits, searching, best = min(
        (hits, clauses[number].searching, number) for hits, number in zip(counts, candidates, strict=True)
    )
    return best if searching and hits < most else None


def _sample(engine: Engine, some: Iterable[Clause]) -> Any:
    newest = Call.alias()
    ids = newest.select(newest.id).order_by(newest.id.desc()).limit(SAMPLE)
    counts = [fn.COUNT(SQL("1")).filter(compiler.sifted(engine, clause)) for clause in some]
    return Call.select(*counts).where(Call.id.in_(ids))
