"""A copy of a whole database, row by row in the order of the keys, which can be broken off at any time.

How far it has come stands in the copy itself, in a table of its own, and is written in the transaction of
the rows that it tells of. While that table is there, nobody opens the copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from peewee import BooleanField

from xscalls_tui.domain.errors import Busy, DatabaseUnusable
from xscalls_tui.models.columns import Table
from xscalls_tui.models.database import UNFINISHED, open_to_fill, schema_state, shown
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import ALL, DayCount, Employee, EntityText, Operation, Setting

BATCH = 5000
"""Rows that are read, and stored, at a time."""
_STATE = "state"
_RESTORE = "restore "

Rows = list[tuple[Any, ...]]


class State(NamedTuple):
    """What a database holds, in short: when it differs, something was changed. What the journal does not
    tell of stands in the two tables that are summed up."""

    schema: str
    operation: str | None
    """The name of the newest one."""
    employees: str
    settings: str
    rows: dict[str, int]
    """How many each table has."""

    @property
    def text(self) -> str:
        """As it is noted in the copy."""
        return json.dumps(self)


class Reached(NamedTuple):
    """How far the copy of a table has come."""

    rows: int = 0
    key: int | str | None = None
    """Of the last row."""

    @property
    def text(self) -> str:
        """As it is noted in the copy."""
        return json.dumps(self)


class Checksum(NamedTuple):
    """What a table holds: how many rows, and the SHA-256 of them."""

    rows: int
    digest: str


def name_of(table: type[Table]) -> str:
    """What the database calls a table."""
    return str(table._meta.table_name)


def state_of(engine: Engine) -> State:
    """What a database holds now."""
    applied, _ = schema_state(engine)
    newest = engine.rows(Operation.select(Operation.uid).order_by(Operation.id.desc()).limit(1))
    return State(
        applied[-1],
        newest[0][0] if newest else None,
        checksum(engine, Employee).digest,
        checksum(engine, Setting).digest,
        {name_of(table): engine.rows_of(f"SELECT count(*) FROM {name_of(table)}")[0][0] for table in ALL},
    )


def checksum(engine: Engine, table: type[Table], tell: Callable[[int], None] = lambda rows: None) -> Checksum:
    """The checksum of what a table holds: of each row a line of JSON, in the order of the keys, booleans as
    0 and 1. ``tell`` hears how many rows have been read."""
    count, digest = 0, sha256()
    for rows in batches(engine, table):
        digest.update("".join(f"{_encode(row)}\n" for row in rows).encode())
        count += len(rows)
        tell(count)
    return Checksum(count, digest.hexdigest())


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def batches(engine: Engine, table: type[Table], after: int | str | None = None) -> Iterator[Rows]:
    """The rows of a table with keys above ``after``, some at a time, in the order of their keys."""
    key, *others = _columns(table)
    values = ", ".join(_value(table, column) for column in (key, *others))
    while True:
        above = "" if after is None else f"WHERE {key} > ? "
        bounds = () if after is None else (after,)
        query = f"SELECT {values} FROM {name_of(table)} {above}ORDER BY {key} LIMIT {BATCH}"
        rows = engine.rows_of(query, *bounds)
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        after = rows[-1][0]


def _columns(table: type[Table]) -> list[str]:
    """The columns, the key first."""
    key = next(field.column_name for field in table._meta.sorted_fields if field.primary_key)
    return [key, *(column for column in table._meta.columns if column != key)]


def _value(table: type[Table], column: str) -> str:
    """A column as it is copied and compared: engines have booleans of different kinds."""
    if isinstance(table._meta.columns[column], BooleanField):
        return f"CAST({column} AS INTEGER)"
    return column


def open_target(where: str, source: Engine, state: State) -> Engine:
    """Open the copy of ``source``, whose state is told: a new one, or one that was begun in this state.

    Raises DatabaseUnusable when something else is there, or a copy begun in another state.
    """

    def begin(engine: Engine) -> None:
        engine.rows_of(f"CREATE TABLE {UNFINISHED} (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        restore = engine.loader.strip([name_of(table) for table in ALL])
        notes = {_STATE: state.text}
        notes |= {name_of(table): Reached().text for table in ALL}
        notes |= {f"{_RESTORE}{number:03}": statement for number, statement in enumerate(restore)}
        engine.execute_many(f"INSERT INTO {UNFINISHED} (name, value) VALUES (?, ?)", notes.items())

    target = open_to_fill(where, begin)
    try:
        with target.reading():
            noted = State(*json.loads(_notes(target)[_STATE]))
        if noted != state:
            key = "msg.copy.changed" if _same_database(source, noted) else "msg.copy.another"
            raise DatabaseUnusable(key, path=shown(where))
    except BaseException:
        target.close()
        raise
    return target


def reached(target: Engine, table: type[Table]) -> Reached:
    """How far the copy of a table has come."""
    return Reached(*json.loads(_notes(target)[name_of(table)]))


def append(target: Engine, table: type[Table], rows: Rows, before: Reached) -> Reached:
    """Store the rows that follow where the copy of a table had come, and how far it has come with them.

    Raises Busy when another process has brought it further.
    """
    after = Reached(before.rows + len(rows), rows[-1][0])
    name = name_of(table)
    with target.writing():
        update = f"UPDATE {UNFINISHED} SET value = ? WHERE name = ? AND value = ? RETURNING name"
        if not target.rows_of(update, after.text, name, before.text):
            raise Busy
        target.loader.append(name, _columns(table), rows)
    return after


def restore(target: Engine) -> Iterator[None]:
    """Once all rows are there: bring back the indexes and references, a step each."""
    for name, statement in sorted(_notes(target).items()):
        if name.startswith(_RESTORE):
            with target.writing():
                if target.rows_of(f"DELETE FROM {UNFINISHED} WHERE name = ? RETURNING name", name):
                    target.loader.restore(statement)
            yield


def settle(target: Engine) -> None:
    """Make a copy ready for new rows, and for quick reading."""
    with target.writing():
        for table in ALL:
            if not issubclass(table, (DayCount, Setting, EntityText)):  # they give no ids
                target.ids_given(table)
        target.analyse()


def finish(target: Engine) -> None:
    """From here on the copy is a database like any other."""
    with target.writing():
        target.rows_of(f"DROP TABLE {UNFINISHED}")


def _notes(target: Engine) -> dict[str, str]:
    return dict(target.rows_of(f"SELECT name, value FROM {UNFINISHED}"))


def _same_database(source: Engine, noted: State) -> bool:
    """Whether the database is the one whose earlier state was noted, as far as its journal tells."""
    if noted.operation is None:
        return True
    return bool(source.rows(Operation.select(Operation.id).where(Operation.uid == noted.operation)))
