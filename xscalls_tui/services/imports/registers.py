"""Records of the registers: from a row's fields to the columns they are stored in, as is declared of them.

Links hold ids of the file: whoever stores a row knows what became of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import fold
from xscalls_tui.services import employees
from xscalls_tui.services.imports.layout import OF_ENTITY, STAMPS, Sheet, column_name, properties
from xscalls_tui.services.imports.values import (
    Known,
    Refused,
    day,
    decimal,
    line,
    note,
    percent,
    reference,
    row_id,
    stamp,
    word,
    words_of,
)
from xscalls_tui.services.registers.rules import MOST_HOURS
from xscalls_tui.services.registers.stored import named

_YES_NO = {"1": True, "0": False}
_TEXTS = (Kind.LINE, Kind.NOTE, Kind.PHONE, Kind.EMAIL, Kind.ORG_NO, Kind.INITIALS)
_LONGEST_KEY = 100


class Entry(NamedTuple):
    """A row of a register: its id in the file, what it is known by at a later import, its columns."""

    file_id: int
    key: str
    values: dict[str, Any]


NATURAL_KEYS = {"employee": "initials", "company": "org_no", "project": "number"}
"""The column in which two rows can only be alike when they mean the same."""
LINKS = {
    **{
        one.column: TYPES[one.register].entity if one.register else "call"
        for kind in TYPES.values()
        for one in kind.properties
        if one.kind in (Kind.LINK, Kind.CALL)
    },
    "created_by": "employee",
    "changed_by": "employee",
}
"""The columns of all registers that hold links, and what each links to."""


def record_entry(register: Register, file_id: int, columns: Mapping[str, Any], made: str = "") -> Entry:
    """A record with these columns; the others have what a new record has. ``made`` is when, as the file says
    it. Raises Refused for initials that cannot be."""
    kind = TYPES[register]
    blanks, title = _columns(register)
    values = {**blanks, **columns}
    values |= named(kind, [str(values[column]) for column in title])
    if register is Register.EMPLOYEE:
        try:
            # Never a superuser: a file is not to give rights.
            values |= employees.columns(values["initials"], values["name"], active=values["active"])
        except InvalidInput as error:
            raise Refused(*next(iter(error.fields.items()))) from None
    return Entry(file_id, _key(kind, file_id, values, made), values)


@cache
def _columns(register: Register) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What stands in the columns of a new record, and which of them are its name."""
    kind = TYPES[register]
    blanks = {one.column: _blank(one) for one in kind.properties}
    return {**blanks, **dict.fromkeys(STAMPS)}, tuple(kind.named(name).column for name in kind.title)


def by_name(file_id: int, name: str) -> str:
    """The key of a row that nothing but its id and its name tells from others."""
    return f"{file_id}|{fold(name)}"


