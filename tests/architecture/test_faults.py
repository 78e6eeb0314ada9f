"""Every fault of the design is in the catalogue, and every place that it names has tests."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from tests.faults.__main__ import Tally, table
from tests.faults.catalogue import FAULTS, fault_of


def test_there_are_seventeen() -> None:
    assert [fault.name for fault in FAULTS] == [f"F{number}" for number in range(1, 18)]


def test_each_has_tests() -> None:
    places = [place for fault in FAULTS for place in fault.tests]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "--snapshot-warn-unused",
        "-q",
        "-n0",
        "-m",
        "storm or not storm",
        *places,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = Counter(fault_of(line) for line in told.splitlines() if "::" in line)
    assert None not in found
    assert all(found[fault] for fault in FAULTS), found
    for place in places:
        assert place in told, place


def test_the_table_tells_what_was_lost() -> None:
    tallies = {fault.name: Tally(tries=3) for fault in FAULTS}
    tallies["F1"] = Tally(tries=1000, lost=1, seconds=12.4)
    told = table(tallies, list(FAULTS))
    assert "| F1 | kill -9 during saves | 1000 | 1 | 12 | failed |" in told
    assert "| F2 | the N-th statement of a write fails | 3 | 0 | 0 | ok |" in told
