"""Two operators side by side, each at a terminal of their own: how soon what one saves stands on the other's
screen.

    python -m tests.benchmarks.seeing

Prints a Markdown table for both engines: milliseconds from the key that saves to the cells on the other
screen, read through a terminal emulator. Exit code 1 when a figure is over its budget.
"""

from __future__ import annotations

import select
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.store import PostgresStore, SqliteStore
from tests.benchmarks.timing import Figure, table
from tests.journeys.terminal import PATIENCE, Terminal
from xscalls_tui.services import calls
from xscalls_tui.services.opening import create_session

SAVES = 24
SEEN_MS = 100.0
"""The budget of design/data.md, at the 95th percentile."""


class Pair:
    """Two terminals that are read at the same time."""

    def __init__(self, first: Terminal, second: Terminal) -> None:
        self._both = {one.process.child_fd: one for one in (first, second)}

    def wait(self, at: Terminal, text: str) -> float:
        """When a text stands on one of them."""
        deadline = time.monotonic() + PATIENCE
        while text not in at.text:
            ready, _, _ = select.select(list(self._both), [], [], deadline - time.monotonic())
            assert ready, f"never came: {text}\n{at.text}"
            for fd in ready:
                self._both[fd].take_in()
        return time.monotonic()


def measure(place: str) -> Iterator[Figure]:
    """From Ctrl+O, which saves and closes, to the new row."""
    with closing(create_session(place, "KN", "Kari Nordmann")) as session:
        for number in range(10):
            earlier = session.now() - timedelta(days=1 + number)
            calls.create(session, calls.blank(session, earlier)._replace(subject=f"Earlier {number}"))
    arguments = ("--db", place, "--as", "KN", "--lang", "en", "--no-mouse")
    with Terminal(*arguments, size=(120, 40)) as here, Terminal(*arguments, size=(120, 40)) as there:
        pair = Pair(here, there)
        pair.wait(here, "F1 Help")
        pair.wait(there, "F1 Help")
        took = [_save(pair, here, there, f"Side by side {save}x") for save in range(SAVES)]
    spread = quantiles(took, n=20)
    from_ = f"median {median(took):.0f} ms, most {max(took):.0f} ms, {SAVES} saves"
    yield Figure("save here, seen there, p95 in ms", spread[-1], SEEN_MS, from_=from_)


def _save(pair: Pair, here: Terminal, there: Terminal, subject: str) -> float:
    here.press("F2")
    pair.wait(here, "New call")
    here.press("Tab", "Tab", subject)
    pair.wait(here, subject)
    here.press("Ctrl+O")
    began = time.monotonic()
    seen = pair.wait(there, subject)
    pair.wait(here, "F2 New ")
    return 1000 * (seen - began)


def main() -> None:
    """Measure and print."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, store in (("SQLite", SqliteStore), ("PostgreSQL", PostgresStore)):
            with store(Path(folder)).empty() as place:
                found[name] = list(measure(place))
    sys.stdout.write(table("Two operators side by side", found))
    sys.exit(0 if all(figure.met for figures in found.values() for figure in figures) else 1)


if __name__ == "__main__":
    main()
