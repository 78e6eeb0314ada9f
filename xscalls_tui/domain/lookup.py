"""Which row of a register an operator means by what stands in a look-up field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from xscalls_tui.domain.text import fold


class Match(NamedTuple):
    """A row that a look-up found. ``detail`` helps to tell it from others of the same name; ``code`` is what
    stands for it alone: an employee's initials, a project's number."""

    id: int
    name: str
    detail: str = ""
    code: str = ""


def rank(text: str, matches: Iterable[Match]) -> list[Match]:
    """The matches, nearest to ``text`` first: the very name or code, then names that start with it, names
    with a word that starts with it, names with it inside, others. Equals keep the order they came in."""
    wanted = _folded(text)
    word_start = re.compile(rf"(?<!\w){re.escape(wanted)}")

    def distance(match: Match) -> int:
        name = _folded(match.name)
        if wanted not in name:
            return 4
        if wanted in (name, _folded(match.code or match.name)):
            return 0
        if name.startswith(wanted):
            return 1
        return 2 if word_start.search(name) else 3

    return sorted(matches, key=distance)


def unambiguous(text: str, matches: Iterable[Match], *, whole_name: bool = False) -> Match | None:
    """The one match that ``text`` can mean: the only one of that very name or code, else (unless
    ``whole_name``) the only one whose name contains it, else None. An empty text means nobody."""
    wanted = _folded(text)
    if not wanted:
        return None
    containing = [match for match in matches if wanted in _folded(match.name)]
    same = [match for match in containing if wanted in (_folded(match.name), _folded(match.code))]
    for candidates in (same,) if whole_name else (same, containing):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _folded(text: str) -> str:
    return fold(" ".join(text.split()))
