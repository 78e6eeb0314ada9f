"""What stands in a window that is too small to work in."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from xscalls_tui.i18n import Translator

LEAST_WIDTH, LEAST_HEIGHT = 60, 15
"""Cells that a screen needs to be of use."""


class TooSmall(Static):
    """A sentence over the whole screen. It is there all the time; the screen's class -too-small brings it
    up, and what is under it, the cursor too, stays as it is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TooSmall {
        display: none;
        overlay: screen;
        position: absolute;
        width: 100vw;
        height: 100vh;
    }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self.reword()

    def reword(self) -> None:
        """Say it in the language of now."""
        self.update(Content(self.t("msg.toosmall", width=LEAST_WIDTH, height=LEAST_HEIGHT)))
