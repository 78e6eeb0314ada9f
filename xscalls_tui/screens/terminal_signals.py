"""What reaches an operator who looks elsewhere: the bell, and the title of the terminal's window; and the
clipboard of the operator's own desk.

The first two are what every terminal and every multiplexer understands: BEL, and OSC 0, which tmux hands on
as it has been told to (``set-titles``). The title that was there is put away before the first one of ours,
and is brought back when the program ends.
"""

from __future__ import annotations

import os
from base64 import b64encode
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from xscalls_tui.domain.text import clean_line

_PUT_AWAY, _BRING_BACK = "\x1b[22;0t", "\x1b[23;0t"
_LONGEST = 120


class TerminalSignals:
    """The bell and the title of the window that an app runs in; ``titled``, whether its terminal has one."""

    def __init__(self, app: App[Any], *, titled: bool) -> None:
        self._app = app
        self._titled = titled
        self._title: str | None = None

    def ring(self) -> None:
        """Sound the bell."""
        self._app.bell()

    def name(self, title: str) -> None:
        """Give the window a title."""
        title = clean_line(title)[:_LONGEST]
        if title == self._title or not self._titled:
            return
        first = _PUT_AWAY if self._title is None else ""
        if self._write(f"{first}\x1b]0;{title}\x07"):
            self._title = title

    def give_back(self) -> None:
        """Let the window have the title that it had."""
        if self._title is not None and self._write(_BRING_BACK):
            self._title = None

    def copy(self, text: str) -> None:
        """Put a text into the clipboard (OSC 52). Inside tmux twice: as tmux takes it (``set-clipboard on``),
        and as it hands it on (``allow-passthrough on``); it drops what it does not know."""
        sequence = f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"
        if "TMUX" in os.environ or os.environ.get("TERM", "").startswith("tmux"):
            sequence += f"\x1bPtmux;\x1b{sequence}\x1b\\"
        self._write(sequence)

    def mouse(self, wanted: bool) -> None:
        """Have the terminal report the mouse, or keep it for itself. The driver is Textual's: a test looks
        that it still has what is asked of it here."""
        app = self._app
        if app.is_headless or app.is_web or not isinstance(driver := app._driver, LinuxDriver):
            return
        if wanted and not driver._mouse:
            driver._mouse = True
            driver._enable_mouse_support()
        elif driver._mouse and not wanted:
            driver._disable_mouse_support()
            driver._mouse = False

    def _write(self, sequence: str) -> bool:
        """Only to a real terminal, and only while the app has it."""
        app = self._app
        if app.is_headless or app.is_web or (driver := app._driver) is None:
            return False
        driver.write(sequence)
        return True
