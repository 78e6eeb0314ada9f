"""The way to the terminal; the only place that touches Textual's driver.

Textual's own asks the terminal for every move of the mouse, looks ten times a second whether there is input,
takes a tenth of a second to tell Escape from the keys that begin with it, goes on for ever when its input has
ended, and ends with an error at a byte that is not UTF-8.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
from contextlib import suppress
from typing import IO, Any

from textual import constants, events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

ESCAPE_SECONDS = 0.025
"""How long after Escape the rest of a key's sequence may come; likewise the rest of a character."""
_READ = 64 * 1024
_MOUSE = ("1000", "1006")
"""Buttons and wheel, and where, in any size of window; never motion."""


class Line:
    """A terminal that may be hung up at any moment: what is written to it then goes nowhere.

    Textual writes in a thread of its own. If that ended with an error, the program would wait for it for ever
    as soon as thirty writes were left, and never be gone."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a text, if there is still somebody."""
        with suppress(OSError):
            return self._file.write(text)
        return 0

    def flush(self) -> None:
        """Send what is written."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()


class TerminalDriver(LinuxDriver):
    """Textual's, on a line that may be hung up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        constants.ESCAPE_DELAY = ESCAPE_SECONDS  # type: ignore[misc]
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # behind the gate there is no shell to go back to
        self._file: Any = Line(self._file)
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC)

    @property
    def can_suspend(self) -> bool:
        """Never."""
        return False

    def _enable_mouse_support(self) -> None:
        self._set_mouse("h")

    def _disable_mouse_support(self) -> None:
        self._set_mouse("l")

    def _set_mouse(self, final: str) -> None:
        if self._mouse:
            self.write("".join(f"\x1b[?{mode}{final}" for mode in _MOUSE))
            self.flush()

    def disable_input(self) -> None:
        """Have the thread that waits for input end."""
        os.write(self._wake, b".")  # and is left there: whoever waits is woken until it has ended
        super().disable_input()

    def run_input_thread(self) -> None:
        """Sleep until there is input, and tell of it; its end is a hang-up."""
        parser, characters = XTermParser(), Characters()
        waiting = select.poll()
        for fd in (self.fileno, self._woken):
            waiting.register(fd, select.POLLIN)
        while not self.exit_event.is_set():
            waiting.poll(_patience(parser, characters))
            if self.exit_event.is_set():
                return
            text = ""
            if _readable(self.fileno):
                if not (received := _read(self.fileno)):
                    os.kill(os.getpid(), signal.SIGHUP)
                    waiting.unregister(self.fileno)
                    waiting.poll()
                    return
                text = characters.decode(received)
            elif characters.begun:
                text = characters.end()
            for event in parser.feed(text) if text else parser.tick():
                self.process_message(event)

    def process_message(self, message: Message) -> None:
        """Moves of the mouse that a terminal tells of unasked are nothing to us."""
        if not isinstance(message, events.MouseMove):
            super().process_message(message)


class Characters:
    """Bytes as they come from a terminal, as characters: UTF-8, and what is not UTF-8 as cp1252, which is
    what terminals of old send."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(_OF_OLD)

    @property
    def begun(self) -> bool:
        """Whether the rest of a character is awaited."""
        return bool(self._decoder.getstate()[0])

    def decode(self, received: bytes) -> str:
        """The characters that are whole by now."""
        return self._decoder.decode(received)

    def end(self) -> str:
        """The rest of the character does not come: what is there is one of old."""
        return self._decoder.decode(b"", final=True)


def _as_of_old(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


_OF_OLD = "xscalls-cp1252"
codecs.register_error(_OF_OLD, _as_of_old)


def _patience(parser: XTermParser, characters: Characters) -> float | None:
    """How long to wait for input, in milliseconds; None for ever."""
    if characters.begun:
        return ESCAPE_SECONDS * 1000
    if parser._timeout_time is None:
        return None
    return max(parser._timeout_time - get_time(), 0) * 1000 + 1


def _readable(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(0))


def _read(fd: int) -> bytes:
    with suppress(OSError):
        return os.read(fd, _READ)
    return b""
