"""The start page: its elements, and what there is to do today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.domain.calls import CallRow, Status

LINES = 10
"""So many calls stand in an element."""
TODO_CAP = 99
"""Up to here is counted what there is to do."""


class Element(StrEnum):
    """A list of one's own calls on the start page."""

    TODAY = "today"
    PLANNED = "planned"
    UNANSWERED = "unanswered"
    """That have no follow-up: somebody is still to be reached."""
    LATEST = "latest"


class Shown(NamedTuple):
    """An element with the calls that stand in it; there may be ``more``."""

    element: Element
    rows: tuple[CallRow, ...]
    more: bool = False


class Todo(NamedTuple):
    """How many planned calls one has today, and how many whose time has passed, whatever their day; each one
    more than TODO_CAP when there are still more."""

    today: int
    overdue: int


def overdue(row: CallRow, now: datetime) -> bool:
    """Whether a call is planned for a time that has passed (wall clock)."""
    return row.status is Status.PLANNED and row.starts_at < now


def in_order(rows: Sequence[CallRow], now: datetime) -> list[CallRow]:
    """The calls of a day: those overdue first, then those still to come, then what is done with."""
    return sorted(
        rows, key=lambda row: (not overdue(row, now), row.status is not Status.PLANNED, row.starts_at, row.id)
    )


def written(elements: Sequence[Element]) -> str:
    """Elements in their order, as a preference holds them."""
    return ",".join(elements)


def read(text: str | None) -> tuple[Element, ...]:
    """The elements of a preference; all of them where nothing is preferred. What is unknown is left out."""
    if text is None:
        return tuple(Element)
    return tuple(element for name in text.split(",") for element in Element if element == name)
