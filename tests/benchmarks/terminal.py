"""The benchmark of the terminal side: start, keys, memory, on a real pty.

    python -m tests.benchmarks.terminal [--calls 10k,1M,10M] [--rounds 9] [--keep FOLDER]

Prints a Markdown table of budgets (design/terminal.md) beside figures. It lets ptybench run the program on
databases of these sizes and, in turn with them, an empty Textual app, Textual's DataTable and whichever of
tig, VisiData, mutt and calcurse is installed: CPU and waiting times are medians of these rounds, and only the
ratios between them count. Exit code 1 when a figure is over its budget, 2 when ptybench is missing.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.generate import number
from tests.benchmarks.peers import EMPTY, peers
from tests.benchmarks.ptys import MISSING, Bench, find_tool
from tests.benchmarks.store import SqliteStore
from tests.benchmarks.timing import Figure, table

START, SIZE, MEMORY = 1.2, 1.15, 1.3
FLOORS = {"down": 1.2, "scroll": 1.5, "page": 1.3, "tab": 2.0, "typed": 2.0, "form": 1.3, "form again": 1.3}
"""Bytes against an ideal cell diff."""
LEADERS = {"start": ("tig", 1.2), "down": ("tig", 1.0), "page": ("tig", 1.1)}
"""Bytes against a peer's."""
SWIFT = {"down": 0.2, "page": 0.3}
"""CPU against VisiData's."""
AGAIN, HELD_FRAMES, LAG_MS, IDLE = 0.5, 0.9, 50.0, 0.3
LATER = {"PIL", "babel", "fpdf", "holidays", "icalendar", "openpyxl", "phonenumbers", "psycopg"}
"""What must not be loaded before the first frame."""
ROWS = r"\d\d\.\d\d\.\d\d +\d\d:\d\d"
FIRST = "first"
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
USE = "down*5 pgdn*20 end home f2 wait:500 esc"
PROBE = """
import atexit, sys
from pathlib import Path
from xscalls_tui.cli import main

atexit.register(lambda: Path(sys.argv[1]).write_text(" ".join(sys.modules)))
main(sys.argv[2:])
"""


def measure(bench: Bench, places: Mapping[str, Path], folder: Path) -> Iterator[Figure]:
    """All figures, of the largest database; the others, by the number of their calls, stand against the
    first."""
    program = [str(Path(sys.executable).parent / "xscalls"), "--lang", "nb", "--db"]
    empty = bench.case("empty", bench.script("empty.py", EMPTY), "nothing here")
    ours = {
        size: bench.case(size, [*program, str(place)], ROWS, steps=STEPS) for size, place in places.items()
    }
    # Whoever is first in a round finds the processor asleep, and starts by half more slowly.
    told = bench.compare({**empty, "name": FIRST}, empty, *ours.values(), *peers(bench, folder, MOVES))
    del told["start"][FIRST]
    few, *more = ours
    yield from starts(told["start"], few, more)
    yield from keys(told["keys"], few, more)
    many = ours[more[-1]]
    yield modules(bench, places[more[-1]])
    held = bench.hold(many)
    yield Figure(
        "PgDn held at 30 keys/s: frames for each key", held["frames"] / held["count"], HELD_FRAMES, True
    )
    yield Figure("PgDn held at 30 keys/s: lag in ms", held["lag_ms"], LAG_MS)
    used, least = bench.memory(many, USE), bench.memory(empty, "wait:1000")
    yield _ratio("memory after use, against an empty app", used, least, MEMORY, "MB")
    idle, least = bench.idle(many), bench.idle(empty)
    yield _ratio("idle: CPU in 5 s, against an empty app", idle, least, IDLE, "ms")


def starts(told: dict[str, dict[str, float]], few: str, more: list[str]) -> Iterator[Figure]:
    """From the command to the rows."""
    empty, many = told["empty"], told[more[-1]]
    yield _ratio("start to the rows, against an empty app", many["ready_ms"], empty["ready_ms"], START, "ms")
    yield _ratio("start, CPU, against an empty app", many["cpu_ms"], empty["cpu_ms"], START, "ms")
    for size in more:
        yield _ratio(
            f"start, CPU, {size} against {few}", told[size]["cpu_ms"], told[few]["cpu_ms"], SIZE, "ms"
        )
    yield _ratio("start, memory, against an empty app", many["pss_mb"], empty["pss_mb"], MEMORY, "MB")
    for peer, one in told.items():
        if peer not in (few, *more):
            leader, budget = LEADERS["start"]
            named = budget if peer == leader else None
            yield _ratio(f"start, bytes, against {peer}", many["bytes"], one["bytes"], named, "bytes")


def keys(told: dict[str, dict[str, dict[str, float]]], few: str, more: list[str]) -> Iterator[Figure]:
    """What a key costs, of bytes and of CPU, and what it costs the peers."""
    for step, cases in told.items():
        many = cases[more[-1]]
        yield _ratio(f"{step}: bytes, against the ideal", many["bytes"], many["floor"], FLOORS[step], "bytes")
        for peer, one in cases.items():
            if peer not in (few, *more, "empty") and one.get("bytes"):
                leader, budget = LEADERS.get(step, ("", None))
                named = budget if peer == leader else None
                yield _ratio(f"{step}: bytes, against {peer}", many["bytes"], one["bytes"], named, "bytes")
        for size in more:
            against = f"{step}: CPU, {size} against {few}"
            yield _ratio(against, cases[size]["cpu_ms"], cases[few]["cpu_ms"], SIZE, "ms")
        for peer in ("VisiData", "DataTable"):
            if peer in cases:
                swift = SWIFT.get(step) if peer == "VisiData" else None
                yield _ratio(
                    f"{step}: CPU, against {peer}", many["cpu_ms"], cases[peer]["cpu_ms"], swift, "ms"
                )
    first, again = (told[step][more[-1]]["cpu_ms"] for step in ("form", "form again"))
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
        sys.stderr.write(MISSING)
        sys.exit(2)
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    store = SqliteStore(asked.keep)
    sizes = asked.calls.split(",")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(tool, Path(folder), asked.rounds)
        places = {size: Path(store.database(number(size))) for size in sizes}
        figures = list(measure(bench, places, Path(folder)))
    sys.stdout.write(table(f"Screen: {', '.join(sizes)} calls", {"SQLite": figures}))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
