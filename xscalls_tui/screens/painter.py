"""What stands on the terminal, and the shortest way from there to what is to stand on it.

Textual writes every widget's line anew, with all of its colours, whenever something in it changes. This keeps
the cells that the terminal shows, and sends those that differ: only changed cells, only changed colours, the
blank end of a line as one command, and lines that moved by moving them. So a frame that nobody has read yet
needs not be sent: the next one is painted over what has been.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import itemgetter, ne

from rich.cells import get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from xscalls_tui.screens.sgr import MARKED, PLAIN, Look, mark_of, marks_alike, on_blank, parsed, turning

_BRIDGED = 4
"""So many unchanged cells between two changed ones are written again, if they look alike or are blank: a
command costs as much."""
_FARTHEST = 3
"""Lines by which a part of the screen is moved at most."""
_ALIKE = 0.7
"""The share of the lines of that part that must then stand right."""
_SIGNS = 12
"""Less than so many cells of other colours in a text are written later, with those of other lines."""
_FEW_LINES = 6
"""So far down one goes line by line."""
_LEAST_ERASED = 4
"""Blank cells for which erasing the rest of a line is shorter than writing them."""

Cell = tuple[str, Look, str]
"""A character with what combines with it, its look and the mark of that. The second cell of a wide one has
no character."""
_TEXT, _LOOK, _MARK = itemgetter(0), itemgetter(1), itemgetter(2)
Line = list[Cell]


def cell(text: str, look: Look) -> Cell:
    """A cell with this character and this look."""
    return text, look, mark_of(look)


_UNKNOWN = cell("\0", PLAIN)
_BLANK = cell(" ", Look(colour=None))


class _Cells(dict[str, Cell]):
    """The cells of one look by their characters. Equal cells are one object, so that they are quickly
    compared."""

    def __init__(self, look: Look) -> None:
        super().__init__({" ": cell(" ", on_blank(look))})
        self._look = look

    def __missing__(self, text: str) -> Cell:
        made = self[text] = cell(text, self._look)
        return made


class Painter:
    """The cells of one terminal. ``erases``, it erases with the background that is in force."""

    def __init__(self, colours: ColorSystem, *, erases: bool) -> None:
        self._colours = colours
        self._erases = erases
        self._wanted: list[Line] = []
        self._told: list[str] = []
        self._shown: list[Line] = []
        self._look: Look | None = None
        self._at: tuple[int | None, int] | None = None
        """Where the cursor is; None for a column after what terminals may take for wider than we do."""
        self._later: dict[Look, list[tuple[int, int, str]]] | None = None
        """While all is painted: what is to follow, by its look."""
        self._of_style: dict[Style | None, _Cells] = {None: _Cells(PLAIN)}
        self._single = set(map(chr, range(128)))
        """Characters that are known to take one cell, whatever stands beside them."""

    def forget(self) -> None:
        """Whatever stands on the terminal is not known any more: all of it is to be painted."""
        self._shown = []
        self._look = self._at = None

    # From what Textual hands over to cells

    def take(self, update: CompositorUpdate) -> list[Line]:
        """What the whole terminal is to show after an update. Not to be changed."""
        if isinstance(update, LayoutUpdate):
            width = update.region.width
            lines = (self._cells(chain.from_iterable(strips)) for strips in update.strips)
            self._wanted = [_fitting(line, width) for line in lines]
        elif isinstance(update, ChopsUpdate):
            for y, first, last in update.spans:
                line = self._wanted[y] = [*self._wanted[y]]
                for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                    if strip is not None and x < last and end > first:
                        end = min(end, last)  # beyond, it may be of what something else covers
                        line[x:end] = _fitting(self._cells(strip.crop(0, end - x)), end - x)
        return [*self._wanted]

    def _cells(self, segments: Iterable[Segment]) -> Line:
        line: Line = []
        for text, style, control in segments:
            if control or not text:
                continue
            cells = self._of_style.get(style)
            if cells is None:
                cells = self._of_style[style] = _Cells(self._look_of(style))
            if self._single.issuperset(text):
                line += map(cells.__getitem__, text)
            else:
                for start, end, width in split_graphemes(text)[0]:
                    _add(line, text[start:end], width, cells)
                self._single.update(each for each in text if get_character_cell_size(each) == 1)
        return line

    def _look_of(self, style: Style | None) -> Look:
        rendered = "" if style is None else style.render("x", color_system=self._colours)
        return parsed(rendered.partition("[")[2].partition("m")[0])

    # From cells to what the terminal is told

    def paint(self, wanted: Sequence[Line]) -> str:
        """What makes the terminal show these lines; nothing if it does."""
        if [*map(len, wanted)] != [*map(len, self._shown)]:
            self.forget()
            self._shown = [[_UNKNOWN] * len(line) for line in wanted]
            self._later = {}
        self._told = []
        self._move(wanted)
        for y, new in enumerate(wanted):
            if new != self._shown[y]:
                self._paint_line(y, new)
                self._shown[y] = new
        self._paint_rest()
        return "".join(self._told)

    def _move(self, wanted: Sequence[Line]) -> None:
        """Where most lines of a part of the screen are those of a place near by, have the terminal move
        them."""
        shown = self._shown
        changed = [y for y, new in enumerate(wanted) if new != shown[y]]
        if len(changed) <= 2:
            return
        most, by, part = 0, 0, (0, 0)
        for distance in (*range(1, _FARTHEST + 1), *range(-1, -_FARTHEST - 1, -1)):
            there = range(max(changed[0], -distance), min(changed[-1] + 1, len(shown) - distance))
            right = [y for y in there if wanted[y] == shown[y + distance]]
            mended = sum(wanted[y] != shown[y] for y in right)
            if mended > max(most, 2) and len(right) >= _ALIKE * (right[-1] - right[0] + 1):
                most, by = mended, distance
                part = min(right[0], right[0] + distance), max(right[-1], right[-1] + distance)
        if not by:
            return
        top, bottom = part
        self._turn(PLAIN)
        moves = f"{_number(abs(by))}{'S' if by > 0 else 'T'}"
        self._told.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{moves}\x1b[r")
        self._at = (0, 0)
        moved = shown[top : bottom + 1]
        new: list[Line] = [[_BLANK] * len(moved[0]) for _ in range(abs(by))]
        shown[top : bottom + 1] = [*moved[by:], *new] if by > 0 else [*new, *moved[:by]]

    def _paint_line(self, y: int, new: Line) -> None:
        width, texts, marks = len(new), "".join(map(_TEXT, new)), "".join(map(_MARK, new))
        single = len(texts) == width and all(map(_TEXT, new))
        differs = _differing(new, self._shown[y], single=single)
        erased = width
        if self._erases_to_the_end(new):
            erased -= min(_ending(texts, " "), _ending(marks, marks[-1]))
        x = 0
        while (x := _find(differs, 1, x)) < width:
            if x >= erased and sum(differs[x:]) >= _LEAST_ERASED:
                self._go(x, y)
                self._turn(new[x][1])
                self._told.append("\x1b[K")
                return
            end = _end_of_run(marks, differs, x, max(erased, x + 1))
            while end < width and not new[end][0]:  # not between the halves of a wide character
                end += 1
            self._go(x, y)
            if single and self._later is None:
                self._write(texts[x:end], marks[x:end])
                self._at = (end if end < width else None, y)
            else:
                self._write_cells(x, y, new[x:end], width)
            x = end

    def _write_cells(self, x: int, y: int, run: Line, width: int) -> None:
        """Write cells some of which may have more characters than one, or none; or leave signs for later."""
        end = x + len(run)
        certain = all(len(text) == 1 for text, _, _ in run)
        if certain and self._later is not None:
            self._write_apart(x, y, run, self._later)
        else:
            for look, alike in groupby(run, _LOOK):
                self._turn(look)
                self._told.append("".join(map(_TEXT, alike)))
        self._at = (end if certain and end < width else None, y)

    def _erases_to_the_end(self, new: Line) -> bool:
        text, look, _ = new[-1]
        return text == " " and not look.attributes and (self._erases or look.background == "49")

    def _write(self, text: str, marks: str) -> None:
        """Write cells that have a character each."""
        start = 0
        while start < len(text):
            look = MARKED[marks[start]]
            end = len(text) - len(marks[start:].lstrip(marks_alike(look)))
            self._turn(look)
            self._told.append(text[start:end])
            start = end

    def _write_apart(
        self, x: int, y: int, cells: Line, later: dict[Look, list[tuple[int, int, str]]]
    ) -> None:
        """Leave out the signs of another colour: those of many lines take one change of colours if they are
        written one after the other."""
        before: Look | None = None
        for look, alike in groupby(cells, _LOOK):
            text = "".join(map(_TEXT, alike))
            if look.colour is None or look is before or before not in map(_LOOK, cells[:_SIGNS]):
                self._go(x, y)
                self._turn(look)
                self._told.append(text)
                self._at = (x + len(text), y)
                before = before if look.colour is None else look
            else:
                later.setdefault(look, []).append((x, y, text))
            x += len(text)
            cells = cells[len(text) :]

    def _paint_rest(self) -> None:
        later, self._later = self._later or {}, None
        for look, signs in later.items():
            for x, y, text in signs:
                self._go(x, y)
                self._turn(look)
                self._told.append(text)
                self._at = (x + len(text), y)

    def _go(self, x: int, y: int) -> None:
        """Take the cursor there, the shortest way."""
        if self._at == (x, y):
            return
        there = f"\x1b[{y + 1}H" if x == 0 else f"\x1b[{y + 1};{x + 1}H"
        if self._at is not None and 0 <= (down := y - self._at[1]) <= _FEW_LINES:
            column = self._at[0]
            if down == 0 and column is not None and x > column:
                there = _right(x - column)
            elif down:
                there = min(there, "\r" + "\n" * down + _right(x), key=len)
                if column is not None:
                    there = min(there, "\n" * down + "\b" * (column - x) + _right(x - column), key=len)
        self._told.append(there)
        self._at = (x, y)

    def _turn(self, look: Look) -> None:
        """Have what is written next look like this."""
        order, self._look = turning(self._look, look)
        self._told.append(order)


def _fitting(line: Line, width: int) -> Line:
    """Exactly so many cells."""
    return line if len(line) == width else line[:width] + [_BLANK] * (width - len(line))


def _add(line: Line, grapheme: str, width: int, cells: _Cells) -> None:
    if width:
        line.append(cells[grapheme])
    elif line:  # it combines with what stands before it
        place = len(line) - (1 if line[-1][0] else 2)
        line[place] = cell(line[place][0] + grapheme, line[place][1])
    if width == 2:
        line.append(cells[""])


def _differing(new: Line, old: Line, *, single: bool) -> bytearray:
    """1 for cells that do, 0 for others; of a wide character, which no ``single`` line has, both halves or
    none."""
    differs = bytearray(map(ne, new, old))
    if not single:
        for x, (text, _, _) in enumerate(new):
            if not text and x:
                differs[x - 1] = differs[x] = differs[x - 1] or differs[x]
    return differs


def _ending(line: str, with_: str) -> int:
    """How many characters at its end are this one."""
    return len(line) - len(line.rstrip(with_))


def _find(differs: bytearray, wanted: int, x: int) -> int:
    """The first cell from ``x`` on that does, or does not; the end of the line if there is none."""
    found = differs.find(wanted, x)
    return len(differs) if found < 0 else found


def _end_of_run(marks: str, differs: bytearray, x: int, limit: int) -> int:
    """Where the changed cells from ``x`` end, with those between them that are cheap to write again."""
    end = min(_find(differs, 0, x), limit)
    while end < limit:
        following = _find(differs, 1, end)
        if following >= limit or following - end > _BRIDGED:
            break
        if marks[end:following].strip(marks_alike(MARKED[marks[end - 1]])):
            break
        end = min(_find(differs, 0, following), limit)
    return end


def _right(columns: int) -> str:
    return f"\x1b[{_number(columns)}C" if columns > 0 else ""


def _number(number: int) -> str:
    return "" if number == 1 else str(number)
