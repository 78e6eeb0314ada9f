"""Saved searches and preferences, as they are stored."""

from __future__ import annotations

from typing import Any, NamedTuple

from xscalls_tui.domain.text import sort_key
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.tables import Employee, Preference, SavedSearch


class StoredSearch(NamedTuple):
    """A row of saved searches, with its owner's initials."""

    id: int
    owner_id: int
    initials: str
    name: str
    line: str
    sort_by: str
    descending: bool
    shared: bool


def visible(engine: Engine, me: int) -> list[StoredSearch]:
    """One's own by their places, then what colleagues share in Norwegian order."""
    query = _rows().where((SavedSearch.owner == me) | SavedSearch.shared)
    found = _found(engine, query.order_by(SavedSearch.place, SavedSearch.id))
    others = [search for search in found if search.owner_id != me]
    others.sort(key=lambda search: (sort_key(search.name), search.id))
    return [*(search for search in found if search.owner_id == me), *others]


def by_id(engine: Engine, search_id: int) -> StoredSearch | None:
    """The search, unless there is none or it is deleted."""
    found = _found(engine, _rows().where(SavedSearch.id == search_id))
    return found[0] if found else None


def last_place(engine: Engine, owner: int) -> int:
    """The highest place among an employee's searches; 0 when there are none."""
    query = SavedSearch.select(SavedSearch.place).where(
        SavedSearch.owner == owner, SavedSearch.deleted_at.is_null()
    )
    rows = engine.rows(query.order_by(SavedSearch.place.desc()).limit(1))
    return int(rows[0][0]) if rows else 0


def preference(engine: Engine, employee: int, name: str) -> str | None:
    """What an employee has set; None when nothing is."""

    def build() -> Any:
        return Preference.select(Preference.value).where(
            Preference.employee == param("employee"),
            Preference.name == param("name"),
            Preference.deleted_at.is_null(),
        )

    rows = engine.rows(engine.plan("preference", build), employee=employee, name=name)
    return str(rows[0][0]) if rows else None


def preferences(engine: Engine, employee: int) -> dict[str, str]:
    """All that an employee has set, by name."""

    def build() -> Any:
        return Preference.select(Preference.name, Preference.value).where(
            Preference.employee == param("employee"), Preference.deleted_at.is_null()
        )

    return dict(engine.rows(engine.plan("preferences", build), employee=employee))


def preference_row(engine: Engine, employee: int, name: str) -> int | None:
    """The id of the row of a preference, also of one that is set no more."""
    query = Preference.select(Preference.id).where(Preference.employee == employee, Preference.name == name)
    rows = engine.rows(query)
    return int(rows[0][0]) if rows else None


def _rows() -> Any:
    table = SavedSearch
    columns = (
        table.id, table.owner, Employee.initials, table.name, table.line, table.sort_by,
        table.descending, table.shared,
    )  # fmt: skip
    query = table.select(*columns).join(Employee, on=(table.owner == Employee.id))
    return query.where(table.deleted_at.is_null())


def _found(engine: Engine, query: Any) -> list[StoredSearch]:
    rows = map(StoredSearch._make, engine.rows(query))
    # As SQLite gives them they are numbers.
    return [row._replace(descending=bool(row.descending), shared=bool(row.shared)) for row in rows]
