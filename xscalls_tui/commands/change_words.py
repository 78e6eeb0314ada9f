"""What the journal says, in words: what operations are called, which fields changed, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.commands.words import DIRECTIONS, STATUSES
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.record_types import TYPES, Kind, Property
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services import changelog
from xscalls_tui.services.changelog import ColumnChange, Entry, Log

KINDS = {
    "call.create": "op.call.create",
    "call.save": "op.call.save",
    "call.status": "op.call.status",
    "call.delete": "op.call.delete",
    "calendar.move": "op.call.move",
    "handback": "op.call.handback",
    "employee.add": "op.employee.add",
    "employee.set": "op.employee.set",
    "import": "op.import",
    "search.save": "op.search.save",
    "search.rename": "op.search.rename",
    "search.change": "op.search.change",
    "search.share": "op.search.share",
    "search.move": "op.search.move",
    "search.delete": "op.search.delete",
    "search.start": "op.search.start",
    "startpage.arrange": "op.start.arrange",
    "settings.put": "op.settings.put",
    "sql": "op.sql",
    "undo": "op.undo",
    "redo": "op.redo",
}
"""What an operation of the journal is called."""
OF_RECORDS = {
    "create": "op.record.create",
    "save": "op.record.save",
    "delete": "op.record.delete",
    "status": "op.record.status",
    "active": "op.record.active",
}
"""What one on records of a register is called."""
_DELETED = "deleted_at"
_SAVED_BY_OWNER = "owner_saved"
_CALL = {
    "starts_at": "call.from",
    "ends_at": "call.to",
    "direction": "call.direction",
    "status": "call.status",
    "employee_id": "call.employee",
    "subject": "call.subject",
    "phone": "call.phone",
    "note": "call.note",
    "reminder": "call.reminder",
    "company_id": "call.company",
    "contact_id": "call.partner",
    "partner": "call.partner",
    "project_id": "call.project",
    "origin_id": "log.origin",
    _SAVED_BY_OWNER: "log.ownersaved",
}
_LONGEST = 60
"""Characters of a text in a sentence."""


class FieldChange(NamedTuple):
    """A field that changed: the key of its label, and what it was and became, in words."""

    label: str
    before: str
    after: str


def operation(t: Translator, kind: str) -> str:
    """What an operation of this kind is called."""
    if kind in KINDS:
        return t(KINDS[kind])
    register, _, done = kind.partition(".")
    if done in OF_RECORDS and register in TYPES:
        return t(OF_RECORDS[done], noun=t(TYPES[Register(register)].noun))
    return kind


def field_changes(register: Register | None, entry: Entry, log: Log, t: Translator) -> Iterator[FieldChange]:
    """The fields that changed; of a new row those that have something in them. What the program keeps for
    itself is left out."""
    properties = {one.column: one for one in TYPES[register].properties} if register is not None else {}
    for change in entry.changes:
        if change.column == _DELETED:
            yield FieldChange("log.deleted", _yes(change.before, t), _yes(change.after, t))
            continue
        if change.column == _SAVED_BY_OWNER and entry.created:
            continue  # which follows from who made it for whom
        one = properties.get(change.column)
        label = one.label if one is not None else _CALL.get(change.column) if register is None else None
        if label is None:
            continue
        before, after = (_told(one, change, value, log, t) for value in change[1:])
        if before != after:
            yield FieldChange(label, before, after)


def sentences(register: Register | None, log: Log, t: Translator, zone: ZoneInfo) -> list[str]:
    """The log as lines to be read: for each operation who did what and when, and below it the fields."""
    lines: list[str] = []
    for entry in log.entries:
        undone = f"  ({t('log.undone')})" if entry.reverted else ""
        at = formats.stamp(entry.at.astimezone(zone))
        lines.append(f"{at}  {entry.initials}  {operation(t, entry.kind)}{undone}")
        for change in field_changes(register, entry, log, t):
            name, before, after = t(change.label), short(change.before), short(change.after)
            told = after or "–" if entry.created else f"{before or '–'} → {after or '–'}"
            lines.append(f"   {name}: {told}")
    return lines


def short(text: str) -> str:
    """A text of one line, cut where it is too long for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _yes(value: Any, t: Translator) -> str:
    return t("btn.yes") if value else t("btn.no")


def _told(one: Property | None, change: ColumnChange, value: Any, log: Log, t: Translator) -> str:
    if value is None or value == "":
        return ""
    linked = changelog.LINKS.get(change.column) if one is None else one.register
    if linked is not None:
        return log.names.get((linked, value), str(value))
    if one is not None:
        return _of_property(one, value, t)
    match change.column:
        case "owner_saved":
            return _yes(value, t)
        case "status":
            return t(STATUSES[Status(value)])
        case "direction":
            return t(DIRECTIONS[Direction(value)])
        case "starts_at" | "ends_at":
            return formats.stamp(datetime.fromisoformat(value))
        case "reminder":
            return formats.reminder(value, t)
    return str(value)


def _of_property(one: Property, value: Any, t: Translator) -> str:
    match one.kind:
        case Kind.CHOICE:
            return t(one.choice(value).label)
        case Kind.YES_NO:
            return _yes(value, t)
        case Kind.DECIMAL:
            return formats.amount(Decimal(value) / 100)
        case Kind.DATE:
            return formats.form_date(datetime.fromisoformat(value).date())
        case Kind.PERCENT:
            return f"{value} %"
        case _:
            return str(value)
