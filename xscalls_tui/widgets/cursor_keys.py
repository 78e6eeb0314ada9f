"""The keys that move a cursor over lines, the same wherever there are lines."""

from __future__ import annotations

from textual.binding import Binding

_KEYS = (
    ("up,k", "list.up", "move", -1),
    ("down,j", "list.down", "move", 1),
    ("pageup", "list.page-up", "page", -1),
    ("pagedown", "list.page-down", "page", 1),
    ("home", "list.start", "move", -1_000_000),
    ("end", "list.end", "move", 1_000_000),
)


def cursor_keys(action: str = "{how}({steps})") -> list[Binding]:
    """Bindings of ``action``, told how the cursor moves (``move`` by lines, ``page`` by screens) and by how
    many ``steps``; the ends are farther away than any line."""
    return [
        Binding(keys, action.format(how=how, steps=steps), show=False, id=name)
        for keys, name, how, steps in _KEYS
    ]
