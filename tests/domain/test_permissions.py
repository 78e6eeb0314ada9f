"""The permission rules as a truth table (R60-R67, R155-R157, ruling O12)."""

from __future__ import annotations

from itertools import product

import pytest

from xscalls_tui.domain.permissions import Action, Employee, Ownership, may_change, refusal

ME, OTHER = 1, 2
FREE = (Action.READ, Action.CREATE, Action.FOLLOW_UP, Action.COPY)
GUARDED = {Action.CHANGE: "msg.noedit", Action.DELETE: "msg.nodelete"}

CASES = [
    # superuser, owner, creator, owner has saved: may change
    (False, False, False, False, False),
    (False, False, False, True, False),
    (False, False, True, False, True),
    (False, False, True, True, False),
    (False, True, False, False, True),
    (False, True, False, True, True),
    (False, True, True, False, True),
    (False, True, True, True, True),
    *((True, owner, creator, saved, True) for owner, creator, saved in product((False, True), repeat=3)),
]


def _employee(*, superuser: bool = False, active: bool = True) -> Employee:
    return Employee(ME, "OL", "Ola Lie", superuser, active)


def _call(owner: bool, creator: bool, saved: bool) -> Ownership:
    return Ownership(ME if owner else OTHER, ME if creator else OTHER, saved)


@pytest.mark.parametrize(("superuser", "owner", "creator", "saved", "may"), CASES)
def test_who_may_change_and_delete(
    superuser: bool, owner: bool, creator: bool, saved: bool, may: bool
) -> None:
    employee, call = _employee(superuser=superuser), _call(owner, creator, saved)
    assert may_change(employee, call) is may
    for action, reason in GUARDED.items():
        assert refusal(action, employee, call) == (None if may else reason)
    for action in FREE:
        assert refusal(action, employee, call) is None


@pytest.mark.parametrize(("superuser", "owner", "creator", "saved", "may"), CASES)
def test_who_is_not_active_may_nothing(
    superuser: bool, owner: bool, creator: bool, saved: bool, may: bool
) -> None:
    employee = _employee(superuser=superuser, active=False)
    for action in Action:
        assert refusal(action, employee, _call(owner, creator, saved)) == "msg.inactive"
        assert refusal(action, employee, None) == "msg.inactive"


@pytest.mark.parametrize("action", Action)
def test_without_a_call_only_being_active_counts(action: Action) -> None:
    assert refusal(action, _employee(), None) is None


def test_the_table_is_whole() -> None:
    assert {*FREE, *GUARDED} == set(Action)
    assert {case[:4] for case in CASES} == set(product((False, True), repeat=4))
