"""A telephone call as values: what is shown in a list, in the call window, and what an operator may set."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from xscalls_tui.domain.permissions import Ownership


class Direction(IntEnum):
    """Who rang. The numbers are what the database stores."""

    OUT = 1
    IN = 2


class Status(IntEnum):
    """The four statuses (R31). The numbers are what the database stores and the keys 1-4 of the list."""

    PLANNED = 1
    DONE = 2
    CANCELLED = 3
    UNANSWERED = 4


REMINDER_CHOICES: tuple[int | None, ...] = (
    None, 0, 5, 10, 15, 30, 60, 120, 240, 1440, 2880, 10080,
)  # fmt: skip
"""Minutes before the start at which an operator can be reminded; None is no reminder."""

DEFAULT_REMINDER = 15


def default_reminder(
    starts_at: datetime, status: Status, now: datetime, standard: int | None = DEFAULT_REMINDER
) -> int | None:
    """The reminder of a call until somebody chooses one, where ``standard`` is set: none for a call that is
    logged afterwards."""
    return standard if status is Status.PLANNED and starts_at > now else None


class Ref(NamedTuple):
    """A row of a register that a call points to, with the name it is shown by."""

    id: int
    name: str


class CallKey(NamedTuple):
    """Where a call stands in a sorted list: the value sorted by (None when that is the date), then
    its start, then its id. Lists are paged by these keys."""

    value: int | str | None
    starts_at: datetime
    id: int


class CallRow(NamedTuple):
    """One line of the call list (the columns of R3)."""

    id: int
    version: int
    starts_at: datetime
    ends_at: datetime
    direction: Direction
    status: Status
    is_followup: bool
    has_followups: bool
    employee_id: int
    initials: str
    subject: str
    phone: str
    company_id: int | None
    company: str
    project_id: int | None
    project: str
    contact_id: int | None
    partner: str
    """Name of the other party: the contact person's, else the text typed."""
    may_change: bool
    sort_value: int | str | None

    @property
    def key(self) -> CallKey:
        """Where this line stands in the list it was read for."""
        return CallKey(self.sort_value, self.starts_at, self.id)


class Stamp(NamedTuple):
    """When something was written (UTC, aware) and by whom (initials)."""

    at: datetime
    initials: str


class CallDraft(NamedTuple):
    """Everything that an operator sets on a call.

    A link is the id of a register row, or the text typed into the field while it is not yet known
    which row that is: the service looks it up before it saves. Times are wall clock, naive.
    """

    starts_at: datetime
    ends_at: datetime
    direction: Direction
    status: Status
    employee: int | str
    subject: str = ""
    phone: str = ""
    note: str = ""
    reminder: int | None = None
    """Minutes before the start, or None."""
    company: int | str | None = None
    partner: int | str | None = None
    """A contact person's id, or a name that need not be in any register."""
    project: int | str | None = None
    origin: int | None = None
    """The call that this one follows up. Not for the operator to type: the commands set it."""


class Names(NamedTuple):
    """How the rows that a draft points to by id are shown."""

    employee: str = ""
    company: str = ""
    contact: str = ""
    project: str = ""


class Call(NamedTuple):
    """One call with everything that the call window shows."""

    id: int
    version: int
    starts_at: datetime
    ends_at: datetime
    direction: Direction
    status: Status
    employee: Ref
    initials: str
    subject: str
    phone: str
    note: str
    reminder: int | None
    company: Ref | None
    contact: Ref | None
    partner: str
    """Name of an other party that is in no register; empty when ``contact`` is set."""
    project: Ref | None
    origin: int | None
    has_followups: bool
    creator: int
    owner_saved: bool
    created: Stamp
    changed: Stamp

    @property
    def in_chain(self) -> bool:
        """Whether other calls are tied to this one (R57)."""
        return self.origin is not None or self.has_followups

    @property
    def ownership(self) -> Ownership:
        """What the permission rules need to know."""
        return Ownership(self.employee.id, self.creator, self.owner_saved)

    @property
    def names(self) -> Names:
        """How the rows that it points to are shown."""
        return Names(
            f"{self.initials} {self.employee.name}",
            self.company.name if self.company else "",
            self.contact.name if self.contact else "",
            self.project.name if self.project else "",
        )

    def draft(self) -> CallDraft:
        """What is stored, as the operator would have typed it."""
        return CallDraft(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            direction=self.direction,
            status=self.status,
            employee=self.employee.id,
            subject=self.subject,
            phone=self.phone,
            note=self.note,
            reminder=self.reminder,
            company=self.company.id if self.company else None,
            partner=self.contact.id if self.contact else self.partner or None,
            project=self.project.id if self.project else None,
            origin=self.origin,
        )
