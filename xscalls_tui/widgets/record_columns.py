"""Where the columns of a register's list stand in a line of a given width, and what their cells say."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.record_types.vocabulary import Column, Kind, RecordType
from xscalls_tui.domain.records import Value
from xscalls_tui.i18n import Translator, formats

TICK_X, PENCIL_X, FLAG_X = 1, 3, 5
_WITH_WEEKDAY = 11
_WITH_TIME = 14
_LETTER_ONLY = 3
_NUMBERS = (Kind.DECIMAL, Kind.PERCENT)
_NUMBERED = ("id", "contacts")


class Cell(NamedTuple):
    """The cells of one column: ``width`` of them from ``x``; ``place`` is that of its value in a row."""

    column: Column
    place: int
    x: int
    width: int
    right: bool
    """Whether it stands at the right end, as numbers do."""


class Layout(NamedTuple):
    """The columns that are shown, from left to right. One that gave way has no cell."""

    width: int
    cells: tuple[Cell, ...]

    def at(self, x: int) -> Cell | None:
        """The cell that ``x`` belongs to, or None for a gap."""
        return next((cell for cell in self.cells if cell.x <= x < cell.x + cell.width), None)


def layout(kind: RecordType, width: int, least: int) -> Layout:
    """The layout for lines of ``width`` cells. Columns give way in the order that the register declares;
    what is left over is shared by those that grow. Lines narrower than ``least`` are laid out for that."""
    width = max(width, least)
    start = FLAG_X + 1 if kind.status else PENCIL_X + 1
    kept = list(kind.columns)
    while start + sum(column.width + 1 for column in kept) > width:
        last = max(kept, key=lambda column: column.gives_way)
        if not last.gives_way:
            break
        kept.remove(last)
    spare = width - start - sum(column.width + 1 for column in kept)
    growing = sum(column.grows for column in kept)
    cells, x = [], start
    for column in kept:
        cells_wide = column.width
        if column.grows:
            cells_wide += spare // growing
            spare, growing = spare - spare // growing, growing - 1
        cells.append(Cell(column, kind.columns.index(column), x + 1, cells_wide, _is_number(kind, column)))
        x += cells_wide + 1
    return Layout(width, tuple(cells))


def _is_number(kind: RecordType, column: Column) -> bool:
    known = kind.by_name.get(column.of)
    return column.of in _NUMBERED if known is None else known.kind in _NUMBERS


class CellTexts:
    """Writes what stands in the cells of a register's rows."""

    def __init__(self, t: Translator, kind: RecordType, zone: ZoneInfo, *, yes: str) -> None:
        """``yes`` is the mark of what is true."""
        self._t = t
        self._kind = kind
        self._known = kind.by_name
        self._zone = zone
        self._yes = yes

    def text(self, column: Column, value: Value) -> str:
        """The value of a row in this column."""
        known = self._known.get(column.of)
        if value is None:
            return ""
        if known is not None and known.kind is Kind.CHOICE:
            label = self._t(known.choice(value).label)
            return label if column.width > _LETTER_ONLY else label[:1]
        if isinstance(value, bool):
            return self._yes if value else ""
        if isinstance(value, Decimal):
            return formats.amount(value)
        if isinstance(value, date):
            day = formats.list_date(value)
            with_weekday = column.width >= _WITH_WEEKDAY
            return f"{formats.short_weekday(value, self._t)} {day}" if with_weekday else day
        if column.of == "changed_at" and isinstance(value, str):
            return self._moment(value, column.width)
        if known is not None and known.kind is Kind.PERCENT:
            return f"{value} %"
        return str(value)

    def _moment(self, value: str, width: int) -> str:
        if not value:
            return ""
        at = datetime.fromisoformat(value).astimezone(self._zone)
        day = formats.list_date(at.date())
        return f"{day} {formats.clock(at)}" if width >= _WITH_TIME else day
