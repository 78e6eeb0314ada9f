"""An import as it is being prepared: the file and how it is read, its columns, and what would become of its
lines."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from xscalls_tui.commands.import_words import OUTCOMES, WHATS, reason
from xscalls_tui.i18n import Translator, grouped
from xscalls_tui.services.sheets import Job, Outcome, Report, Surveyed, Told, What, fields
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines

_NAME = 24
_LINE, _OUTCOME = 8, 10
_SAMPLES = 3


class Kind(Enum):
    """What stands in a line."""

    FILE = auto()
    WHAT = auto()
    OVERWRITE = auto()
    EXTENSIONS = auto()
    HEADING = auto()
    COLUMN = auto()
    TOLD = auto()
    TEXT = auto()


class Row(NamedTuple):
    """A line: a choice to make, a column by its place, or what becomes of a line of the file."""

    kind: Kind
    text: str = ""
    place: int = -1
    told: Told | None = None


class ImportLines(PickedLines):
    """Draws what is known so far: nothing of a file before one is chosen, no lines before they are read."""

    def __init__(self, t: Translator, *, plain: bool) -> None:
        super().__init__()
        self.t = t
        self._arrow = "->" if plain else "→"
        self.job: Job | None = None
        self.surveyed: Surveyed | None = None
        self.report: Report | None = None
        self.extensions = ""
        self.outcome: Outcome | None = None
        """The only outcome that is shown; None for all."""
        self.reading = ""
        """How far the reading has come, in words, while it goes on; or why the file cannot be read."""
        self._rows: list[Row] = []
        self.lay_out()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def selected(self) -> Row:
        """The line under the cursor."""
        return self._rows[self.cursor]

    def reword(self) -> None:
        """Say it in the language of now."""
        self.lay_out()

    def lay_out(self) -> None:
        """What there is to show is another now; the cursor stays where it is."""
        rows = [Row(Kind.FILE)]
        if self.job is not None:
            rows.append(Row(Kind.WHAT))
            if self.job.what is What.CDR:
                rows.append(Row(Kind.EXTENSIONS))
            elif self.job.what is not What.CALLS:
                rows.append(Row(Kind.OVERWRITE))
            rows += self._column_rows()
            rows += self._told_rows()
        else:
            rows += (Row(Kind.TEXT, self.t(key)) for key in ("imp.nofile", "imp.nothingyet"))
        self._rows = rows
        self.changed()

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A line of the page."""
        row, width = self._rows[index], self.size.width
        if row.kind is Kind.HEADING:
            look = style if index == self.cursor else self.look("heading", partial=False)
            return [Segment(fit(f" {row.text}", width), look)]
        if row.kind is Kind.TOLD and row.told is not None:
            return self._told(row.told, style)
        if row.kind is Kind.COLUMN:
            return self._column(row.place, style)
        if row.kind is Kind.TEXT:
            return [Segment(f" {row.text}", style + self.look("dim"))]
        name, value = self._choice(row.kind)
        return [Segment(f" {fit(name, _NAME)}  ", style), Segment(value, style + self.look("strong"))]

    # The choices

    def _choice(self, kind: Kind) -> tuple[str, str]:
        t, job = self.t, self.job
        if job is None:
            return t("imp.file"), t("imp.choosefile")
        match kind:
            case Kind.FILE:
                return t("imp.file"), str(job.path)
            case Kind.WHAT:
                return t("imp.what"), t(WHATS[job.what])
            case Kind.OVERWRITE:
                return t("imp.existing"), t("imp.overwrite") if job.overwrite else t("imp.fillin")
        return t("imp.extensions"), self.extensions or "–"

    # The columns

    def _column_rows(self) -> list[Row]:
        if self.surveyed is None or self.job is None or self.job.what is What.CDR:
            return []
        places = range(len(self.surveyed.headings))
        heading = self.t("imp.columns", count=len(places))
        return [Row(Kind.HEADING, heading), *(Row(Kind.COLUMN, place=place) for place in places)]

    def _column(self, place: int, style: Style) -> list[Segment]:
        surveyed = self.surveyed
        assert surveyed is not None and self.job is not None
        held = surveyed.mapping.get(place)
        labels = {field.name: self.t(field.label) for field in fields.fields(self.job.what)}
        meant = labels[held] if held else self.t("imp.leftout")
        cells = (" ".join(row[place].split()) for row in surveyed.sample if place < len(row))
        samples = list(dict.fromkeys(filter(None, cells)))[:_SAMPLES]
        return [
            Segment(f"   {fit(surveyed.headings[place], _NAME - 2)}  ", style),
            Segment(f"{self._arrow} {fit(meant, _NAME)} ", style + self.look("strong" if held else "dim")),
            Segment(" | ".join(samples), style + self.look("dim")),
        ]

    # What becomes of the lines

    def _told_rows(self) -> list[Row]:
        if self.report is None:
            return [Row(Kind.HEADING, self.reading)] if self.reading else []
        counts = (f"{self.t(key)} {grouped(self.report.counts[one])}" for one, key in OUTCOMES.items())
        rows = [Row(Kind.HEADING, f"{self.t('imp.would')}  {'  '.join(counts)}")]
        shown = self._shown(self.report.told)
        rows += [Row(Kind.TOLD, told=told) for told in shown]
        return rows if shown else [*rows, Row(Kind.TEXT, self.t("list.empty"))]

    def _shown(self, told: Sequence[Told]) -> list[Told]:
        return [one for one in told if self.outcome in (None, one.outcome)]

    def _told(self, told: Told, style: Style) -> list[Segment]:
        t = self.t
        look = {Outcome.REFUSED: "alarm", Outcome.SAME: "dim"}.get(told.outcome, "strong")
        why = reason(told, t)
        room = max(self.size.width - _LINE - _OUTCOME - 3, 20)
        text = fit(told.text, room // 2) if why else told.text
        return [
            Segment(f" {grouped(told.line):>{_LINE - 2}} ", style + self.look("dim")),
            Segment(f" {fit(t(OUTCOMES[told.outcome]), _OUTCOME)} ", style + self.look(look)),
            Segment(text, style),
            Segment(f" {why}" if why else "", style + self.look("dim")),
        ]
