"""What a file of rows is made of, whatever its format: columns, rows, and what the list was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from xscalls_tui.domain.calls import Status

Value = str | int | float | Decimal | date | time | None
"""A cell. Dates and times are wall clock; None is an empty cell."""

Advance = Callable[[int], None]
"""Told now and then how many rows are written; what it raises breaks the writing off."""


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"


class Column(NamedTuple):
    """A column: its heading in words, what it holds, and about how many characters wide it is."""

    heading: str
    kind: Kind
    width: int


class Line(NamedTuple):
    """A row: a value for each column, and the status that colours it."""

    values: tuple[Value, ...]
    status: Status | None = None


class Listing(NamedTuple):
    """What a file tells of a list, besides its rows."""

    title: str
    columns: tuple[Column, ...]
    conditions: tuple[str, ...]
    """What the list was asked for, each condition in words."""
    total: int
    """How many rows there will be."""
    made_at: datetime
    """Wall clock."""
    made_by: str
    """Initials."""
