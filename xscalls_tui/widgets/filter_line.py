"""The typed filter: all criteria as one line of text, with completion, earlier lines, and errors that point
at the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.binding import Binding
from textual.message import Message

from xscalls_tui.domain.lookup import Match
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.dropdown import DropRow
from xscalls_tui.widgets.dropdown_field import DropdownLine
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form_field import FormField

_POINTER = "^"


class FilterField(DropdownLine[str]):
    """The line itself. Enter runs it, unless the operator has moved to a suggestion: then Enter or Tab takes
    that. Up and Down move in the suggestions while they are open, else through earlier lines."""

    BINDINGS = [Binding("up", "past(1)", show=False)]

    @dataclass(eq=False, repr=False)
    class Wanted(Message):
        """Suggestions are wanted for the place of the cursor; answer with ``suggest``."""

        field: FilterField
        text: str
        cursor: int

    def __init__(self, t: Translator) -> None:
        super().__init__(t, id="filter", help_key="help.find.filter")
        self.span = (0, 0)
        """The characters that the error is about."""
        self._lines: list[str] = []
        self._place = 0
        self._place_taken = (0, 0)
        self._matches: Sequence[Match] = ()

    @property
    def value(self) -> str:
        """What stands there."""
        return self.text

    def start(self, text: str, past: Sequence[str]) -> None:
        """Show a line with the cursor at its end; Up brings the ``past`` ones, newest first."""
        self.set_text(text)
        self.cursor = len(text)
        self._lines, self._place = [text, *past], 0

    def follow(self, text: str) -> None:
        """Show a line that was set elsewhere, as a step that undo takes back."""
        self.close_list()
        self.overwrite(text)
        self._lines[0], self._place = text, 0
        self.error = ""

    def suggest(self, text: str, cursor: int, start: int, end: int, matches: Sequence[Match]) -> None:
        """Offer what can take the place of the characters from ``start`` to ``end``, unless the line is
        another by now."""
        if (text, cursor) != (self.text, self.cursor) or not self.has_focus_within:
            return
        whole = [match.code for match in matches] == [text[start:end]]
        self._matches, self._place_taken = () if whole else matches, (start, end)
        self.show_list([DropRow(match.name, match.detail) for match in self._matches], None)

    def fail(self, start: int, end: int, sentence: str) -> None:
        """Say what cannot be understood, and point at it."""
        self.cursor = end  # which brings the word into sight
        self.span = (start, end)
        self.error = sentence

    def pick(self, index: int) -> None:
        """Take a suggestion, and offer what can follow it."""
        self.close_list()
        self.line.replace(self._matches[index].code, *self._place_taken)

    def line_edited(self) -> None:
        """Other suggestions are wanted now. The old ones stay in sight, but cannot be taken."""
        self._lines[0], self._place = self.text, 0
        self.highlight(None)
        super().line_edited()
        self._ask()

    def line_entered(self) -> None:
        """Enter takes the suggestion that the operator has moved to, or runs the line."""
        if (index := self.highlighted_row) is not None:
            self.pick(index)
            return
        self.close_list()
        super().line_entered()

    def line_left(self) -> None:
        """Nothing is suggested elsewhere."""
        self.close_list()

    def on_key(self, event: events.Key) -> None:
        """Tab moves to the first suggestion, and takes the one that was moved to."""
        if event.key == "tab" and self.list_open:
            event.stop()
            event.prevent_default()
            if (index := self.highlighted_row) is not None:
                self.pick(index)
            else:
                self.highlight(0)

    def action_past(self, step: int) -> None:
        """Show an earlier line (1), or a later one (-1) up to what was typed."""
        place = self._place + step
        if 0 <= place < len(self._lines):
            self.overwrite(self._lines[place])
            self._place = place
            self.error = ""

    def action_open_list(self) -> None:
        """Down, while there are no suggestions, goes back towards what was typed."""
        self.action_past(-1)

    def suffix_clicked(self) -> None:
        """The sign of the list was clicked."""
        if self.list_open:
            self.close_list()
        else:
            self._ask()

    def _ask(self) -> None:
        self.tell(self.Wanted(self, self.text, self.cursor))


class FilterLine(FieldRow):
    """The line with its label; under it, if it cannot be understood, a pointer at the word and why."""

    @dataclass(eq=False, repr=False)
    class Entered(Message):
        """The line is to be run."""

        text: str

    def __init__(self, t: Translator) -> None:
        self.field = FilterField(t)
        super().__init__(Labelled("find.filter", self.field, cell_len(t("find.filter")) + 1))
        self._opening: tuple[str, Sequence[str]] | None = None

    def open(self, text: str, past: Sequence[str]) -> None:
        """Show a line, with the cursor in it."""
        if self.is_mounted:
            self._open(text, past)
        else:
            self._opening = (text, past)

    def on_mount(self) -> None:
        """Built for the first time: show what it was opened for."""
        if self._opening is not None:
            self._open(*self._opening)
        self.watch(self.field.line, "scroll_x", self._errors_changed, init=False)

    def _open(self, text: str, past: Sequence[str]) -> None:
        self.field.start(text, past)
        self.field.focus()

    @on(FormField.Advance)
    def _entered(self, event: FormField.Advance) -> None:
        event.stop()
        self.post_message(self.Entered(self.field.text))

    def error_lines(self) -> list[list[Segment]]:
        """``    ^^^^^ sentence``, or the sentence on lines of its own where it has no room there."""
        error, width = self.field.error, self.size.width
        if not error or not width:
            return []
        start, end = self.field.span
        text, line = self.field.text, self.field.line
        left = line.region.x - self.region.x + cell_len(text[:start]) - line.scroll_offset.x
        left = min(max(left, 0), width - 1)
        pointer = " " * left + _POINTER * max(1, min(cell_len(text[start:end]), width - left))
        beside = f"{pointer} {error}"
        lines = [beside] if cell_len(beside) <= width else [pointer, *wrap(error, width)]
        style = self.get_component_rich_style("field-row--error")
        return [[Segment(each, style)] for each in lines]

    def on_resize(self) -> None:
        """There may be room for the sentence elsewhere now."""
        self._errors_changed()
