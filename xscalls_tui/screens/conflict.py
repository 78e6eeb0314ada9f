"""What differs when two people have saved the same call or record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, CallDraft, Direction, Names, Stamp, Status
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.records import Record
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk
from xscalls_tui.widgets.record_fields import written

LABELS = {
    "starts_at": "call.from",
    "ends_at": "call.to",
    "direction": "call.direction",
    "status": "call.status",
    "employee": "call.employee",
    "subject": "call.subject",
    "phone": "call.phone",
    "note": "call.note",
    "reminder": "call.reminder",
    "company": "call.company",
    "partner": "call.partner",
    "project": "call.project",
}


def differences(desk: Desk, mine: CallDraft, my_names: Names, theirs: Call) -> list[str]:
    """A line for each field in which a draft differs from what somebody else has saved, both values
    shown; after who saved it and when."""
    t = desk.t
    lines = list(saved_by(desk, theirs.changed))
    wanted, stored = _shown(desk, mine, my_names), _shown(desk, theirs.draft(), theirs.names)
    for name, label in LABELS.items():
        if wanted[name] != stored[name]:
            lines.append(t("conflict.line", field=t(label), theirs=stored[name], mine=wanted[name]))
    return lines


def record_differences(desk: Desk, kind: RecordType, mine: dict[str, str], theirs: Record) -> list[str]:
    """Likewise of a record; ``mine`` is what stands in the fields."""
    t = desk.t
    lines = list(saved_by(desk, theirs.changed))
    for one in kind.properties:
        stored = " ".join(written(one, theirs.values[one.name], theirs.names.get(one.name, ""), t).split())
        wanted = " ".join(mine[one.name].split())
        if wanted != stored:
            lines.append(t("conflict.line", field=t(one.label), theirs=stored or "–", mine=wanted or "–"))
    return lines


def saved_by(desk: Desk, saved: Stamp | None) -> Iterator[str]:
    """Who saved it, and when."""
    if saved is not None:
        at = formats.stamp(saved.at.astimezone(desk.session.zone))
        yield desk.t("conflict.who", initials=saved.initials, at=at)
        yield ""


def _shown(desk: Desk, draft: CallDraft, names: Names) -> dict[str, str]:
    """The fields of a draft in words, rows of registers by their names."""
    values = {name: getattr(draft, name) for name in LABELS}
    for name, row in (("employee", names.employee), ("company", names.company), ("project", names.project)):
        values[name] = row
    if isinstance(draft.partner, int):
        values["partner"] = names.contact
    return {name: _text(desk, value) for name, value in values.items()}


def _text(desk: Desk, value: Any) -> str:
    match value:
        case Status():
            return desk.t(words.STATUSES[value])
        case Direction():
            return desk.t(words.DIRECTIONS[value])
        case datetime():
            return formats.stamp(value)
        case None | "":
            return "–"
        case _:
            return " ".join(str(value).split())
