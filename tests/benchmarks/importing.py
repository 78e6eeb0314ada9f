"""What an import costs, against writing the same rows through the bare driver."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.bare import Bare, Rows, connect
from tests.benchmarks.store import OWNER, Store
from tests.benchmarks.timing import Action, Figure, Took, against_bare, in_turn
from xscalls_tui.models.database import create_database
from xscalls_tui.services import sheets
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session

IMPORT = 5.0
"""The budget of design/data.md."""
ROUNDS = 3
SET = ("employee", "company", "contact", "project", "call")
"""What the files hold."""
TEXTS = ("company_text", "contact_text", "project_text", "call_text")
"""What is found by parts, which its indexes are made of."""
FILE = ("employee", "call", "call_text")
"""What one file of calls holds."""
KEPT = ("operation", "change", "day_count", "import_key")
"""What the program writes beside it, so that an import can be undone and repeated."""

Tables = dict[str, Rows]
"""The rows of each table."""


def measure(store: Store, calls: int) -> Iterator[Figure]:
    """Import a set of so many calls."""
    folder, database = store.csv_set(calls), store.database(calls)
    took = _took(store, lambda place: _import(place, folder), database, (*SET, *TEXTS))
    name = f"import of {calls} calls"
    yield against_bare(f"{name}, its rows and texts", took["import"], took["rows"], IMPORT)
    yield against_bare(f"{name}, its rows, texts, journal and keys", took["import"], took["everything"])


def measure_file(store: Store, calls: int) -> Iterator[Figure]:
    """Bring in one file of so many calls, as somebody has them elsewhere."""
    with tempfile.TemporaryDirectory(dir=store.folder) as folder, store.empty() as first:
        file = Path(folder) / "calls.csv"
        _write_file(store.csv_set(calls) / "calls.csv", file)
        _bring_in(first, file)()
        took = _took(store, lambda place: _bring_in(place, file), first, FILE)
    name = f"a file of {calls} calls"
    yield against_bare(f"{name}, its rows and texts", took["import"], took["rows"], IMPORT)
    yield against_bare(f"{name}, its rows, texts and journal", took["import"], took["everything"])


def _took(
    store: Store, imports: Callable[[str], Action], filled: str, tables: tuple[str, ...]
) -> Mapping[str, Took]:
    """What an import into an empty database takes, and what it takes to write there what it wrote: the rows
    of ``tables`` as they stand where it is ``filled``, and these with what is kept beside them."""
    rows, everything = _rows(filled, tables), _rows(filled, (*tables, *KEPT))
    with ExitStack() as places:

        def on_empty(prepare: Callable[[str], Action]) -> Callable[[], Action]:
            return lambda: prepare(places.enter_context(store.empty()))

        return in_turn(
            {
                "import": on_empty(imports),
                "rows": on_empty(lambda place: _write(place, rows)),
                "everything": on_empty(lambda place: _write(place, everything)),
            },
            ROUNDS,
        )


def _write_file(source: Path, file: Path) -> None:
    """The calls of a set under headings of somebody's own, with nobody and nothing to look up."""
    names = ["date", "start", "end", "direction", "status", "phone", "subject", "note"]
    with (
        source.open(encoding="utf-8", newline="") as rows,
        file.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Dato", "Fra", "Til", "Retning", "Status", "Telefon", "Emne", "Notat"])
        writer.writerows([row[name] for name in names] for row in csv.DictReader(rows))


def _bring_in(place: str, file: Path) -> Action:
    session = create_session(place, OWNER, "Benk Benkesen")

    def run() -> None:
        report = sheets.bring_in(session, sheets.Job(file, sheets.What.CALLS))
        assert report.counts[sheets.Outcome.NEW] > 0, report.refused[:3]
        session.close()

    return run


def _import(place: str, folder: Path) -> Action:
    session = create_session(place, OWNER, "Benk Benkesen")

    def run() -> None:
        import_set(session, folder)
        session.close()

    return run


def _write(place: str, tables: Tables) -> Action:
    """Writes rows into an empty database that has all indexes."""
    create_database(place).close()
    bare = connect(place)

    def run() -> None:
        with bare.transaction():
            for table, rows in tables.items():
                bare.many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        bare.close()

    return run


def _rows(place: str, tables: tuple[str, ...]) -> Tables:
    bare: Bare = connect(place)
    try:
        return {table: bare.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    finally:
        bare.close()
