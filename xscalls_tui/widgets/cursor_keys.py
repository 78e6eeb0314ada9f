"""The keys that move a cursor over lines, the same wherever there are lines."""

from __future__ import annotations

from textual.binding import Binding

_FAR = 1_000_000
"""Farther away than any line."""


def cursor_keys(action: str = "{how}({steps})") -> list[Binding]:
    """Bindings of ``action``, told how the cursor moves (``move`` by lines, ``page`` by screens) and by how
    many ``steps``."""

    def told(how: str, steps: int) -> str:
        return action.format(how=how, steps=steps)

    return [
        Binding("up,k", told("move", -1), show=False, id="list.up"),
        Binding("down,j", told("move", 1), show=False, id="list.down"),
        Binding("pageup", told("page", -1), show=False, id="list.page-up"),
        Binding("pagedown", told("page", 1), show=False, id="list.page-down"),
        Binding("home", told("move", -_FAR), show=False, id="list.start"),
        Binding("end", told("move", _FAR), show=False, id="list.end"),
    ]
