"""Look-ups: what is offered, what a text can mean, and what a choice brings along."""

from __future__ import annotations

import pytest

from tests import factories
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.services import employees, lookups
from xscalls_tui.services.session import Session


def _names(session: Session, register: Register, text: str, company: int | None = None) -> list[str]:
    return [match.name for match in lookups.find(session, register, text, company)]


def _resolve(session: Session, register: Register, typed: int | str | None) -> int | Message | None:
    with session.engine.reading():
        return lookups.resolve(session, register, typed)


def _partner(session: Session, typed: int | str | None) -> tuple[int | None, str] | Message:
    with session.engine.reading():
        return lookups.resolve_partner(session, typed)


def test_rows_fold_and_match_inside_words(session: Session) -> None:
    for name in ("Åsen Bygg", "Nordåsen", "Kafé Blå", "Lærum", "Bøe", "Vik"):
        factories.company(session, name)
    for typed, found in {
        "as": ["Åsen Bygg", "Nordåsen"],
        "ÅS": ["Åsen Bygg", "Nordåsen"],
        "aas": ["Åsen Bygg", "Nordåsen"],
        "bygg": ["Åsen Bygg"],
        "cafe": [],
        "kafe bla": ["Kafé Blå"],
        "laer": ["Lærum"],
        "bo": ["Bøe"],
        "  vik ": ["Vik"],
        "xyz": [],
    }.items():
        assert _names(session, Register.COMPANY, typed) == found


def test_the_very_name_then_those_that_start_with_it_then_norwegian_order(session: Session) -> None:
    for name in ("Åsvik", "Vik Ås", "Nordvik", "Vik", "Vik Aa", "Vik Ær", "Ærvik"):
        factories.company(session, name)
    assert _names(session, Register.COMPANY, "vik") == [
        "Vik", "Vik Ær", "Vik Aa", "Vik Ås", "Nordvik", "Ærvik", "Åsvik",
    ]  # fmt: skip


def test_the_very_name_stands_first_however_many_start_with_it(session: Session) -> None:
    for number in range(40):
        factories.company(session, f"As {number}")
    the_one = factories.company(session, "Ås")
    assert lookups.find(session, Register.COMPANY, "ås")[0].id == the_one
    assert _resolve(session, Register.COMPANY, "ås") == the_one
    assert len(lookups.find(session, Register.COMPANY, "as")) == 30


def test_nothing_typed_offers_the_first_rows(session: Session) -> None:
    for name in ("Øst", "Vest", "Nord"):
        factories.company(session, name)
    assert _names(session, Register.COMPANY, "") == ["Nord", "Vest", "Øst"]


@pytest.mark.parametrize("hostile", ["%", "_", "*", "'", '"', "\\", "?", "[a-z]", "\x00", "æ" * 1000])
def test_no_mark_means_anything_in_a_look_up(session: Session, hostile: str) -> None:
    factories.company(session, "Vik")
    assert _names(session, Register.COMPANY, hostile) == []


def test_contacts_and_projects_of_the_company_stand_first(session: Session) -> None:
    vik, aas = factories.company(session, "Vik"), factories.company(session, "Ås")
    for name, company in (("Ola Berg", None), ("Ola Dahl", aas), ("Ola Vik", vik)):
        factories.contact(session, name, company)
    factories.project(session, "1", "Skolen", vik)
    factories.project(session, "2", "Skolebygg", aas)
    assert _names(session, Register.CONTACT, "ola", vik) == ["Ola Vik", "Ola Berg", "Ola Dahl"]
    assert _names(session, Register.CONTACT, "ola") == ["Ola Berg", "Ola Dahl", "Ola Vik"]
    assert _names(session, Register.PROJECT, "skole", aas) == ["2 Skolebygg", "1 Skolen"]
    assert [match.detail for match in lookups.find(session, Register.CONTACT, "ola")] == ["", "Ås", "Vik"]


def test_employees_are_offered_while_they_are_active(session: Session) -> None:
    assert _names(session, Register.EMPLOYEE, "ol") == ["OL Ola Lie", "PH Per Holm"]
    employees.change(session, "PH", active=False)
    assert _names(session, Register.EMPLOYEE, "ol") == ["OL Ola Lie"]


