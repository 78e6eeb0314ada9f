"""The hits of the global search, under a heading with a check box for each group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from xscalls_tui.domain.finding import Found, Hit, Sought, around, spots
from xscalls_tui.i18n import Translator, formats, grouped
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import shown
from xscalls_tui.widgets.picked_lines import PickedLines

NOWHERE = -1
"""Where the cursor is when there is no hit to stand on."""
_INDENT = "    "
_NAME = 2, 5
"""The share of a line that a name has, when there is more to tell."""
_NOTHING = Sought("", ())


class Row(NamedTuple):
    """A line: a hit, or for None the heading of its group."""

    group: str
    hit: Hit | None = None


class HitList(PickedLines):
    """Shows so many hits of each group that all groups are in sight, and all hits of a group that the
    cursor goes on through. The first hit is under the cursor until the operator moves it."""

    def __init__(
        self, t: Translator, glyphs: Glyphs, titles: Mapping[str, str], left_out: Set[str], cap: int
    ) -> None:
        """``titles`` are the groups' headings by their names; ``left_out`` names those that are not sought;
        counts above ``cap`` are not exact."""
        super().__init__()
        self.t = t
        self._glyphs = glyphs
        self._titles = titles
        self._left_out = left_out
        self._cap = cap
        self._wanted = _NOTHING
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self._counts: Mapping[str, int] = {}
        self._whole: set[str] = set()
        self._rows: list[Row] = []

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def selected(self) -> Row | None:
        """The line under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < self.count else None

    def show(self, wanted: Sought, found: Sequence[Found]) -> None:
        """Show the first hits; of the same text the cursor stays on its line."""
        selected = self.selected if wanted == self._wanted else None
        if wanted != self._wanted:
            self._whole.clear()
            self._counts = {}
        self._wanted, self._hits = wanted, {one.group: one.hits for one in found}
        self._arrange()
        self._stand(lambda row: selected is not None and _same(row, selected))

    def tell(self, counts: Mapping[str, int]) -> None:
        """Tell how many hits each group has."""
        self._counts = counts
        self.refresh()

    def move(self, lines: int) -> None:
        """Move the cursor; past the last hit that is shown of a group come its others."""
        row = self.selected
        last = row is not None and (
            self.cursor + 1 == self.count or self._rows[self.cursor + 1].group != row.group
        )
        if row is not None and lines > 0 and last and row.group not in self._whole:
            self._whole.add(row.group)
            self._arrange()
        super().move(lines)

    def jump(self, groups: int) -> None:
        """Go so many groups on: to the first hit, or to the heading where there is none."""
        names = list(self._titles)
        row = self.selected
        at = names.index(row.group) if row else NOWHERE if groups > 0 else 0
        name = names[(at + groups) % len(names)]
        places = [place for place, row in enumerate(self._rows) if row.group == name]
        self.cursor = places[min(1, len(places) - 1)]

    def on_resize(self) -> None:
        """There may be room for more hits of each group, or for fewer."""
        selected = self.selected
        self._arrange()
        self._stand(lambda row: selected is not None and _same(row, selected))

    def _stand(self, here: Callable[[Row], bool]) -> None:
        """Put the cursor on the line that ``here`` says, else on the first hit."""
        places = [place for place, row in enumerate(self._rows) if here(row)]
        places += [place for place, row in enumerate(self._rows) if row.hit is not None]
        self.cursor = places[0] if places else NOWHERE
        self.changed()

    def changed(self) -> None:
        """The lines are others now."""
        self._scroll()
        self.refresh()

    def _arrange(self) -> None:
        shares = self._shares()
        self._rows = []
        for name in self._titles:
            self._rows.append(Row(name))
            if name not in self._left_out:
                self._rows += [Row(name, hit) for hit in self._hits.get(name, ())[: shares[name]]]

    def _shares(self) -> dict[str, int]:
        """How many hits of each group are shown: as many of each as there is room for, but all of some."""
        left = {name: len(self._hits.get(name, ())) for name in self._titles}
        shares = {name: left[name] if name in self._whole else 1 for name in left}
        room = self.size.height - len(left) - sum(min(shares[name], left[name]) for name in left)
        while room > 0 and (hungry := [name for name in left if shares[name] < left[name]]):
            for name in hungry[:room]:
                shares[name] += 1
            room -= len(hungry)
        return shares

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A heading, or a hit."""
        row = self._rows[index]
        if row.hit is None:
            return self._heading(row.group, style, cursor=index == self.cursor)
        return list(self._hit(row.hit, style))

    def _heading(self, name: str, style: Style, *, cursor: bool) -> list[Segment]:
        chosen = name not in self._left_out
        box = self._glyphs.ticked if chosen else self._glyphs.unticked
        if not cursor:
            style = self.look("heading", partial=False)
        text = f" {box} {self._titles[name]}"
        count = self._counts.get(name) if chosen else None
        if count is not None:
            text += f"  {grouped(count) if count <= self._cap else f'{self._cap}+'}"
        return [Segment(text + " " * max(self.size.width - cell_len(text), 0), style)]

    def _hit(self, hit: Hit, style: Style) -> Iterator[Segment]:
        head = _INDENT + (f"{formats.list_date(hit.at)}  " if hit.at else "")
        yield Segment(head, style)
        room = self.size.width - len(head) - 1
        name, details = shown(hit.name), shown(" · ".join(hit.details))
        if not name:
            yield Segment(self.t("call.nosubject"), style + self.look("dim"))
            used = cell_len(self.t("call.nosubject"))
        else:
            part, whole = _NAME
            length = max(room * part // whole, room - cell_len(details) - 2) if details else room
            name = around(name, self._wanted, max(length, 2), self._glyphs.cut)
            yield from self._marked(name, style)
            used = cell_len(name)
        column = room * _NAME[0] // _NAME[1]
        gap = max(column - used, 0) + 2
        yield Segment(" " * gap, style)
        left = max(room - used - gap, 2)
        yield from self._marked(around(details, self._wanted, left, self._glyphs.cut), style)

    def _marked(self, text: str, style: Style) -> Iterator[Segment]:
        """A text with the parts that were found made out."""
        mark, at = style + self.look("mark"), 0
        for start, end in spots(text, self._wanted):
            yield Segment(text[at:start], style)
            yield Segment(text[start:end], mark)
            at = end
        yield Segment(text[at:], style)


def _same(row: Row, other: Row) -> bool:
    """Whether both lines stand for the same thing."""
    ids = [one.hit.id if one.hit else None for one in (row, other)]
    return row.group == other.group and ids[0] == ids[1]
