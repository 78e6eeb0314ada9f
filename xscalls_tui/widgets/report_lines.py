"""Reports below each other: their lines with bars, their sums, and when in the week people are reached."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from xscalls_tui.commands.report_words import COLUMNS, REPORTS, line_text, values
from xscalls_tui.domain.reports import Figures, Heat, Line, Table
from xscalls_tui.i18n import Translator, formats, grouped
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines

_SPARKS = "▁▂▃▄▅▆▇█"
_SHADES = " ░▒▓█"
_WIDE = 100
"""From so many cells on there is room for directions and for bars."""
_SHARE, _OUT, _IN, _RATE, _MINUTES = 1, 6, 7, 8, 9
_BAR = 14
_LEAST_NAME = 16
_DAYS, _HOURS = 7, range(6, 21)


class Kind(Enum):
    """What stands in a line."""

    TITLE = auto()
    COLUMNS = auto()
    LINE = auto()
    TOTAL = auto()
    TEXT = auto()
    BLANK = auto()


class Row(NamedTuple):
    """A line of the page; of which report, and which of its lines."""

    kind: Kind
    table: Table | None = None
    line: Line | None = None
    text: str = ""


class ReportLines(PickedLines):
    """Draws the tables that it is shown, sorted as asked, and the heat map below them."""

    def __init__(self, t: Translator, *, plain: bool) -> None:
        super().__init__()
        self.t = t
        self._plain = plain
        self._tables: Sequence[Table] = ()
        self._heat = Heat({}, {})
        self._weeks: Sequence[int] = ()
        self._rows: list[Row] = []
        self.sort: int | None = None
        """The column that all are sorted by; None for the order in which they come."""
        self.turned = False

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def selected(self) -> Row | None:
        """The line under the cursor."""
        return self._rows[self.cursor] if self.cursor < self.count else None

    def show(self, tables: Sequence[Table], heat: Heat, weeks: Sequence[int]) -> None:
        """Show these; ``weeks`` are how many calls there were in each. The cursor stays on its line."""
        before = self.selected
        self._tables, self._heat, self._weeks = tables, heat, weeks
        self._lay_out()
        if before is not None and before.table is not None:
            same = [
                place
                for place, row in enumerate(self._rows)
                if row.kind is before.kind
                and row.table is not None
                and row.table.report is before.table.report
                and (row.line.parts if row.line else None) == (before.line.parts if before.line else None)
            ]
            self.cursor = (same or [self.cursor])[0]
        elif before is None:
            self.cursor = next((n for n, row in enumerate(self._rows) if row.kind is Kind.LINE), 0)
        self.changed()

    def order(self, sort: int | None, *, turned: bool) -> None:
        """Sort all tables by a column."""
        self.sort, self.turned = sort, turned
        self.show(self._tables, self._heat, self._weeks)

    def reword(self) -> None:
        """Say it in the language of now."""
        self._lay_out()
        self.changed()

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A line of the page."""
        row = self._rows[index]
        width = self.size.width
        here = index == self.cursor
        match row.kind:
            case Kind.TITLE:
                look = style if here else self.look("heading", partial=False)
                return [Segment(fit(f" {row.text}", width), look)]
            case Kind.COLUMNS:
                titles = [self._marked(place) for place in range(len(COLUMNS))]
                return [Segment(self._cells("", titles, ""), style + self.look("dim"))]
            case Kind.LINE | Kind.TOTAL if row.table is not None:
                strong = self.look("strong") if row.kind is Kind.TOTAL else Style()
                total = row.table.total
                some = row.line.figures if row.line else total
                name = line_text(row.line, self.t) if row.line else self.t("rep.total")
                texts = [_text(place, value) for place, value in enumerate(values(some, total))]
                bar = self._bar(some, row.table) if row.line else ""
                return [Segment(self._cells(name, texts, bar), style + strong)]
        return [Segment(fit(row.text, width), style)]

    # Laying out

    def _lay_out(self) -> None:
        t = self.t
        rows: list[Row] = []
        for table in self._tables:
            spark = f"  {self._spark()}" if self._weeks and not rows else ""
            rows.append(Row(Kind.TITLE, table, text=f"{t(REPORTS[table.report])}{spark}"))
            rows.append(Row(Kind.COLUMNS, table))
            rows += [Row(Kind.LINE, table, line) for line in self._sorted(table)]
            if not table.lines:
                rows.append(Row(Kind.TEXT, text=f"   {t('list.empty')}"))
            rows.append(Row(Kind.TOTAL, table))
            rows.append(Row(Kind.BLANK))
        self._rows = [*rows, *self._heat_rows()]

    def _sorted(self, table: Table) -> list[Line]:
        lines = list(table.lines)
        if self.sort is not None:
            place = self.sort
            lines.sort(key=lambda one: values(one.figures, table.total)[place] or 0, reverse=True)
        return lines[::-1] if self.turned else lines

    def _marked(self, place: int) -> str:
        mark = ("^" if self._plain else "▴") if self.turned else ("v" if self._plain else "▾")
        return self.t(COLUMNS[place]) + (mark if place == self.sort else "")

    def _cells(self, name: str, texts: Sequence[str], bar: str) -> str:
        """A name, figures at the right ends of their cells, and a bar where there is room."""
        wide = self.size.width >= _WIDE
        shown = [place for place in range(len(COLUMNS)) if wide or place not in (_OUT, _IN)]
        widths = {place: max(6, cell_len(self.t(COLUMNS[place])) + 1) for place in shown}
        bars = _BAR + 2 if wide else 0
        room = max(self.size.width - sum(widths.values()) - bars - 2, _LEAST_NAME)
        figures = "".join(texts[place].rjust(widths[place]) for place in shown)
        return f" {fit(name, room)}{figures}  {bar}"

    def _bar(self, some: Figures, table: Table) -> str:
        most = max((line.figures.calls for line in table.lines), default=0)
        if not most:
            return ""
        return ("#" if self._plain else "█") * max(round(some.calls / most * _BAR), 1)

    def _spark(self) -> str:
        most = max(self._weeks) or 1
        if self._plain:
            return " ".join(map(str, self._weeks))
        last = len(_SPARKS) - 1
        return "".join(_SPARKS[round(count / most * last)] for count in self._weeks)

    def _heat_rows(self) -> list[Row]:
        """A line for each weekday, a cell for each hour: how much, and how many of them were answered."""
        t, heat = self.t, self._heat
        if not heat.calls:
            return []
        most = max(heat.calls.values())
        hours = sorted({*_HOURS, *(hour for _, hour in heat.calls)})
        while len(hours) * 4 + 6 > max(self.size.width, 1) and len(hours) > 1:
            hours.pop(0 if hours[0] < _HOURS.start else -1)
        rows = [Row(Kind.TITLE, text=t("rep.heat")), Row(Kind.TEXT, text=f" {t('rep.heat.help')}")]
        rows.append(Row(Kind.TEXT, text="     " + "".join(f" {hour:02} " for hour in hours)))
        for weekday in range(_DAYS):
            cells = ""
            for hour in hours:
                count = heat.calls.get((weekday, hour), 0)
                rate = round(100 * heat.answered.get((weekday, hour), 0) / count) if count else 0
                shade = "" if self._plain else _SHADES[-(-count * (len(_SHADES) - 1) // most)]
                cells += f"{shade or ' '}{rate if count else '':>2} " if rate < 100 else f"{shade or ' '}** "
            rows.append(Row(Kind.TEXT, text=f"  {formats.weekday_name(weekday, t)} {cells}"))
        return rows


def _text(place: int, value: float | int | None) -> str:
    if value is None:
        return "–"
    if place in (_SHARE, _RATE):
        return f"{100 * value:.0f} %"
    if place == _MINUTES:
        hours, minutes = divmod(int(value), 60)
        return f"{grouped(hours)}:{minutes:02}"
    return grouped(int(value))
