"""Two have changed the same entry: what each changed, and what is proposed to be kept."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Side(Enum):
    """Whose value of a field is kept."""

    MINE = auto()
    THEIRS = auto()
    BOTH = auto()
    """One after the other; of notes alone."""


class Difference(NamedTuple):
    """Something in which what one has typed differs from what somebody else has saved. ``base`` is what it
    was before both, None where that is not known; all as texts."""

    label: str
    """Key of the catalogue."""
    fields: tuple[str, ...]
    """The fields of the form that it stands in."""
    base: str | None
    mine: str
    theirs: str
    note: bool = False

    @property
    def contested(self) -> bool:
        """Whether both have changed it."""
        return self.base is not None and self.base not in (self.mine, self.theirs)

    @property
    def sides(self) -> tuple[Side, ...]:
        """What can be kept."""
        return tuple(Side) if self.note and self.mine and self.theirs else (Side.MINE, Side.THEIRS)

    @property
    def proposed(self) -> Side:
        """What is to be kept unless one chooses otherwise: whatever was changed; of notes, what both have
        written."""
        if self.mine == self.base:
            return Side.THEIRS
        if Side.BOTH in self.sides and self.theirs != self.base:
            return Side.BOTH
        return Side.MINE

    @property
    def both(self) -> str:
        """A note with what both have written: theirs first, and what was there before once."""
        base = self.base or ""
        if base and self.mine.startswith(base) and self.theirs.startswith(base):
            return f"{self.theirs.rstrip()}\n{self.mine.removeprefix(base).strip()}"
        return f"{self.theirs.rstrip()}\n{self.mine.strip()}"
