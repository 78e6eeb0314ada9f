"""Pages of the call list by key.

A page is read in segments: after the row with value v come the rows with the same v further on, then
those with a later value, then those with none. Each segment is one walk along one index, so a page costs
the same wherever it stands; the rows' names are joined after their ids are found.

A list with criteria in another order than by date has two ways: along the index of the order, passing
over what does not match, or along the index of a criterion, and then sorting. The first is quick when
much matches, the second when little does, so that is counted, up to MANY. For criteria that are sought,
such as a part of a text, see ``ways``; for those that only some days of a list by date can meet, ``spans``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from enum import Enum
from functools import partial
from itertools import product
from typing import Any, NamedTuple

from peewee import JOIN, SQL, NodeList, Query, Tuple, Value, fn

from xscalls_tui.domain.calls import CallRow, Direction, Status
from xscalls_tui.domain.criteria import Field, Page, PageRequest, SortBy
from xscalls_tui.models.engine import Engine, param, text_of
from xscalls_tui.models.tables import Call, Company, Contact, Employee, Project
from xscalls_tui.queries import counting, visibility, ways
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.spans import EVERYWHERE, IN_SPAN, Where, bounds, in_direction, place_of, whole
from xscalls_tui.queries.ways import Search

STATUSES = (Status.PLANNED, *Status)
"""Statuses by number (0 is never stored); the same for directions below: quicker than the enum."""
DIRECTIONS = (Direction.OUT, *Direction)


MANY = 5000
"""From so many matching calls on, a list is read along the index of its order."""


class Segment(Enum):
    """Which part of the sorted rows a query walks."""

    ALL = "all"
    SAME_VALUE = "same value, beyond the anchor"
    LATER_VALUE = "later value"
    NO_VALUE = "no value"
    NO_VALUE_BEYOND = "no value, beyond the anchor"


class _Order(NamedTuple):
    """How a list is sorted in SQL: the value sorted by, and the register that it stands in. The calls of
    one row of a register stay together, also when another one has the same name."""

    value: Any
    table: Any = None
    link: Any = None
    nullable: bool = False

    @property
    def terms(self) -> tuple[Any, Any]:
        """What comes before the date in ORDER BY: the value and the register row, None for nothing."""
        return self.value, None if self.table is None else self.table.id


_ORDERS = {
    SortBy.DATE: _Order(None),
    SortBy.STATUS: _Order(Call.status),
    SortBy.SUBJECT: _Order(Call.subject_sort),
    SortBy.EMPLOYEE: _Order(Employee.initials_sort, Employee, Call.employee),
    SortBy.COMPANY: _Order(Company.name_sort, Company, Call.company, nullable=True),
}
_ALIKE = {
    SortBy.STATUS: Field.STATUS,
    SortBy.EMPLOYEE: Field.EMPLOYEE,
    SortBy.COMPANY: Field.COMPANY,
}
"""The criterion under which all calls are alike in an order, so that only their dates are left."""
_VALUE_END = "\0"
"""Stands in a key between a register row's name and its id; no name has it."""


class _Way(NamedTuple):
    """What the SQL of a page depends on, apart from the segment. ``bounded``, it lies in a span of days."""

    shape: Hashable
    by: SortBy
    up: bool
    inclusive: bool
    walk: bool
    superuser: bool
    bounded: bool


def page(engine: Engine, request: PageRequest, reader: Reader) -> Page:
    """The rows asked for, in list order; the reader decides the pencil of each."""
    search = ways.search(engine, request.criteria, reader)
    way, where = _way(engine, request, search, reader)
    values = search.values | _anchor(request, way) | {"me": reader.me}
    wanted = request.limit + 1
    found: list[tuple[Any, ...]] = []
    for segment, span in product(_segments(request, way), where):
        build = partial(_build, engine, search, way, segment)
        plan = engine.plan((way, segment), build, uneven=search.uneven)
        found += engine.rows(plan, **values, **bounds(span), limit=wanted - len(found))
        if len(found) >= wanted:
            break
    more = len(found) > request.limit
    rows = [_row(engine, row) for row in found[: request.limit]]
    if request.backward:
        rows.reverse()
    return Page(tuple(rows), more)


def _way(engine: Engine, request: PageRequest, search: Search, reader: Reader) -> tuple[_Way, Where]:
    by, where = request.sort.by, place_of(engine, search, reader)
    if by in _ALIKE and search.pins(_ALIKE[by]):
        by = SortBy.DATE
    # By date, and an employee's by status, both ways are one: there is an index for criterion and order.
    one_way = by is SortBy.DATE or (by is SortBy.STATUS and search.pins(Field.EMPLOYEE))
    if not search.clauses or search.lead:
        walk = not search.clauses
    else:
        walk = not search.indexed if one_way else counting.matching(engine, search, where, MANY) > MANY
    up = request.sort.descending == request.backward
    bounded = where is not EVERYWHERE
    if bounded and by is SortBy.DATE:
        anchor = request.anchor
        where = in_direction(where, up, anchor and text_of(anchor.starts_at))
    elif bounded:
        # In another order the days of a span do not stand together.
        where, bounded = (EVERYWHERE, False) if walk else (whole(where), True)
    return _Way(search.shape, by, up, request.inclusive, walk, reader.superuser, bounded), where


