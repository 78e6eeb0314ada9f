"""Draws one call as one line of the list, and tells what stands under the mouse in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Field, Sort, SortBy
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.columns import Column, Columns, Slot
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import CommonStyles, ListLines, Title, fit, shown

SORTABLE = {
    Column.FLAG: SortBy.STATUS,
    Column.DATE: SortBy.DATE,
    Column.EMPLOYEE: SortBy.EMPLOYEE,
    Column.SUBJECT: SortBy.SUBJECT,
    Column.LINK: SortBy.COMPANY,
}
_TITLES = {
    Column.DATE: "list.date",
    Column.START: "list.from",
    Column.END: "list.to",
    Column.EMPLOYEE: "list.emp",
    Column.SUBJECT: "list.subject",
    Column.PHONE: "list.phone",
    Column.LINK: "list.link",
}
_SIGN_COLUMNS = 5
"""The columns before Dato are signs; those from Dato on are texts with a blank before each."""

# A country code of the plan E.164, as far as needed to know where it ends.
_COUNTRY_CODE = r"(?:\+|00) ?(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})[ -]*"


class LineStyles(NamedTuple):
    """How the parts of a call's line look; the flags' styles include the background of their row."""

    rows: Mapping[Status, Style]
    flags: Mapping[Status, Style]
    history: Style
    common: CommonStyles


def fit_phone(phone: str, width: int, cut: str = "…") -> str:
    """A telephone number in exactly ``width`` cells: the country code gives way before it is cut."""
    phone = shown(phone)
    if cell_len(phone) > width and (code := re.match(_COUNTRY_CODE, phone)):
        phone = phone[code.end() :]
    return fit(phone, width, cut)


def date_text(at: datetime) -> str:
    """``23.11.26``. A list writes hundreds of them: strftime takes three times as long."""
    return f"{at.day:02}.{at.month:02}.{at.year % 100:02}"


def time_text(at: datetime) -> str:
    """``09:30``."""
    return f"{at.hour:02}:{at.minute:02}"


def link_parts(row: CallRow, with_project: bool) -> list[tuple[str, Field | None]]:
    """``Firma > prosjekt (samtalepartner)`` in pieces, each with the quick filter it carries (R20-R22).

    What is not linked is left out. The project also gives way to the company where there is no room.
    """
    parts: list[tuple[str, Field | None]] = []
    if row.company:
        parts.append((shown(row.company), Field.COMPANY if row.company_id is not None else None))
    if row.project and (with_project or not parts):
        if parts:
            parts.append((" > ", None))
        parts.append((shown(row.project), Field.PROJECT if row.project_id is not None else None))
    if row.partner:
        parts.append((" (" if parts else "(", None))
        parts.append((shown(row.partner), Field.CONTACT if row.contact_id is not None else None))
        parts.append((")", None))
    return parts


class CallLines(ListLines[CallRow]):
    """Draws calls in one layout with one set of signs and styles."""

    def __init__(self, columns: Columns, glyphs: Glyphs, styles: LineStyles) -> None:
        super().__init__(columns.width, glyphs, styles.common)
        self._columns = columns
        self._glyphs = glyphs
        self._styles = styles
        self._writers = [self._writer(slot) for slot in columns.slots[_SIGN_COLUMNS:]]

    def heading(self, t: Translator, sort: Sort, all_ticked: bool) -> Strip:
        """The column names, with a mark at the one that the list is sorted by."""
        glyphs = self._glyphs
        signs = {
            Column.TICK: glyphs.ticked if all_ticked else glyphs.unticked,
            Column.PENCIL: glyphs.pencil,
            Column.FLAG: glyphs.flag,
            Column.HISTORY: glyphs.related,
        }
        titles = []
        for slot in self._columns.slots:
            title = t(_TITLES[slot.column]) if slot.column in _TITLES else signs.get(slot.column, "")
            mark = ""
            if SORTABLE.get(slot.column) is sort.by:
                mark = glyphs.falling if sort.descending else glyphs.rising
            titles.append(Title(slot.x, slot.width, title, mark))
        return self.titles(titles)

    def part_at(self, row: CallRow, x: int) -> Column | Field | None:
        """What a click at the cell ``x`` of a call's line is meant for: the box, the history symbol, the
        subject, or the quick filter of the name that stands there; None for all else."""
        if x <= self._columns.slots[0].x:
            return Column.TICK
        slot = self._columns.at(x)
        match slot.column if slot else None:
            case Column.HISTORY if row.is_followup or row.has_followups:
                return Column.HISTORY
            case Column.SUBJECT if slot and x - slot.x < cell_len(shown(row.subject)):
                return Column.SUBJECT
            case Column.EMPLOYEE if row.initials:
                return Field.EMPLOYEE
            case Column.LINK if slot:
                return self._link_at(row, x - slot.x)
            case _:
                return None

    def heading_at(self, x: int) -> Column | None:
        """The column whose heading stands at the cell ``x``."""
        slot = self._columns.at(max(x, self._columns.slots[0].x))
        return slot.column if slot else None

    def _link_at(self, row: CallRow, offset: int) -> Field | None:
        for text, field in link_parts(row, self._columns.with_project):
            offset -= cell_len(text)
            if offset < 0:
                return field
        return None

    def style(self, row: CallRow) -> Style:
        """That of its status."""
        return self._styles.rows[row.status]

    def draw(self, row: CallRow, ticked: bool, style: Style) -> Strip:
        """The line of a call in the style of its status, or of the cursor."""
        glyphs, styles = self._glyphs, self._styles
        flag_style, history_style = styles.flags[row.status], styles.history
        if style.reverse:
            # With few colours or none the cursor is nothing but reversed: all of its line must be.
            flag_style = history_style = style
        tick = glyphs.ticked if ticked else glyphs.unticked
        pencil = glyphs.pencil if row.may_change else " "
        history = glyphs.history[row.is_followup, row.has_followups]
        texts = "".join([f" {write(row)}" for write in self._writers])
        segments = [
            Segment(f" {tick} {pencil} {glyphs.directions[row.direction]}", style),
            Segment(glyphs.flags[row.status], flag_style),
        ]
        if history == " ":
            segments.append(Segment(f"  {texts}", style))
        else:
            segments += [Segment(" ", style), Segment(history, history_style), Segment(texts, style)]
        return Strip(segments, self._columns.width)

    def _writer(self, slot: Slot) -> Callable[[CallRow], str]:
        """What writes the text of a column."""
        width, cut, with_project = slot.width, self._glyphs.cut, self._columns.with_project
        match slot.column:
            case Column.DATE:
                return lambda row: date_text(row.starts_at)
            case Column.START:
                return lambda row: time_text(row.starts_at)
            case Column.END:
                return lambda row: time_text(row.ends_at)
            case Column.EMPLOYEE:
                return lambda row: fit(row.initials, width, cut)
            case Column.SUBJECT:
                return lambda row: fit(row.subject, width, cut)
            case Column.PHONE:
                return lambda row: fit_phone(row.phone, width, cut)
            case _:
                return lambda row: fit(
                    "".join([text for text, _ in link_parts(row, with_project)]), width, cut
                )
