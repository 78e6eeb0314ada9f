"""The typed filter: criteria as one line of text, read and written.

``firma:åse status:planlagt,ubesvart !emne:faktura id>500 ola|per``: conditions stand apart, and all must
hold; a bar binds tighter, and either side may hold. A value without a key is looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import product
from math import prod
from types import MappingProxyType
from typing import NamedTuple

from xscalls_tui.domain.criteria import (
    DATES,
    REGISTERS,
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Term,
    Value,
    single,
)
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.filter_dates import Backwards, read_dates, written_dates
from xscalls_tui.domain.filter_lexing import Atom, Spot, lex
from xscalls_tui.domain.filter_words import date_like, key_like, key_of, meant
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.domain.text import clean_line, searchable

LONGEST, MOST = 2000, 50
"""Characters of a line, and conditions in it."""
_ROW, _NUMBER = re.compile(r"#([0-9]{1,18})"), re.compile(r"#?(-?[0-9]{1,18})")


class BadWord(Exception):
    """A line that cannot be understood: the sentence that says why, and the characters from ``start`` to
    ``end`` that it is about."""

    def __init__(self, start: int, end: int, message: Message) -> None:
        super().__init__(start, end, message)
        self.start, self.end, self.message = start, end, message


class Word(NamedTuple):
    """A condition that was read, and where its value stands in the line. ``loose`` says that a text is to
    be contained in a name, whoever has that very name."""

    criterion: Criterion
    start: int
    end: int
    loose: bool = False


Clause = tuple[Word, ...]
"""Conditions of which one must be met."""


def parse(text: str, today: date) -> Criteria:
    """The criteria that a line means. What stands for a row of a register is an int for ``#5``, else the
    text. Raises BadWord."""
    return Criteria(tuple(term(clause) for clause in read(text, today)))


def term(clause: Clause) -> Term:
    """The clause as a term of criteria."""
    return AnyOf(tuple(word.criterion for word in clause)) if len(clause) > 1 else clause[0].criterion


def read(text: str, today: date) -> list[Clause]:
    """The conditions of a line; each clause must be met. Raises BadWord."""
    whole = (0, len(text))
    if len(text) > LONGEST:
        raise BadWord(*whole, Message.of("msg.filter.toolong", longest=LONGEST))
    groups: list[list[list[Clause]]] = []
    for atom in lex(text):
        if atom.barred is None:
            groups.append([])
        elif not (groups and atom.values):
            raise BadWord(atom.barred, atom.barred + 1, Message.of("msg.filter.bar"))
        groups[-1].append(_clauses(text, atom, today))
    clauses = []
    for group in groups:
        # "Neither a nor b" is two clauses, so with a bar each of them stands beside each of the others.
        if prod(map(len, group)) > MOST:
            raise BadWord(*whole, Message.of("msg.filter.toomany", most=MOST))
        clauses += [tuple(word for part in parts for word in part) for parts in product(*group)]
    if sum(map(len, clauses)) > MOST:
        raise BadWord(*whole, Message.of("msg.filter.toomany", most=MOST))
    return clauses


def _clauses(text: str, atom: Atom, today: date) -> list[Clause]:
    if atom.key and not atom.known:
        end = atom.values[0].start
        name = text[atom.key.start : end]
        message = Message.of("msg.filter.nokey", name=name)
        if near := key_like(atom.key.text):
            message = Message.of("msg.filter.nokey.near", name=name, near=f"{near}:")
        raise BadWord(atom.key.start, end, message)
    words = tuple(_word(text, atom, spot, today) for spot in atom.values)
    return [(word,) for word in words] if atom.negated else [words]


def _word(text: str, atom: Atom, spot: Spot, today: date) -> Word:
    if spot.fault:
        raise BadWord(spot.start, spot.end, Message(spot.fault))
    field = atom.known.field if atom.known else Field.TEXT
    if atom.key and atom.operator != ":" and field is not Field.ID and field not in DATES:
        message = Message.of("msg.filter.operator", name=atom.key.text, operator=atom.operator)
        raise BadWord(atom.key.start, atom.values[0].start, message)
    if not searchable(clean_line(spot.text)):
        before = text[atom.start : spot.start]
        message = Message.of("msg.filter.novalue", typed=before) if before else Message.of("msg.filter.empty")
        raise BadWord(atom.start, atom.end, message)
    criterion = Criterion(field, _value(field, atom, spot, today), negated=atom.negated)
    return Word(criterion, spot.start, spot.end, spot.loose)


def _value(field: Field, atom: Atom, spot: Spot, today: date) -> Value:
    text = clean_line(spot.text)
    if field in DATES:
        return _dates(text, atom.operator, spot, today)
    if field is Field.ID:
        return _compared(text, atom.operator, spot)
    if field in REGISTERS and not spot.quoted and not spot.loose and (match := _ROW.fullmatch(text)):
        return int(match[1])
    if not (atom.known and atom.known.words):
        return text
    choice: int | None = meant(atom.known.words, text)
    if choice is None:
        raise BadWord(spot.start, spot.end, Message(atom.known.unknown, (("word", text),)))
    return choice


def _dates(text: str, operator: str, spot: Spot, today: date) -> Dates | Period:
    try:
        dates = read_dates(text, operator, today)
    except Backwards:
        raise BadWord(spot.start, spot.end, Message.of("msg.filter.backwards", text=text)) from None
    if dates is None:
        message = Message.of("msg.filter.date", text=text)
        if near := date_like(text):
            message = Message.of("msg.filter.date.near", text=text, near=near)
        raise BadWord(spot.start, spot.end, message)
    return dates


def _compared(text: str, operator: str, spot: Spot) -> Compared:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise BadWord(spot.start, spot.end, Message.of("msg.filter.id", text=text))
    number = int(match[1])
    match operator:
        case ">":
            return Compared(Compare.MORE, number)
        case ">=":
            return Compared(Compare.MORE, number - 1)
        case "<":
            return Compared(Compare.LESS, number)
        case "<=":
            return Compared(Compare.LESS, number + 1)
        case _:
            return Compared(Compare.EQUAL, number)


Forms = Mapping[tuple[Field, Value], str]
"""What stands for a row of a register, or for a part of a name, by field and value."""


def write(criteria: Criteria, language: str, forms: Forms = MappingProxyType({})) -> str:
    """The line that means these criteria, with the words of ``nb`` or ``en``. A row of a register that has no
    form stands as ``#5``, a part of a name as ``~part``."""
    return " ".join(_written(term, language, forms) for term in criteria.terms)


