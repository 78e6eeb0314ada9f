"""From the fields of a file to values, or the reason why not.

Times stay texts, in the form that every engine takes for the times they are: there are four to a call, and
turning them into datetimes and back took half the time of checking a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.numbers import parse_decimal, parse_percent
from xscalls_tui.domain.record_types import Property
from xscalls_tui.domain.text import clean, clean_line
from xscalls_tui.i18n import LANGUAGES, Translator
from xscalls_tui.services.calls import LONGEST_LINE, LONGEST_NOTE
from xscalls_tui.services.registers.stored import LARGEST

HIGHEST_ID = 2**31 - 1
LONGEST_ID = 10
_SHOWN = 40
# Dates outside these centuries are slips of the pen.
_DATE = re.compile(r"(19|2\d)\d\d-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_STAMP = re.compile(r"(19|2\d)\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)

T = TypeVar("T")


class Known(Protocol):
    """The ids of the good rows of a file, by the text that they are usually written as."""

    def get(self, text: str, /) -> int | None:
        """The id, or None."""


class Refused(Exception):
    """A row cannot be imported: the column that is wrong, and what is wrong with it."""

    def __init__(self, column: str, reason: Message) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


def shown(text: str) -> str:
    """A field as a reason quotes it: one line, not too long."""
    text = clean_line(text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def row_id(column: str, text: str) -> int:
    """An id of the file's own: a whole number from 1."""
    digits = text.strip()
    if len(digits) <= LONGEST_ID and digits.isascii() and digits.isdecimal():
        number = int(digits)
        if 0 < number <= HIGHEST_ID:
            return number
    raise Refused(column, Message.of("msg.import.badid", text=shown(_required(column, text))))


def reference(column: str, text: str, known: Known) -> int | None:
    """The id of a row of another file, which must be there and in order; None for an empty field."""
    found = known.get(text)
    if found is None and text.strip():
        found = known.get(str(row_id(column, text)))
        if found is None:
            raise Refused(column, Message.of("msg.import.unknown", id=shown(text)))
    return found


@lru_cache(maxsize=4096)
def line(column: str, text: str, *, required: bool = False) -> str:
    """A text of one line, cleaned."""
    cleaned = clean_line(_required(column, text) if required else text)
    if len(cleaned) > LONGEST_LINE:
        raise Refused(column, Message.of("msg.toolong", longest=LONGEST_LINE))
    return cleaned


def note(column: str, text: str) -> str:
    """A text of any number of lines, cleaned."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST_NOTE:
        raise Refused(column, Message.of("msg.toolong", longest=LONGEST_NOTE))
    return cleaned


def decimal(column: str, text: str) -> int:
    """A number with at most two decimals, in hundredths."""
    number = parse_decimal(text)
    if number is None or number >= LARGEST:
        raise Refused(column, Message.of("msg.badnumber", text=shown(text)))
    return int(number.scaleb(2))


def percent(column: str, text: str) -> int:
    """A whole number from 0 to 100."""
    number = parse_percent(text)
    if number is None:
        raise Refused(column, Message.of("msg.badpercent"))
    return number


@cache
def words_of(one: Property) -> dict[str, int]:
    """The codes of a property's choices by their words: those of programs, and of people in both
    languages."""
    translators = [Translator(language) for language in LANGUAGES]
    return {
        text.casefold(): choice.code
        for choice in one.choices
        for text in (*(t(choice.label) for t in translators), choice.word)
    }


def word(column: str, text: str, words: Mapping[str, T]) -> T:
    """What one of a few words stands for."""
    found = words.get(text)
    if found is None:
        found = words.get(text.strip().casefold())
    if found is None:
        raise Refused(column, Message.of("msg.import.badword", text=shown(_required(column, text))))
    return found


@lru_cache(maxsize=4096)
def day(column: str, text: str) -> str:
    """A date, 2024-03-07."""
    try:
        return date.fromisoformat(_form(_DATE, _required(column, text))).isoformat()
    except ValueError:
        raise Refused(column, Message.of("msg.import.baddate", text=shown(text))) from None


@lru_cache(maxsize=4096)
def clock(column: str, text: str) -> str:
    """A time of day, 13:45; seconds are left out."""
    try:
        return time.fromisoformat(_form(_CLOCK, _required(column, text))).isoformat(timespec="minutes")
    except ValueError:
        raise Refused(column, Message.of("msg.import.badtime", text=shown(text))) from None


def moment(column: str, text: str) -> datetime | None:
    """A time on the wall clock, 2024-03-07T13:45:09, naive; None for an empty field."""
    if not text or text.isspace():
        return None
    try:
        return datetime.fromisoformat(_form(_STAMP, text))
    except ValueError:
        raise Refused(column, Message.of("msg.import.badstamp", text=shown(text))) from None


def stamp(column: str, text: str, zone: ZoneInfo) -> str:
    """A stamp, which files hold as wall-clock time of ``zone``, in UTC: 2024-03-07T12:45:09Z; empty for an
    empty field."""
    at = moment(column, text)
    if at is None:
        return ""
    offset = zone.utcoffset(at)
    assert offset is not None
    return f"{(at - offset).isoformat()}Z"


def _form(pattern: re.Pattern[str], text: str) -> str:
    """The text, if it is in this form; fromisoformat() takes many more. Raises ValueError."""
    if pattern.fullmatch(text):
        return text
    raise ValueError(text)


def _required(column: str, text: str) -> str:
    if not text or text.isspace():
        raise Refused(column, Message.of("msg.required"))
    return text
