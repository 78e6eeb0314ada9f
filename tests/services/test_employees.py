"""The employees: only a superuser changes them, and one superuser is always left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.errors import InvalidInput, Message, NotAllowed, NotFound
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.services import employees
from xscalls_tui.services.session import Session


def _refused(session: Session, do: Callable[[], object]) -> dict[str, Message]:
    before = everything(session.engine)
    with pytest.raises(InvalidInput) as told:
        do()
    assert everything(session.engine) == before
    return told.value.fields


def test_everybody_is_listed_by_initials_active_or_not(session: Session) -> None:
    employees.add(session, "ÅS", "Åse Strand")
    employees.add(session, "ZA", "Zara Ahmed")
    employees.change(session, "OL", active=False)
    found = employees.everybody(session)
    assert [one.initials for one in found] == ["BR", "KN", "OL", "PH", "ZA", "ÅS"]
    assert [one.initials for one in found if not one.active] == ["OL"]
    assert [one.initials for one in found if one.superuser] == ["KN"]


def test_an_employee_is_added_with_cleaned_initials_and_name(session: Session) -> None:
    added = employees.add(session, " xy ", "  Xenia\u202e Ytre\n", superuser=True)
    assert added == Employee(added.id, "XY", "Xenia Ytre", superuser=True)
    assert factories.employee(session, "xY") == added
    assert_sound(session.engine)


@pytest.mark.parametrize("initials", ["", " ", "X1", "X Y", "ABCDE", "X.", "\u202e", "[X]"])
def test_initials_are_one_to_four_letters(session: Session, initials: str) -> None:
    fields = _refused(session, lambda: employees.add(session, initials, "Xenia Ytre"))
    assert fields == {"initials": Message.of("msg.badinitials", longest=4)}


@pytest.mark.parametrize("initials", ["OL", "ol", " Ol "])
def test_initials_are_given_once(session: Session, initials: str) -> None:
    fields = _refused(session, lambda: employees.add(session, initials, "Olga Lund"))
    assert fields == {"initials": Message.of("msg.initialstaken", initials="OL")}


def test_a_name_is_required(session: Session) -> None:
    for name in ("", " \u200b"):
        assert _refused(session, partial(employees.add, session, "XY", name)) == {
            "name": Message.of("msg.required")
        }
        assert _refused(session, partial(employees.change, session, "OL", name=name)) == {
            "name": Message.of("msg.required")
        }


def test_a_change_leaves_the_rest_as_it_is(session: Session) -> None:
    ol = factories.employee(session, "OL")
    assert employees.change(session, "ol", name=" Ola  Nordmann ") == Employee(ol.id, "OL", "Ola  Nordmann")
    assert employees.change(session, "OL", superuser=True).superuser
    changed = employees.change(session, "OL", active=False)
    assert changed == Employee(ol.id, "OL", "Ola  Nordmann", superuser=True, active=False)
    assert factories.employee(session, "OL") == changed
    assert_sound(session.engine)


def test_a_change_of_nothing_leaves_no_trace(session: Session) -> None:
    before = everything(session.engine)
    assert employees.change(session, "OL") == factories.employee(session, "OL")
    employees.change(session, "OL", name="Ola Lie", superuser=False, active=True)
    assert everything(session.engine) == before


def test_who_is_not_there_cannot_be_changed(session: Session) -> None:
    with pytest.raises(NotFound) as told:
        employees.change(session, "XY", name="Ingen")
    assert told.value.message == Message.of("msg.noemployee", initials="XY")


@pytest.mark.parametrize("loss", [{"superuser": False}, {"active": False}], ids=["right", "access"])
def test_the_last_superuser_stays_one(session: Session, loss: dict[str, Any]) -> None:
    fields = _refused(session, lambda: employees.change(session, "KN", **loss))
    assert fields == {"superuser": Message.of("msg.lastsuperuser")}
    employees.change(session, "OL", superuser=True)
    employees.change(session, "KN", **loss)
    ol = factories.acting(session, "OL")
    fields = _refused(session, lambda: employees.change(ol, "OL", **loss))
    assert fields == {"superuser": Message.of("msg.lastsuperuser")}


def test_only_a_superuser_adds_or_changes_employees(as_ol: Session) -> None:
    before = everything(as_ol.engine)
    doings: tuple[Callable[[], object], ...] = (
        partial(employees.add, as_ol, "XY", "Xenia Ytre"),
        partial(employees.change, as_ol, "OL", superuser=True),
        partial(employees.change, as_ol, "nobody", name="x"),
    )
    for do in doings:
        with pytest.raises(NotAllowed) as told:
            do()
        assert told.value.message.key == "msg.superuseronly"
    assert everything(as_ol.engine) == before
    assert len(employees.everybody(as_ol)) == 4
