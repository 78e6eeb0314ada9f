"""How soon what one operator saves is told to the others, and what it costs to wait for that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from statistics import quantiles
from threading import Condition

from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Figure
from xscalls_tui.domain.news import News
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

SESSIONS = 50
SAVES = 30
IDLE_SECONDS = 10.0
APART_SECONDS = 0.2
TOLD_MS, IDLE_SHARE = 50.0, 0.02
"""The budgets of design/data.md."""


class Crowd:
    """Sessions that wait for news; each notes when it was told."""

    def __init__(self) -> None:
        self.told: dict[int, float] = {}
        self._all = Condition()

    def hear(self, number: int, news: News) -> None:
        """In the thread of a watch."""
        if news is News.CHANGED:
            with self._all:
                self.told.setdefault(number, time.monotonic())
                self._all.notify()

    def wait(self) -> list[float]:
        """When each was told, once all are."""
        with self._all:
            self._all.wait_for(lambda: len(self.told) == SESSIONS, timeout=10)
            times = list(self.told.values())
            self.told = {}
        return times


def measure(place: str) -> Iterator[Figure]:
    """In one process: its sessions also wait for each other."""
    with ExitStack() as open_ones, at_work(place) as writer:
        crowd = Crowd()
        for number in range(SESSIONS):
            session = open_session(place, writer.employee.initials)
            open_ones.callback(session.close)
            open_ones.callback(session.watch(partial(crowd.hear, number)))
        time.sleep(1)  # until every watch has begun
        cpu = time.process_time()
        time.sleep(IDLE_SECONDS)
        share = (time.process_time() - cpu) / IDLE_SECONDS
        crowd.told.clear()
        missing, took = 0, []
        for _ in range(SAVES):
            times, saved = _save(writer, crowd)
            missing += SESSIONS - len(times)
            took += [1000 * (at - saved) for at in times]
            time.sleep(APART_SECONDS)  # longer than a watch rests: each save is told by itself
            crowd.told.clear()
    spread = quantiles(took, n=20)
    name, idle = f"a save reaches {SESSIONS} sessions", f"{SESSIONS} idle sessions: share of a core"
    median_most = f"median {spread[9]:.1f} ms, most {max(took):.1f} ms"
    yield Figure(f"{name}: p95, ms", spread[18], TOLD_MS, from_=median_most)
    yield Figure(f"{name}: not told", missing, 0, from_=f"of {SAVES * SESSIONS}")
    yield Figure(idle, share, IDLE_SHARE, from_=f"over {IDLE_SECONDS:.0f} s")


def _save(writer: Session, crowd: Crowd) -> tuple[list[float], float]:
    calls.create(writer, calls.blank(writer))
    saved = time.monotonic()
    return crowd.wait(), saved
