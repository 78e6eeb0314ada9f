"""What a column of somebody's own file can hold, and how its heading says so, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.domain.record_types import TYPES, Property
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.i18n import LANGUAGES, Translator
from xscalls_tui.services.sheets.report import What

REGISTERS = {What.COMPANIES: Register.COMPANY, What.CONTACTS: Register.CONTACT}


class Field(NamedTuple):
    """Something that a column can hold: its name for programs, its label (a key), other headings that mean
    it, and whether there has to be such a column."""

    name: str
    label: str
    also: tuple[str, ...] = ()
    required: bool = False


_ALSO = {
    Register.COMPANY: {
        "name": (
            "firma",
            "firmanavn",
            "selskap",
            "bedrift",
            "kunde",
            "company",
            "company name",
            "organisation",
        ),
        "org_no": ("org nr", "orgnr", "organisasjonsnummer", "org no", "organisation number", "vat"),
        "phone": ("tlf", "telefonnummer", "telephone", "phone number", "sentralbord"),
        "email": ("epost", "mail", "e-mail", "email address"),
        "web": ("hjemmeside", "www", "website", "url", "nettside"),
        "postcode": ("postnummer", "zip", "zip code", "postal code"),
        "city": ("sted", "by", "town"),
        "address": ("gateadresse", "street", "postadresse"),
        "responsible": ("ansv", "selger", "owner", "account manager"),
        "note": ("merknad", "kommentar", "notes", "comment"),
    },
    Register.CONTACT: {
        "name": ("kontakt", "kontaktperson", "fullt navn", "full name", "contact", "contact person"),
        "company": ("firmanavn", "selskap", "bedrift", "organisation", "organization"),
        "title": ("stilling", "rolle", "job title", "position"),
        "mobile": (
            "mobiltelefon",
            "mobilnummer",
            "cell",
            "cell phone",
            "mobile phone",
            "phone",
            "telefon",
            "tlf",
        ),
        "direct": ("direktenummer", "direktelinje", "direct line", "jobbtelefon", "work phone"),
        "email": ("epost", "mail", "e-mail", "email address"),
        "note": ("merknad", "kommentar", "notes", "comment"),
    },
}
_CALLS = (
    Field(
        "date",
        "call.date",
        ("dag", "day", "starttid", "start time", "tidspunkt", "time stamp"),
        required=True,
    ),
    Field("start", "call.from", ("fra", "start", "klokkeslett", "kl", "from", "time")),
    Field("end", "call.to", ("til", "slutt", "end", "to", "sluttid", "end time")),
    Field("duration", "sheet.duration", ("lengde", "minutter", "duration", "minutes", "min")),
    Field("direction", "call.direction", ("inn ut", "in out", "type")),
    Field("status", "call.status", ("resultat", "result", "outcome")),
    Field("employee", "call.employee", ("ans", "initialer", "initials", "bruker", "user", "saksbehandler")),
    Field("phone", "call.phone", ("telefon", "tlf", "nummer", "number", "phone", "telephone")),
    Field("partner", "call.partner", ("kontakt", "kontaktperson", "navn", "contact", "name", "other party")),
    Field("company", "call.company", ("kunde", "selskap", "customer", "account", "firmanavn")),
    Field("project", "call.project", ("prosjektnr", "project number")),
    Field("subject", "call.subject", ("tittel", "title", "gjelder", "regarding", "tema")),
    Field(
        "note",
        "call.note",
        ("notater", "merknad", "kommentar", "beskrivelse", "notes", "comment", "description"),
    ),
)


@cache
def fields(what: What) -> tuple[Field, ...]:
    """All that a column of such a file can hold."""
    if what is What.CALLS:
        return _CALLS
    if what is What.CDR:
        return ()
    kind = TYPES[REGISTERS[what]]
    also = _ALSO[kind.register]
    return tuple(
        Field(one.name, one.label, (kind.word(one), *also.get(one.name, ())), one.required)
        for one in kind.properties
    )


def properties(what: What) -> dict[str, Property]:
    """The properties of the records that such a file holds, by name."""
    return {one.name: one for one in TYPES[REGISTERS[what]].properties}


def guess(what: What, headings: Sequence[str]) -> dict[int, str]:
    """What each column holds, by its heading: the name of a field by the column's place. No field is held
    twice; one that has the very name goes first."""
    found: dict[int, str] = {}
    for words in _ways(what):
        for place, heading in enumerate(headings):
            name = words.get(_plain(heading))
            if name and place not in found and name not in found.values():
                found[place] = name
    return found


def told(what: What, headings: Sequence[str], pairs: Mapping[str, str]) -> dict[int, str]:
    """The same, with what somebody says of columns: a field by the heading, nothing for a column that is to
    be left out. Raises NotFound for a column or a field that there is none of."""
    mapping = guess(what, headings)
    plain = [_plain(heading) for heading in headings]
    for heading, meant in pairs.items():
        if _plain(heading) not in plain:
            raise NotFound("msg.sheet.nocolumn", text=clean_line(heading), names=", ".join(headings))
        place = plain.index(_plain(heading))
        mapping.pop(place, None)
        if meant.strip():
            name = next((words[_plain(meant)] for words in _ways(what) if _plain(meant) in words), None)
            if name is None:
                names = ", ".join(field.name for field in fields(what))
                raise NotFound("msg.sheet.nofield", text=clean_line(meant), names=names)
            mapping = {at: held for at, held in mapping.items() if held != name} | {place: name}
    return mapping


def missing(what: What, mapping: Mapping[int, str]) -> Message | None:
    """Why a file with such columns cannot be read: what has to be there and is not."""
    lacking = [field.name for field in fields(what) if field.required and field.name not in mapping.values()]
    return Message.of("msg.import.nocolumn", column=", ".join(lacking)) if lacking else None


@cache
def _ways(what: What) -> tuple[dict[str, str], ...]:
    """Names, labels and other words for the fields, from what is surest to what is least so."""
    translators = [Translator(language) for language in LANGUAGES]
    ways: tuple[dict[str, str], ...] = ({}, {}, {})
    for field in fields(what):
        ways[0].setdefault(_plain(field.name), field.name)
        for t in translators:
            ways[1].setdefault(_plain(t(field.label)), field.name)
        for word in field.also:
            ways[2].setdefault(_plain(word), field.name)
    return ways


def _plain(heading: str) -> str:
    """A heading as it is compared: folded, words and figures only."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(heading)).split())
