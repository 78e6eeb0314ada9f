"""What two have typed into the same fields, one field on each line, and whose is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from xscalls_tui.domain.merging import Difference, Side
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines

_LABEL = 16


class DifferenceLines(PickedLines):
    """Field, mine, theirs; a mark beside what is kept, and one where both have changed it."""

    HEADINGS: ClassVar[int] = 1
    can_focus = True

    def __init__(self, t: Translator, glyphs: Glyphs, differences: Sequence[Difference]) -> None:
        super().__init__()
        self.t = t
        self._glyphs = glyphs
        self._differences = differences
        self._chosen = {one: one.proposed for one in differences}

    @property
    def count(self) -> int:
        """How many fields differ."""
        return len(self._differences)

    @property
    def selected(self) -> Difference:
        """The one under the cursor."""
        return self._differences[self.cursor]

    @property
    def chosen(self) -> Mapping[Difference, Side]:
        """Whose value is kept of each."""
        return self._chosen

    def choose(self, side: Side) -> None:
        """Keep this of what is under the cursor, if it can be kept."""
        if side in self.selected.sides:
            self._chosen[self.selected] = side
            self.refresh()

    def turn(self) -> None:
        """Keep the next of what can be kept."""
        sides = self.selected.sides
        self.choose(sides[(sides.index(self._chosen[self.selected]) + 1) % len(sides)])

    def choose_all(self, side: Side) -> None:
        """Keep this of every field."""
        self._chosen = dict.fromkeys(self._differences, side)
        self.refresh()

    @property
    def _width(self) -> int:
        return max((self.size.width - _LABEL - 4) // 2, 4)

    def side_at(self, x: int) -> Side | None:
        """Whose column the cell is in."""
        if x < _LABEL:
            return None
        return Side.MINE if x < _LABEL + self._width + 2 else Side.THEIRS

    def heading(self) -> list[Segment]:
        """The names of the columns."""
        t, width = self.t, self._width
        columns = fit(t("conflict.column.mine"), width), fit(t("conflict.column.theirs"), width)
        return [Segment(f"{fit(t('conflict.column.field'), _LABEL)}  {columns[0]}  {columns[1]}")]

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A field."""
        one = self._differences[index]
        chosen, cut = self._chosen[one], self._glyphs.cut
        label = f"{'!' if one.contested else ' '}{self.t(one.label)}"
        parts = [Segment(fit(label, _LABEL, cut), style + self.look("alarm") if one.contested else style)]
        for side, text in ((Side.MINE, one.mine), (Side.THEIRS, one.theirs)):
            taken = chosen in (side, Side.BOTH)
            mark = self._glyphs.yes if taken else " "
            shown = " ".join(text.split()) or "–"
            look = style + self.look("strong" if taken else "dim")
            parts.append(Segment(f"{mark} {fit(shown, self._width, cut)}", look))
        return parts
