"""Where the columns of the call list stand in a line of a given width."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

MIN_WIDTH = 60
"""Narrower lines are laid out for this width and cut."""


class Column(StrEnum):
    """The columns of R3, in their order."""

    TICK = "tick"
    PENCIL = "pencil"
    DIRECTION = "direction"
    FLAG = "flag"
    HISTORY = "history"
    DATE = "date"
    START = "start"
    END = "end"
    EMPLOYEE = "employee"
    SUBJECT = "subject"
    PHONE = "phone"
    LINK = "link"


class Slot(NamedTuple):
    """The cells of one column: ``width`` of them from ``x``."""

    column: Column
    x: int
    width: int


class Columns(NamedTuple):
    """A layout: the columns that are shown, from left to right. A column that gave way has no slot."""

    width: int
    slots: tuple[Slot, ...]
    with_project: bool
    """Whether there is room for the project between company and other party."""

    def slot(self, column: Column) -> Slot | None:
        """Where ``column`` stands, or None when it gave way."""
        return next((slot for slot in self.slots if slot.column is column), None)

    def at(self, x: int) -> Slot | None:
        """The column that the cell ``x`` belongs to, or None for a gap."""
        return next((slot for slot in self.slots if slot.x <= x < slot.x + slot.width), None)


class _Step(NamedTuple):
    """One step of giving way, and the least width of line that it is for."""

    from_width: int
    end: bool
    phone: int
    project: bool


# First Til gives way, then the country code (the column narrows to a Norwegian number), then Prosjekt,
# last the telephone number. The flag, Dato, Fra, Ans, Emne and Firma always stay.
_STEPS = (
    _Step(105, end=True, phone=15, project=True),
    _Step(99, end=False, phone=15, project=True),
    _Step(95, end=False, phone=11, project=True),
    _Step(75, end=False, phone=11, project=False),
    _Step(0, end=False, phone=0, project=False),
)
_SIGNS = (
    Slot(Column.TICK, 1, 1),
    Slot(Column.PENCIL, 3, 1),
    Slot(Column.DIRECTION, 5, 1),
    Slot(Column.FLAG, 6, 1),
    Slot(Column.HISTORY, 8, 1),
)


@lru_cache(maxsize=32)
def columns_for(width: int) -> Columns:
    """The layout for lines of ``width`` cells, at least MIN_WIDTH. What is left over is shared between
    Emne and Firma."""
    width = max(width, MIN_WIDTH)
    step = next(step for step in _STEPS if width >= step.from_width)
    fixed = [(Column.DATE, 8), (Column.START, 5), (Column.END, 5 if step.end else 0), (Column.EMPLOYEE, 4)]
    taken = _SIGNS[-1].x + _SIGNS[-1].width + sum(cells + 1 for _, cells in fixed if cells)
    rest = width - taken - (step.phone + 1 if step.phone else 0) - 2
    subject = rest * 9 // 20 if step.project else rest // 2
    texts = [(Column.SUBJECT, subject), (Column.PHONE, step.phone), (Column.LINK, rest - subject)]
    slots = list(_SIGNS)
    for column, cells in fixed + texts:
        if cells:
            slots.append(Slot(column, slots[-1].x + slots[-1].width + 1, cells))
    return Columns(width, tuple(slots), step.project)
