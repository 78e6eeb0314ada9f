"""What a list shows of records besides their properties, as SQL: (table of the records, who changed them
last)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peewee import SQL, Case, NodeList, fn

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.record_types.work import CASE_STATUSES
from xscalls_tui.models import tables as t

_ENDED = tuple(choice.code for choice in CASE_STATUSES if choice.ended)


def _contacts(table: Any, _who: Any) -> Any:
    """How many contact persons a company has."""
    return t.Contact.select(fn.COUNT(t.Contact.id)).where(
        t.Contact.company == table.id, t.Contact.deleted_at.is_null()
    )


def _contacted(table: Any, _who: Any) -> Any:
    """When the latest call that was held with a company began; an attempt that nobody answered is none."""
    return t.Call.select(fn.MAX(t.Call.starts_at)).where(
        t.Call.company == table.id, t.Call.deleted_at.is_null(), t.Call.status == SQL(str(int(Status.DONE)))
    )


def _cases(table: Any, _who: Any) -> Any:
    """A contact person's cases: those open / all, one number when all are closed, nothing for none."""
    total = fn.COUNT(t.Case.id)
    still_open = fn.SUM(Case(None, [(t.Case.status.in_(_ENDED), 0)], 1))
    both = NodeList((still_open, SQL("|| '/' ||"), total))
    told = Case(None, [(total == 0, ""), (still_open == 0, total.cast("TEXT"))], both)
    return t.Case.select(told).where(t.Case.contact == table.id, t.Case.deleted_at.is_null())


EXTRAS: dict[str, Callable[[Any, Any], Any]] = {
    "id": lambda table, _who: table.id,
    "changed_at": lambda table, _who: table.changed_at,
    "changed_by": lambda _table, who: fn.COALESCE(who.initials, ""),
    "contacts": _contacts,
    "contacted": _contacted,
    "cases": _cases,
}