def plain(text: str) -> str:
    """A text as the value of a register, with quotation marks if it needs them."""
    return _in_place("firma:", text)


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(term: Term, language: str, forms: Forms) -> str:
    parts = [(*_form(one, language, forms), one.negated) for one in single(term)]
    heads = {head for head, _, _ in parts}
    if len(heads) == 1 and "" not in heads and not any(negated for *_, negated in parts):
        return f"{heads.pop()}{','.join(value for _, value, _ in parts)}"
    return "|".join(f"{'!' * negated}{head}{value}" for head, value, negated in parts)


def _form(criterion: Criterion, language: str, forms: Forms) -> tuple[str, str]:
    """Key with operator, and value."""
    field, value = criterion.field, criterion.value
    if field is Field.TEXT:
        return "", _in_place("", str(value))
    key = key_of(field, value)
    name = key.names.written(language)
    if isinstance(value, Compared):
        return f"{name}{':' if value.how is Compare.EQUAL else value.how}", str(value.number)
    head = f"{name}:"
    if isinstance(value, Dates | Period):
        return head, written_dates(value, language)
    if key.words:
        return head, key.words[value].written(language)
    if isinstance(value, int):
        return head, forms.get((field, value), f"#{value}")
    if field in REGISTERS:
        return head, forms.get((field, value)) or f"~{_in_place('firma:~', value)}"
    return head, _in_place(head, value)


def _in_place(before: str, text: str) -> str:
    """A text as a value that stands there, in quotation marks if it would be read as something else."""
    match [spot for atom in lex(before + text) for spot in atom.values]:
        case [spot] if spot.text == text and not spot.quoted and (spot.loose or not text.startswith("#")):
            return text
    return quoted(text)
