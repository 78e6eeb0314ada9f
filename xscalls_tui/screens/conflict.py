"""What differs when two people have saved the same call or record."""

from __future__ import annotations

from typing import Any

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, CallDraft, Direction, Names, Stamp, Status
from xscalls_tui.domain.merging import Difference
from xscalls_tui.domain.record_types import Kind, Property, RecordType
from xscalls_tui.domain.records import Record
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk
from xscalls_tui.widgets.record_fields import written

_WHEN, _NOTE = "when", "note"
_LABELS = {
    _WHEN: "conflict.when",
    "direction": "call.direction",
    "status": "call.status",
    "employee": "call.employee",
    "subject": "call.subject",
    "phone": "call.phone",
    _NOTE: "call.note",
    "reminder": "call.reminder",
    "company": "call.company",
    "partner": "call.partner",
    "project": "call.project",
}
_FIELDS = {_WHEN: ("date", "start", "end")}
"""The fields of the form that something stands in, unless it is called as its field is."""


def differences(
    desk: Desk, base: Call | None, mine: CallDraft, my_names: Names, theirs: Call
) -> list[Difference]:
    """In what a draft differs from what somebody else has saved. Both were made from ``base``, if that is
    known."""
    wanted, stored = _shown(desk, mine, my_names), _shown(desk, theirs.draft(), theirs.names)
    before = None if base is None else _shown(desk, base.draft(), base.names)
    return [
        Difference(
            label,
            _FIELDS.get(name, (name,)),
            None if before is None else before[name],
            wanted[name],
            stored[name],
            name == _NOTE,
        )
        for name, label in _LABELS.items()
        if wanted[name] != stored[name]
    ]


def record_differences(
    desk: Desk, kind: RecordType, base: Record | None, mine: dict[str, str], theirs: Record
) -> list[Difference]:
    """Likewise of a record; ``mine`` is what stands in the fields."""
    found = []
    for one in kind.properties:
        note = one.kind is Kind.NOTE

        def text(of: Record | None, one: Property = one, note: bool = note) -> str | None:
            if of is None:
                return None
            told = written(one, of.values[one.name], of.names.get(one.name, ""), desk.t)
            return told if note else " ".join(told.split())

        wanted = mine[one.name] if note else " ".join(mine[one.name].split())
        if wanted != (stored := text(theirs) or ""):
            found.append(Difference(one.label, (one.name,), text(base), wanted, stored, note))
    return found


def saved_by(desk: Desk, saved: Stamp | None) -> str:
    """Who saved it, and when."""
    if saved is None:
        return ""
    at = formats.stamp(saved.at.astimezone(desk.session.zone))
    return desk.t("conflict.who", initials=saved.initials, at=at)


def _shown(desk: Desk, draft: CallDraft, names: Names) -> dict[str, str]:
    """A draft in words, rows of registers by their names."""
    values = {name: getattr(draft, name, "") for name in _LABELS}
    for name, row in (("employee", names.employee), ("company", names.company), ("project", names.project)):
        values[name] = row
    if isinstance(draft.partner, int):
        values["partner"] = names.contact
    values[_WHEN] = f"{formats.stamp(draft.starts_at)}–{formats.clock(draft.ends_at)}"
    return {name: draft.note if name == _NOTE else _text(desk, value) for name, value in values.items()}


def _text(desk: Desk, value: Any) -> str:
    match value:
        case Status():
            return desk.t(words.STATUSES[value])
        case Direction():
            return desk.t(words.DIRECTIONS[value])
        case int():
            return formats.reminder(value, desk.t)
        case None:
            return ""
        case _:
            return " ".join(str(value).split())
