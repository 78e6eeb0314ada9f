"""Reports on calls. Everybody sees everybody's calls, so everybody may count them."""

from __future__ import annotations

from datetime import date

from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.reports import (
    BREAKDOWN,
    By,
    Days,
    Figures,
    Heat,
    Line,
    Part,
    Report,
    Table,
    start_of,
    summed,
)
from xscalls_tui.domain.text import sort_key
from xscalls_tui.queries import reports as queries
from xscalls_tui.queries.reports import Key
from xscalls_tui.services.session import Session

EVERYTHING = Criteria()
_IN_ORDER = {By.WEEK, By.MONTH}


def read(session: Session, report: Report, days: Days, filtered: Criteria = EVERYTHING) -> Table:
    """A report on the calls of these days that also meet what is ``filtered`` by."""
    by = BREAKDOWN[report]
    with session.reading():
        found = queries.breakdown(session.engine, _within(days, filtered), session.reader(), by)
        names = queries.names(session.engine) if {By.COMPANY, By.EMPLOYEE} & set(by) else {}
    lines = []
    for key, some in _gathered(by, found).items():
        parts = [
            Part(one, value, "" if isinstance(value, date) else names.get(one, {}).get(value, ""))
            for one, value in zip(by, key, strict=True)
        ]
        lines.append(Line(tuple(parts), summed(some)))
    lines.sort(key=_place)
    total = summed([line.figures for line in lines] or [Figures()])
    return Table(report, days, tuple(lines), total)


def heat(session: Session, days: Days, filtered: Criteria = EVERYTHING) -> Heat:
    """The calls of these days by weekday and hour."""
    with session.reading():
        return queries.heat(session.engine, _within(days, filtered), session.reader())


def _within(days: Days, filtered: Criteria) -> Criteria:
    return filtered.and_also(Criterion(Field.DATE, days.dates))


def _gathered(by: tuple[By, ...], found: dict[Key, list[Figures]]) -> dict[Key, list[Figures]]:
    """Days gathered to weeks."""
    gathered: dict[Key, list[Figures]] = {}
    for key, some in found.items():
        whole = tuple(
            start_of(one, value) if isinstance(value, date) else value
            for one, value in zip(by, key, strict=True)
        )
        gathered.setdefault(whole, []).extend(some)
    return gathered


def _place(line: Line) -> tuple[object, ...]:
    """The largest first, then by name; weeks, months and what has few values in their own order."""
    first = line.parts[0]
    if first.by in _IN_ORDER:
        return (str(first.key),)
    if first.by in (By.STATUS, By.DIRECTION):
        return (int(first.key) if isinstance(first.key, int) else 0,)
    if len(line.parts) > 1 and line.parts[1].by in _IN_ORDER:
        return (sort_key(first.name), str(line.parts[1].key))
    return (-line.figures.calls, not first.name, sort_key(first.name), sort_key(line.parts[-1].name))
