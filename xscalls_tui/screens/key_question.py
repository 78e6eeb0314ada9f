"""A question that is answered by pressing the key that is meant."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from xscalls_tui.screens.base import styles
from xscalls_tui.screens.composing import FrontModal


class KeyScreen(FrontModal[str | None]):
    """Gives the key that was pressed, as Textual names it; None for Esc. ``error`` says what was wrong with
    the one before."""

    CSS_PATH = styles("picked_lines")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, hint: str, error: str = "") -> None:
        super().__init__()
        self._texts = (title, hint, error)

    def compose(self) -> ComposeResult:
        title, hint, error = self._texts
        with Vertical(id="name"):
            yield Static(Content(title), id="name-title")
            yield Static(Content(hint))
            yield Static(Content(error), id="name-error")

    def on_key(self, event: events.Key) -> None:
        """Take the key, whatever it does elsewhere."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
