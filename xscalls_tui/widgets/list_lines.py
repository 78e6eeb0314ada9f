"""What the lines of all lists have in common: texts that fit their cells, headings, blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Generic, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.row_window import R

_COMBINING = "\u0300"
"""Every printable character before this one takes one cell."""
# Variation selectors, skin tones and the soft hyphen: terminals disagree about how wide they are, and
# nothing is lost without them.
_UNSTEADY = "[\u00ad\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"


class CommonStyles(NamedTuple):
    """How the parts look that all lists have."""

    cursor: Style
    away: Style
    """Of the cursor while the keys go elsewhere."""
    heading: Style
    blank: Style


class Title(NamedTuple):
    """The heading of a column: where it stands, its text, and the mark of the column that the list is sorted
    by."""

    x: int
    width: int
    text: str
    mark: str = ""
    right: bool = False
    """Whether it stands at the right end of its cells."""


def _each_takes_one(text: str) -> bool:
    """Whether each of its characters takes one cell, if all are printable."""
    return text.isascii() or max(text) < _COMBINING


def shown(text: str) -> str:
    """``text`` as it may be drawn in a line. Texts are cleaned when they are saved; this is for those
    that came another way."""
    if not text.isprintable():
        return re.sub(_UNSTEADY, "", clean_line(text))
    return text if _each_takes_one(text) else re.sub(_UNSTEADY, "", text)


def fit(text: str, width: int, cut: str = "…") -> str:
    """``text`` in exactly ``width`` cells, filled with blanks, or cut with a sign at its end."""
    if text.isprintable() and _each_takes_one(text):
        size = len(text)
    else:
        text = shown(text)
        size = cell_len(text)
    if size > width > 0:
        text = set_cell_size(text, width - 1).rstrip() + cut
        size = cell_len(text)
    return text + " " * (width - size) if size <= width else ""


class ListLines(Generic[R]):
    """Draws rows of one kind in one layout, and remembers the latest lines."""

    def __init__(self, width: int, glyphs: Glyphs, styles: CommonStyles) -> None:
        self.width = width
        self._glyphs = glyphs
        self._cut = glyphs.cut
        self._common = styles
        self._drawn: LRUCache[tuple[R, bool, Style], Strip] = LRUCache(128)

    def line(self, row: R, ticked: bool, cursor: bool, away: bool = False, *, in_use: bool = False) -> Strip:
        """The line of a row; ``in_use`` at somebody else's, it has a mark at the edge."""
        style = self._cursor(away) if cursor else self.style(row)
        key = (row, ticked, style)
        strip = self._drawn.get(key)
        if strip is None:
            self._drawn[key] = strip = self.draw(row, ticked, style)
        return Strip([Segment(self._glyphs.in_use, style), *strip.crop(1)], self.width) if in_use else strip

    def blank(self, cursor: bool = False, away: bool = False) -> Strip:
        """The line of a row that is not known yet, or below the last one."""
        return Strip.blank(self.width, self._cursor(away) if cursor else self._common.blank)

    def _cursor(self, away: bool) -> Style:
        return self._common.away if away else self._common.cursor

    def notice(self, text: str) -> Strip:
        """A sentence in place of rows."""
        line = fit(f" {text}", self.width, self._cut)
        return Strip([Segment(line, self._common.blank)], self.width)

    def titles(self, titles: Iterable[Title]) -> Strip:
        """The line of the columns' headings."""
        line = ""
        for x, width, text, mark, right in titles:
            room = width - len(mark)
            if mark or right:
                text = fit(text, room, self._cut).rstrip() if room > 0 else ""
            text = (text + mark).rjust(width) if right else text + mark
            line = line.ljust(x) + fit(text, width, self._cut)
        return Strip([Segment(fit(line, self.width), self._common.heading)], self.width)

    # What rows of a certain kind add.

    def heading(self, t: Translator, sort: Any, all_ticked: bool) -> Strip:
        """The columns' headings."""
        raise NotImplementedError

    def style(self, row: R) -> Style:
        """How a row looks that the cursor is not on."""
        raise NotImplementedError

    def draw(self, row: R, ticked: bool, style: Style) -> Strip:
        """The line of a row in a style."""
        raise NotImplementedError
