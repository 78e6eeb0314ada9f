"""What a file is to bring, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xscalls_tui.domain.errors import Message
from xscalls_tui.services.imports.values import Refused

MOST_TOLD = 10_000
"""Lines of one outcome that a report tells of; those that were refused are told all."""


class What(StrEnum):
    """What a file holds."""

    COMPANIES = "companies"
    CONTACTS = "contacts"
    CALLS = "calls"
    CDR = "cdr"
    """Calls, as the exchange Asterisk has recorded them."""


class Job(NamedTuple):
    """A file that is to be read, and how."""

    path: Path
    what: What
    mapping: Mapping[int, str] | None = None
    """What each column holds: the name of a field by the column's place. None for what the employee has said
    of such columns before, or what their headings say."""
    overwrite: bool = False
    """Whether what is there already gives way; else only what is empty is filled in."""
    extensions: Mapping[str, str] = MappingProxyType({})
    """Whose an exchange's extension is: initials by the number. Added to what was said before."""


class Outcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    """It is there already, and stays as it is."""
    REFUSED = "refused"


class Told(NamedTuple):
    """A line of the file: where it stands, what becomes of it, what it says in a few words; the heading of
    the column that is wrong, if there is one; why, or like what; and the labels (keys) of what changes."""

    line: int
    outcome: Outcome
    text: str = ""
    column: str = ""
    why: Message | None = None
    changes: tuple[str, ...] = ()


class Report(NamedTuple):
    """What becomes, or became, of all lines. ``kept_out``, there were lines to refuse, and so nothing was
    written at all."""

    file: str
    counts: Mapping[Outcome, int]
    told: tuple[Told, ...] = ()
    cancelled: bool = False
    kept_out: bool = False

    @property
    def refused(self) -> list[Told]:
        """The lines that are left out."""
        return [one for one in self.told if one.outcome is Outcome.REFUSED]


class Telling:
    """Collects what becomes of the lines, and counts."""

    def __init__(self) -> None:
        self.counts = Counter(dict.fromkeys(Outcome, 0))
        self._told: list[Told] = []

    def add(self, told: Told) -> None:
        """Note a line."""
        self.counts[told.outcome] += 1
        if told.outcome is Outcome.REFUSED or self.counts[told.outcome] <= MOST_TOLD:
            self._told.append(told)

    def refuse(
        self, line: int, refused: Refused | Message, headings: Mapping[str, str], text: str = ""
    ) -> None:
        """Note a line that cannot be right; ``headings`` are those of the columns, by the fields they
        hold."""
        column, why = ("", refused) if isinstance(refused, Message) else (refused.column, refused.reason)
        self.add(Told(line, Outcome.REFUSED, text, headings.get(column, column), why))

    def report(self, file: str, *, kept_out: bool = False) -> Report:
        """All of it, in the order of the lines."""
        told = tuple(sorted(self._told, key=attrgetter("line")))
        return Report(file, dict(self.counts), told, kept_out=kept_out)
