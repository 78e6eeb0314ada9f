"""Records by any part of their texts, for the global search."""

from __future__ import annotations

from peewee import SQL, Query, fn

from xscalls_tui.domain.finding import Hit, Sought
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.queries import matching
from xscalls_tui.queries.record_sql import column_of, joined, table_of, with_links


def hits(engine: Engine, kind: RecordType, wanted: Sought, limit: int) -> list[Hit]:
    """The first records that are found by any part of their texts: those of that very name, those whose name
    starts with the text, then all others, each in Norwegian order."""

    def build() -> Query:
        table = table_of(kind)
        links = [link for link in joined(kind) if link.property.name in kind.hit]
        short = {link.property.name: link.short for link in links}
        details = [short.get(name) or column_of(kind, name) for name in kind.hit]
        names = [column_of(kind, name) for name in kind.title]
        query = with_links(table.select(table.id, *names, *details), kind, links)
        fold, text = table.name_fold, param("text")
        query = query.where(table.deleted_at.is_null(), matching.found(engine, kind, wanted))
        order = (
            (fold == text).desc(),
            (engine.position(fold, text) == 1).desc(),
            getattr(table, "name_sort", table.name_fold),
            table.id,
        )
        return query.order_by(*order).limit(param("limit"))  # type: ignore[no-any-return]

    plan = engine.plan(("hits", kind.register, matching.shape(wanted)), build)
    rows = engine.rows(plan, **matching.bound(engine, kind, wanted), text=wanted.text, limit=limit)
    names = len(kind.title)
    return [Hit(row[0], " ".join(row[1 : 1 + names]), tuple(filter(None, row[1 + names :]))) for row in rows]


def count(engine: Engine, kind: RecordType, wanted: Sought, cap: int) -> int:
    """How many records are found; counting stops at one more than ``cap``."""

    def build() -> Query:
        table = table_of(kind)
        live = table.select(SQL("1")).where(table.deleted_at.is_null(), matching.found(engine, kind, wanted))
        some = live.limit(param("limit"))
        return table.select(fn.COUNT(SQL("1"))).from_(some.alias("found"))  # type: ignore[no-any-return]

    plan = engine.plan(("hit count", kind.register, matching.shape(wanted)), build)
    return int(engine.rows(plan, **matching.bound(engine, kind, wanted), limit=cap + 1)[0][0])
