"""A terminal emulator: pyte, with the orders that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyte

Seen = tuple[str, str, str, bool, bool, bool]
"""What the eye sees of a cell: character, colour, background, bold, underlined, struck through."""


class Screen(pyte.Screen):
    """With lines that can be moved by order, and answers to where the cursor is."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None] = lambda _text: None) -> None:
        self._answer = answer
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        """What the terminal answers."""
        self._answer(data)

    def scroll_up(self, number: int = 1, **_: Any) -> None:
        """SU: the lines between the margins go up."""
        self._scroll(number or 1, self.index, last=True)

    def scroll_down(self, number: int = 1, **_: Any) -> None:
        """SD: the lines between the margins go down."""
        self._scroll(number or 1, self.reverse_index, last=False)

    def _scroll(self, number: int, step: Callable[[], None], *, last: bool) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        before = self.cursor.y
        self.cursor.y = bottom if last else top
        for _ in range(min(number, bottom - top + 1)):
            step()
        self.cursor.y = before

    def seen(self, x: int, y: int) -> Seen:
        """A cell as it is seen: reversed, and of a blank its background alone."""
        cell = self.buffer[y][x]
        colour, background = (cell.bg, cell.fg) if cell.reverse else (cell.fg, cell.bg)
        lined = cell.underscore, cell.strikethrough
        if cell.data == " " and not any(lined):
            return " ", "", background, False, False, False
        return cell.data, colour, background, cell.bold, *lined

    @property
    def picture(self) -> list[list[Seen]]:
        """All cells, line by line."""
        return [[self.seen(x, y) for x in range(self.columns)] for y in range(self.lines)]


def stream(screen: Screen) -> pyte.ByteStream:
    """What feeds bytes to a screen."""
    made = pyte.ByteStream()
    made.csi = {**made.csi, "S": "scroll_up", "T": "scroll_down"}
    made.events = made.events | {"scroll_up", "scroll_down"}
    made.attach(screen)
    return made
