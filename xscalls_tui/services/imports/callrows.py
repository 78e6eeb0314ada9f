"""Calls: from a row's fields to the columns they are stored in.

A call is a plain tuple, because there can be millions: its id in the file, what it is known by at a later
import, then the values of COLUMNS. The first of these are links, with ids of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.text import sort_key
from xscalls_tui.models.phones import number_of
from xscalls_tui.services.calls import SORT_KEY_LENGTH
from xscalls_tui.services.imports.layout import DIRECTIONS, STATUSES
from xscalls_tui.services.imports.values import (
    Known,
    Refused,
    clock,
    day,
    line,
    moment,
    note,
    reference,
    row_id,
    stamp,
    word,
)

LINKS = {
    "employee_id": "employee",
    "company_id": "company",
    "contact_id": "contact",
    "project_id": "project",
    "created_by": "employee",
    "changed_by": "employee",
}
"""The columns that hold links, and what each links to."""
COLUMNS = (
    *LINKS,
    "starts_at", "ends_at", "direction", "status", "subject", "subject_sort", "phone", "phone_digits",
    "note", "reminder", "partner", "has_followups", "owner_saved", "created_at", "changed_at",
)  # fmt: skip

CallTuple = tuple[Any, ...]

_NUMBERS_KEPT, _SUBJECTS_KEPT = 1 << 16, 1 << 12
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class CallMaker:
    """Makes the tuple of a call."""

    # Both are slow, and calls go to the same numbers about the same things again and again.
    number_of: Callable[[str], str] = field(default_factory=lambda: lru_cache(_NUMBERS_KEPT)(number_of))
    sort_key: Callable[[str], str] = field(default_factory=lambda: lru_cache(_SUBJECTS_KEPT)(sort_key))

    def __call__(
        self,
        file_id: int,
        key: str,
        *,
        links: tuple[int, int | None, int | None, int | None, int, int],
        starts_at: str,
        ends_at: str,
        direction: Direction,
        status: Status,
        subject: str,
        phone: str,
        note: str,
        reminder: int | None,
        created_at: str,
        changed_at: str,
        partner: str = "",
    ) -> CallTuple:
        """A call from texts that are cleaned and times as ``plain`` gives them; ``links`` stand in the
        order of LINKS. ``partner`` names the other party where no contact person does."""
        employee, *_, changed_by = links
        return (
            file_id, key, *links,
            starts_at, ends_at, int(direction), int(status),
            subject, self.sort_key(subject)[:SORT_KEY_LENGTH], phone, self.number_of(phone),
            note, reminder, partner, False, changed_by == employee,
            created_at, changed_at,
        )  # fmt: skip


@dataclass(slots=True)
class CallCheck:
    """Makes a call of a row's fields, given the good rows of the other files."""

    make: CallMaker
    known: Mapping[str, Known]
    initials: Mapping[int, str]
    """Of the file's employees, by their ids."""
    zone: ZoneInfo
    now: str
    """When a call was created that does not say so itself."""

    def __call__(self, fields: Sequence[str]) -> tuple[CallTuple, int | None]:
        """The call, and the file's id of the one that it follows up. Raises Refused."""
        (
            call_id, follow_up_of, on, start, end, direction, status, employee_id, phone, subject, text,
            company_id, contact_id, project_id, reminder_at, created_at, created_by, changed_at, changed_by,
        ) = fields  # fmt: skip
        file_id = row_id("call_id", call_id)
        date = day("date", on)
        starts_at, ends_at = f"{date}T{clock('start', start)}", f"{date}T{clock('end', end)}"
        if ends_at < starts_at:
            raise Refused("end", Message.of("msg.endbeforestart"))
        employees = self.known["employee"]
        owner = reference("employee_id", employee_id, employees)
        if owner is None:
            raise Refused("employee_id", Message.of("msg.required"))
        creator = reference("created_by", created_by, employees) or owner
        changer = reference("changed_by", changed_by, employees) or creator
        created = stamp("created_at", created_at, self.zone) or self.now
        made = created_at or f"{on} {start} {phone}"
        call = self.make(
            file_id,
            f"{file_id}|{made}|{self.initials[creator]}",
            links=(
                owner,
                reference("company_id", company_id, self.known["company"]),
                reference("contact_id", contact_id, self.known["contact"]),
                reference("project_id", project_id, self.known["project"]),
                creator,
                changer,
            ),
            starts_at=starts_at,
            ends_at=ends_at,
            direction=word("direction", direction, DIRECTIONS),
            status=word("status", status, STATUSES),
            subject=line("subject", subject),
            phone=line("phone", phone),
            note=note("note", text),
            reminder=_reminder(reminder_at, starts_at),
            created_at=created,
            changed_at=stamp("changed_at", changed_at, self.zone) or created,
        )
        return call, row_id("follow_up_of", follow_up_of) if follow_up_of.strip() else None


def _reminder(text: str, starts_at: str) -> int | None:
    """Minutes before the start."""
    at = moment("reminder_at", text)
    if at is None:
        return None
    before = datetime.fromisoformat(starts_at) - at
    if before < timedelta(0):
        raise Refused("reminder_at", Message.of("msg.import.latereminder"))
    return before // _MINUTE
