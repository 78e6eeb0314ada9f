"""The editing keys of Textual's fields, without those that are commands of ours wherever one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual.binding import Binding, BindingType

COMMANDS = frozenset({"ctrl+d", "ctrl+e", "ctrl+k"})
"""Delete, End and the mouse do in a field what these would."""


def editing_keys(bindings: Iterable[BindingType], taken: Iterable[str] = ()) -> Iterator[Binding]:
    """The bindings without these keys, and without ``taken``."""
    gone = COMMANDS.union(taken)
    for binding in bindings:
        if isinstance(binding, Binding) and (keys := [k for k in binding.key.split(",") if k not in gone]):
            yield replace(binding, key=",".join(keys))
