"""vCards 3.0 and 4.0 as a table: a row for each card, a column for each thing that a contact person has.

Lines are unfolded, and taken apart into names, parameters and values, by icalendar: a vCard is written as a
calendar is (RFC 6350, RFC 5545).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.imports.reading import survey
from xscalls_tui.services.sheets.table import Row, Table

MOST_BYTES = 40 << 20
HEADINGS = ("name", "company", "title", "mobile", "direct", "email", "note")
"""As programs call what a contact person has: they are recognised without being told."""
_MOBILE = {"cell", "iphone", "mobile"}
_NO_TELEPHONE = {"fax", "pager", "textphone", "video"}


class _Line(NamedTuple):
    name: str
    types: frozenset[str]
    value: str
    preferred: bool


def open_cards(path: Path) -> Table:
    """The cards of a file. Raises NotFound for one that is too large or cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotFound("msg.sheet.size", file=path.name, most=MOST_BYTES >> 20)
    except OSError as error:
        raise NotFound("msg.import.unreadable", file=path.name, why=error.strerror or "") from None
    source = survey(path)

    def rows() -> Iterator[Row]:
        try:
            text = path.read_text(source.encoding, errors="replace")
        except OSError as error:
            raise NotFound("msg.import.unreadable", file=path.name, why=error.strerror or "") from None
        for line, card in _cards(text):
            yield line, _fields(card)

    return Table(path.name, HEADINGS, source.lines, rows)


def _cards(text: str) -> Iterator[tuple[int, str]]:
    """Each card with the line that it starts on."""
    start, held = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if held:
                yield start, "\n".join(held)  # which never ended
            start, held = number, []
        elif word == "END:VCARD":
            if start:
                yield start, "\n".join(held)
            start, held = 0, []
        elif start:
            held.append(line)
    if start:
        yield start, "\n".join(held)


def _fields(card: str) -> list[str] | Message:
    lines = list(_lines(card))
    told: dict[str, str] = {}
    for line in sorted(lines, key=lambda line: not line.preferred):
        match line.name:
            case "FN":
                told.setdefault("name", line.value)
            case "N":
                told.setdefault("parts", line.value)
            case "ORG":
                told.setdefault("company", _first(line.value))
            case "TITLE" | "ROLE" | "NOTE" as name:
                told.setdefault("note" if name == "NOTE" else "title", line.value)
            case "EMAIL":
                told.setdefault("email", line.value.removeprefix("mailto:"))
            case "TEL" if not line.types & _NO_TELEPHONE:
                number = line.value.removeprefix("tel:").partition(";")[0]
                told.setdefault("mobile" if line.types & _MOBILE else "direct", number)
    if not told.get("name", "").strip():
        family, given, *_ = [*told.get("parts", "").split(";"), "", ""]
        told["name"] = f"{given} {family}".strip() or told.get("company", "")
    if not any(value.strip() for value in told.values()):
        return Message.of("msg.sheet.badcard")
    return [told.get(heading, "") for heading in HEADINGS]


def _first(organisation: str) -> str:
    """Of an organisation and its units."""
    return organisation.partition(";")[0]


def _lines(card: str) -> Iterator[_Line]:
    from icalendar.parser import Contentlines  # loaded with the first card

    try:
        lines = Contentlines.from_ical(card)  # type: ignore[no-untyped-call]
    except ValueError:
        return
    for line in filter(None, lines):
        try:
            name, params, value = line.parts()
        except ValueError:
            continue  # a line that is none tells nothing; the card's others do
        types = _words(params)
        preferred = "pref" in types or "PREF" in params
        yield _Line(name.rpartition(".")[2].upper(), types, str(value), preferred)


def _words(params: Mapping[str, object]) -> frozenset[str]:
    """The types that a line is said to be of, however they are written."""
    said = params.get("TYPE", "")
    words = said if isinstance(said, list) else [said]
    return frozenset(part.strip().casefold() for word in words for part in str(word).split(","))
