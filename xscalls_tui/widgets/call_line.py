"""Draws one call as one line of the list, and tells what stands under the mouse in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Field, Sort, SortBy
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.columns import Column, Columns, Slot
from xscalls_tui.widgets.glyphs import Glyphs

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

# Variation selectors, skin tones and the soft hyphen: terminals disagree about how wide they are, and
# nothing is lost without them.
_UNSTEADY = "[\u00ad\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"

# A country code of the plan E.164, as far as needed to know where it ends.
_COUNTRY_CODE = r"(?:\+|00) ?(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})[ -]*"


class LineStyles(NamedTuple):
    """How the parts of a line look; the flags' styles include the background of their row."""

    rows: Mapping[Status, Style]
    flags: Mapping[Status, Style]
    history: Style
    cursor: Style
    away: Style
    """Of the cursor while the keys go elsewhere."""
    heading: Style
    blank: Style


def shown(text: str) -> str:
    """``text`` as it may be drawn in a line. Texts are cleaned when they are saved; this is for those
    that came another way."""
    if not text.isprintable():
        text = clean_line(text)
    return text if text.isascii() else re.sub(_UNSTEADY, "", text)


def fit(text: str, width: int, cut: str = "…") -> str:
    """``text`` in exactly ``width`` cells, filled with blanks, or cut with a sign at its end."""
    text = shown(text)
    size = cell_len(text)
    if size > width > 0:
        text = set_cell_size(text, width - 1).rstrip() + cut
        size = cell_len(text)
    return text + " " * (width - size) if size <= width else ""


def fit_phone(phone: str, width: int, cut: str = "…") -> str:
    """A telephone number in exactly ``width`` cells: the country code gives way before it is cut."""
    phone = shown(phone)
    if cell_len(phone) > width and (code := re.match(_COUNTRY_CODE, phone)):
        phone = phone[code.end() :]
    return fit(phone, width, cut)


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


class CallLines:
    """Draws calls in one layout with one set of signs and styles, and remembers the latest lines."""

    def __init__(self, columns: Columns, glyphs: Glyphs, styles: LineStyles) -> None:
        self._columns = columns
        self._glyphs = glyphs
        self._styles = styles
        self._texts = columns.slots[_SIGN_COLUMNS:]
        self._drawn: LRUCache[tuple[CallRow, bool, Style], Strip] = LRUCache(256)

    def call(self, row: CallRow, ticked: bool, cursor: bool, away: bool = False) -> Strip:
        """The line of a call."""
        style = self._cursor(away) if cursor else self._styles.rows[row.status]
        key = (row, ticked, style)
        strip = self._drawn.get(key)
        if strip is None:
            self._drawn[key] = strip = self._draw(row, ticked, style)
        return strip

    def blank(self, cursor: bool = False, away: bool = False) -> Strip:
        """The line of a call that is not known yet, or below the last one."""
        return Strip.blank(self._columns.width, self._cursor(away) if cursor else self._styles.blank)

    def _cursor(self, away: bool) -> Style:
        return self._styles.away if away else self._styles.cursor

    def notice(self, text: str) -> Strip:
        """A sentence in place of calls."""
        line = fit(f" {text}", self._columns.width, self._glyphs.cut)
        return Strip([Segment(line, self._styles.blank)], self._columns.width)

    def heading(self, t: Translator, sort: Sort, all_ticked: bool) -> Strip:
        """The column names, with a mark at the one that the list is sorted by."""
        glyphs = self._glyphs
        signs = {
            Column.TICK: glyphs.ticked if all_ticked else glyphs.unticked,
            Column.PENCIL: glyphs.pencil,
            Column.FLAG: glyphs.flag,
            Column.HISTORY: glyphs.related,
        }
        line = ""
        for slot in self._columns.slots:
            title = t(_TITLES[slot.column]) if slot.column in _TITLES else signs.get(slot.column, "")
            mark = ""
            if SORTABLE.get(slot.column) is sort.by:
                mark = glyphs.falling if sort.descending else glyphs.rising
                room = slot.width - 1
                title = fit(title, room, glyphs.cut).rstrip() if room else ""
            line = line.ljust(slot.x) + fit(title + mark, slot.width, glyphs.cut)
        return Strip([Segment(line, self._styles.heading)], self._columns.width)

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

    def _draw(self, row: CallRow, ticked: bool, style: Style) -> Strip:
        glyphs, styles = self._glyphs, self._styles
        flag_style, history_style = styles.flags[row.status], styles.history
        if style.reverse:
            # With few colours or none the cursor is nothing but reversed: all of its line must be.
            flag_style = history_style = style
        tick = glyphs.ticked if ticked else glyphs.unticked
        pencil = glyphs.pencil if row.may_change else " "
        history = glyphs.history[row.is_followup, row.has_followups]
        texts = "".join([f" {self._text(row, slot)}" for slot in self._texts])
        segments = [
            Segment(f" {tick} {pencil} {glyphs.directions[row.direction]}", style),
            Segment(glyphs.flags[row.status], flag_style),
        ]
        if history == " ":
            segments.append(Segment(f"  {texts}", style))
        else:
            segments += [Segment(" ", style), Segment(history, history_style), Segment(texts, style)]
        return Strip(segments, self._columns.width)

    def _text(self, row: CallRow, slot: Slot) -> str:
        cut = self._glyphs.cut
        match slot.column:
            case Column.DATE:
                return f"{row.starts_at:%d.%m.%y}"
            case Column.START:
                return f"{row.starts_at:%H:%M}"
            case Column.END:
                return f"{row.ends_at:%H:%M}"
            case Column.EMPLOYEE:
                return fit(row.initials, slot.width, cut)
            case Column.SUBJECT:
                return fit(row.subject, slot.width, cut)
            case Column.PHONE:
                return fit_phone(row.phone, slot.width, cut)
            case _:
                parts = link_parts(row, self._columns.with_project)
                return fit("".join([text for text, _ in parts]), slot.width, cut)
