"""The permission matrix (R60-R67, R154-R164, O12): who may do what with a call that PH made for OL.

The one table for every way in: the services (``test_services.py``), the screen and the command line
assert the same cells. ``stage`` sets one role up; ``CELLS`` says what is to come of each deed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests import factories
from xscalls_tui.domain.calls import Call
from xscalls_tui.services import calls, employees
from xscalls_tui.services.session import Session


class Role(StrEnum):
    """What somebody is to the call."""

    OWNER = "owner"
    CREATOR_BEFORE = "creator, before the owner has saved"
    CREATOR_AFTER = "creator, after the owner has saved"
    STRANGER = "stranger"
    SUPERUSER = "superuser"
    INACTIVE = "owner who is no longer active"


class Deed(StrEnum):
    """What somebody does with the call."""

    READ = "read"
    CHANGE = "change"
    STATUS = "status"
    DELETE = "delete"
    BULK_STATUS = "bulk status"
    BULK_DELETE = "bulk delete"
    FOLLOW_UP = "follow-up"
    UNANSWERED = "unanswered and follow-up"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``refusal`` is the key of the sentence that says why not, None where it is allowed."""

    role: Role
    deed: Deed
    refusal: str | None

    def __str__(self) -> str:
        return f"{self.role}: {self.deed}"


INITIALS = {
    Role.OWNER: "OL",
    Role.CREATOR_BEFORE: "PH",
    Role.CREATOR_AFTER: "PH",
    Role.STRANGER: "BR",
    Role.SUPERUSER: "KN",
    Role.INACTIVE: "OL",
}
"""Who plays each role."""

_CHANGES = {
    Deed.CHANGE: "msg.noedit",
    Deed.STATUS: "msg.noedit",
    Deed.DELETE: "msg.nodelete",
    Deed.BULK_STATUS: "msg.noedit",
    Deed.BULK_DELETE: "msg.nodelete",
    Deed.UNANSWERED: "msg.noedit",
}
_WITHOUT_RIGHTS = (Role.CREATOR_AFTER, Role.STRANGER)


def _refusal(role: Role, deed: Deed) -> str | None:
    if role is Role.INACTIVE:
        return "msg.inactive"
    return _CHANGES.get(deed) if role in _WITHOUT_RIGHTS else None


CELLS = tuple(Cell(role, deed, _refusal(role, deed)) for role in Role for deed in Deed)


@dataclass(frozen=True, slots=True)
class Scene:
    """A role set up: the call, and a session of whoever plays the role."""

    call: Call
    session: Session


def stage(acting: Callable[[str], Session], role: Role) -> Scene:
    """Set a role up by the sessions that ``acting`` gives: a planned call of 24 November, 11:00, with the
    subject "Tilbud" and the note "Avtalt"."""
    owner, creator = acting("OL"), acting("PH")
    starts = factories.moment("24.11 11:00")
    call = factories.call(
        creator, employee=owner.employee.id, starts_at=starts, subject="Tilbud", note="Avtalt"
    )
    if role is Role.CREATOR_AFTER:
        factories.save(owner, call.id)
    if role is Role.INACTIVE:
        employees.change(acting("KN"), "OL", active=False)
    return Scene(calls.read(creator, call.id), acting(INITIALS[role]))
