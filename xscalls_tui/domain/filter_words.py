"""The words of the typed filter: keys, choices, days and periods, in Norwegian and English.

All of them are always understood, blind to case, accents, hyphens and blanks; the first of each is the one
that is written in its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import Field, Ties
from xscalls_tui.domain.periods import Period
from xscalls_tui.domain.text import fold

T = TypeVar("T")


class Names(NamedTuple):
    """The words for one thing."""

    nb: tuple[str, ...]
    en: tuple[str, ...]

    def written(self, language: str) -> str:
        """The word to write in ``nb`` or ``en``."""
        return (self.en if language == "en" else self.nb)[0]

    @property
    def every(self) -> tuple[str, ...]:
        """All words."""
        return self.nb + self.en


Words = Mapping[T, Names]


def _names(nb: str, en: str) -> Names:
    return Names(tuple(nb.split()), tuple(en.split()))


class Key(NamedTuple):
    """What stands before a colon. ``detail`` is the catalogue's text for what can stand after it. A choice
    has ``words`` for its values, and the sentence for a word that is none of them."""

    field: Field
    names: Names
    detail: str
    words: Mapping[Any, Names] = MappingProxyType({})
    unknown: str = ""


STATUSES: Words[Status] = {
    Status.PLANNED: _names("planlagt", "planned"),
    Status.DONE: _names("gjennomført", "done completed"),
    Status.CANCELLED: _names("avlyst", "cancelled canceled"),
    Status.UNANSWERED: _names("ubesvart", "unanswered"),
}
DIRECTIONS: Words[Direction] = {
    Direction.OUT: _names("ut utgående", "out outgoing"),
    Direction.IN: _names("inn innkommende inngående", "in incoming"),
}
_FOLLOWUP = _names("oppfølging oppfølginger oppfølgingssamtale", "followup followups")

KEYS = (
    Key(Field.SUBJECT, _names("emne", "subject subj"), "filter.key.subject"),
    Key(Field.NOTE, _names("notat", "note"), "filter.key.note"),
    Key(Field.PHONE, _names("telefon telefonnummer tlf", "phone telephone tel"), "filter.key.phone"),
    Key(Field.TEXT, _names("tekst", "text"), "filter.key.text"),
    Key(Field.CREATED_BY, _names("opprettet-av", "created-by"), "filter.key.createdby"),
    Key(Field.CHANGED_BY, _names("endret-av sist-endret-av", "changed-by last-changed-by"),
        "filter.key.changedby"),
    Key(Field.COMPANY, _names("firma", "company"), "filter.key.company"),
    Key(Field.CONTACT, _names("partner samtalepartner kontakt", "partner other-party contact"),
        "filter.key.partner"),
    Key(Field.PROJECT, _names("prosjekt", "project"), "filter.key.project"),
    Key(Field.EMPLOYEE, _names("ansatt ans", "employee emp"), "filter.key.employee"),
    Key(Field.DIRECTION, _names("retning samtaleretning", "direction dir"), "filter.key.direction",
        DIRECTIONS, "msg.filter.direction"),
    Key(Field.STATUS, _names("status", "status"), "filter.key.status", STATUSES, "msg.filter.status"),
    Key(Field.FOLLOWUPS, _names("har", "has"), "filter.key.has",
        {Ties.HAS_FOLLOWUPS: _FOLLOWUP}, "msg.filter.has"),
    Key(Field.FOLLOWUPS, _names("er", "is"), "filter.key.is",
        {Ties.IS_FOLLOWUP: _FOLLOWUP}, "msg.filter.is"),
    Key(Field.FOLLOWUPS, _names("oppfølging oppfølgingshistorikk", "followup"), "filter.key.followup",
        {Ties.EITHER: _names("tilknyttet", "linked"), Ties.NEITHER: _names("ingen", "none")},
        "msg.filter.followup"),
    Key(Field.ID, _names("id samtale-id", "id call-id"), "filter.key.id"),
    Key(Field.DATE, _names("dato", "date"), "filter.key.date"),
    Key(Field.CREATED, _names("opprettet", "created"), "filter.key.created"),
    Key(Field.CHANGED, _names("endret sist-endret", "changed last-changed"), "filter.key.changed"),
    Key(Field.REMINDER, _names("påminnelse", "reminder"), "filter.key.reminder"),
)  # fmt: skip

DAYS: Words[int] = {
    0: _names("i-dag", "today"),
    1: _names("i-morgen", "tomorrow"),
    -1: _names("i-går", "yesterday"),
    2: _names("i-overmorgen", "day-after-tomorrow"),
    -2: _names("i-forgårs", "day-before-yesterday"),
}
"""Days by how far they are from today."""
PERIODS: Words[Period] = {
    Period.THIS_WEEK: _names("denne-uken denne-uka", "this-week"),
    Period.LAST_WEEK: _names("forrige-uke forrige-uka", "last-week"),
    Period.NEXT_WEEK: _names("neste-uke neste-uka", "next-week"),
    Period.THIS_MONTH: _names("denne-måneden", "this-month"),
    Period.LAST_MONTH: _names("forrige-måned", "last-month"),
    Period.NEXT_MONTH: _names("neste-måned", "next-month"),
    Period.THIS_YEAR: _names("i-år dette-året", "this-year"),
    Period.LAST_YEAR: _names("i-fjor forrige-år", "last-year"),
    Period.NEXT_YEAR: _names("neste-år", "next-year"),
}


def squash(word: str) -> str:
    """The form in which words of the filter are compared."""
    return fold(re.sub(r"[\s-]", "", word))


def meant(words: Words[T], word: str) -> T | None:
    """What ``word`` stands for, or None."""
    wanted = squash(word)
    return next((value for value, names in words.items() if wanted in map(squash, names.every)), None)


def key_called(name: str) -> Key | None:
    """The key of this name, or None."""
    return _by_name().get(squash(name))


def key_like(name: str) -> str | None:
    """The name of a key that somebody who typed ``name`` may have meant, or None."""
    return _like(name, [key.names for key in KEYS])


def date_like(text: str) -> str | None:
    """The word for a day or a period that somebody who typed ``text`` may have meant, or None."""
    return _like(text, [*DAYS.values(), *PERIODS.values()])


def _like(word: str, things: Iterable[Names]) -> str | None:
    words = {squash(name): name for names in things for name in names.every}
    near = get_close_matches(squash(word), words, n=1, cutoff=0.7)
    return words[near[0]] if near else None


def key_of(field: Field, value: object = None) -> Key:
    """The key that writes this value of a field."""
    keys = [key for key in KEYS if key.field is field]
    return next((key for key in keys if value in key.words), keys[0])


@cache
def _by_name() -> dict[str, Key]:
    return {squash(name): key for key in KEYS for name in key.names.every}
