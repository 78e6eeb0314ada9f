"""A list of rows as a PDF: A4 across, its head and filters on the first page, its columns on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import IO

from xscalls_tui.domain.calls import Status
from xscalls_tui.exports.listing import Advance, Column, Kind, Line, Listing, Value
from xscalls_tui.exports.pdf_page import BOLD, GREY, REGULAR, Colour, Paper, plain
from xscalls_tui.i18n import Translator, formats, grouped

ROW_COLOURS: dict[Status, Colour] = {
    Status.DONE: (0.87, 0.97, 0.87),
    Status.CANCELLED: (1.0, 0.86, 0.86),
    Status.UNANSWERED: (1.0, 0.99, 0.75),
}
"""Light green, red and yellow (R26, R28, R30), so light that black print stands out on them."""
FLAG_COLOURS: dict[Status, Colour] = {
    Status.PLANNED: (0.72, 0.55, 0.0),
    Status.DONE: (0.0, 0.5, 0.0),
    Status.CANCELLED: (0.8, 0.0, 0.0),
    Status.UNANSWERED: (0.9, 0.4, 0.0),
}
FLAG = "⚑"
_HEAD: Colour = (0.85, 0.85, 0.85)
_RULE: Colour = (0.8, 0.8, 0.8)
_SIZE, _LINE = 7.0, 10.5
_TITLE = 14.0
_GAP = 4.0
_STEP = 500


def write(
    stream: IO[bytes],
    listing: Listing,
    lines: Iterable[Line],
    t: Translator,
    advance: Advance = lambda _rows: None,
) -> None:
    """Write the list."""
    paper = Paper(listing.title, listing.made_at, t, landscape=True)
    table = Rows(paper, listing.columns)
    begin(paper, listing.title, _made(listing, t), listing.conditions, t)
    paper.head = table.heading
    table.heading()
    number = 0
    for number, line in enumerate(lines, 1):
        table.row(line)
        if number % _STEP == 0:
            advance(number)
    if not number:
        paper.text(t("list.empty"), 0, _LINE, _SIZE + 1, colour=GREY)
    advance(number)
    paper.write(stream)


def begin(paper: Paper, title: str, made: str, conditions: Sequence[str], t: Translator) -> None:
    """The head of the first page: the title, when and by whom it was made, and what was asked for."""
    paper.begin_page()
    paper.text(title, 0, _TITLE, _TITLE, BOLD)
    paper.y += _TITLE * 1.5
    paper.text(made, 0, _SIZE + 1, _SIZE + 1, colour=GREY)
    paper.y += _LINE * 1.3
    told = ", ".join(map(plain, conditions)) or t("export.everything")
    for line in paper.faces[REGULAR].wrapped(f"{t('export.filter')}: {told}", _SIZE + 1, paper.width):
        paper.text(line, 0, _SIZE + 1, _SIZE + 1)
        paper.y += _LINE * 1.1
    paper.y += _LINE / 2


def shown(value: Value) -> str:
    """A cell as it is printed."""
    match value:
        case str():
            return plain(value)
        case date():
            return formats.list_date(value)
        case time():
            return formats.clock(value)
        case int():
            return grouped(value)
        case Decimal():
            return formats.amount(value)
        case float():
            return f"{value:.1f}".replace(".", ",")
        case _:
            return ""


class Rows:
    """The columns, as wide as their share of the page is."""

    def __init__(self, paper: Paper, columns: Sequence[Column]) -> None:
        self._paper = paper
        self._columns = columns
        whole = sum(column.width for column in columns)
        self._places: list[tuple[float, float]] = []
        x = 0.0
        for column in columns:
            width = paper.width * column.width / whole
            self._places.append((x, width - _GAP))
            x += width
        self._fitted: dict[tuple[str, float], str] = {}

    def heading(self) -> None:
        """The names of the columns."""
        paper = self._paper
        paper.fill(_HEAD, _LINE * 1.3)
        for column, (x, width) in zip(self._columns, self._places, strict=True):
            text = paper.faces[BOLD].fitted(column.heading, _SIZE, width)
            paper.text(text, self._x(column, text, x, width, BOLD), _LINE * 0.95, _SIZE, BOLD)
        paper.y += _LINE * 1.3

    def row(self, line: Line) -> None:
        """A row in the colour of its status, which its flag has too."""
        paper = self._paper
        paper.need(_LINE)
        colour = ROW_COLOURS.get(line.status) if line.status else None
        paper.fill(colour or _RULE, _LINE - 0.5)
        if colour is None:
            paper.fill((1, 1, 1), _LINE - 0.8)
        status = self._flag_column(line)
        for place, (column, value) in enumerate(zip(self._columns, line.values, strict=True)):
            if value in (None, ""):
                continue
            x, width = self._places[place]
            if place == status and line.status is not None:
                paper.text(FLAG, x, _LINE * 0.75, _SIZE, colour=FLAG_COLOURS[line.status])
                x, width = x + 8, width - 8
            text = self._fit(shown(value), width)
            paper.text(text, self._x(column, text, x, width, REGULAR), _LINE * 0.75, _SIZE)
        paper.y += _LINE

    def _flag_column(self, line: Line) -> int | None:
        return _STATUS_PLACE if line.status is not None and len(line.values) > _STATUS_PLACE else None

    def _fit(self, text: str, width: float) -> str:
        key = text, width
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > _MOST_FITTED:
                self._fitted.clear()
            fitted = self._fitted[key] = self._paper.faces[REGULAR].fitted(text, _SIZE, width)
        return fitted

    def _x(self, column: Column, text: str, x: float, width: float, style: str) -> float:
        """Numbers stand at the right end of their cells."""
        if column.kind is not Kind.NUMBER:
            return x
        return x + width - self._paper.faces[style].width(text, _SIZE)


_STATUS_PLACE = 1
"""The column of the status, in lists whose rows have one."""
_MOST_FITTED = 20_000


def _made(listing: Listing, t: Translator) -> str:
    return t(
        "export.madeby",
        at=formats.stamp(listing.made_at),
        initials=listing.made_by,
        rows=grouped(listing.total),
    )
