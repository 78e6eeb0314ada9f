"""The program on a real pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

import pexpect

from tests.emulator import Screen, stream

PATIENCE = 30.0
"""Seconds after which a screen that does not come has failed to come."""

KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Esc": "\x1b",
    "Space": " ",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "End": "\x1b[F",
    "Home": "\x1b[H",
    "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
}


def bytes_of(key: str) -> str:
    """What a terminal sends for a key: a name above, ``Ctrl+S``, or text as it stands."""
    if key.startswith("Ctrl+"):
        return chr(ord(key[-1].upper()) - 64)
    return KEYS.get(key, key)


class Terminal:
    """A run of ``xscalls``. Waits for what the screen shows, never for a time to pass."""

    def __init__(
        self,
        *args: str,
        size: tuple[int, int] = (80, 24),
        env: dict[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "xscalls_tui"),
    ) -> None:
        """``command`` runs the program, with ``args``."""
        columns, lines = size
        self._screen = Screen(columns, lines, answer=self._answer)
        self._stream = stream(self._screen)
        self.received = b""
        """Everything that the program has written."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("NO_COLOR", "COLORTERM", "COLUMNS", "LINES")
            and not name.startswith(("XSCALLS_", "LC_", "LANG"))
        }
        environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | (env or {})
        self.process = pexpect.spawn(
            command[0],
            [*command[1:], *args],
            dimensions=(lines, columns),
            env=environment,
            timeout=PATIENCE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.close(force=True)

    def _answer(self, text: str) -> None:
        """What a terminal answers when it is asked."""
        with suppress(OSError):  # nobody is there any more
            os.write(self.process.child_fd, text.encode())

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> None:
        """Send keys in one go, as a burst would arrive."""
        self.process.send("".join(map(bytes_of, keys)))

    def send(self, data: bytes) -> None:
        """Send bytes, however many, and read what is drawn meanwhile: neither side waits for the other."""
        child = self.process.child_fd
        while data:
            ready, writable, _ = select.select([child], [child], [], PATIENCE)
            assert ready or writable, f"the program takes nothing any more\n{self.text}"
            if ready:
                assert self.take_in(), f"the program ended\n{self.text}"
            if writable:
                data = data[os.write(child, data[:1024]) :]

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self._screen.resize(lines, columns)
        self.process.setwinsize(lines, columns)

    def wipe(self) -> None:
        """Lose what stands on the screen, as windows do when they are made smaller."""
        self._screen.erase_in_display(2)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Read until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            ready, _, _ = select.select([self.process.child_fd], [], [], deadline - time.monotonic())
            assert ready, f"never came: {what}\n{self.text}"
            assert self.take_in(), f"the program ended before {what}\n{self.text}"

    def see(self, *texts: str) -> None:
        """Wait until all of these stand on the screen."""
        self.wait(lambda: all(text in self.text for text in texts), " and ".join(texts))

    def see_no(self, text: str) -> None:
        """Wait until this is gone from the screen."""
        self.wait(lambda: text not in self.text, f"no {text}")

    def see_width(self, columns: int) -> None:
        """Wait until the last line, which goes from edge to edge, is so wide."""
        self.wait(lambda: len(self.lines[-1]) == columns, f"{columns} columns")

    def line_with(self, text: str) -> str:
        """The first line that holds a text."""
        return next(line for line in self.lines if text in line)

    def end(self) -> int:
        """Wait until the program has ended; its exit code, or minus the signal that ended it."""
        while self.take_in():
            pass
        self.process.wait()
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus)

    def ended_within(self, seconds: float, *, reading: bool = True) -> bool:
        """Whether the program ends in this time, while what it writes is read, or is not."""
        deadline = time.monotonic() + seconds
        while self.process.isalive():
            if time.monotonic() > deadline:
                return False
            if reading:
                self.take_in()
            else:
                time.sleep(0.02)
        return True

    def cut(self) -> None:
        """Close the window, as a lost line does, and wait until the program has ended."""
        self.process.ptyproc.fileobj.close()
        deadline = time.monotonic() + PATIENCE
        while self.process.isalive():
            assert time.monotonic() < deadline, "the program goes on without a terminal"
        self.process.ptyproc.closed = True

    @property
    def cooked(self) -> bool:
        """Whether the terminal works line by line and echoes, as a shell expects it."""
        flags = termios.tcgetattr(self.process.child_fd)[3]
        return bool(flags & termios.ICANON and flags & termios.ECHO)

    def take_in(self) -> bool:
        """Take in what the program has written; False when it has ended."""
        try:
            received = os.read(self.process.child_fd, 65536)
        except OSError:
            return False
        self.received += received
        self._stream.feed(received)
        return bool(received)
