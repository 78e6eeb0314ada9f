"""A question that is answered by a name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from xscalls_tui.screens.base import styles
from xscalls_tui.screens.composing import FrontModal


class NameScreen(FrontModal[str | None]):
    """Enter gives what was typed, Esc None. ``error`` says what is wrong with the name that stands there."""

    CSS_PATH = styles("picked_lines")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+t", "leave", show=False)]

    def __init__(self, title: str, name: str = "", *, longest: int, error: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = name
        self._longest = longest
        self._error = error

    def compose(self) -> ComposeResult:
        with Vertical(id="name"):
            yield Static(Content(self._title), id="name-title")
            field = Input(self._text, id="name-text", compact=True, max_length=self._longest)
            field.cursor_blink = False
            yield field
            yield Static(Content(self._error), id="name-error")

    def on_mount(self) -> None:
        """What stands there is selected: what is typed takes its place."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Give no name."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
