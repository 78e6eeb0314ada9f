"""What is there already: the rows that earlier imports made, rows that mean the same, ids in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import fn

from xscalls_tui.models.columns import Entity
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import ENTITIES, Employee, ImportKey, Operation


def imported(engine: Engine, entity: str, keys: Sequence[str]) -> dict[str, int]:
    """The rows that lines with these keys became earlier, by key.

    A row that somebody deleted counts, so that it does not come back; one that went because its import
    was undone does not.
    """
    return dict(engine.rows(_made_of(engine, entity, keys).where(_here(entity) | ~Operation.reverted)))


def taken_back(engine: Engine, entity: str, keys: Sequence[str]) -> dict[str, int]:
    """The rows that such lines became and that went because their import was undone, by key."""
    return dict(engine.rows(_made_of(engine, entity, keys).where(~_here(entity) & Operation.reverted)))


def _made_of(engine: Engine, entity: str, keys: Sequence[str]) -> Any:
    table = ENTITIES[entity]
    return (
        ImportKey.select(ImportKey.key, ImportKey.row_id)
        .join(table, on=(table.id == ImportKey.row_id))
        .join(Operation, on=(Operation.id == ImportKey.operation))
        .where(ImportKey.entity == entity, engine.among(ImportKey.key, keys))
    )


def _here(entity: str) -> Any:
    """Whether a row is in use: an employee that is taken back stays, but is no longer active."""
    return Employee.active if entity == "employee" else ENTITIES[entity].deleted_at.is_null()


def any_imported(engine: Engine) -> bool:
    """Whether there has been an import at all."""
    return bool(engine.rows(ImportKey.select(ImportKey.id).limit(1)))


def remember(engine: Engine, entity: str, operation: int, rows: Iterable[tuple[str, int]]) -> None:
    """Keep which row each key became."""
    engine.execute_many(
        "INSERT INTO import_key (entity, key, row_id, operation_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (entity, key) "
        "DO UPDATE SET row_id = excluded.row_id, operation_id = excluded.operation_id",
        [(entity, key, row_id, operation) for key, row_id in rows],
    )


def alike(
    engine: Engine, entity: str, column: str, values: Sequence[str], *, deleted: bool = False
) -> dict[str, int]:
    """The live rows, or the deleted ones, whose ``column`` is one of ``values``, by that value."""
    table = ENTITIES[entity]
    alike = getattr(table, column)
    query = table.select(alike, table.id).where(engine.among(alike, values))
    return dict(engine.rows(query.where(table.deleted_at.is_null(not deleted))))


class Ids:
    """Gives new rows their ids: the file's own where that is free, else one above all others.
    ``highest`` is the highest id of the file."""

    def __init__(self, engine: Engine, table: type[Entity], highest: int) -> None:
        self._engine = engine
        self._table = table
        engine.lock_table(table)
        self._top = int(engine.rows(table.select(fn.COALESCE(fn.MAX(table.id), 0)))[0][0])
        self._last = max(self._top, highest)

    def allot(self, wanted: Sequence[int]) -> dict[int, int]:
        """The ids to use, by those that are wished for; none is wished for twice."""
        taken: set[int] = set()
        if perhaps := [row_id for row_id in wanted if row_id <= self._top]:
            query = self._table.select(self._table.id).where(self._engine.among(self._table.id, perhaps))
            taken.update(row_id for (row_id,) in self._engine.rows(query))
        return {row_id: self._next() if row_id in taken else row_id for row_id in wanted}

    def above(self, wanted: Sequence[int]) -> dict[int, int]:
        """An id above all others for each of these, whatever they are."""
        return {row: self._next() for row in wanted}

    def _next(self) -> int:
        self._last += 1
        return self._last