def _anchor(request: PageRequest, way: _Way) -> dict[str, Any]:
    anchor = request.anchor
    if anchor is None:
        return {}
    value, link = anchor.value, None
    if isinstance(value, str) and _ORDERS[way.by].table is not None:
        value, _, link = value.rpartition(_VALUE_END)
    row_id = int(link) if link else None
    return {"value": value, "link": row_id, "starts_at": anchor.starts_at, "id": anchor.id}


def _segments(request: PageRequest, way: _Way) -> Iterator[Segment]:
    """The parts to read, in the direction of the request, until there are rows enough."""
    order, anchor = _ORDERS[way.by], request.anchor
    none_first, none_last = order.nullable and not way.up, order.nullable and way.up
    if order.value is None:
        yield Segment.SAME_VALUE if anchor else Segment.ALL
    elif anchor is None:
        if none_first:
            yield Segment.NO_VALUE
        yield Segment.ALL
        if none_last:
            yield Segment.NO_VALUE
    elif anchor.value is None and order.nullable:
        yield Segment.NO_VALUE_BEYOND
        if none_first:
            yield Segment.ALL
    else:
        yield Segment.SAME_VALUE
        yield Segment.LATER_VALUE
        if none_last:
            yield Segment.NO_VALUE


def _build(engine: Engine, search: Search, way: _Way, segment: Segment) -> Query:
    order = _ORDERS[way.by]
    conditions = search.conditions(engine, walking=way.walk)
    if segment in (Segment.NO_VALUE, Segment.NO_VALUE_BEYOND):
        empty, order = order.link.is_null(), _ORDERS[SortBy.DATE]
        ids = _ids(order).where(empty, *search.conditions(engine))
    elif order.table is None:
        ids = _ids(order).where(*conditions)
    else:
        # SQLite takes the tables of a CROSS JOIN in the order in which they stand.
        first, second = (order.table, Call) if way.walk else (Call, order.table)
        ids = _ids(order).from_(first).join(second, JOIN.CROSS).where(order.link == order.table.id)
        ids = ids.where(*conditions)
    terms = [term for term in (*order.terms, Call.starts_at, Call.id) if term is not None]
    if way.bounded:
        ids = ids.where(*IN_SPAN)
    ids = ids.where(*_beyond(order, way, segment))
    ids = ids.order_by(*(term.asc() if way.up else term.desc() for term in terms)).limit(param("limit"))
    return _with_names(ids.alias("page"), way)


def _ids(order: _Order) -> Any:
    value, link = (Value(None) if term is None else term for term in order.terms)
    return Call.select(Call.id.alias("id"), value.alias("value"), link.alias("link"))


def _beyond(order: _Order, way: _Way, segment: Segment) -> Iterator[Any]:
    """The conditions that cut a segment out of the list."""
    value, link = order.terms
    if segment is Segment.LATER_VALUE:
        here, anchor = value, param("value")
        if link is not None:
            here, anchor = Tuple(value, link), Tuple(anchor, param("link"))
        yield here > anchor if way.up else here < anchor
    elif segment in (Segment.SAME_VALUE, Segment.NO_VALUE_BEYOND):
        if value is not None:
            yield value == param("value")
        if link is not None:
            yield link == param("link")
        here, anchor = Tuple(Call.starts_at, Call.id), Tuple(param("starts_at"), param("id"))
        if way.inclusive:
            yield here >= anchor if way.up else here <= anchor
        else:
            yield here > anchor if way.up else here < anchor


def _with_names(ids: Any, way: _Way) -> Query:
    """The columns of a CallRow for the ids found, in the same order."""
    columns = (
        Call.id, Call.version, Call.starts_at, Call.ends_at, Call.direction, Call.status,
        Call.origin.is_null(False), Call.has_followups,
        Call.employee, Employee.initials, Call.subject, Call.phone,
        Call.company, fn.COALESCE(Company.name, ""),
        Call.project, fn.COALESCE(NodeList((Project.number, SQL("|| ' ' ||"), Project.name)), ""),
        Call.contact, fn.COALESCE(Contact.name, Call.partner),
        visibility.may_change(Call, superuser=way.superuser), ids.c.value, ids.c.link,
    )  # fmt: skip
    ordering = (ids.c.value, ids.c.link, Call.starts_at, Call.id)
    return (
        Call.select(*columns)
        .from_(ids)
        .join(Call, on=(Call.id == ids.c.id))
        .join(Employee, on=(Call.employee == Employee.id))
        .join(Company, JOIN.LEFT_OUTER, on=(Call.company == Company.id))
        .join(Project, JOIN.LEFT_OUTER, on=(Call.project == Project.id))
        .join(Contact, JOIN.LEFT_OUTER, on=(Call.contact == Contact.id))
        .order_by(*(term.asc() if way.up else term.desc() for term in ordering))
    )


def _row(engine: Engine, row: tuple[Any, ...]) -> CallRow:
    call, version, starts, ends, direction, status, follows, followed, *rest, may_change, value, link = row
    fields: tuple[Any, ...] = (
        call, version, engine.wall(starts), engine.wall(ends), DIRECTIONS[direction], STATUSES[status],
        bool(follows), bool(followed), *rest, bool(may_change),
        value if link is None else f"{value}{_VALUE_END}{link}",
    )  # fmt: skip
    return CallRow(*fields)
