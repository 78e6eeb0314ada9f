"""The global search as values: what is sought, what is found, and where in a text it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xscalls_tui.domain.text import fold, searchable


class Sought(NamedTuple):
    """A text as it is searched for: a row is found when it has every word in one of its texts, or when it
    has a telephone number with one of these digits in it."""

    text: str
    """Searchable."""
    words: tuple[str, ...]
    """Those of the text, each once; a number is one. None for nothing."""
    numbers: tuple[str, ...] = ()
    """The digits that the text stands for; none when it is no number."""


class Hit(NamedTuple):
    """A row that was found: its name, and what else is shown of it, in the order of its weight."""

    id: int
    name: str
    details: tuple[str, ...] = ()
    at: datetime | None = None
    """When a call starts, on the wall clock."""


class Found(NamedTuple):
    """The first hits of one group, in order."""

    group: str
    hits: tuple[Hit, ...]


def spots(text: str, wanted: Sought) -> list[tuple[int, int]]:
    """Begin and end of each place where the words, or the number, stand in a text; apart and in order."""
    digits = [(c, place) for place, c in enumerate(text) if c.isascii() and c.isdigit()]
    numbers = (
        (start, end)
        for start, end in _stretches(digits, wanted.numbers)
        if not any(character.isalpha() for character in text[start:end])
    )
    return _joined(list(numbers) or _stretches(_folded(text), wanted.words))


def around(text: str, wanted: Sought, length: int, cut: str = "…") -> str:
    """At most ``length`` characters of a text, with the first of its spots among them; the sign ``cut``
    stands for what was left out at either end."""
    if len(text) <= length:
        return text
    first = next(iter(spots(text, wanted)), (0, 0))
    # Some of what stands before it tells what it is about.
    start = 0 if first[1] <= length - 1 else min(first[0] - length // 3, len(text) - length)
    if start <= 0:
        return text[: length - 1].rstrip() + cut
    rest = text[start + 1 :]
    return cut + (rest if len(rest) < length else rest[: length - 2].rstrip() + cut)


def excerpt(text: str, wanted: Sought, length: int = 200) -> str:
    """On one line, what stands in a long text around the first of the words in it; empty when none does."""
    step = 2 * length
    for start in range(0, len(text), step):
        # What ends a little further on is found here, what begins further on in the next part.
        part = text[start : start + step + length]
        if any(word in searchable(part) for word in wanted.words):
            return around(" ".join(part.split()), wanted, length)
    return ""


def _folded(text: str) -> list[tuple[str, int]]:
    """The characters of ``searchable(text)``, each with its place in the text."""
    folded: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        for part in " " if character.isspace() else fold(character):
            if not (part in "a " and folded and folded[-1][0] == part):
                folded.append((part, place))
    return folded


def _stretches(characters: Sequence[tuple[str, int]], words: Iterable[str]) -> Iterable[tuple[int, int]]:
    line = "".join(character for character, _ in characters)
    for word in words:
        at = line.find(word)
        while at >= 0:
            end = at + len(word)
            yield characters[at][1], characters[end - 1][1] + 1
            at = line.find(word, end)


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
