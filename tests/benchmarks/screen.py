"""The benchmark of the terminal side: start, keys, memory, on a real pty.

    python -m tests.benchmarks.screen [--calls 10k,1M] [--rounds 9] [--keep FOLDER]

Prints a Markdown table of budgets (design/terminal.md) beside figures. It lets ptybench run the program on a
small and on a large database and, in turn with them, an empty Textual app: CPU and waiting times are
medians of these rounds, and only the ratios between them count. ptybench.py is looked for in ``shared/tools``
beside the checkout, and at ``$PTYBENCH``; without it there is nothing to be measured. Exit code 1 when a
figure is over its budget, 2 when ptybench is missing.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.generate import number
from tests.benchmarks.store import SqliteStore
from tests.benchmarks.timing import Figure, table

CHECKOUT = Path(__file__).parents[2]
START, SIZE, MEMORY = 1.3, 1.15, 1.3
FLOORS = {"down": 1.2, "scroll": 1.5, "page": 1.3, "end": None}
"""Bytes against an ideal cell diff. Only a painter of our own reaches these."""
LATER = {"PIL", "babel", "fpdf", "holidays", "icalendar", "openpyxl", "phonenumbers", "psycopg"}
"""What must not be loaded before the first frame."""
ROWS = r"\d\d\.\d\d\.\d\d +\d\d:\d\d"
STEPS = [
    {"name": "down", "keys": "down*15"},
    {"name": "scroll", "pre": "down*30 wait:200", "keys": "down*15"},
    {"name": "page", "keys": "pgdn*15"},
    {"name": "end", "keys": "end"},
]
USE = "down*5 pgdn*20 end home f2 wait:500 esc"
EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    BINDINGS = [("ctrl+q", "quit")]

    def compose(self):
        yield Static("nothing here")

Empty().run()
"""
PROBE = """
import atexit, sys
from pathlib import Path
from xscalls_tui.cli import main

atexit.register(lambda: Path(sys.argv[1]).write_text(" ".join(sys.modules)))
main(sys.argv[2:])
"""


class Bench:
    """Runs ptybench in a folder for temporary files."""

    def __init__(self, tool: Path, folder: Path, rounds: int) -> None:
        self._tool = tool
        self._folder = folder
        self._rounds = rounds

    def script(self, name: str, text: str) -> list[str]:
        """The command that runs a script."""
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return [sys.executable, str(path)]

    def case(self, name: str, command: list[str], ready: str, **more: Any) -> dict[str, Any]:
        """A program for ``compare``."""
        home = str(self._folder)
        env = {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "PYTHONPATH": str(CHECKOUT)}
        return {"name": name, "cmd": command, "ready": ready, "quit": "c-q", "env": env, **more}

    def compare(self, *cases: dict[str, Any], rounds: int | None = None) -> dict[str, Any]:
        """What ptybench measures of these programs, which take turns."""
        spec, told = self._folder / "spec.json", self._folder / "told.json"
        spec.write_text(json.dumps({"size": "120x40", "baseline": cases[0]["name"], "cases": cases}))
        command = [sys.executable, str(self._tool), "compare", str(spec), "--json", str(told)]
        subprocess.run([*command, "-n", str(rounds or self._rounds)], check=True, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(told.read_text())
        return found

    def memory(self, case: dict[str, Any], keys: str) -> float:
        """Megabytes (PSS) of a program after these keys, the median of three runs."""
        command = [sys.executable, str(self._tool), "keys", "--ready", case["ready"], "--quit", "c-q"]
        command += ["--keys", keys, *(f"--env={name}={value}" for name, value in case["env"].items())]
        command += ["--", *case["cmd"]]
        told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(3)]
        return median(float(re.findall(r"pss_mb=([\d.]+)", one)[-1]) for one in told)


def find_tool() -> Path | None:
    """Where ptybench is."""
    named = os.environ.get("PTYBENCH")
    places = [Path(named)] if named else [parent / "shared/tools/ptybench.py" for parent in CHECKOUT.parents]
    return next((place for place in places if place.is_file()), None)


def measure(bench: Bench, small: Path, large: Path) -> Iterator[Figure]:
    """All figures."""
    program = [str(Path(sys.executable).parent / "xscalls"), "--db"]
    empty = bench.case("empty", bench.script("empty.py", EMPTY), "nothing here")
    few = bench.case("few", [*program, str(small)], ROWS, steps=STEPS)
    many = bench.case("many", [*program, str(large)], ROWS, steps=STEPS)
    told = bench.compare(empty, few, many)
    yield from starts(told["start"])
    yield from keys(told["keys"])
    yield modules(bench, large)
    used, least = bench.memory(many, USE), bench.memory(empty, USE)
    yield _ratio("memory after use, against an empty app", used, least, MEMORY, "MB")


def starts(told: dict[str, dict[str, float]]) -> Iterator[Figure]:
    """From the command to the rows."""
    empty, few, many = (told[name] for name in ("empty", "few", "many"))
    yield _ratio("start to the rows, against an empty app", many["ready_ms"], empty["ready_ms"], START, "ms")
    yield _ratio("start, CPU, against an empty app", many["cpu_ms"], empty["cpu_ms"], START, "ms")
    yield _ratio("start, CPU, large against small", many["cpu_ms"], few["cpu_ms"], SIZE, "ms")
    yield _ratio("start, bytes, against an empty app", many["bytes"], empty["bytes"], None, "bytes")
    yield _ratio("start, memory, against an empty app", many["pss_mb"], empty["pss_mb"], MEMORY, "MB")


def keys(told: dict[str, dict[str, dict[str, float]]]) -> Iterator[Figure]:
    """What a key costs."""
    for step, cases in told.items():
        few, many = cases["few"], cases["many"]
        yield _ratio(f"{step}: bytes, against the ideal", many["bytes"], many["floor"], FLOORS[step], "bytes")
        yield _ratio(f"{step}: CPU, large against small", many["cpu_ms"], few["cpu_ms"], SIZE, "ms")


def modules(bench: Bench, database: Path) -> Figure:
    """How much of what should wait is loaded when the rows stand there."""
    with tempfile.NamedTemporaryFile("r", suffix=".txt") as file:
        command = [*bench.script("probe.py", PROBE), file.name, "--db", str(database)]
        bench.compare(bench.case("probe", command, ROWS), rounds=1)
        loaded = set(file.read().split())
    wrong = sorted(loaded & LATER)
    from_ = ", ".join(wrong) or f"{len(loaded)} loaded"
    return Figure("modules that should wait", len(wrong), 0, from_=from_)


def _ratio(what: str, one: float, other: float, budget: float | None, unit: str) -> Figure:
    return Figure(what, one / other, budget, from_=f"{one:.4g} / {other:.4g} {unit}")


def main() -> None:
    """Measure and print."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", default="10k,1M")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    tool = find_tool()
    if tool is None:
        sys.stderr.write("ptybench.py is neither in shared/tools beside the checkout nor at $PTYBENCH.\n")
        sys.exit(2)
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    store = SqliteStore(asked.keep)
    small, large = (number(size) for size in asked.calls.split(","))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(tool, Path(folder), asked.rounds)
        figures = list(measure(bench, Path(store.database(small)), Path(store.database(large))))
    sys.stdout.write(table(f"Screen: {small} and {large} calls", {"SQLite": figures}))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
