"""Measuring on a busy machine: CPU time, interleaved rounds, medians. Only ratios inside one run count."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROUNDS = 9
SAMPLE_SECONDS = 0.02

Action = Callable[[], object]

_servers: list[int] = []


class Took(NamedTuple):
    """Seconds of one run: CPU of this process, CPU of it and of the server processes that work for it (the
    same where there is no server), and on the wall."""

    client: float
    cpu: float
    wall: float


@dataclass(frozen=True)
class Figure:
    """A line of the table: what was measured, what it may be at most (or, where ``at_least``, must be), and
    the absolute figures that it comes from."""

    what: str
    value: float
    budget: float | None = None
    at_least: bool = False
    from_: str = ""

    @property
    def met(self) -> bool:
        """Whether it is within its budget."""
        if self.budget is None:
            return True
        return self.value >= self.budget if self.at_least else self.value <= self.budget


def against_bare(what: str, took: Took, bare: Took, budget: float | None = None) -> Figure:
    """What the program adds to the driver's own work: the CPU of this process."""
    from_ = f"{shown(took.client, bare.client)}, wall {shown(took.wall, bare.wall)}"
    return Figure(f"{what}, against bare", took.client / bare.client, budget, from_=from_)


def against_other(what: str, took: Took, other: Took, budget: float | None = None, more: str = "") -> Figure:
    """What one request costs more than another: the CPU of this process and of the server."""
    from_ = f"{shown(took.cpu, other.cpu)}, wall {shown(took.wall, other.wall)}{more}"
    return Figure(what, took.cpu / other.cpu, budget, from_=from_)


@contextmanager
def servers(*processes: int) -> Iterator[None]:
    """Count the CPU of these processes of this machine too, for as long as it lasts."""
    _servers.extend(processes)
    try:
        yield
    finally:
        for process in processes:
            _servers.remove(process)


def interleaved(
    actions: Mapping[str, Action], rounds: int = ROUNDS, seconds: float = SAMPLE_SECONDS
) -> dict[str, Took]:
    """What one run of each action takes: the median of samples taken in turn, so that what else the
    machine does falls on all of them. A sample takes about so many ``seconds``."""
    repeats = {name: _repeats(action, seconds) for name, action in actions.items()}
    samples: dict[str, list[Took]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            samples[name].append(_sample(action, repeats[name]))
    return {name: median_of(taken) for name, taken in samples.items()}


def in_turn(actions: Mapping[str, Callable[[], Action]], rounds: int) -> dict[str, Took]:
    """The same for what can be done only once: each action is made anew, outside of the time, and run."""
    samples: dict[str, list[Took]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, prepare in actions.items():
            samples[name].append(_sample(prepare(), 1))
    return {name: median_of(taken) for name, taken in samples.items()}


def _repeats(action: Action, seconds: float) -> int:
    # Caches are filled, and the driver prepares its statements.
    if _sample(action, 1).wall > 20 * seconds:
        return 1
    return max(1, round(seconds / max(_sample(action, 12).cpu, 1e-6)))


def _sample(action: Action, repeats: int) -> Took:
    begun = now()
    for _ in range(repeats):
        action()
    return since(begun, repeats)


def since(begun: Took, repeats: int = 1) -> Took:
    """What each of so many runs has taken from then on."""
    return Took(*((end - start) / repeats for start, end in zip(begun, now(), strict=True)))


def now() -> Took:
    """The seconds used until now, of which the difference counts."""
    client = time.process_time()
    return Took(client, client + sum(map(_cpu, _servers)), time.perf_counter())


def _cpu(process: int) -> float:
    """The CPU seconds that another process has used, as Linux tells them."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def median_of(samples: Sequence[Took]) -> Took:
    """The median of each of the seconds."""
    return Took(*map(median, zip(*samples, strict=True)))


def table(title: str, engines: Mapping[str, Sequence[Figure]]) -> str:
    """The figures of each engine side by side, as Markdown."""
    lines = [f"### {title}", "", f"| What | Budget |{''.join(f' {engine} | from |' for engine in engines)}"]
    lines.append(f"|---|--:|{'--:|---|' * len(engines)}")
    found = {engine: {figure.what: figure for figure in figures} for engine, figures in engines.items()}
    all_of_them = {figure.what: figure for figures in engines.values() for figure in figures}
    for what, any_of_them in all_of_them.items():
        sign, budget = "≥" if any_of_them.at_least else "≤", any_of_them.budget
        cells = [what, "" if budget is None else f"{sign} {budget:g}"]
        for figures in found.values():
            cells += _cells(figures.get(what))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cells(figure: Figure | None) -> tuple[str, str]:
    if figure is None:
        return "", ""
    return f"{figure.value:.3g}{'' if figure.met else ' **over**'}", figure.from_


def shown(*seconds: float) -> str:
    """Times as a person reads them: ``0.57 / 0.32 ms``."""
    if max(seconds) < 1:
        return f"{' / '.join(f'{one * 1e3:.2f}' for one in seconds)} ms"
    return f"{' / '.join(f'{one:.1f}' for one in seconds)} s"
