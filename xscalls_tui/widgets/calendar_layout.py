"""How a calendar stands on the screen: rows and columns of slots, and what each of them shows.

A layout is made of a View for a width and a height, and knows nothing of a cursor but where a slot stands.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xscalls_tui.domain.calendar import Entry, Slot, View, slot_of
from xscalls_tui.domain.calls import Status
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.calendar_words import entry_line
from xscalls_tui.widgets.glyphs import STATUS_COLOURS, Glyphs
from xscalls_tui.widgets.list_lines import shown

WIDE = 16
"""From so many cells on the whole line of a call is written, below them the short one."""


class Piece(NamedTuple):
    """A text and its look, a class of the style sheets without ``calendar--``; empty for none. ``colour`` is
    that of a flag, a variable of the theme."""

    text: str
    look: str = ""
    colour: str = ""


Line = Sequence[Piece]
BLANK: Line = ()


class Layout(ABC):
    """Rows of ``tall`` lines under the headings, columns of ``wide`` cells right of a margin."""

    margin: int
    """Cells left of the columns."""
    wide: int
    tall = 1
    hours = False
    """Whether a slot is an hour of its day."""

    def __init__(self, view: View, t: Translator, glyphs: Glyphs, width: int, height: int) -> None:
        self.view = view
        self.t = t
        self.glyphs = glyphs
        self.width = width
        self.height = height
        self._entries: defaultdict[Slot, list[Entry]] = defaultdict(list)
        for entry in view.entries:
            self._entries[slot_of(entry, hours=self.hours)].append(entry)

    @property
    @abstractmethod
    def rows(self) -> int:
        """How many rows there are."""

    @property
    @abstractmethod
    def columns(self) -> int:
        """How many columns there are."""

    @abstractmethod
    def slot(self, row: int, column: int) -> Slot | None:
        """What stands there; None for a place without a slot."""

    @abstractmethod
    def place(self, slot: Slot) -> tuple[int, int] | None:
        """The row and column in which a slot stands, if it is shown."""

    @abstractmethod
    def step(self, slot: Slot, across: int, down: int) -> Slot:
        """The slot so many columns and rows on, perhaps of another period."""

    @abstractmethod
    def heading(self, column: int) -> Piece:
        """What stands above a column."""

    @abstractmethod
    def labels(self, row: int) -> Piece:
        """What stands left of a row, in its first line."""

    @abstractmethod
    def cell(self, slot: Slot) -> Sequence[Line]:
        """The lines of a slot, at most ``tall``."""

    # What cells of several layouts show

    @property
    def me(self) -> int:
        """Whose calendar it is; of several, whose is the first line."""
        return self.view.people[0].id

    def entries(self, slot: Slot) -> list[Entry]:
        """The calls of a slot that are shown, by time."""
        return self._entries[slot]

    def more(self, slot: Slot, standing: int) -> str:
        """``+3`` when a slot has that many more calls than stand there."""
        rest = self.view.totals.get(slot, 0) - standing
        return f"+{rest}" if rest > 0 else ""

    def call(self, entry: Entry, *, on_the_hour: bool = False) -> Line:
        """A call: turquoise, struck through when nothing is to be done any more. What was not answered still
        calls for action, and has its flag. ``on_the_hour`` leaves the hour out, which its row says."""
        look = "over" if entry.over else "call"
        flag: Line = ()
        if entry.status is Status.UNANSWERED:
            flag = (Piece(self.glyphs.flags[entry.status], look, STATUS_COLOURS[entry.status]),)
        if self.wide >= WIDE:
            return (*flag, Piece(entry_line(entry, self.t, self.glyphs), look))
        at = formats.clock(entry.starts_at)
        if on_the_hour:
            at = at[2:] if entry.starts_at.minute else ""
        subject = shown(entry.subject) or self.t("call.nosubject")
        return (*flag, Piece(f"{at}{self.glyphs.directions[entry.direction]}{subject}", look))

    def day_look(self, day: date) -> str:
        """How the number of a day looks."""
        if day == self.view.now.date():
            return "today"
        if day in self.view.holidays or day.weekday() == 6:
            return "holiday"
        return "weekend" if day.weekday() == 5 else ""

    def marked(self, text: str, day: date) -> str:
        """The number of a day, with a sign where it is today: colour alone would not tell."""
        return text + self.glyphs.here if day == self.view.now.date() else text
