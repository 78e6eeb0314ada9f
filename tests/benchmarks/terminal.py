"""The benchmark of the terminal side: start, keys, memory, on a real pty.

    python -m tests.benchmarks.terminal [--calls 10k,1M] [--rounds 9] [--keep FOLDER]

Prints a Markdown table of budgets (design/terminal.md) beside figures. It lets ptybench run the program on a
small and on a large database and, in turn with them, an empty Textual app, Textual's DataTable and whichever
of tig, VisiData, mutt and calcurse is installed: CPU and waiting times are medians of these rounds, and only
the ratios between them count. ptybench.py is looked for in ``shared/tools`` beside the checkout, and at
``$PTYBENCH``; without it there is nothing to be measured. Exit code 1 when a figure is over its budget, 2
when ptybench is missing.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

import pexpect

from tests.benchmarks.generate import number
from tests.benchmarks.store import SqliteStore
from tests.benchmarks.timing import Figure, table

CHECKOUT = Path(__file__).parents[2]
START, SIZE, MEMORY = 1.2, 1.15, 1.3
FLOORS = {"down": 1.2, "scroll": 1.5, "page": 1.3, "tab": 2.0, "typed": 2.0, "form": 1.3, "form again": 1.3}
"""Bytes against an ideal cell diff."""
LEADERS = {"down": ("tig", 1.0), "page": ("tig", 1.1)}
"""Bytes against a peer's."""
SWIFT = {"down": 0.2, "page": 0.3}
"""CPU against VisiData's."""
AGAIN, HELD_FRAMES, LAG_MS, EACH_MORE, IDLE = 0.5, 0.9, 50.0, 1.2, 0.3
LATER = {"PIL", "babel", "fpdf", "holidays", "icalendar", "openpyxl", "phonenumbers", "psycopg"}
"""What must not be loaded before the first frame."""
ROWS = r"\d\d\.\d\d\.\d\d +\d\d:\d\d"
MOVES = [
    {"name": "down", "keys": "down*15"},
    {"name": "scroll", "pre": "down*30 wait:200", "keys": "down*15"},
    {"name": "page", "keys": "pgdn*15"},
]
STEPS = [
    *MOVES,
    {"name": "form", "keys": "f2", "post": "wait:300 esc wait:300", "quiet": 250},
    {"name": "form again", "keys": "f2", "post": "wait:300", "quiet": 250},
    {"name": "typed", "keys": "9 1 2 3 4 5"},
    {"name": "tab", "keys": "tab*8", "post": "esc wait:300 f wait:300"},
]
IDLE_SECONDS = 5.0
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
DATA_TABLE = """
from textual.app import App
from textual.widgets import DataTable

class Table(App):
    BINDINGS = [("ctrl+q", "quit")]

    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Date", "From", "To", "Emp", "Subject", "Telephone", "Company")
        for row in range(2000):
            table.add_row("23.11.26", "10:00", "10:15", "OL", f"Call number {row}", "912 34 567", "Firma AS")

Table().run()
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

    def hold(self, case: dict[str, Any]) -> dict[str, float]:
        """What becomes of a key that is held: its frames and its lag."""
        told = self._run("hold", case, "--keys", "down", "--key", "pgdn", "--count", "150", "--rate", "30")
        words = dict(re.findall(r"(\w+)=([\d.]+)", told.partition("hold pgdn")[2]))
        return {name: float(words.get(name, 0)) for name in ("count", "frames", "lag_ms")}

    def sessions(self, case: dict[str, Any]) -> float:
        """Megabytes (PSS) of each of twenty at the same time."""
        told = self._run("mem", case, "--sessions", "20")
        return float(re.findall(r"pss/session=([\d.]+)", told)[-1])

    def idle(self, case: dict[str, Any]) -> float:
        """Milliseconds of CPU in five seconds in which nobody does anything."""
        return idle_cpu(case)

    def _run(self, mode: str, case: dict[str, Any], *more: str) -> str:
        command = [sys.executable, str(self._tool), mode, "--ready", case["ready"], "--quit", "c-q", *more]
        command += [*(f"--env={name}={value}" for name, value in case["env"].items()), "--", *case["cmd"]]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def idle_cpu(case: dict[str, Any]) -> float:
    """Of the processes of a program on a pty, while nothing is pressed."""
    env = {**os.environ, "TERM": "xterm-256color", **case["env"]}
    child = pexpect.spawn(case["cmd"][0], case["cmd"][1:], env=env, dimensions=(40, 120), timeout=30)
    child.expect(case["ready"])

    def until(moment: float) -> float:
        while (left := moment - time.monotonic()) > 0:
            with suppress(pexpect.TIMEOUT):
                child.read_nonblocking(65536, left)
        tasks = Path(f"/proc/{child.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    settled = until(time.monotonic() + 3)
    used = until(time.monotonic() + IDLE_SECONDS) - settled
    child.close(force=True)
    return used


def find_tool() -> Path | None:
    """Where ptybench is."""
    named = os.environ.get("PTYBENCH")
    places = [Path(named)] if named else [parent / "shared/tools/ptybench.py" for parent in CHECKOUT.parents]
    return next((place for place in places if place.is_file()), None)


def peers(bench: Bench, folder: Path) -> Iterator[dict[str, Any]]:
    """The programs that are measured side by side, those that are installed."""
    rows = folder / "rows.csv"
    rows.write_text(
        "date,from,to,subject\n" + "".join(f"23.11.26,10:00,10:15,Call number {n}\n" for n in range(2000))
    )
    mail = folder / "mbox"
    mail.write_text(
        "".join(
            f"From a@b Mon Nov 23 10:00:00 2026\nSubject: Call number {n}\nFrom: a@b\n\nText\n\n"
            for n in range(300)
        )
    )
    rules = folder / "muttrc"
    rules.write_text(f"set folder={folder}\nset move=no\nset mbox_type=mbox\n")
    yield bench.case("DataTable", bench.script("table.py", DATA_TABLE), "Call number 3", steps=MOVES)
    moves = [{**step, "keys": step["keys"].replace("pgdn", "space")} for step in MOVES]
    for name, command, ready, steps in (
        ("tig", ["tig", "-C", str(CHECKOUT)], r"\d{4}-\d\d-\d\d", moves),
        ("visidata", ["vd", str(rows)], "Call number 3", MOVES),
        ("mutt", ["mutt", "-n", "-F", str(rules), "-R", "-f", str(mail)], "Call number", MOVES),
        ("calcurse", ["calcurse", "-D", str(folder / "calcurse")], "Calendar", []),
    ):
        if shutil.which(command[0]):
            yield {**bench.case(name, command, ready, steps=steps), "quit": "q", "timeout": 10}
        else:
            sys.stderr.write(f"{name} is not installed: its column is missing\n")


def measure(bench: Bench, small: Path, large: Path, folder: Path) -> Iterator[Figure]:
    """All figures."""
    program = [str(Path(sys.executable).parent / "xscalls"), "--lang", "nb", "--db"]
    empty = bench.case("empty", bench.script("empty.py", EMPTY), "nothing here")
    few = bench.case("few", [*program, str(small)], ROWS, steps=STEPS)
    many = bench.case("many", [*program, str(large)], ROWS, steps=STEPS)
    told = bench.compare(empty, few, many, *peers(bench, folder))
    yield from starts(told["start"])
    yield from keys(told["keys"])
    yield modules(bench, large)
    held = bench.hold(many)
    yield Figure(
        "PgDn held at 30 keys/s: frames for each key", held["frames"] / held["count"], HELD_FRAMES, True
    )
    yield Figure("PgDn held at 30 keys/s: lag in ms", held["lag_ms"], LAG_MS)
    used, least = bench.memory(many, USE), bench.memory(empty, USE)
    yield _ratio("memory after use, against an empty app", used, least, MEMORY, "MB")
    ours, theirs = bench.sessions(many), bench.sessions(empty)
    yield _ratio("memory of each of 20 sessions, against an empty app", ours, theirs, EACH_MORE, "MB")
    ours, theirs = bench.idle(many), bench.idle(empty)
    yield _ratio("idle: CPU in 5 s, against an empty app", ours, theirs, IDLE, "ms")


def starts(told: dict[str, dict[str, float]]) -> Iterator[Figure]:
    """From the command to the rows."""
    empty, few, many = (told[name] for name in ("empty", "few", "many"))
    yield _ratio("start to the rows, against an empty app", many["ready_ms"], empty["ready_ms"], START, "ms")
    yield _ratio("start, CPU, against an empty app", many["cpu_ms"], empty["cpu_ms"], START, "ms")
    yield _ratio("start, CPU, large against small", many["cpu_ms"], few["cpu_ms"], SIZE, "ms")
    yield _ratio("start, bytes, against an empty app", many["bytes"], empty["bytes"], None, "bytes")
    yield _ratio("start, memory, against an empty app", many["pss_mb"], empty["pss_mb"], MEMORY, "MB")


def keys(told: dict[str, dict[str, dict[str, float]]]) -> Iterator[Figure]:
    """What a key costs, of bytes and of CPU, and what it costs the peers."""
    for step, cases in told.items():
        few, many = cases["few"], cases["many"]
        yield _ratio(f"{step}: bytes, against the ideal", many["bytes"], many["floor"], FLOORS[step], "bytes")
        for peer, one in cases.items():
            if peer not in ("few", "many", "empty") and one.get("bytes"):
                leader, budget = LEADERS.get(step, ("", None))
                named = budget if peer == leader else None
                yield _ratio(f"{step}: bytes, against {peer}", many["bytes"], one["bytes"], named, "bytes")
        if "visidata" in cases:
            swift = SWIFT.get(step)
            yield _ratio(
                f"{step}: CPU, against VisiData", many["cpu_ms"], cases["visidata"]["cpu_ms"], swift, "ms"
            )
        yield _ratio(f"{step}: CPU, large against small", many["cpu_ms"], few["cpu_ms"], SIZE, "ms")
    first, again = (told[step]["many"]["cpu_ms"] for step in ("form", "form again"))
    yield _ratio("second opening of the form: CPU, against the first", again, first, AGAIN, "ms")


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
        places = [Path(store.database(size)) for size in (small, large)]
        figures = list(measure(bench, places[0], places[1], Path(folder)))
    sys.stdout.write(table(f"Screen: {small} and {large} calls", {"SQLite": figures}))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
