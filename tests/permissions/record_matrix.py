"""The permission matrix of registers: who may do what with a record that is OL's and that PH made.

The one table for every way in. What only superusers write down for others, KN made; a follow-up on a case is
whose it is who made it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from tests import factories
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.records import Record, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import employees, registers
from xscalls_tui.services.session import Session


class Role(StrEnum):
    """What somebody is to the record."""

    OWNER = "owner"
    CREATOR = "creator"
    STRANGER = "stranger"
    SUPERUSER = "superuser"
    INACTIVE = "owner who is no longer active"


class Deed(StrEnum):
    """What somebody does."""

    READ = "read"
    CREATE = "create one that is OL's"
    CHANGE = "change"
    GIVE = "give to BR"
    DELETE = "delete"
    DELETE_USED = "delete one that something hangs on"


class Cell(NamedTuple):
    """One cell: ``refusal`` is the key of the sentence that says why not, None where it is allowed."""

    register: Register
    role: Role
    deed: Deed
    refusal: str | None

    def __str__(self) -> str:
        return f"{self.register}, {self.role}: {self.deed}"


INITIALS = {
    Role.OWNER: "OL",
    Role.CREATOR: "PH",
    Role.STRANGER: "BR",
    Role.SUPERUSER: "KN",
    Role.INACTIVE: "OL",
}
"""Who plays each role."""
MAKERS = {Register.TIME_ENTRY: "KN", Register.EMPLOYEE: "KN", Register.CASE_NOTE: "OL"}
"""Who makes the record, if that is not PH."""
OWNED = (
    Register.COMPANY,
    Register.PROJECT,
    Register.CASE,
    Register.OPPORTUNITY,
    Register.TIME_ENTRY,
)
"""What has somebody whose it is besides who made it."""
USED = {
    Register.COMPANY: "msg.record.inuse.active",
    Register.CONTACT: "msg.record.inuse.active",
    Register.PROJECT: "msg.record.inuse",
    Register.CASE: "msg.record.inuse",
    Register.CASE_NOTE: "msg.record.inuse",
}
"""What something can hang on, and what one is then told."""

_EDIT, _DELETE, _BOSS = "msg.record.noedit", "msg.record.nodelete", "msg.superuseronly"
_ANYBODYS: dict[Deed, dict[Role, str]] = {}
_KEPT = {Deed.DELETE: {Role.STRANGER: _DELETE}, Deed.DELETE_USED: {Role.STRANGER: _DELETE}}
_ONES_OWN = {
    Deed.CHANGE: {Role.CREATOR: _EDIT, Role.STRANGER: _EDIT},
    Deed.DELETE: {Role.CREATOR: _DELETE, Role.STRANGER: _DELETE},
    Deed.DELETE_USED: {Role.CREATOR: _DELETE, Role.STRANGER: _DELETE},
}
_OF_WHO_WORKED = {
    Deed.CREATE: {Role.CREATOR: _EDIT, Role.STRANGER: _EDIT},
    Deed.GIVE: {Role.OWNER: _EDIT, Role.CREATOR: _EDIT, Role.STRANGER: _EDIT},
}
_OF_SUPERUSERS = {
    deed: dict.fromkeys((Role.OWNER, Role.CREATOR, Role.STRANGER), _BOSS)
    for deed in (Deed.CREATE, Deed.CHANGE, Deed.DELETE)
}
_OF_SUPERUSERS[Deed.DELETE][Role.SUPERUSER] = "msg.record.inuse.active"
REFUSALS: dict[Register, dict[Deed, dict[Role, str]]] = {
    Register.COMPANY: _ANYBODYS,
    Register.CONTACT: _ANYBODYS,
    Register.PROJECT: _ANYBODYS,
    Register.COMPETITOR: _ANYBODYS,
    Register.CASE: _KEPT,
    Register.OPPORTUNITY: _KEPT,
    Register.CASE_NOTE: _ONES_OWN,
    Register.TIME_ENTRY: _ONES_OWN | _OF_WHO_WORKED,
    Register.EMPLOYEE: _OF_SUPERUSERS,
}
"""Who is refused what. Nobody who is not active does anything; nobody deletes what something hangs on."""


def _refusal(register: Register, role: Role, deed: Deed) -> str | None:
    if role is Role.INACTIVE:
        return "msg.inactive"
    refused = REFUSALS[register].get(deed, {}).get(role)
    return refused or (USED[register] if deed is Deed.DELETE_USED else None)


def cells(register: Register) -> list[Cell]:
    """All cells of a register, the inactive last."""
    left_out = {Deed.GIVE} if register not in OWNED else set()
    left_out |= {Deed.DELETE_USED} if register not in USED else set()
    deeds = [deed for deed in Deed if deed not in left_out]
    return [Cell(register, role, deed, _refusal(register, role, deed)) for role in Role for deed in deeds]


Acting = Callable[[str], Session]
_numbers = count(1)


class Scene(NamedTuple):
    """A role set up: the record, and a session of whoever plays the role."""

    record: Record
    session: Session


def stage(acting: Acting, cell: Cell) -> Scene:
    """Set a cell up by the sessions that ``acting`` gives; ``end`` ends it."""
    register = cell.register
    maker = acting(MAKERS.get(register, "PH"))
    record = registers.create(maker, register, values(acting, register))
    if cell.deed is Deed.DELETE_USED:
        _hang_on(acting, record)
    if cell.role is Role.INACTIVE:
        employees.change(acting("KN"), "OL", active=False)
    return Scene(record, acting(INITIALS[cell.role]))


def end(acting: Acting, cell: Cell) -> None:
    """Let OL work again."""
    if cell.role is Role.INACTIVE:
        employees.change(acting("KN"), "OL", active=True)


def values(acting: Acting, register: Register) -> dict[str, Value]:
    """What a new record has that is OL's."""
    number = next(_numbers)
    name = f"Åsen {number}"
    kind = TYPES[register]
    given: dict[str, Value] = {kind.title[-1]: name}
    if kind.owner:
        given[kind.owner] = acting("OL").employee.id
    if kind.parent:
        parent = kind.named(kind.parent).register
        assert parent is not None
        given[kind.parent] = registers.create(acting("KN"), parent, values(acting, parent)).id
    match register:
        case Register.PROJECT:
            given["number"] = f"P-{number}"
        case Register.EMPLOYEE:
            digits = (number // 676, number // 26 % 26, number % 26)
            given["initials"] = "X" + "".join(chr(ord("A") + digit) for digit in digits)
        case Register.TIME_ENTRY:
            # Whenever it is by the server's clock, that was before.
            given |= {"day": date(2020, 1, 2), "hours": Decimal(1)}
    return given


def _hang_on(acting: Acting, record: Record) -> None:
    boss, register = acting("KN"), record.register
    if register is Register.CASE:
        hours = values(acting, Register.TIME_ENTRY) | {"case": record.id}
        registers.create(boss, Register.TIME_ENTRY, hours)
    elif register is Register.CASE_NOTE:
        reply: dict[str, Value] = {"case": record.values["case"], "reply_to": record.id, "text": "Nei"}
        registers.create(boss, register, reply)
    else:
        link = "partner" if register is Register.CONTACT else str(register)
        factories.call(boss, **{link: record.id})
