"""Trees as lines: what stands under what, and where the branches are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Branch(NamedTuple, Generic[T]):
    """A line of a tree: what stands there, for each level above it whether more siblings follow there (so
    that the branch lines can be drawn), and whether it is the last of its siblings."""

    item: T
    rails: tuple[bool, ...]
    last: bool


def tree(
    items: Iterable[T], key: Callable[[T], int], parent: Callable[[T], int | None]
) -> Iterator[Branch[T]]:
    """The items from the top down, siblings in the order given. One whose parent is not among them stands at
    the top."""
    everyone = list(items)
    known = {key(item) for item in everyone}
    children: dict[int | None, list[T]] = {}
    for item in everyone:
        above = parent(item)
        children.setdefault(above if above in known else None, []).append(item)
    # A stack, not recursion: a tree may be deeper than Python likes to recurse.
    tops = children.get(None, [])
    stack = [Branch(item, (), place == 0) for place, item in enumerate(reversed(tops))]
    while stack:
        branch = stack.pop()
        yield branch
        below = children.get(key(branch.item), [])
        deeper = (*branch.rails, not branch.last)
        stack.extend(Branch(child, deeper, place == 0) for place, child in enumerate(reversed(below)))


def rails(rails: tuple[bool, ...], last: bool, *, head: bool = True) -> str:
    """The branch lines to the left of an item; ``head`` is its first line, the others only pass by."""
    lines = "".join("│ " if more else "  " for more in rails[1:])
    if not rails:
        return lines
    return lines + (("└ " if last else "├ ") if head else "  " if last else "│ ")
