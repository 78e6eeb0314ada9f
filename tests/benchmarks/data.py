"""The benchmark of the data side: reading, writing, importing, many writers.

    python -m tests.benchmarks.data [--calls 10k,100k,1M] [--only reading] [--keep FOLDER]

Prints a Markdown table of budgets (design/data.md) beside figures. ``--calls`` names three sizes: the one
that the large one is compared with, the one that is imported and that many processes write to, and the
large one. The databases are made by the first run, which takes some minutes, and kept in FOLDER, or in
``xscalls-bench`` in the folder for temporary files.

Figures are ratios of CPU time within one run, medians of seven or more rounds in which what is compared
takes turns (three for the import), so that a busy machine disturbs both alike. The absolute times beside
them show only where a ratio comes from. Exit code 1 when a figure is over its budget.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import importing, reading, writers, writing
from tests.benchmarks.generate import number
from tests.benchmarks.store import Store
from tests.benchmarks.timing import Figure, table

Section = Callable[[Store, int, int, int], Iterator[Figure]]


def _reading(store: Store, small: int, _middle: int, large: int) -> Iterator[Figure]:
    return reading.measure(store.database(small), store.database(large))


def _writing(store: Store, _small: int, _middle: int, large: int) -> Iterator[Figure]:
    with store.copy(large) as path:
        yield from writing.measure(path)


def _importing(store: Store, _small: int, middle: int, _large: int) -> Iterator[Figure]:
    return importing.measure(store.database(middle), store.csv_set(middle))


def _writers(store: Store, _small: int, middle: int, _large: int) -> Iterator[Figure]:
    with store.copy(middle) as path:
        yield from writers.measure(path)


SECTIONS: dict[str, Section] = {
    "reading": _reading,
    "writing": _writing,
    "importing": _importing,
    "writers": _writers,
}


def main() -> None:
    """Measure what is asked for and print it, a section at a time."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", default="10k,100k,1M")
    parser.add_argument("--only", choices=SECTIONS)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tests.benchmarks").setLevel(logging.INFO)
    store = Store(asked.keep)
    small, middle, large = (number(size) for size in asked.calls.split(","))
    met = True
    for name in [asked.only] if asked.only else SECTIONS:
        figures = list(SECTIONS[name](store, small, middle, large))
        met &= all(figure.met for figure in figures)
        sys.stdout.write(table(f"{name.capitalize()}: {small}, {middle} and {large} calls", figures) + "\n")
        sys.stdout.flush()
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
