"""One of a few fixed values: Retning, Status, Påminnelse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.text import fold
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.dropdown import DropRow
from xscalls_tui.widgets.dropdown_field import OPENS, DropdownField
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.themes import colour

T = TypeVar("T")

_MARKS = {True: "(•) ", False: "( ) "}
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A value and how it is shown: a label, and perhaps a sign in a colour of the theme, which is named."""

    value: T
    label: str
    glyph: str = ""
    colour: str = ""

    def row(self, style: Style) -> DropRow:
        """The choice as a line of the list."""
        return DropRow(self.label, glyph=self.glyph, style=style)

    @property
    def head(self) -> str:
        """The sign, and what parts it from the label."""
        return self.row(Style()).head

    @property
    def width(self) -> int:
        """How many cells the sign and the label take."""
        return cell_len(self.head + self.label)


class ChoiceField(DropdownField[T], can_focus=True):
    """``⚑ Planlagt ▾`` with a list to drop down or, ``inline``, ``(•) ← Utgående  ( ) → Innkommende``.

    A value that is none of the choices (a reminder of 7 minutes, from an import) is kept and shown in
    the words of ``describe``.
    """

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "open_list", show=False),
        Binding("space", "flip", show=False),
        Binding("enter", "enter", show=False),
    ]

    DEFAULT_CSS = """
    ChoiceField.-inline { width: auto; }
    """

    index: reactive[int] = reactive(0)

    def __init__(
        self,
        t: Translator,
        choices: Callable[[], Sequence[Choice[T]]],
        *,
        inline: bool = False,
        describe: Callable[[T], str] = str,
        help_key: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``choices`` gives what can be chosen, in the language of now."""
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self.set_class(inline, "-inline")
        self._offered = choices
        self._choices = list(choices())
        self._inline = inline
        self._describe = describe

    @property
    def choices(self) -> Sequence[Choice[T]]:
        """What can be chosen."""
        return self._choices

    @property
    def value(self) -> T:
        """The value chosen."""
        return self._choices[self.index].value

    @property
    def text(self) -> str:
        """The label of the value chosen."""
        return self._choices[self.index].label

    def reword(self) -> None:
        """Show the choices in the language of now; the one that is chosen stays."""
        value = self.value
        self._choices = list(self._offered())
        self.set_value(value)
        self.refresh(layout=True)

    def set_value(self, value: T) -> None:
        """Show ``value``."""
        values = [choice.value for choice in self._choices]
        if value not in values:
            self._choices.append(Choice(value, self._describe(value)))
            values.append(value)
        self.close_list()
        self.index = values.index(value)
        self.error = ""

    def render_line(self, y: int) -> Strip:
        if self._inline:
            segments: list[Segment] = []
            for index, choice in enumerate(self._choices):
                segments += [Segment(_MARKS[index == self.index]), *self._shown(choice), Segment(_GAP)]
            segments.pop()
        else:
            sign, label = self._shown(self._choices[self.index])
            room = self.size.width - cell_len(sign.text) - len(OPENS) - 1
            segments = [sign, Segment(_fitted(label.text, room)), Segment(f" {OPENS}")]
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def _shown(self, choice: Choice[T]) -> list[Segment]:
        """The sign and the label."""
        return [Segment(choice.head, _sign_style(self, choice)), Segment(choice.label)]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        widths = [choice.width for choice in self._choices]
        if self._inline:
            return sum(widths) + len(_MARKS[True]) * len(widths) + len(_GAP) * (len(widths) - 1)
        return max(widths) + len(OPENS) + 1

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters and figures choose; they are no commands here."""
        return character is not None and character.isalnum()

    def pick(self, index: int) -> None:
        """Choose the value ``index``."""
        self.close_list()
        if index != self.index and not self.read_only:
            self.index = index
            self.changed()

    def action_step(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) value, if there is one."""
        self.pick(min(max(self.index + step, 0), len(self._choices) - 1))

    def action_flip(self) -> None:
        """Open or close the list; inline, choose the next value, the first after the last."""
        if self._inline:
            self.pick((self.index + 1) % len(self._choices))
        else:
            self.toggle_list()

    def action_open_list(self) -> None:
        """Open the list. What stands inline needs none."""
        if not self._inline and not self.read_only:
            self.show_list([choice.row(_sign_style(self, choice)) for choice in self._choices], self.index)

    def action_enter(self) -> None:
        """Take the highlighted row, if the list is open, and go on to the next field."""
        if (index := self.highlighted_row) is not None:
            self.pick(index)
        self.advance()

    def on_key(self, event: events.Key) -> None:
        letter = event.character or ""
        if not self.check_consume_key(event.key, letter):
            return
        # Swallowed whether or not there is such a choice: a letter in a form is never a command.
        event.stop()
        event.prevent_default()
        start = self.highlighted_row if self.list_open else self.index
        index = self._starting_with(letter, start or 0)
        if index is None:
            return
        if self.list_open:
            self.highlight(index)
        else:
            self.pick(index)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if not self._inline:
            self.toggle_list()
        elif (index := self._choice_at(event.x)) is not None:
            self.pick(index)

    def on_blur(self) -> None:
        self.close_list()

    def _starting_with(self, letter: str, after: int) -> int | None:
        count = len(self._choices)
        for index in (number % count for number in range(after + 1, after + count + 1)):
            if fold(self._choices[index].label).startswith(fold(letter)):
                return index
        return None

    def _choice_at(self, x: int) -> int | None:
        left = 0
        for index, choice in enumerate(self._choices):
            right = left + len(_MARKS[True]) + choice.width
            if left <= x < right:
                return index
            left = right + len(_GAP)
        return None


def _sign_style(field: FormField[Any], choice: Choice[Any]) -> Style:
    return Style(color=colour(field, choice.colour), bold=True) if choice.colour else Style()


def _fitted(label: str, room: int) -> str:
    return label if cell_len(label) <= room else set_cell_size(label, max(room - 1, 0)) + "…"
