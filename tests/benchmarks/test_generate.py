"""The benchmarks stand on generated sets: these are sound, always the same, and shaped as they say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.generate import HEADINGS, Sizes, number, write_set
from tests.benchmarks.timing import Figure, table
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session

CALLS = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small set."""
    path = tmp_path_factory.mktemp("set")
    write_set(path, CALLS)
    return path


def test_the_same_seed_gives_the_same_files(folder: Path, tmp_path: Path) -> None:
    write_set(tmp_path / "again", CALLS)
    write_set(tmp_path / "other", CALLS, seed=2)
    for name in HEADINGS:
        here, again, other = (
            (place / f"{name}.csv").read_bytes() for place in (folder, tmp_path / "again", tmp_path / "other")
        )
        assert here == again != other


def test_an_import_takes_every_row(folder: Path, tmp_path: Path) -> None:
    session = create_session(str(tmp_path / "calls.db"), "ADMI", "Benk Benkesen")
    report = import_set(session, folder)
    session.close()
    sizes = Sizes.of(CALLS)
    assert not report.refused
    assert {entity: added for entity, added in report.added.items() if added} == {
        "employee": sizes.employees,
        "company": sizes.companies,
        "contact": sizes.contacts,
        "project": sizes.projects,
        "call": CALLS,
    }


def test_calls_are_spread_as_in_an_office(folder: Path) -> None:
    with (folder / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    statuses = Counter(row["status"] for row in rows)
    assert statuses["done"] > statuses["unanswered"] > statuses["cancelled"] > statuses["planned"] > 0
    depths: dict[str, int] = {}
    for row in rows:
        depths[row["call_id"]] = depths[row["follow_up_of"]] + 1 if row["follow_up_of"] else 0
    assert sum(depth > 0 for depth in depths.values()) == pytest.approx(CALLS / 5, rel=0.1)
    assert max(depths.values()) > 20


def test_a_million_calls_have_the_registers_that_were_asked_for() -> None:
    assert Sizes.of(number("1M")) == Sizes(50, 20_000, 60_000, 5_000)


def test_the_table_shows_what_is_over_its_budget() -> None:
    within, over = Figure("page", 1.5, 4.0), Figure("share", 0.2, 0.3, at_least=True)
    lines = table("Reading", {"sqlite": [within], "postgres": [within, over]}).splitlines()
    assert lines[-2] == "| page | ≤ 4 | 1.5 |  | 1.5 |  |"
    assert lines[-1] == "| share | ≥ 0.3 |  |  | 0.2 **over** |  |"
