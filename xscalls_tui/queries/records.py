"""Records of any register, by its RecordType: one of them, pages of its list, counts and sums.

Pages are read by key, as those of calls are: the lines after the anchor in one walk along the order. The ids
are found first; what a line shows is joined to them afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, SQL, Query, Tuple, fn

from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.records import Record, RecordCriteria, RecordPage, RecordRequest
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.queries.reader import Reader
from xscalls_tui.queries.record_sql import (
    bound_values,
    column_of,
    conditions,
    joined,
    lines,
    shape_of,
    sorted_by,
    table_of,
    with_links,
)
from xscalls_tui.queries.record_values import decimal, record, row, title


def read(engine: Engine, kind: RecordType, row_id: int) -> Record | None:
    """The record, or None when there is none (any more)."""
    plan = engine.plan(
        ("record", kind.register), lambda: _whole(kind).where(table_of(kind).id == param("id"))
    )
    rows = engine.rows(plan, id=row_id)
    return record(engine, kind, rows[0]) if rows else None


def read_many(engine: Engine, kind: RecordType, ids: Sequence[int]) -> list[Record]:
    """The records of these ids, in no order, without those that do not exist."""
    rows = engine.rows(_whole(kind).where(engine.among(table_of(kind).id, ids)))
    return [record(engine, kind, row) for row in rows]


def _whole(kind: RecordType) -> Any:
    """All that is known of each record that is not deleted."""
    table, links = table_of(kind), joined(kind)
    by = {stamp: t.Employee.alias() for stamp in ("created_by", "changed_by")}
    names = [link.long for link in links]
    columns = [column_of(kind, one.column) for one in kind.properties]
    stamps = (table.created_at, table.created_by, table.changed_at)
    query = table.select(
        table.id, table.version, *columns, *names, *stamps, *(who.initials for who in by.values())
    )
    query = with_links(query, kind, links)
    for stamp, who in by.items():
        query = query.join_from(table, who, JOIN.LEFT_OUTER, on=(getattr(table, stamp) == who.id))
    return query.where(table.deleted_at.is_null())


def page(engine: Engine, kind: RecordType, request: RecordRequest, reader: Reader) -> RecordPage:
    """The lines asked for, in list order."""
    up = request.sort.descending == request.backward
    sort = request.sort.by
    shape = (kind.register, sort, up, request.inclusive, request.anchor is not None)

    def build() -> Query:
        table = table_of(kind)
        value = sorted_by(kind, sort)
        ids = table.select(table.id.alias("id"), value.alias("value"))
        ids = ids.where(*conditions(engine, kind, request.criteria))
        if request.anchor is not None:
            here, there = Tuple(value, table.id), Tuple(param("anchor value"), param("anchor id"))
            if request.inclusive:
                ids = ids.where(here >= there if up else here <= there)
            else:
                ids = ids.where(here > there if up else here < there)
        order = (value, table.id)
        ids = ids.order_by(*(term.asc() if up else term.desc() for term in order)).limit(param("limit"))
        return lines(kind, ids.alias("page"), up)

    bound = bound_values(engine, kind, request.criteria) | {"limit": request.limit + 1}
    if request.anchor is not None:
        bound |= {"anchor value": request.anchor.value, "anchor id": request.anchor.id}
    plan = engine.plan(("records", *shape, shape_of(request.criteria)), build, uneven=True)
    found = engine.rows(plan, **bound)
    rows = [row(engine, kind, line, reader) for line in found[: request.limit]]
    if request.backward:
        rows.reverse()
    return RecordPage(tuple(rows), len(found) > request.limit)


def count(engine: Engine, kind: RecordType, criteria: RecordCriteria, cap: int | None = None) -> int:
    """How many records meet the criteria; with ``cap``, counting stops at one more than that."""

    def build() -> Query:
        table = table_of(kind)
        found = table.select(SQL("1")).where(*conditions(engine, kind, criteria))
        if cap is not None:
            found = found.limit(param("limit"))
        return table.select(fn.COUNT(SQL("1"))).from_(found.alias("found"))  # type: ignore[no-any-return]

    plan = engine.plan(("record count", kind.register, cap is None, shape_of(criteria)), build, uneven=True)
    bound = bound_values(engine, kind, criteria) | ({} if cap is None else {"limit": cap + 1})
    return int(engine.rows(plan, **bound)[0][0])


def ids(engine: Engine, kind: RecordType, criteria: RecordCriteria) -> list[int]:
    """The ids of all records that meet the criteria, in no order."""
    table = table_of(kind)
    query = table.select(table.id).where(*conditions(engine, kind, criteria))
    plan = engine.plan(("record ids", kind.register, shape_of(criteria)), lambda: query, uneven=True)
    return [row[0] for row in engine.rows(plan, **bound_values(engine, kind, criteria))]


def sums(engine: Engine, kind: RecordType, criteria: RecordCriteria) -> dict[date, tuple[Decimal, ...]]:
    """For each day of a weekly register that has records: the sums of its ``summed`` properties."""

    def build() -> Query:
        table, day = table_of(kind), column_of(kind, kind.weekly)
        summed = [fn.COALESCE(fn.SUM(column_of(kind, name)), 0) for name in kind.summed]
        query = table.select(day, *summed).where(*conditions(engine, kind, criteria))
        return query.group_by(day).order_by(day)  # type: ignore[no-any-return]

    plan = engine.plan(("record sums", kind.register, shape_of(criteria)), build, uneven=True)
    rows = engine.rows(plan, **bound_values(engine, kind, criteria))
    return {date.fromisoformat(day): tuple(decimal(cents) for cents in rest) for day, *rest in rows}


def titles(engine: Engine, kind: RecordType, ids: Sequence[int]) -> dict[int, str]:
    """The names of records, also of deleted ones."""
    table = table_of(kind)
    query = table.select(table.id, *(column_of(kind, name) for name in kind.title))
    rows = engine.rows(query.where(engine.among(table.id, ids)))
    return {row_id: title(kind, dict(zip(kind.title, parts, strict=True))) for row_id, *parts in rows}


def hanging(
    engine: Engine, kind: RecordType, links: Sequence[tuple[Any, str]], ids: Sequence[int]
) -> set[int]:
    """Those of these records that something else links to, which is not among them itself: ``links`` are
    (table, column of the link)."""
    found: set[int] = set()
    for table, column in links:
        link = next(field for field in table._meta.sorted_fields if field.column_name == column)
        live = [engine.among(link, ids), table.deleted_at.is_null()]
        if table is table_of(kind):
            live.append(~engine.among(table.id, ids))
        if len(ids) == 1:
            query = table.select(link).where(*live).limit(1)
        else:
            query = table.select(link).where(*live).distinct()
        found.update(row[0] for row in engine.rows(query))
    return found
