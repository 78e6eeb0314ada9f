"""Who may change, delete and plan what (R60-R67, R155-R157, ruling O12).

Pure functions. The service asks them before it writes, the screen asks them to dim keys, and
``queries/visibility.py`` says the same of calls in SQL for the pencil column; a property test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from typing import NamedTuple


class Action(Enum):
    """What somebody wants to do with a call."""

    READ = auto()
    CREATE = auto()
    CHANGE = auto()
    DELETE = auto()
    FOLLOW_UP = auto()
    COPY = auto()


_NEEDS_RIGHTS = {Action.CHANGE: "msg.noedit", Action.DELETE: "msg.nodelete"}


class Employee(NamedTuple):
    """Somebody who can sign in."""

    id: int
    initials: str
    name: str
    superuser: bool = False
    active: bool = True


class Ownership(NamedTuple):
    """Whose call it is, who made it, and whether its owner has saved it since it was given to them."""

    owner_id: int
    creator_id: int
    owner_saved: bool


def may_change(employee: Employee, call: Ownership) -> bool:
    """The one rule behind changing and deleting: the owner, a superuser, or the creator until the
    owner has saved the call."""
    return (
        employee.superuser
        or call.owner_id == employee.id
        or (call.creator_id == employee.id and not call.owner_saved)
    )


def refusal(action: Action, employee: Employee, call: Ownership | None) -> str | None:
    """Why ``employee`` may not do this: the key of the sentence to show, or None when they may.

    Everybody who is active may read every call, plan calls for colleagues, and follow up or copy a
    call that they can read: what they then make is a call of its own.
    """
    if not employee.active:
        return "msg.inactive"
    if call is not None and action in _NEEDS_RIGHTS and not may_change(employee, call):
        return _NEEDS_RIGHTS[action]
    return None


class Keeping(NamedTuple):
    """Whose saved search it is, and whether colleagues have it too."""

    owner_id: int
    shared: bool


class SearchAction(Enum):
    """What somebody wants to do with a saved search."""

    USE = auto()
    CHANGE = auto()
    """Its name, what it finds, and whether it is there at all."""
    ARRANGE = auto()
    """Whether colleagues have it too, and its place among one's own."""


def search_refusal(action: SearchAction, employee: Employee, search: Keeping) -> str | None:
    """Why ``employee`` may not do this: the key of the sentence to show, or None when they may.

    Nobody but its owner knows of a search that is not shared. A shared one is everybody's to use, its
    owner's or a superuser's to change, and its owner's alone to arrange.
    """
    if not employee.active:
        return "msg.inactive"
    if search.owner_id == employee.id:
        return None
    if not search.shared:
        return "msg.search.gone"
    if action is SearchAction.USE or (action is SearchAction.CHANGE and employee.superuser):
        return None
    return "msg.search.notyours"


class Rule(Enum):
    """Who may make, change and delete the records of a register. Everybody at work may read them."""

    SHARED = auto()
    """Everybody, all of it."""
    KEPT = auto()
    """Everybody may make and change them; whose it is, who made it and superusers may delete it."""
    OWN = auto()
    """Those whose it is, and superusers: nobody writes another's hours or follow-ups."""
    SUPERUSER = auto()
    """Superusers alone."""


def record_refusal(action: Action, employee: Employee, rule: Rule, owners: Collection[int]) -> str | None:
    """Why ``employee`` may not do this with a record that is the ``owners``': the key of the sentence to
    show, or None when they may. ``models/rights`` says the same on a server."""
    if not employee.active:
        return "msg.inactive"
    if action is Action.READ or employee.superuser or rule is Rule.SHARED:
        return None
    if rule is Rule.SUPERUSER:
        return "msg.superuseronly"
    if employee.id in owners or (rule is Rule.KEPT and action is not Action.DELETE):
        return None
    return "msg.record.nodelete" if action is Action.DELETE else "msg.record.noedit"
