"""What must hold of a database whatever was done to it, and whatever went wrong meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from peewee import DatabaseError

from xscalls_tui.models.engine import Engine
from xscalls_tui.models.searched import SEARCHED, TEXTS, Searched
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.models.tables import ENTITIES

_NOT_JOURNALLED = {"id", "version", "has_followups", "changed_at", "changed_by"}
"""Columns that follow from the journal or from other rows."""

_ONES_OWN = {"saved_search", "preference"}
"""Where a server shows nobody the rows of all."""

_DAYS = "SELECT substr(starts_at, 1, 10) AS day, count(*) FROM call WHERE deleted_at IS NULL GROUP BY day"
_OUT_OF_BOUNDS = """
SELECT call.id FROM call JOIN day_count ON day = substr(starts_at, 1, 10)
WHERE deleted_at IS NULL AND NOT (
  call.id BETWEEN least_id AND most_id
  AND substr(created_at, 1, 10) BETWEEN first_created AND last_created
)
"""
_FOLLOWED = """
SELECT id FROM call WHERE has_followups <>
  EXISTS (SELECT 1 FROM call f WHERE f.origin_id = call.id AND f.deleted_at IS NULL)
"""
_LOOSE_LINKS = """
SELECT f.id FROM call f JOIN call o ON o.id = f.origin_id
WHERE f.deleted_at IS NULL AND o.deleted_at IS NOT NULL
"""
_EMPTY_OPERATIONS = """
SELECT id FROM operation WHERE NOT EXISTS (SELECT 1 FROM change WHERE operation_id = operation.id)
"""
_CHANGES = """
SELECT row_id, version_before, version_after, before, after FROM change WHERE entity = ? ORDER BY row_id, id
"""


def assert_sound(engine: Engine) -> None:
    """Fail with everything that is wrong."""
    with engine.reading():
        found = list(problems(engine))
    assert not found, "\n".join(found)


def problems(engine: Engine) -> Iterator[str]:
    """Everything that is wrong, a sentence each."""
    if isinstance(engine, SqliteEngine):  # a server checks both by itself
        if (answer := engine.rows_of("PRAGMA integrity_check")) != [("ok",)]:
            yield f"integrity: {answer}"
        if broken := engine.rows_of("PRAGMA foreign_key_check"):
            yield f"foreign keys: {broken}"
    counted = dict(engine.rows_of("SELECT day, calls FROM day_count WHERE calls <> 0"))
    if (recounted := dict(engine.rows_of(_DAYS))) != counted:
        yield f"day_count says {counted}, there are {recounted}"
    for what, sql in (
        ("has_followups is wrong", _FOLLOWED),
        ("is not within the bounds of its day", _OUT_OF_BOUNDS),
        ("follows up a deleted call", _LOOSE_LINKS),
        ("is an operation that changed nothing", _EMPTY_OPERATIONS),
    ):
        if rows := engine.rows_of(sql):
            yield f"{what}: {[row[0] for row in rows]}"
    for entity in ENTITIES:
        yield from _journal_problems(engine, entity)
    for searched in SEARCHED:
        yield from _text_problems(engine, searched)


def _journal_problems(engine: Engine, entity: str) -> Iterator[str]:
    """Where the journal of a table, played from the start, does not end with what stands in the table."""
    played: dict[int, dict[str, Any]] = {}
    # A new database's first employee was there before the journal.
    versions = {1: 1} if entity == "employee" else {}
    for row_id, version_before, version_after, before, after in engine.rows_of(_CHANGES, entity):
        name = f"{entity} {row_id}"
        if version_before != versions.get(row_id, 0) or version_after != version_before + 1:
            yield f"{name}: version {versions.get(row_id)}, then {version_before} to {version_after}"
        versions[row_id] = version_after
        values = played.setdefault(row_id, {})
        for column, value in json.loads(before or "{}").items():
            if values.get(column, value) != value:
                yield f"{name}: {column} was {values[column]!r}, the journal says before: {value!r}"
        values |= json.loads(after or "{}")
    for row in _rows(engine, entity):
        row_id, version = row["id"], row["version"]
        if version != versions.get(row_id):
            yield f"{entity} {row_id}: at version {version}, in the journal at {versions.get(row_id)}"
        for column, value in played.get(row_id, {}).items():
            if column not in _NOT_JOURNALLED and row[column] != value:
                yield f"{entity} {row_id}: {column} is {row[column]!r}, by the journal {value!r}"
    hides = entity in _ONES_OWN and engine.login() is not None
    if not hides and (extra := versions.keys() - {row["id"] for row in _rows(engine, entity)}):
        yield f"{entity}: in the journal only: {sorted(extra)}"


def _text_problems(engine: Engine, searched: Searched) -> Iterator[str]:
    """Where the texts of a table, or what they are found by, are not those of its rows."""
    table, texts = searched.entity._meta.table_name, searched.texts._meta.table_name
    columns = ", ".join(searched.columns)
    wanted = {
        row[0]: searched.row(row[0], dict(zip(searched.columns, row[1:], strict=True)))
        for row in engine.rows_of(f"SELECT id, {columns} FROM {table}")
    }
    stored = {row[0]: row for row in engine.rows_of(f"SELECT id, {', '.join(TEXTS)} FROM {texts}")}
    for row_id in wanted.keys() | stored.keys():
        if wanted.get(row_id) != stored.get(row_id):
            yield f"{texts} {row_id}: {stored.get(row_id)}, by the row {wanted.get(row_id)}"
    if isinstance(engine, SqliteEngine) and not engine.read_only:
        check = f"INSERT INTO {texts}_index ({texts}_index, rank) VALUES ('integrity-check', 1)"
        try:
            engine.rows_of(check)
        except DatabaseError as error:
            yield f"{texts}_index: {error}"


def _rows(engine: Engine, entity: str) -> list[dict[str, Any]]:
    columns = [column.name for column in engine.db.get_columns(entity)]
    rows = engine.rows_of(f"SELECT {', '.join(columns)} FROM {entity} ORDER BY id")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All live rows as an operator would tell them apart: without versions and stamps."""
    hidden = {"version", "changed_at", "changed_by"}
    with engine.reading():
        return {
            entity: [
                {name: value for name, value in row.items() if name not in hidden}
                for row in _rows(engine, entity)
                if row["deleted_at"] is None
            ]
            for entity in ENTITIES
        }


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, to the last stamp: to see that a refused write left no trace at all."""
    with engine.reading():
        tables = sorted(engine.db.get_tables())
        return {name: engine.rows_of(f"SELECT * FROM {name} ORDER BY 1") for name in tables}
