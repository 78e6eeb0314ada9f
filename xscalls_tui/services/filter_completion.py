"""What can stand at the cursor of a typed filter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xscalls_tui.domain.criteria import DATES
from xscalls_tui.domain.filter_lexing import Atom, Spot, lex
from xscalls_tui.domain.filter_text import LONGEST
from xscalls_tui.domain.filter_words import DAYS, KEYS, PERIODS, Key, Names, squash
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.periods import Dates
from xscalls_tui.i18n import Language, Translator, formats
from xscalls_tui.services import lookups
from xscalls_tui.services.filter_rows import REGISTER_OF, forms
from xscalls_tui.services.session import Session

_REST_OF_KEY = re.compile(r"[\w-]*:?")
_REST_OF_VALUE = re.compile(r"(?:(?!\.\.)[^\s|,])*")


class Completion(NamedTuple):
    """What can take the place of the characters from ``start`` to ``end``: the ``code`` of one of the
    ``matches``, which is shown by its ``name`` and ``detail``. The ``id`` is that of a register's row."""

    start: int
    end: int
    matches: list[Match]


def completion(session: Session, text: str, cursor: int, language: Language) -> Completion:
    """See ``filters.complete``."""
    atoms = lex(text[:cursor]) if len(text) <= LONGEST else []
    atom = atoms[-1] if atoms and atoms[-1].end == cursor and atoms[-1].values else None
    if atom is None:
        return Completion(cursor, cursor, list(_keys("", language)))
    spot = atom.values[-1]
    if atom.key is None:
        matches = [] if spot.quoted else list(_keys(spot.text, language))
        return Completion(spot.start, _match_end(_REST_OF_KEY, text, cursor), matches)
    start, typed = spot.start, spot.text
    if atom.known and atom.known.field in DATES and ".." in typed and not spot.quoted:
        typed = re.split(r"\.{2,}", typed)[-1]
        start = cursor - len(typed)
    end = _end_of_quoted(text, spot, cursor) if spot.quoted else _match_end(_REST_OF_VALUE, text, cursor)
    return Completion(start, end, _values(session, atom, spot, typed, language))


def _end_of_quoted(text: str, spot: Spot, cursor: int) -> int:
    """Where a value ends whose quotation marks are both there; a mark further on may be another value's."""
    wholes = [whole for atom in lex(text) for whole in atom.values if whole.start == spot.start]
    return max([cursor, *(whole.end for whole in wholes if not whole.fault)])


def _match_end(rest: re.Pattern[str], text: str, cursor: int) -> int:
    match = rest.match(text, cursor)
    return match.end() if match else cursor


def _keys(typed: str, language: Language) -> Iterator[Match]:
    t = Translator(language)
    for key in KEYS:
        if _begins(key.names, typed):
            name = f"{key.names.written(language)}:"
            yield Match(0, name, t(key.detail), name)


def _values(session: Session, atom: Atom, spot: Spot, typed: str, language: Language) -> list[Match]:
    key = atom.known
    if key is None:
        return []
    if key.field in REGISTER_OF:
        return [] if typed.startswith("#") and not spot.quoted else _rows(session, key, typed)
    if key.field in DATES:
        alone = atom.operator == ":" and typed == spot.text
        return list(_days(session, typed, language, periods=alone))
    named = [(value, names.written(language)) for value, names in key.words.items() if _begins(names, typed)]
    return [Match(int(value), name, "", name) for value, name in named]


def _rows(session: Session, key: Key, typed: str) -> list[Match]:
    register = REGISTER_OF[key.field]
    found = lookups.find(session, register, typed)
    form = forms(session.engine, register, found)
    return [match._replace(code=form[match.id]) for match in found]


def _days(session: Session, typed: str, language: Language, *, periods: bool) -> Iterator[Match]:
    """Words for days, and for periods too, with the dates that they mean today."""
    today = session.today()
    offered = [(names, Dates(days, days).on(today)) for days, names in DAYS.items()]
    if periods:
        offered += [(names, period.on(today)) for period, names in PERIODS.items()]
    for names, dates in offered:
        if _begins(names, typed):
            days = [day for day in dict.fromkeys(dates) if isinstance(day, date)]
            name = names.written(language)
            yield Match(0, name, "–".join(map(formats.list_date, days)), name)


def _begins(names: Names, typed: str) -> bool:
    return any(squash(name).startswith(squash(typed)) for name in names.every)
