"""The faults, one after the other, as a table: fault, tries, lost, result.

    python -m tests.faults [--storm] [F1 F9 ...]

``--storm`` runs the long ones as well: a thousand kills for each engine, a hundred operators for a minute, a
thousand interleavings of two editors. A test says how many tries it stands for, and how many of them lost
something, by ``record_property("tries", …)`` and ``("lost", …)``; one that does not is one try. Exit code 1
when something was lost or failed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from tests.faults.catalogue import FAULTS, Fault, fault_of


@dataclass
class Tally:
    """What came of the tests of a fault."""

    tries: int = 0
    lost: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    why: set[str] = field(default_factory=set)

    @property
    def result(self) -> str:
        """In a word or two."""
        if self.failed or self.lost:
            return "failed"
        return "ok" if not self.skipped else f"ok, {self.skipped} skipped: {'; '.join(sorted(self.why))}"


class Listener:
    """Hears how the tests end."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Once for setting up, running and taking down each."""
        fault = fault_of(report.nodeid)
        if fault is None:
            return
        tally = self.tallies[fault.name]
        tally.seconds += report.duration
        if report.failed:
            tally.failed += 1
        elif report.skipped:
            tally.skipped += 1
            tally.why.add(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr))
        elif report.when == "call":
            told = dict(report.user_properties)
            tally.tries += int(told.get("tries", 1))  # type: ignore[call-overload]
            tally.lost += int(told.get("lost", 0))  # type: ignore[call-overload]


def table(tallies: dict[str, Tally], faults: list[Fault]) -> str:
    """As Markdown."""
    lines = ["| # | Fault | Tries | Lost | Seconds | Result |", "|---|---|--:|--:|--:|---|"]
    for fault in faults:
        tally = tallies[fault.name]
        cells = fault.name, fault.what, tally.tries, tally.lost, f"{tally.seconds:.0f}", tally.result
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run and print."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("faults", nargs="*", metavar="F1")
    parser.add_argument("--storm", action="store_true")
    asked = parser.parse_args()
    faults = [fault for fault in FAULTS if fault.name in asked.faults or not asked.faults]
    listener, begun = Listener(), time.monotonic()
    places = [place for fault in faults for place in fault.tests]
    marks = "not cluster" if asked.storm else "not storm and not cluster"
    pytest.main(["-q", "-n2", "-m", marks, "-p", "no:cacheprovider", *places], plugins=[listener])
    sys.stdout.write(f"\n{table(listener.tallies, faults)}\nin {time.monotonic() - begun:.0f} s\n")
    tallies = [listener.tallies[fault.name] for fault in faults]
    sys.exit(0 if all(one.tries and not one.failed and not one.lost for one in tallies) else 1)


if __name__ == "__main__":
    main()
