"""A minute at the telephone, recorded: what it sends over the line, against the ideal diff of its screens.

    python -m tests.benchmarks.minute [--calls 10k] [--size 120x40] [--cast FILE]

An operator's work key by key at the pace of a hand: a look through the list, a call that nobody answers, its
follow-up, the call back, a search, filters. It prints, as a Markdown table, the keys of each part, its bytes,
and those that would do if only the cells that differ were written, as ptybench counts them. ``--cast`` keeps
the recording as an asciicast (``asciinema play FILE``). Exit code 1 when the whole is over its budget, 2 when
ptybench is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.generate import number
from tests.benchmarks.ptys import MISSING, find_tool, load_tool
from tests.benchmarks.store import SqliteStore
from tests.benchmarks.terminal import ROWS

BUDGET = 1.5
PACE_SECONDS = 0.65
"""From one key to the next."""
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


def typed(text: str) -> list[str]:
    """A key for each character."""
    return [f"text:{character}" for character in text]


PARTS = {
    "look through the list": [*["down"] * 8, *["pgdn"] * 4, *["pgup"] * 2, "home"],
    "ring: no answer, follow-up": [
        "f2",
        *typed("912 34 567"),
        "tab",
        "tab",
        *typed("Ring om tak"),
        "f8",
        "c-o",
        "esc",
    ],
    "history, and back": ["h", *["down"] * 2, "q"],
    "find it and call back: completed": [*typed("/ring om tak"), *["enter"] * 2, *["tab"] * 3, "f5", "esc"],
    "find it from anywhere": ["f12", "c-g", *typed("ring om"), "down", "esc"],
    "filters": ["a", "down", "down", "text:2", "text:0", "bs", "v", "v"],
    "regret and repeat": ["c-z", "c-y"],
}


class Part(NamedTuple):
    """What a part of the minute took."""

    name: str
    keys: int
    sent: int
    ideal: int


class Minute:
    """A run of the program that is worked with and recorded."""

    def __init__(self, tool: Any, database: str, size: tuple[int, int]) -> None:
        command = [str(Path(sys.executable).parent / "xscalls"), "--lang", "nb", "--db", database]
        folder = str(Path(database).parent)
        self._size = size
        self._begun = time.monotonic()
        self._run = tool.Session(command, size, {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder})
        self._ideal = tool.cell_diff
        self._record: list[tuple[float, str, str]] = []
        feed = self._run.feed

        def keep(data: bytes) -> None:
            self._note("o", data.decode("utf-8", "replace"))
            feed(data)

        self._run.feed = keep
        self._run.wait_ready(ROWS)
        self._run.key("wait:2000")

    def work(self) -> Iterator[Part]:
        """Press all keys. What comes between two of them counts for the first."""
        for name, keys in PARTS.items():
            sent = ideal = 0
            for key in keys:
                before, count = self._run.snapshot(), self._run.total
                due = time.monotonic() + PACE_SECONDS
                self._note("i", self._run.encode(key).decode())
                self._run.key(key, diff=False, timeout=PACE_SECONDS)
                while (left := due - time.monotonic()) > 0:
                    self._run.key(f"wait:{max(1, int(left * 1000))}")
                columns, lines = self._size
                sent += self._run.total - count
                ideal += self._ideal(before, self._run.snapshot(), lines, columns)[1]
            yield Part(name, len(keys), sent, ideal)

    def close(self, cast: Path | None) -> None:
        """Leave, and keep the recording."""
        self._run.close("c-q")
        if cast:
            columns, lines = self._size
            head = {"version": 2, "width": columns, "height": lines, "env": {"TERM": "xterm-256color"}}
            told = [json.dumps(head), *(json.dumps(one, ensure_ascii=False) for one in self._record)]
            cast.write_text("\n".join(told) + "\n", encoding="utf-8")

    def _note(self, what: str, data: str) -> None:
        if data:
            self._record.append((round(time.monotonic() - self._begun, 3), what, data))


def table(parts: list[Part]) -> str:
    """The parts and their sum, as Markdown."""
    whole = Part("the minute", *(sum(column) for column in zip(*(part[1:] for part in parts), strict=True)))
    lines = ["| What | Keys | Bytes | Ideal | Ratio |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {part.name} | {part.keys} | {part.sent} | {part.ideal} | {part.sent / part.ideal:.2f} |"
        for part in [*parts, whole]
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Work, print, and keep what was asked for."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", default="10k")
    parser.add_argument("--size", default="120x40", choices=SIZES)
    parser.add_argument("--cast", type=Path)
    asked = parser.parse_args()
    path = find_tool()
    if path is None:
        sys.stderr.write(MISSING)
        sys.exit(2)
    with SqliteStore().copy(number(asked.calls)) as database:
        minute = Minute(load_tool(path), database, SIZES[asked.size])
        parts = list(minute.work())
        minute.close(asked.cast)
    sys.stdout.write(f"### A minute: {asked.size}, {asked.calls} calls\n\n{table(parts)}")
    sys.exit(0 if sum(part.sent for part in parts) <= BUDGET * sum(part.ideal for part in parts) else 1)


if __name__ == "__main__":
    main()
