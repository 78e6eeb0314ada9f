"""A line of a form: labels, their fields, and the errors under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.looks import Looks

LABEL_WIDTH = 10
SET = "-set"
"""The class of a field whose label stands out: a criterion that is in force."""
_GAP = 2


class Labelled(NamedTuple):
    """A field and the key of its label. ``width`` is that of the label with the blank after it; by default
    the first of a row takes LABEL_WIDTH cells, others what they need."""

    label: str
    field: FormField[Any]
    width: int | Callable[[], int] | None = None
    required: bool = False
    """Whether the field must be filled in, which a star says."""

    @property
    def text(self) -> str:
        """The label in the language of its field."""
        return f"{self.field.t(self.label)}{'*' * self.required}" if self.label else ""


class FieldRow(Looks):
    """``Dato      23.11.2026 ma  Fra kl. 11:00 ▾``, and a line for every field with an error.

    An error begins under its field, or further left if it would not fit. The row draws labels and errors
    itself: a form has dozens of them, and as widgets they would make up most of its cost.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FieldRow {
        layout: horizontal;
        width: 1fr;
        height: auto;
    }
    """
    LOOKS = {"field-row--label", "field-row--label-focus", "field-row--label-set", "field-row--error"}

    def __init__(self, *parts: Labelled | Widget, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._widgets = [part.field if isinstance(part, Labelled) else part for part in parts]
        self._labelled = {part.field: part for part in parts if isinstance(part, Labelled)}
        self._label_widths: dict[Widget, int] = {}
        self.reword()

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def reword(self) -> None:
        """Have room for the labels in the language of now."""
        for number, part in enumerate(self._labelled.values()):
            width = part.width() if callable(part.width) else part.width
            self._label_widths[part.field] = width or (cell_len(part.text) + 1 if number else LABEL_WIDTH)
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        errors = self.error_lines()
        number = y - (self.size.height - len(errors))
        if y == 0:
            strip = Strip(list(self._labels()))
        elif number >= 0:
            strip = Strip(errors[number])
        else:
            strip = Strip([])
        return strip.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_mount(self) -> None:
        for field in self._labelled:
            self.watch(field, "error", self._errors_changed, init=False)
        self._errors_changed()

    def on_descendant_focus(self) -> None:
        self.refresh()

    def on_descendant_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        if event.widget is not self or event.y:
            return
        for field in self._labelled:
            left, width = self._label_place(field)
            if left <= event.x < left + width:
                field.focus()

    @property
    def _failed(self) -> list[FormField[Any]]:
        return [field for field in self._labelled if field.error]

    def error_lines(self) -> list[list[Segment]]:
        """What stands below: a line for every field with an error."""
        return [list(self._error(field)) for field in self._failed]

    def _label_place(self, field: FormField[Any]) -> tuple[int, int]:
        width = self._label_widths[field]
        return field.region.x - self.region.x - width, width

    def _labels(self) -> Iterator[Segment]:
        focused = FormField.of(self.screen.focused)
        end = 0
        for field, part in self._labelled.items():
            left, width = self._label_place(field)
            name = "field-row--label-set" if field.has_class(SET) else "field-row--label"
            if field is focused:
                name = "field-row--label-focus"
            yield Segment(" " * (left - end))
            # The last cell parts the label from its field, whatever the label's length.
            yield Segment(set_cell_size(part.text, width - 1), self.get_component_rich_style(name))
            yield Segment(" ")
            end = field.region.right - self.region.x
            yield Segment(" " * (end - left - width))

    def _error(self, field: FormField[Any]) -> Iterator[Segment]:
        width = self.size.width
        left = max(0, min(field.region.x - self.region.x, width - cell_len(field.error)))
        yield Segment(" " * left)
        yield Segment(field.error, self.get_component_rich_style("field-row--error"))

    def _errors_changed(self) -> None:
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Keep room for the labels to the left of the fields, and for the errors under them."""
        below = len(self.error_lines())
        for number, widget in enumerate(self._widgets):
            left = self._label_widths.get(widget, 0) + (_GAP if number else 0)
            widget.styles.margin = (0, 0, below, left)
