"""Measuring on a busy machine: CPU time, interleaved rounds, medians. Only ratios inside one run count."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 9
SAMPLE_SECONDS = 0.02

Action = Callable[[], object]


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


def interleaved(
    actions: Mapping[str, Action], rounds: int = ROUNDS, seconds: float = SAMPLE_SECONDS
) -> dict[str, float]:
    """The CPU seconds that one run of each action takes: the median of samples taken in turn, so that
    what else the machine does falls on all of them. A sample takes about so many ``seconds``."""
    repeats = {name: _repeats(action, seconds) for name, action in actions.items()}
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            samples[name].append(_sample(action, repeats[name]))
    return {name: median(taken) for name, taken in samples.items()}


def in_turn(actions: Mapping[str, Callable[[], Action]], rounds: int) -> dict[str, float]:
    """The same for what can be done only once: each action is made anew, outside of the time, and run."""
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, prepare in actions.items():
            samples[name].append(_sample(prepare(), 1))
    return {name: median(taken) for name, taken in samples.items()}


def _repeats(action: Action, seconds: float) -> int:
    action()  # plans are made and caches filled
    return max(1, round(seconds / max(_sample(action, 3), 1e-6)))


def _sample(action: Action, repeats: int) -> float:
    begun = time.process_time()
    for _ in range(repeats):
        action()
    return (time.process_time() - begun) / repeats


def table(title: str, figures: list[Figure]) -> str:
    """The figures as Markdown."""
    lines = [f"### {title}", "", "| What | Budget | Figure | From |", "|---|--:|--:|---|"]
    for figure in figures:
        budget = "" if figure.budget is None else f"{'≥' if figure.at_least else '≤'} {figure.budget:g}"
        mark = "" if figure.met else " **over**"
        lines.append(f"| {figure.what} | {budget} | {figure.value:.3g}{mark} | {figure.from_} |")
    return "\n".join(lines) + "\n"


def shown(seconds: float) -> str:
    """A time as a person reads it."""
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.1f} s"
