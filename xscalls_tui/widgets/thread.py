"""The thread of a case: what was written, replies under what they reply to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.trees import Branch, rails, tree
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.looks import Looks


class ThreadNote(NamedTuple):
    """Something that somebody wrote. ``stamp`` tells who and when."""

    id: int
    reply_to: int | None
    text: str
    stamp: str


class _Line(NamedTuple):
    note: int
    """Which note of the thread it belongs to."""
    rail: str
    text: str
    head: bool


class Thread(Looks, can_focus=True):
    """Each note under its stamp, whole; the cursor goes from note to note. Enter or a click opens one."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *cursor_keys(),
    ]
    DEFAULT_CSS = "Thread { width: 1fr; height: 1fr; }"
    LOOKS: ClassVar[set[str]] = {"thread--cursor", "thread--stamp"}

    cursor: reactive[int] = reactive(0)

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A note is to be opened."""

        note_id: int

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """Another note is under the cursor, or none any more."""

    def __init__(self, t: Translator, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._notes: list[Branch[ThreadNote]] = []
        self._lines: list[_Line] = []
        self._top = 0

    @property
    def selected(self) -> int | None:
        """The id of the note under the cursor."""
        return self._notes[self.cursor].item.id if self._notes else None

    def show(self, notes: Sequence[ThreadNote]) -> None:
        """Show a thread, oldest first; the cursor stays on its note."""
        here = self.selected
        self._notes = list(tree(notes, lambda note: note.id, lambda note: note.reply_to))
        places = [place for place, branch in enumerate(self._notes) if branch.item.id == here]
        self.cursor = places[0] if places else max(len(self._notes) - 1, 0)
        self._lay_out()
        self.post_message(self.Moved())

    def watch_cursor(self) -> None:
        """Keep the note in sight."""
        self._scroll()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """The texts are broken elsewhere."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        width, index = self.size.width, self._top + y
        if not self._lines and y == 0:
            return Strip([Segment(fit(f" {self.t('case.nofollowups')}", width), self._stamp)])
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        style = self._stamp if line.head else self.rich_style
        if line.note == self.cursor and self.has_focus and line.head:
            style = self.get_component_rich_style("thread--cursor")
        rail = Segment(f" {line.rail}", self.rich_style)
        rest = Segment(fit(line.text, max(width - cell_len(rail.text), 0)), style)
        return Strip([rail, rest]).adjust_cell_length(width, self.rich_style)

    def action_move(self, notes: int) -> None:
        """Move the cursor; past the end of a long note first scroll through it."""
        lines = [place for place, line in enumerate(self._lines) if line.note == self.cursor]
        if notes == 1 and lines and lines[-1] >= self._top + self.size.height:
            self._top += 1
            self.refresh()
        elif notes == -1 and lines and lines[0] < self._top:
            self._top -= 1
            self.refresh()
        else:
            self.cursor = min(max(self.cursor + notes, 0), max(len(self._notes) - 1, 0))

    def action_page(self, pages: int) -> None:
        """Scroll by whole screens, with the cursor on the first note in sight."""
        lowest = max(len(self._lines) - self.size.height, 0)
        top = min(max(self._top + pages * max(self.size.height - 1, 1), 0), lowest)
        if self._lines:
            seen = self._lines[top:] if pages < 0 else self._lines[top : top + self.size.height]
            self.cursor = seen[0 if pages < 0 else -1].note
        self._top = top
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a note, a double one opens it."""
        index = self._top + event.y
        if index < len(self._lines):
            self.cursor = self._lines[index].note
            if event.chain == 2 and self.selected is not None:
                self.post_message(self.Opened(self.selected))

    @property
    def _stamp(self) -> Style:
        return self.get_component_rich_style("thread--stamp")

    def _lay_out(self) -> None:
        self._lines = list(self._broken()) if self.size.width else []
        self._scroll()
        self.refresh()

    def _broken(self) -> Iterator[_Line]:
        for number, branch in enumerate(self._notes):
            yield _Line(number, rails(branch.rails, branch.last), branch.item.stamp, True)
            rail = rails(branch.rails, branch.last, head=False)
            for text in _wrapped(branch.item.text, max(self.size.width - cell_len(rail) - 3, 10)):
                yield _Line(number, rail, f"  {text}", False)

    def _scroll(self) -> None:
        height = self.size.height
        places = [place for place, line in enumerate(self._lines) if line.note == self.cursor]
        if height and places:
            first, last = places[0], places[-1]
            if last >= self._top + height:
                self._top = min(last - height + 1, first)
            self._top = min(self._top, first)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, broken between words to fit; a word that is too long is broken anywhere."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            while cell_len(word) > width:
                if line:
                    yield line
                    line = ""
                cut = next(n for n in range(len(word), 0, -1) if cell_len(word[:n]) <= width)
                yield word[:cut]
                word = word[cut:]
            if line and cell_len(line) + 1 + cell_len(word) > width:
                yield line
                line = word
            else:
                line = f"{line} {word}" if line else word
        yield line
