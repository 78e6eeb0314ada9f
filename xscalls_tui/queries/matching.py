"""The condition that a row of a register has what somebody seeks: every word in one of its texts, or a
telephone number with these digits."""

from __future__ import annotations

from functools import partial, reduce
from operator import and_, or_
from typing import Any

from xscalls_tui.domain.finding import Sought
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.text import searchable
from xscalls_tui.models.engine import Engine, param
from xscalls_tui.models.phones import number_forms
from xscalls_tui.models.searched import OF_ENTITY
from xscalls_tui.models.tables import ENTITIES, CompanyText, ContactText, EntityText, ProjectText
from xscalls_tui.models.textindex import LONG

_NUMBERS = ("numbers",)
_TEXTS = ("title", "names", "body", *_NUMBERS)
_LINKS: dict[str, type[EntityText]] = {
    "company": CompanyText,
    "contact": ContactText,
    "project": ProjectText,
}


def sought(text: str) -> Sought:
    """What somebody who typed this looks for."""
    cleaned = searchable(text)
    numbers = number_forms(cleaned)
    # A number is sought as it is typed, with its blanks, and by its digits.
    words = (cleaned,) if numbers else tuple(dict.fromkeys(cleaned.split()))
    return Sought(cleaned, words, numbers)


def shape(wanted: Sought) -> tuple[int, ...]:
    """What the SQL of the condition depends on, besides the register."""
    return len(wanted.numbers), *(min(len(word), LONG) for word in wanted.words)


def found(engine: Engine, kind: RecordType, wanted: Sought, name: str = "") -> Any:
    """The condition on a record of ``kind``; its values are called ``name`` and something. A word may also
    stand
    in the name of the company, contact person or project that it is tied to. A register that has no texts
    beside it is small, and found by its name alone."""
    table: Any = ENTITIES[kind.entity]
    if table not in OF_ENTITY:
        return reduce(
            and_, (engine.position(table.name_fold, param(key)) > 0 for key, _ in _words(wanted, name))
        )
    search = partial(engine.texts.found, OF_ENTITY[table].texts)

    def has(key: str, word: str) -> Any:
        own = table.id.in_(search(_TEXTS, key, len(word)))
        links = [
            getattr(table, link).in_(engine.texts.found(texts, ("title",), key, len(word)))
            for link, texts in _LINKS.items()
            if hasattr(table, link)
        ]
        return reduce(or_, links, own)

    every = reduce(and_, (has(key, word) for key, word in _words(wanted, name)))
    if not wanted.numbers:
        return every
    ways = [table.id.in_(search(_NUMBERS, key, len(digits))) for key, digits in _numbers(wanted, name)]
    return reduce(or_, ways, every)


def bound(engine: Engine, kind: RecordType, wanted: Sought, name: str = "") -> dict[str, Any]:
    """The values for what ``found`` made."""
    values: dict[str, Any] = dict(_words(wanted, name))
    if ENTITIES[kind.entity] not in OF_ENTITY:
        return values
    for key, word in _words(wanted, name):
        values |= engine.texts.bind(_TEXTS, key, word)
    for key, digits in _numbers(wanted, name):
        values |= engine.texts.bind(_NUMBERS, key, digits)
    return values


def _words(wanted: Sought, name: str) -> list[tuple[str, str]]:
    return [(f"{name}word {number}", word) for number, word in enumerate(wanted.words)]


def _numbers(wanted: Sought, name: str) -> list[tuple[str, str]]:
    return [(f"{name}number {number}", digits) for number, digits in enumerate(wanted.numbers)]
