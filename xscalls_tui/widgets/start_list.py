"""The start page's elements, each a heading with its plus and the calls below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from xscalls_tui.domain.calls import CallRow
from xscalls_tui.domain.start_page import Element, Shown, overdue
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.glyphs import STATUS_COLOURS, Glyphs
from xscalls_tui.widgets.list_lines import fit, shown
from xscalls_tui.widgets.picked_lines import PickedLines
from xscalls_tui.widgets.themes import colour

TITLES = {
    Element.TODAY: "start.today",
    Element.PLANNED: "start.planned",
    Element.UNANSWERED: "start.unanswered",
    Element.LATEST: "start.latest",
}
_PLUS = " + "
_PARTNER = 0.4
"""The share of a line that the other party has at most."""


class Line(NamedTuple):
    """A line: a call, a sentence in place of calls, or (neither) the heading of its element."""

    element: Element
    row: CallRow | None = None
    notice: bool = False


class StartList(PickedLines):
    """Draws the elements; or, while they are being arranged, a check box for each that there is."""

    @dataclass(eq=False, repr=False)
    class PlusClicked(Message):
        """The plus of an element was clicked."""

        element: Element

    def __init__(self, t: Translator, glyphs: Glyphs) -> None:
        super().__init__()
        self.t = t
        self._glyphs = glyphs
        self._now = datetime.min
        self._lines: list[Line] = []
        self._shown: dict[Element, Shown] = {}
        self.arranging = False
        """Whether the elements are being chosen and ordered."""
        self.order: list[Element] = []
        """All elements in the order in which they are being arranged, and those of them ``chosen``."""
        self.chosen: set[Element] = set()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def selected(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < self.count else None

    def show(self, elements: Sequence[Shown], now: datetime) -> None:
        """Show these; the cursor stays on its call, or goes to the first call there is."""
        before = self.selected
        self._now, self._shown = now, {one.element: one for one in elements}
        self._lines = []
        for one in elements:
            self._lines.append(Line(one.element))
            self._lines += [Line(one.element, row) for row in one.rows]
            if not one.rows:
                self._lines.append(Line(one.element, notice=True))
        calls = [place for place, line in enumerate(self._lines) if line.row]
        if before is None or before.row is not None:
            same = [place for place in calls if _same(self._lines[place], before)]
            self.cursor = (same or calls or [0])[0]
        self.changed()

    def begin_arranging(self, chosen: Sequence[Element]) -> None:
        """Let the elements be chosen and ordered: these stand first and are ticked."""
        self.arranging = True
        self.order = [*chosen, *(element for element in Element if element not in chosen)]
        self.chosen = {*chosen}
        self._lines = [Line(element) for element in self.order]
        self.cursor = 0
        self.changed()

    def toggle(self) -> None:
        """Tick or untick the element under the cursor."""
        self.chosen ^= {self.order[self.cursor]}
        self.refresh()

    def shift(self, steps: int) -> None:
        """Move the element under the cursor by so many places."""
        place = min(max(self.cursor + steps, 0), len(self.order) - 1)
        self.order.insert(place, self.order.pop(self.cursor))
        self._lines = [Line(element) for element in self.order]
        self.cursor = place
        self.changed()

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A heading, a sentence, or a call."""
        line = self._lines[index]
        if line.row is not None:
            return self._call(line.row, style)
        if line.notice:
            return [Segment(f"   {self.t('start.empty')}", style + self.look("dim"))]
        if index != self.cursor:
            style = self.look("heading", partial=False)
        title = self.t(TITLES[line.element])
        if self.arranging:
            box = self._glyphs.ticked if line.element in self.chosen else self._glyphs.unticked
            text, plus = f" {box} {title}", ""
        else:
            shown_here = self._shown[line.element]
            number = f"{len(shown_here.rows)}{'+' * shown_here.more}"
            text, plus = f" {title}  {number}", _PLUS
        room = max(self.size.width - cell_len(text) - len(plus), 0)
        return [Segment(text + " " * room, style), Segment(plus, style + self.look("strong"))]

    def on_click(self, event: events.Click) -> None:
        """A click picks a line; one on a plus makes a call."""
        super().on_click(event)
        line = self.selected
        if line and line.row is None and not self.arranging and event.x >= self.size.width - len(_PLUS):
            self.post_message(self.PlusClicked(line.element))

    def _call(self, row: CallRow, style: Style) -> list[Segment]:
        glyphs, late = self._glyphs, overdue(row, self._now)
        date = " " * 8 if row.starts_at.date() == self._now.date() else formats.list_date(row.starts_at)
        when = f"{date} {formats.clock(row.starts_at)}"
        flag = glyphs.flags[row.status]
        head = f" {glyphs.directions[row.direction]}"
        told = " · ".join(shown(name) for name in (row.partner, row.company) if name)
        late_word = f"  {self.t('start.overdue')}" if late else ""
        room = self.size.width - len(when) - len(head) - 6 - cell_len(late_word)
        last = min(cell_len(told), int(room * _PARTNER))
        subject = fit(row.subject or self.t("call.nosubject"), max(room - last - 2, 2), glyphs.cut)
        flag_style = style if style.reverse else style + Style(color=colour(self, STATUS_COLOURS[row.status]))
        return [
            Segment(f"   {when}", style + self.look("alarm") if late else style),
            Segment(head, style),
            Segment(flag, flag_style),
            Segment(f" {subject}  {fit(told, last, glyphs.cut)}", style),
            Segment(late_word, style + self.look("alarm")),
        ]


def _same(line: Line, other: Line | None) -> bool:
    """Whether both are the same call in the same element."""
    if other is None or line.row is None or other.row is None:
        return False
    return (line.element, line.row.id) == (other.element, other.row.id)
