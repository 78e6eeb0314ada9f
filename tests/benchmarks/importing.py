"""What an import costs, against writing the same rows through the bare driver."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks.bare import connect
from tests.benchmarks.store import OWNER
from tests.benchmarks.timing import Action, Figure, in_turn, shown
from xscalls_tui.models.database import create_database
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session

IMPORT = 5.0
"""The budget of design/data.md."""
ROUNDS = 3
SET = ("employee", "company", "contact", "project", "call")
"""What the files hold."""
KEPT = ("operation", "change", "day_count", "import_key")
"""What the program writes beside it, so that an import can be undone and repeated."""

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of each table."""


def measure(database: Path, folder: Path) -> Iterator[Figure]:
    """Import a set, of which ``database`` shows what it becomes."""
    rows, everything = _rows(database, SET), _rows(database, (*SET, *KEPT))
    with tempfile.TemporaryDirectory(dir=database.parent) as place:
        files = (Path(place) / f"{number}.db" for number in count())
        took = in_turn(
            {
                "import": lambda: _import(next(files), folder),
                "rows": lambda: _write(next(files), rows),
                "everything": lambda: _write(next(files), everything),
            },
            ROUNDS,
        )
    name = f"import of {len(rows['call'])} calls, against bare executemany of"
    for other, what, budget in (("rows", "its rows", IMPORT), ("everything", "rows, journal and keys", None)):
        ratio, from_ = took["import"] / took[other], f"{shown(took['import'])} / {shown(took[other])}"
        yield Figure(f"{name} {what}", ratio, budget, from_=from_)


def _import(path: Path, folder: Path) -> Action:
    session = create_session(str(path), OWNER, "Benk Benkesen")

    def run() -> None:
        import_set(session, folder)
        session.close()

    return run


def _write(path: Path, rows: Rows) -> Action:
    """Writes rows into an empty database that has all indexes."""
    create_database(str(path)).close()
    connection = connect(path)

    def run() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for table, some in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
        connection.execute("COMMIT")
        connection.close()

    return run


def _rows(database: Path, tables: tuple[str, ...]) -> Rows:
    connection = connect(database)
    try:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    finally:
        connection.close()
