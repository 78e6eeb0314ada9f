"""The typed filter cut into conditions and values, finished or not: nothing is refused here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xscalls_tui.domain.criteria import REGISTERS
from xscalls_tui.domain.filter_words import Key, key_called

_KEY = re.compile(r"((?:[^\W\d_]|[\u0300-\u036f]|(?<=\w)-(?=\w))+)(:?(?:>=|<=|!=|[=<>])|:)(?!//)")
"""Letters and hyphens, then how values are compared. ``https://`` is a text."""
_BAR = "|"


class Spot(NamedTuple):
    """A value as it was typed, and where: the text from ``start`` to ``end``, with its quotation marks."""

    text: str
    """Without quotation marks and what escapes them."""
    start: int
    end: int
    quoted: bool = False
    fault: str = ""
    """The sentence of the catalogue for what is wrong with the quotation marks, if anything is."""
    loose: bool = False
    """Whether ``~`` stands before it, as it may before the name of a row of a register."""


class Atom(NamedTuple):
    """One condition as it was typed: ``!key:value,value`` or a value alone. ``barred`` says whether a bar
    stands before it, and where."""

    start: int
    end: int
    negated: bool
    key: Spot | None
    """The key without its operator; None for a value alone."""
    operator: str
    """``:``, ``>``, ``>=``, ``<``, ``<=``; ``!=`` is a negated ``:``."""
    values: tuple[Spot, ...]
    barred: int | None = None

    @property
    def known(self) -> Key | None:
        """The key that is meant, if it is one."""
        return key_called(self.key.text) if self.key else None


def lex(text: str) -> list[Atom]:
    """The conditions of a line. A bar with nothing after it has an atom without values."""
    return list(_atoms(text))


def _atoms(text: str) -> Iterator[Atom]:
    at, bar = 0, None
    while True:
        at = _skip(text, at)
        if at < len(text) and text[at] == _BAR:
            if bar is not None:
                yield Atom(at, at, False, None, "", (), bar)
            at, bar = at + 1, at
            continue
        if at == len(text):
            if bar is not None:
                yield Atom(at, at, False, None, "", (), bar)
            return
        atom = _atom(text, at)._replace(barred=bar)
        yield atom
        at, bar = atom.end, None


def _atom(text: str, start: int) -> Atom:
    at, negated = start, False
    while text.startswith("!", at):
        at, negated = at + 1, not negated
    match = _KEY.match(text, at)
    known = key_called(match[1]) if match else None
    if match and (known or "=" not in match[2]):
        operator = match[2].removeprefix(":") or ":"
        if operator in ("=", "!="):
            negated, operator = negated != (operator == "!="), ":"
        values = list(_values(text, match.end(), may_be_loose=known is not None and known.field in REGISTERS))
        key = Spot(match[1], match.start(1), match.end(1))
        return Atom(start, values[-1].end, negated, key, operator, tuple(values))
    value = _value(text, at, "")
    return Atom(start, value.end, negated, None, "", (value,))


def _values(text: str, at: int, *, may_be_loose: bool) -> Iterator[Spot]:
    while True:
        loose = may_be_loose and text.startswith("~", at)
        value = _value(text, at + loose, ",")
        yield value._replace(start=at, loose=loose)
        if not text.startswith(",", value.end):
            return
        at = value.end + 1


def _value(text: str, start: int, separators: str) -> Spot:
    """The value that begins here: to the closing quotation mark, or to a blank, a bar or a separator."""
    if not text.startswith('"', start):
        end = _end(text, start, separators)
        return Spot(text[start:end], start, end)
    at, kept = start + 1, []
    while at < len(text) and text[at] != '"':
        at += text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\")
        kept.append(text[at])
        at += 1
    value = "".join(kept)
    if at == len(text):
        return Spot(value, start, at, True, "msg.filter.unclosed")
    end = _end(text, at + 1, separators)
    return Spot(value, start, end, True, "" if end == at + 1 else "msg.filter.afterquote")


def _end(text: str, at: int, separators: str) -> int:
    while at < len(text) and not text[at].isspace() and text[at] != _BAR and text[at] not in separators:
        at += 1
    return at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
