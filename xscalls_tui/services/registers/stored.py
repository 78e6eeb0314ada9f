"""From what stands in a card to the columns in which it is stored: cleaned, looked up, checked."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from xscalls_tui.domain.errors import InvalidInput, Message
from xscalls_tui.domain.record_types import Kind, Property, RecordType
from xscalls_tui.domain.records import Record, Value, Values
from xscalls_tui.domain.text import clean, clean_line, fold, sort_key
from xscalls_tui.models.phones import written
from xscalls_tui.services import lookups
from xscalls_tui.services.calls import LONGEST_LINE, LONGEST_NOTE
from xscalls_tui.services.session import Session

LARGEST = Decimal(10) ** 13
"""No decimal number is as large as this."""
_EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
_NORWAY = ("", "NO", "NORGE", "NORWAY")


def columns(session: Session, kind: RecordType, values: Values, now: Record | None) -> dict[str, Any]:
    """A record with these values as it is stored; what is not among them stays as it is ``now``, or is what a
    new record has. Inside a unit of work. Raises InvalidInput with a sentence for each property."""
    stored: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    merged = merge(kind, values, now)
    for one in kind.properties:
        try:
            stored[one.column] = _column(session, one, merged, now)
        except Wrong as wrong:
            errors[one.name] = wrong.message
        else:
            if one.required and stored[one.column] in (None, ""):
                errors[one.name] = Message.of("msg.required")
    if errors:
        raise InvalidInput(errors)
    return stored | named(kind, [str(stored[kind.named(name).column]) for name in kind.title])


def merge(kind: RecordType, values: Values, now: Record | None) -> dict[str, Value]:
    """The values of all properties: those that are given, else those that stand ``now``, else the
    defaults."""
    before = now.values if now else {one.name: one.default for one in kind.properties}
    merged = {**before, **values}
    if now is not None:
        merged |= {one.name: before[one.name] for one in kind.properties if one.fixed}
    return merged


def named(kind: RecordType, title: list[str]) -> dict[str, str]:
    """The columns by which a record is found and sorted."""
    sort = "initials_sort" if kind.sort == "initials_sort" else "name_sort"
    key = title[0] if sort == "initials_sort" else title[-1]
    return {"name_fold": fold(" ".join(title))[:LONGEST_LINE], sort: sort_key(key[:LONGEST_LINE])}


class Wrong(Exception):
    """A property cannot be saved like that."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.message = Message.of(key, **values)


def _column(session: Session, one: Property, values: Values, now: Record | None) -> Any:
    value = values[one.name]
    kept = now is not None and value == now.values[one.name]
    match one.kind:
        case Kind.LINK:
            if kept:
                return value  # a link that was there is good, even to a row that is gone
            assert one.register is not None
            found = lookups.resolve(session, one.register, value)  # type: ignore[arg-type]
            if isinstance(found, Message):
                raise Wrong(found.key, **dict(found.values))
            return found
        case Kind.NOTE:
            return _short(clean(str(value or "")), LONGEST_NOTE)
        case Kind.DATE:
            return value.isoformat() if isinstance(value, date) else None
        case Kind.DECIMAL:
            return _hundredths(value)
        case Kind.PERCENT:
            if value is not None and not (isinstance(value, int) and 0 <= value <= 100):
                raise Wrong("msg.badpercent")
            return value
        case Kind.CHOICE:
            if value not in [choice.code for choice in one.choices]:
                raise Wrong("msg.required")
            return bool(value) if one.name == "is_open" else value
        case Kind.YES_NO:
            return bool(value)
        case Kind.CALL:
            return value
        case _:
            text = _short(clean_line(str(value or "")), LONGEST_LINE)
            return text if kept else _line(one.kind, text, values)


def _line(kind: Kind, text: str, values: Values) -> str:
    """A text of one line that means something."""
    if not text:
        return text
    if kind is Kind.PHONE:
        if not any(character.isdigit() for character in text):
            raise Wrong("msg.badphone", text=text)
        return written(text)
    if kind is Kind.EMAIL and not re.fullmatch(_EMAIL, text):
        raise Wrong("msg.bademail", text=text)
    if kind is Kind.ORG_NO and str(values.get("country") or "").strip().upper() in _NORWAY:
        from stdnum.exceptions import ValidationError  # loaded with the first number
        from stdnum.no import mva, orgnr

        try:
            # With MVA behind it, it is the number of a firm that pays value added tax.
            return str(orgnr.compact(mva.compact(text)[:9]) if mva.is_valid(text) else orgnr.validate(text))
        except ValidationError:
            raise Wrong("msg.badorgno", text=text) from None
    return text.upper() if kind is Kind.INITIALS else text


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Wrong("msg.toolong", longest=longest)
    return text


def _hundredths(value: Value) -> int | None:
    if value is None or value == "":
        return None
    if not isinstance(value, Decimal | int):
        raise Wrong("msg.badnumber", text=str(value))
    number = Decimal(value)
    if not number.is_finite() or not 0 <= number < LARGEST or number != number.quantize(Decimal("0.01")):
        raise Wrong("msg.badnumber", text=str(value))
    return int(number.scaleb(2))
