"""A file of somebody's own as a table: headings, and rows with the line that each starts on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from xscalls_tui.domain.errors import Message

Row = tuple[int, Sequence[str] | Message]
"""The line that a row starts on, and its fields, or why it cannot be read."""

MOST_COLUMNS = 200


class Table(NamedTuple):
    """A file that was looked at. ``rows`` reads it, each time from its start; every row has a field for each
    heading. ``lines`` is how many there are, for the progress."""

    name: str
    headings: tuple[str, ...]
    lines: int
    rows: Callable[[], Iterator[Row]]
