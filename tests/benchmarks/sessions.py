"""Many sessions on one machine, with and without a server of sessions (``xscalls serve-sessions``).

    python -m tests.benchmarks.sessions [--calls 10k] [--sessions 20,100]

Opens so many sessions through the gate, each on a pty of its own, works a little in each, and leaves them
alone. Prints, as a Markdown table with one column for each way: how long a start takes to the rows, and its
CPU; what memory each then has (PSS of all processes, the server's too, over their number); what CPU they use
while nobody does anything. Exit code 1 when a figure is over its budget.
"""

from __future__ import annotations

import argparse
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pexpect

from tests.benchmarks.generate import number
from tests.benchmarks.peers import EMPTY
from tests.benchmarks.store import SqliteStore, at_work
from tests.benchmarks.terminal import ROWS
from tests.benchmarks.timing import Figure, table
from xscalls_tui import handover

START, EACH, IDLE_SHARE = 1.2, 1.2, 0.02
"""Against an empty Textual app: the start to the rows, the memory of each; and of 50 idle ones the share of a
core."""
IDLE_SECONDS = 10.0
SETTLES_SECONDS = 3.0
WORK = ["\x1b[B", "\x1b[6~", "\x1b[6~", "\x1bOQ", "\x1b"]
"""A line down, two pages, a new call, and back."""
PATIENCE_SECONDS = 60


class Taken(NamedTuple):
    """What it took: milliseconds, CPU milliseconds, MB for each session, share of a core for all."""

    start: float
    cpu: float
    memory: float
    idle: float


class Crowd:
    """Sessions that are open at the same time."""

    def __init__(self, command: list[str], ready: str, home: Path, server: int | None) -> None:
        self._command = command
        self._ready = ready
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("XSCALLS_", "PYTHON"))
        }
        self._environment: Any = {**kept, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self._server = server
        self._open: list[pexpect.spawn] = []

    def measure(self, count: int) -> Taken:
        """Open them, work in them, leave them alone."""
        starts = [self._start() for _ in range(count)]
        for key in WORK:
            for one in self._open:
                one.send(key)
            self._rest(0.3)
        self._rest(SETTLES_SECONDS)
        memory = sum(map(_pss, self._processes())) / count
        before = self._cpu()
        self._rest(IDLE_SECONDS)
        idle = (self._cpu() - before) / IDLE_SECONDS / 1000
        start, cpu = (median(column) for column in zip(*starts, strict=True))
        return Taken(start, cpu, memory, idle)

    def close(self) -> None:
        """End all."""
        for one in self._open:
            one.close(force=True)

    def _start(self) -> tuple[float, float]:
        before, begun = self._cpu(), time.monotonic()
        one = pexpect.spawn(
            self._command[0],
            self._command[1:],
            env=self._environment,
            dimensions=(40, 120),
            timeout=PATIENCE_SECONDS,
        )
        self._open.append(one)
        one.expect(self._ready)
        took = 1000 * (time.monotonic() - begun)
        cpu = self._cpu() - before
        self._rest(0.2)
        return took, cpu

    def _rest(self, seconds: float) -> None:
        """Read what is drawn."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            open_ones = {one.child_fd: one for one in self._open}
            for ready in select.select(open_ones, [], [], min(0.05, left))[0]:
                open_ones[ready].read_nonblocking(65536, 0)

    def _processes(self) -> list[int]:
        found = [one.pid for one in self._open]
        if self._server:
            children = Path(f"/proc/{self._server}/task/{self._server}/children").read_text()
            found += [self._server, *map(int, children.split())]
        return found

    def _cpu(self) -> float:
        """Milliseconds of all of them until now."""
        used = 0
        for pid in self._processes():
            for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
                with suppress(FileNotFoundError):  # a thread has ended
                    used += int(task.read_text().split()[0])
        return used / 1e6


def _pss(pid: int) -> float:
    """Megabytes."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


@contextmanager
def serving(home: Path) -> Iterator[int]:
    """A server of sessions for this account; its process."""
    path = Path(handover.socket_path({"HOME": str(home)}))
    path.parent.mkdir(mode=0o700, parents=True)
    program = [sys.executable, "-m", "xscalls_tui", "serve-sessions", "--socket", str(path)]
    with subprocess.Popen(program, env={**os.environ, "HOME": str(home)}) as server:
        try:
            while not path.exists():
                assert server.poll() is None, "the server has ended"
                time.sleep(0.05)
            yield server.pid
        finally:
            server.terminate()


def measure(database: str, counts: list[int]) -> Iterator[tuple[str, list[Figure]]]:
    """Column by column: so many, each by itself or served."""
    with at_work(database) as session:
        initials = session.employee.initials
    program = [sys.executable, "-m", "xscalls_tui", "--lang", "nb", "--db", database, "gate", initials]
    for count in counts:
        empty = _take([sys.executable, "-c", EMPTY], "nothing here", count)
        for way in ("alone", "served"):
            taken = _take(program, ROWS, count, served=way == "served")
            yield f"{count} {way}", list(figures(taken, empty, count))


def _take(command: list[str], ready: str, count: int, *, served: bool = False) -> Taken:
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        server = stack.enter_context(serving(Path(home))) if served else None
        crowd = Crowd(command, ready, Path(home), server)
        stack.callback(crowd.close)
        return crowd.measure(count)


def figures(one: Taken, empty: Taken, count: int) -> Iterator[Figure]:
    """Against as many empty apps."""
    yield Figure(
        "start to the rows", one.start / empty.start, START, from_=f"{one.start:.0f} / {empty.start:.0f} ms"
    )
    yield Figure("start, CPU", one.cpu / empty.cpu, START, from_=f"{one.cpu:.0f} / {empty.cpu:.0f} ms")
    yield Figure(
        "memory of each", one.memory / empty.memory, EACH, from_=f"{one.memory:.1f} / {empty.memory:.1f} MB"
    )
    yield Figure(
        "all idle: share of a core", one.idle, IDLE_SHARE * count / 50, from_=f"empty apps {empty.idle:.4f}"
    )


def main() -> None:
    """Measure and print."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", default="10k")
    parser.add_argument("--sessions", default="20,100")
    asked = parser.parse_args()
    with SqliteStore().copy(number(asked.calls)) as database:
        found = dict(measure(database, [int(count) for count in asked.sessions.split(",")]))
    sys.stdout.write(table(f"Sessions, {asked.calls} calls, against as many empty Textual apps", found))
    sys.exit(0 if all(figure.met for figures in found.values() for figure in figures) else 1)


if __name__ == "__main__":
    main()
