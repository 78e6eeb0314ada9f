"""The benchmark of the data side: reading, writing, importing, many writers, on both engines.

    python -m tests.benchmarks.data [--calls 10k,100k,1M] [--engine postgres] [--only reading]
                                    [--writers 32,64] [--watching] [--keep FOLDER]

Prints a Markdown table of budgets (design/data.md) beside figures. ``--calls`` names three sizes: the one
that the large one is compared with, the one that is imported and that many processes write to, and the
large one. The databases are made by the first run, which takes some minutes, and kept in FOLDER, or in
``xscalls-bench`` in the folder for temporary files. PostgreSQL is a server of the test extra in there.

Figures are ratios of CPU time within one run, medians of seven or more rounds in which what is compared
takes turns (three for the import), so that a busy machine disturbs both alike. What is measured against the
bare driver is the CPU of this process. What is measured against another request is the CPU of this process
and of the server process that works for it. The absolute times beside them show only where a ratio comes
from. Exit code 1 when a figure is over its budget.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import calendars, cards, importing, reading, searching, telling, writers, writing
from tests.benchmarks.generate import number
from tests.benchmarks.store import STORES, Store
from tests.benchmarks.timing import Figure, table


class Asked(NamedTuple):
    """What is to be measured: three numbers of calls, how many processes are to write, and whether each of
    them also watches for what the others write."""

    small: int
    middle: int
    large: int
    writers: list[int]
    watching: bool


def _reading(store: Store, asked: Asked) -> Iterator[Figure]:
    return reading.measure(store.database(asked.small), store.database(asked.large))


def _searching(store: Store, asked: Asked) -> Iterator[Figure]:
    return searching.measure(store.database(asked.small), store.database(asked.large))


def _writing(store: Store, asked: Asked) -> Iterator[Figure]:
    with store.copy(asked.large) as place:
        yield from writing.measure(place)


def _registers(store: Store, asked: Asked) -> Iterator[Figure]:
    with store.copy(asked.large) as place:
        yield from cards.measure(place)


def _calendars(store: Store, asked: Asked) -> Iterator[Figure]:
    with store.copy(asked.large) as place:
        yield from calendars.measure(place)


def _importing(store: Store, asked: Asked) -> Iterator[Figure]:
    yield from importing.measure(store, asked.middle)
    yield from importing.measure_file(store, asked.middle)


def _writers(store: Store, asked: Asked) -> Iterator[Figure]:
    for crowd in asked.writers:
        with store.copy(asked.middle) as place:
            yield from writers.measure(place, crowd, watching=asked.watching)


def _telling(store: Store, asked: Asked) -> Iterator[Figure]:
    with store.copy(asked.small) as place:
        yield from telling.measure(place)


SECTIONS: dict[str, Callable[[Store, Asked], Iterator[Figure]]] = {
    "reading": _reading,
    "searching": _searching,
    "registers": _registers,
    "calendars": _calendars,
    "writing": _writing,
    "importing": _importing,
    "telling": _telling,
    "writers": _writers,
}


def main() -> None:
    """Measure what is asked for and print it, a section at a time."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", default="10k,100k,1M")
    parser.add_argument("--engine", choices=STORES)
    parser.add_argument("--only", choices=SECTIONS)
    parser.add_argument("--writers", default="32,64")
    parser.add_argument("--watching", action="store_true")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    small, middle, large = map(number, given.calls.split(","))
    crowds = [int(writers) for writers in given.writers.split(",")]
    asked = Asked(small, middle, large, crowds, given.watching)
    stores = {engine: STORES[engine](given.keep) for engine in ([given.engine] if given.engine else STORES)}
    met = True
    for name in [given.only] if given.only else SECTIONS:
        figures = {engine: list(SECTIONS[name](store, asked)) for engine, store in stores.items()}
        met &= all(figure.met for some in figures.values() for figure in some)
        sys.stdout.write(table(f"{name.capitalize()}: {small}, {middle} and {large} calls", figures) + "\n")
        sys.stdout.flush()
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