class RecordCheck:
    """Makes an entry of a row's fields, given the good rows of the files before it and of its own so far."""

    def __init__(self, sheet: Sheet, known: Mapping[str, Known], zone: ZoneInfo, today: date) -> None:
        self._sheet = sheet
        self._kind = OF_ENTITY[sheet.entity]
        self._known = known
        self._zone = zone
        self._today = today.isoformat()
        self._properties = properties(self._kind)
        self._whole: dict[int, int] = {}
        """What each row so far is a part of."""
        self._primaries: set[int] = set()

    def __call__(self, fields: Sequence[str]) -> Entry:
        """The entry. Raises Refused."""
        row = dict(zip(self._sheet.columns, fields, strict=True))
        file_id = row_id(self._sheet.columns[0], fields[0])
        columns = {
            one.column: self._value(column, one, row[column]) for column, one in self._properties.items()
        }
        if check := _CHECKS.get(self._kind.register):
            check(self, columns)
        self._a_part(file_id, columns)
        if "created_at" in row:
            columns |= self._stamps(row)
        return record_entry(self._kind.register, file_id, columns, row.get("created_at", ""))

    def _value(self, column: str, one: Property, text: str) -> Any:
        if not text.strip():
            if one.required and one.default is None:
                raise Refused(column, Message.of("msg.required"))
            return "" if one.kind in _TEXTS else _blank(one)  # nobody says that it is the usual one
        match one.kind:
            case Kind.LINK | Kind.CALL:
                return reference(column, text, self._known[LINKS[one.column]])
            case Kind.NOTE:
                return note(column, text)
            case Kind.DATE:
                return day(column, text)
            case Kind.DECIMAL:
                return decimal(column, text)
            case Kind.PERCENT:
                return percent(column, text)
            case Kind.CHOICE:
                code = word(column, text, words_of(one))
                return bool(code) if one.name == "is_open" else code
            case Kind.YES_NO:
                return word(column, text, _YES_NO)
            case Kind.ORG_NO:
                return "".join(line(column, text).split())
            case _:
                return line(column, text, required=one.required)

    def _stamps(self, row: Mapping[str, str]) -> dict[str, Any]:
        """When a record was made and changed; unknown of one that does not say so."""
        people = self._known["employee"]
        created = stamp("created_at", row["created_at"], self._zone) or None
        creator = reference("created_by", row["created_by"], people)
        changed = stamp("changed_at", row["changed_at"], self._zone) or created
        changer = reference("changed_by", row["changed_by"], people) or creator
        return dict(zip(STAMPS, (created, creator, changed, changer), strict=True))

    def _a_part(self, file_id: int, columns: Mapping[str, Any]) -> None:
        """What is a part of something replies only to what is a part of the same."""
        kind = self._kind
        if not kind.parent:
            return
        whole = columns[kind.named(kind.parent).column]
        for one in kind.properties:
            other = columns[one.column] if one.register is kind.register else None
            if other is not None and self._whole[other] != whole:
                raise Refused(column_name(kind, one), Message.of("msg.import.unknown", id=other))
        self._whole[file_id] = whole

    def project(self, columns: dict[str, Any]) -> None:
        """Refuse a project that ends before it starts."""
        if columns["starts_on"] and columns["ends_on"] and columns["ends_on"] < columns["starts_on"]:
            raise Refused("ends_on", Message.of("msg.endbeforestart.day"))

    def contact(self, columns: dict[str, Any]) -> None:
        """Refuse a company's second primary contact."""
        company = columns["company_id"]
        if columns["is_primary"] and company is not None:
            if company in self._primaries:
                raise Refused("primary", Message.of("msg.import.primary"))
            self._primaries.add(company)

    def time_entry(self, columns: dict[str, Any]) -> None:
        """Refuse hours that nobody can have worked."""
        if columns["day"] > self._today:
            raise Refused("date", Message.of("time.nofuture"))
        if not 0 < columns["hours"] <= MOST_HOURS:
            raise Refused("hours", Message.of("msg.badhours"))
        if columns["billable"] is None:
            columns["billable"] = columns["hours"]


_CHECKS: dict[Register, Callable[[RecordCheck, dict[str, Any]], None]] = {
    Register.PROJECT: RecordCheck.project,
    Register.CONTACT: RecordCheck.contact,
    Register.TIME_ENTRY: RecordCheck.time_entry,
}
"""What a register demands besides what is declared, as ``services.registers.rules`` does. Raises Refused."""


def _blank(one: Property) -> Any:
    """What a new record has in the column of a property."""
    if one.default is not None:
        return bool(one.default) if one.name == "is_open" else one.default
    return "" if one.kind in _TEXTS else None


def _key(kind: RecordType, file_id: int, values: Mapping[str, Any], made: str) -> str:
    """What a row is known by at a later import."""
    natural = NATURAL_KEYS.get(kind.entity)
    if natural and values[natural]:
        return str(values[natural])
    if kind.register in (Register.COMPANY, Register.CONTACT):
        return by_name(file_id, values["name"])
    told = made or " ".join(filter(None, (values.get(kind.weekly), values["name_fold"])))
    return f"{file_id}|{told[:_LONGEST_KEY]}"
