"""What differs when two people have saved the same call."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Call, CallDraft, Direction, Status
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk

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


def differences(desk: Desk, mine: CallDraft, theirs: Call) -> list[str]:
    """A line for each field in which a draft differs from what somebody else has saved, both values
    shown; after who saved it and when."""
    t, saved = desk.t, theirs.changed
    at = formats.stamp(saved.at.astimezone(desk.session.zone))
    lines = [t("conflict.who", initials=saved.initials, at=at), ""]
    stored, names = theirs.draft(), theirs.names
    shown = {"employee": names.employee, "company": names.company, "project": names.project}
    for field in fields(CallDraft):
        now, wanted = getattr(stored, field.name), getattr(mine, field.name)
        if field.name in LABELS and now != wanted:
            theirs_text = shown.get(field.name) or names.contact or _text(desk, now)
            if field.name not in shown and field.name != "partner":
                theirs_text = _text(desk, now)
            lines.append(
                t("conflict.line", field=t(LABELS[field.name]), theirs=theirs_text, mine=_text(desk, wanted))
            )
    return lines


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
