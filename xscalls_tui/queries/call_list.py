"""Pages of the call list by key, and how many calls there are.

A page is read in segments: after the row with value v come the rows with the same v further on, then
those with a later value, then those with none. Each segment is one walk along one index, so a page costs
the same wherever it stands; the rows' names are joined after their ids are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from peewee import JOIN, SQL, NodeList, Query, Tuple, Value, fn

from xscalls_tui.domain.calls import CallRow, Direction, Status
from xscalls_tui.domain.criteria import Criteria, Page, PageRequest, SortBy
from xscalls_tui.models.engine import Engine, Plan, param
from xscalls_tui.models.tables import Call, Company, Contact, DayCount, Employee, Project
from xscalls_tui.queries import compiler, visibility

STATUSES = (Status.PLANNED, *Status)
"""Statuses by number (0 is never stored); the same for directions below: quicker than the enum."""
DIRECTIONS = (Direction.OUT, *Direction)


class Segment(Enum):
    """Which part of the sorted rows a query walks."""

    ALL = "all"
    SAME_VALUE = "same value, beyond the anchor"
    LATER_VALUE = "later value"
    NO_VALUE = "no value"
    NO_VALUE_BEYOND = "no value, beyond the anchor"


@dataclass(frozen=True, slots=True)
class _Order:
    """How a list is sorted in SQL: the value sorted by, and the table that has to be joined for it."""

    value: Any
    table: Any = None
    link: Any = None
    nullable: bool = False


_ORDERS = {
    SortBy.DATE: _Order(None),
    SortBy.STATUS: _Order(Call.status),
    SortBy.SUBJECT: _Order(Call.subject_sort),
    SortBy.EMPLOYEE: _Order(Employee.initials_sort, Employee, Call.employee),
    SortBy.COMPANY: _Order(Company.name_sort, Company, Call.company, nullable=True),
}


def page(engine: Engine, request: PageRequest, me: int, superuser: bool) -> Page:
    """The rows asked for, in list order; ``me`` and ``superuser`` decide the pencil of each."""
    values = compiler.values(request.criteria) | {"me": me}
    if request.anchor:
        anchor = request.anchor
        values |= {"value": anchor.value, "starts_at": anchor.starts_at, "id": anchor.id}
    wanted = request.limit + 1
    found: list[tuple[Any, ...]] = []
    for segment in _segments(request):
        found += engine.rows(_plan(engine, request, segment, superuser), **values, limit=wanted - len(found))
        if len(found) >= wanted:
            break
    more = len(found) > request.limit
    rows = [_row(engine, row) for row in found[: request.limit]]
    if request.backward:
        rows.reverse()
    return Page(tuple(rows), more)


def count(engine: Engine, criteria: Criteria, cap: int | None = None) -> int:
    """How many calls meet the criteria; with ``cap``, counting stops at one more than that."""
    if not criteria.terms and cap is None:
        return int(engine.rows(DayCount.select(fn.COALESCE(fn.SUM(DayCount.calls), 0)))[0][0])

    def build() -> Query:
        matching = Call.select(SQL("1")).where(*compiler.conditions(criteria)).limit(param("cap"))
        return Call.select(fn.COUNT(SQL("1"))).from_(matching.alias("matching"))

    plan = engine.plan(("count", compiler.shape(criteria)), build)
    limit = -1 if cap is None else cap + 1
    return int(engine.rows(plan, **compiler.values(criteria), cap=limit)[0][0])


def _segments(request: PageRequest) -> Iterator[Segment]:
    """The parts to read, in the direction of the request, until there are rows enough."""
    order = _ORDERS[request.sort.by]
    forwards_up = request.sort.descending == request.backward
    anchor = request.anchor
    none_first, none_last = order.nullable and not forwards_up, order.nullable and forwards_up
    if order.value is None:
        yield Segment.SAME_VALUE if anchor else Segment.ALL
    elif anchor is None:
        if none_first:
            yield Segment.NO_VALUE
        yield Segment.ALL
        if none_last:
            yield Segment.NO_VALUE
    elif anchor.value is None:
        yield Segment.NO_VALUE_BEYOND
        if not forwards_up:
            yield Segment.ALL
    else:
        yield Segment.SAME_VALUE
        yield Segment.LATER_VALUE
        if none_last:
            yield Segment.NO_VALUE


def _plan(engine: Engine, request: PageRequest, segment: Segment, superuser: bool) -> Plan:
    up = request.sort.descending == request.backward
    shape = compiler.shape(request.criteria)
    key = ("page", shape, request.sort.by, up, request.inclusive, segment, superuser)
    return engine.plan(
        key, lambda: _build(request.criteria, request.sort.by, up, request.inclusive, segment, superuser)
    )


def _build(
    criteria: Criteria, by: SortBy, up: bool, inclusive: bool, segment: Segment, superuser: bool
) -> Query:
    order = _ORDERS[by]
    empty = segment in (Segment.NO_VALUE, Segment.NO_VALUE_BEYOND)
    value = None if order.value is None or empty else order.value
    ids = Call.select(Call.id.alias("id")).where(*compiler.conditions(criteria))
    ids = ids.select_extend((Value(None) if value is None else value).alias("value"))
    if value is not None and order.table is not None:
        ids = ids.join(order.table, on=(order.link == order.table.id))
    if empty:
        ids = ids.where(order.link.is_null())
    if segment in (Segment.SAME_VALUE, Segment.NO_VALUE_BEYOND):
        here = Tuple(Call.starts_at, Call.id)
        anchor = Tuple(param("starts_at"), param("id"))
        beyond = (here >= anchor if inclusive else here > anchor) if up else (
            here <= anchor if inclusive else here < anchor
        )
        ids = ids.where(beyond)
        if value is not None:
            ids = ids.where(value == param("value"))
    elif segment is Segment.LATER_VALUE:
        ids = ids.where(value > param("value") if up else value < param("value"))
    ordering = [*([value] if value is not None else []), Call.starts_at, Call.id]
    ids = ids.order_by(*(term.asc() if up else term.desc() for term in ordering)).limit(param("limit"))
    return _with_names(ids.alias("page"), up, superuser)


def _with_names(ids: Any, up: bool, superuser: bool) -> Query:
    """The columns of a CallRow for the ids found, in the same order."""
    columns = (
        Call.id, Call.version, Call.starts_at, Call.ends_at, Call.direction, Call.status,
        Call.origin.is_null(False), Call.has_followups,
        Call.employee, Employee.initials, Call.subject, Call.phone,
        Call.company, fn.COALESCE(Company.name, ""),
        Call.project, fn.COALESCE(NodeList((Project.number, SQL("|| ' ' ||"), Project.name)), ""),
        Call.contact, fn.COALESCE(Contact.name, Call.partner),
        visibility.may_change(Call, superuser=superuser), ids.c.value,
    )  # fmt: skip
    ordering = (ids.c.value, Call.starts_at, Call.id)
    return (
        Call.select(*columns)
        .from_(ids)
        .join(Call, on=(Call.id == ids.c.id))
        .join(Employee, on=(Call.employee == Employee.id))
        .join(Company, JOIN.LEFT_OUTER, on=(Call.company == Company.id))
        .join(Project, JOIN.LEFT_OUTER, on=(Call.project == Project.id))
        .join(Contact, JOIN.LEFT_OUTER, on=(Call.contact == Contact.id))
        .order_by(*(term.asc() if up else term.desc() for term in ordering))
    )


def _row(engine: Engine, row: tuple[Any, ...]) -> CallRow:
    call, version, starts, ends, direction, status, follows, followed, *rest, may_change, value = row
    fields: tuple[Any, ...] = (
        call, version, engine.wall(starts), engine.wall(ends), DIRECTIONS[direction], STATUSES[status],
        bool(follows), bool(followed), *rest, bool(may_change), value,
    )  # fmt: skip
    return CallRow(*fields)


def ids(engine: Engine, criteria: Criteria) -> list[int]:
    """The ids of all calls that meet the criteria."""

    def build() -> Query:
        return Call.select(Call.id).where(*compiler.conditions(criteria))

    plan = engine.plan(("ids", compiler.shape(criteria)), build)
    return [row[0] for row in engine.rows(plan, **compiler.values(criteria))]
