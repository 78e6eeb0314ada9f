"""Many processes that save without a pause on one database: whether each gets its turn.

The parent starts them all, lets them go at once and gathers what they tell:

    python -m tests.benchmarks.writers PLACE NUMBER WRITERS [watching]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random
from statistics import mean

from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Figure, shown
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.services import calls

SECONDS = 20.0
ERRORS, SHARE, TAIL = 0, 0.3, 10
"""The budgets of design/data.md: errors, saves of the slowest process against the mean, and the 99th
percentile of the waits against their mean."""


def measure(place: str, writers: int, *, watching: bool = False) -> Iterator[Figure]:
    """Let so many processes save at once, on a database that may be written; each of them may be
    ``watching`` for what the others write, as a screen does."""
    crowd = [_start(place, number, writers, watching) for number in range(writers)]
    who = f"{writers} writers{' who watch' if watching else ''}"
    for process in crowd:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in crowd:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [json.loads(process.communicate()[0]) for process in crowd]
    waits = sorted(wait for one in told for wait in one["waits"])
    saves = [len(one["waits"]) for one in told]
    tail = waits[int(len(waits) * 0.99)]
    rate = f"{sum(saves) / SECONDS:.0f} saves/s"
    yield Figure(f"{who}: errors", sum(one["errors"] for one in told), ERRORS, from_=rate)
    yield Figure(
        f"{who}: saves of the slowest against the mean",
        min(saves) / mean(saves),
        SHARE,
        at_least=True,
        from_=f"{min(saves)} / {mean(saves):.0f}, most {max(saves)}",
    )
    yield Figure(
        f"{who}: 99th percentile of the waits against the mean",
        tail / mean(waits),
        TAIL,
        from_=f"{shown(tail, mean(waits))}, longest {shown(waits[-1])}",
    )


def _start(place: str, number: int, writers: int, watching: bool) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.benchmarks.writers", place, str(number), str(writers)]
    command += ["watching"] if watching else []
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def write(place: str, number: int, writers: int, *, watching: bool) -> None:
    """Be one of the writers: save calls of one's own choice, one after the other."""
    random, waits, errors = Random(number), [], 0
    with at_work(place, superuser=True) as session:
        stop = session.watch(lambda _: None) if watching else None
        total = calls.count(session, Criteria())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        end = time.monotonic() + SECONDS
        while (begun := time.monotonic()) < end:
            # Each has calls of its own: two who change the same one are rightly told of a conflict.
            call = calls.read(session, random.randrange(total // writers) * writers + number + 1)
            draft = call.draft()._replace(note=f"{number} {random.random()}")
            try:
                calls.save(session, call.id, call.version, draft)
            except XSCallsError:
                errors += 1
            else:
                waits.append(time.monotonic() - begun)
        if stop:
            stop()
    json.dump({"waits": waits, "errors": errors}, sys.stdout)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), watching="watching" in sys.argv[4:])