@pytest.mark.parametrize(
    ("register", "typed", "meant"),
    [
        (Register.EMPLOYEE, "OL", 2),
        (Register.EMPLOYEE, "ph", 3),
        (Register.EMPLOYEE, "lie", 2),
        (Register.EMPLOYEE, "ol ola lie", 2),
        (Register.PROJECT, "1042", 1),
        (Register.PROJECT, "10421", 2),
        (Register.PROJECT, "kaia", 2),
        (Register.COMPANY, "vik", 1),
    ],
)
def test_a_text_means_the_one_row_that_it_can_mean(
    session: Session, register: Register, typed: str, meant: int
) -> None:
    """Initials and numbers are enough, though names contain them too."""
    factories.project(session, "1042", "Skolen")
    factories.project(session, "10421", "Kaia")
    factories.company(session, "Vik Elektro")
    assert _resolve(session, register, typed) == meant


def test_what_cannot_be_looked_up_has_its_sentence(session: Session) -> None:
    factories.company(session, "Vik Elektro")
    gone = factories.company(session, "Vik Bygg")
    assert _resolve(session, Register.COMPANY, "vik") == Message.of("msg.lookup.several", text="vik")
    assert _resolve(session, Register.COMPANY, "xyz") == Message.of("msg.lookup.none", text="xyz")
    assert _resolve(session, Register.COMPANY, 4711) == Message.of("msg.lookup.gone")
    with session.engine.writing():
        session.engine.rows_of("UPDATE company SET deleted_at = '2026-01-01T00:00:00Z' WHERE id = ?", gone)
    assert _resolve(session, Register.COMPANY, gone) == Message.of("msg.lookup.gone")
    assert _resolve(session, Register.COMPANY, "vik") == 1
    assert _resolve(session, Register.COMPANY, None) is None
    assert _resolve(session, Register.COMPANY, " \u200b") is None


def test_a_partner_may_be_anybody(session: Session) -> None:
    liv = factories.contact(session, "Liv Ås")
    assert _partner(session, liv) == (liv, "")
    assert _partner(session, "liv aas") == (liv, "")
    assert _partner(session, "Liv") == (None, "Liv")
    assert _partner(session, " Kona\u202e hans ") == (None, "Kona hans")
    assert _partner(session, None) == _partner(session, "  ") == (None, "")
    assert _partner(session, 4711) == Message.of("msg.lookup.gone")
    factories.contact(session, "LIV ÅS")
    assert _partner(session, "Liv Ås") == (None, "Liv Ås")


def test_a_choice_brings_its_company_and_its_number_along(session: Session) -> None:
    vik = factories.company(session, "Vik", phone="22 33 44 55")
    liv = factories.contact(session, "Liv Ås", vik, mobile="912 34 567")
    project = factories.project(session, "1042", "Skolen", vik)
    details = lookups.details
    assert details(session, Register.CONTACT, liv) == RegisterRow(vik, "912 34 567")
    assert details(session, Register.COMPANY, vik) == RegisterRow(vik, "22 33 44 55")
    assert details(session, Register.PROJECT, project) == RegisterRow(vik, "")
    assert details(session, Register.COMPANY, 4711) == RegisterRow(None, "")


def test_a_contact_person_is_rung_on_the_direct_number_where_there_is_no_mobile(session: Session) -> None:
    liv = factories.contact(session, "Liv Ås")
    with session.engine.writing():
        session.engine.rows_of("UPDATE contact SET direct = '22 33 44 56' WHERE id = ?", liv)
    assert lookups.details(session, Register.CONTACT, liv) == RegisterRow(None, "22 33 44 56")


def test_a_row_as_its_field_shows_it(session: Session) -> None:
    project = factories.project(session, "1042", "Skolen")
    assert lookups.shown(session, Register.PROJECT, project) == Match(project, "1042 Skolen", "", "1042")
    assert lookups.shown(session, Register.EMPLOYEE, 2) == Match(2, "OL Ola Lie", "", "OL")
    assert lookups.shown(session, Register.COMPANY, 4711) is None
