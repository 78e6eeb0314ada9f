"""What there is to do for somebody: planned calls of today, and those whose time has passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import SQL, Query, fn

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.start_page import Todo
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import Call


def todo(engine: Engine, employee: int, now: datetime, cap: int) -> Todo:
    """Counted along the index of an employee's planned calls, up to one more than ``cap``."""

    def build() -> Query:
        own = Call.select(SQL("1")).where(
            Call.employee == param("me"), Call.status == int(Status.PLANNED), Call.deleted_at.is_null()
        )
        today = own.where(Call.starts_at >= param("midnight"), Call.starts_at < param("tomorrow"))
        late = own.where(Call.starts_at < param("now"))
        counts = []
        for name, part in (("today", today), ("late", late)):
            some = part.limit(param("limit")).alias(name)
            counts.append(Call.select(fn.COUNT(SQL("1"))).from_(some))
        return Call.select(*counts).from_(SQL("(SELECT 1) AS one"))

    midnight = datetime.combine(now.date(), datetime.min.time())
    times = {"midnight": midnight, "tomorrow": midnight + timedelta(days=1), "now": now}
    (found,) = engine.rows(engine.plan("todo", build), me=employee, limit=cap + 1, **times)
    return Todo(*found)
