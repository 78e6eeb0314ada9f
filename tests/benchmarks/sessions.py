"""Many sessions on one machine, with and without a server of sessions (``xscalls serve-sessions``), and with
one where the kernel merges equal pages (KSM; this turns it on meanwhile, which is root's to do).

    python -m tests.benchmarks.sessions [--calls 10k] [--sessions 20,100]

Opens so many sessions through the gate, each on a pty of its own, works a little in each, and leaves them
alone. Prints, as a Markdown table with one column for each way: how long a start takes to the rows, and its
CPU; what memory each then has (PSS of all processes, the server's too, over their number); what CPU they use
while nobody does anything, and for a key after that. Exit code 1 when a figure is over its budget.
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
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pexpect

from tests.benchmarks import merging
from tests.benchmarks.generate import number
from tests.benchmarks.peers import EMPTY
from tests.benchmarks.store import SqliteStore, at_work
from tests.benchmarks.terminal import ROWS
from tests.benchmarks.timing import Figure, table
from xscalls_tui import handover

START, EACH, IDLE_SHARE = 1.2, 1.2, 0.02
"""Against an empty Textual app: the start to the rows, the memory of each; and of 50 idle ones the share of a
core."""
IDLE_SECONDS = 60.0
"""So that the clock at the top moves on once."""
SETTLES_SECONDS = 3.0
SCANS = 4
"""Of all memory: one to see a page, one to see that it stayed as it was, and what was begun before."""
WORK = ["\x1b[B", "\x1b[6~", "\x1b[6~", "\x1bOQ", "\x1b"]
"""A line down, two pages, a new call, and back."""
PATIENCE_SECONDS = 60


class Way(StrEnum):
    """How sessions are opened."""

    ALONE = "alone"
    SERVED = "served"
    MERGED = "served, merged"


class Taken(NamedTuple):
    """What it took: milliseconds, CPU milliseconds, MB for each session, share of a core for all, CPU
    milliseconds for a key, and MB after it."""

    start: float
    cpu: float
    memory: float
    idle: float
    for_key: float
    touched: float


class Crowd:
    """Sessions that are open at the same time."""

    def __init__(self, command: list[str], ready: str, home: Path, server: int | None, merges: bool) -> None:
        self._command = command
        self._merges = merges
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
        self._settle()
        memory = self._memory() / count
        before = self._cpu()
        self._rest(IDLE_SECONDS)
        idle = (self._cpu() - before) / IDLE_SECONDS / 1000
        before = self._cpu()
        for one in self._open:
            one.send(WORK[0])
        self._rest(SETTLES_SECONDS)
        for_key = (self._cpu() - before) / count
        start, cpu = (median(column) for column in zip(*starts, strict=True))
        return Taken(start, cpu, memory, idle, for_key, self._memory() / count)

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

    def _settle(self) -> None:
        """Until they are at rest, and the kernel knows which pages stay as they are."""
        seen = merging.scans() if self._merges else 0
        self._rest(SETTLES_SECONDS)
        while self._merges and merging.scans() < seen + SCANS:
            self._rest(SETTLES_SECONDS)

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

    def _memory(self) -> float:
        return sum(map(_pss, self._processes()))

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
        for way in Way:
            if way is Way.MERGED and not merging.possible():
                sys.stderr.write("equal pages cannot be merged here: the column is missing\n")
                continue
            yield f"{count} {way}", list(figures(_take(program, ROWS, count, way), empty, count))


def _take(command: list[str], ready: str, count: int, way: Way = Way.ALONE) -> Taken:
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        if merges := way is Way.MERGED:
            stack.enter_context(merging.on())
        server = None if way is Way.ALONE else stack.enter_context(serving(Path(home)))
        crowd = Crowd(command, ready, Path(home), server, merges)
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
    yield Figure("a line down after that, CPU in ms", one.for_key)
    yield Figure(
        "memory of each, then",
        one.touched / empty.touched,
        EACH,
        from_=f"{one.touched:.1f} / {empty.touched:.1f} MB",
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
