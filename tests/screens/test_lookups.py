"""Firma, Samtalepartner, Prosjekt, Ansatt: found by typing, and never the wrong row (R60, R81-R83)."""

from __future__ import annotations

from threading import Event

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import Operator, at_work
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import Busy
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, lookups
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1


class HeldFind:
    """Look-ups that wait for the test to let them go on."""

    def __init__(self) -> None:
        self.go = Event()
        self.asked: list[str] = []
        self._find = lookups.find

    def __call__(
        self, session: Session, register: Register, text: str, company: int | None = None
    ) -> list[Match]:
        self.asked.append(text)
        self.go.wait(20)
        return self._find(session, register, text, company)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> HeldFind:
    held = HeldFind()
    monkeypatch.setattr(lookups, "find", held)
    return held


async def new_call(ol: Operator, field: str) -> None:
    await ol.press("f2")
    await ol.go_to(field)


@pytest.mark.parametrize(
    ("field", "typed", "name"),
    [
        ("company", "asen", "Åsen Bygg AS"),
        ("company", "BYGG", "Åsen Bygg AS"),
        ("company", "ror", "Nord Rør AS"),
        ("partner", "lukasz", "Łukasz Nowak"),
        ("project", "1043", "1043 Brua"),
        ("project", "sko", "1042 Skolen"),
        ("employee", "ph", "PH Per Holm"),
        ("employee", "roe", "BR Berit Røed"),
    ],
)
async def test_enter_takes_the_first_match_folded_and_inside_words(
    as_ol: Session, field: str, typed: str, name: str
) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, field)
        await ol.type(typed)
        assert name in ol.text
        await ol.press("enter")
        assert ol.shows(field) == name
        assert ol.field_name != field


async def test_the_list_offers_all_that_match_and_arrows_choose(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("ås")
        assert "│ Åsen Bygg AS" in ol.text and "│ Åsgård Eiendom" in ol.text
        await ol.press("down", "enter")
        assert ol.shows("company") == "Åsgård Eiendom"


async def test_a_row_of_the_list_can_be_clicked(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("ås")
        await ol.click("Åsgård")
        assert ol.shows("company") == "Åsgård Eiendom"


async def test_down_in_an_empty_field_offers_the_register(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "project")
        await ol.press("down")
        assert "1042 Skolen" in ol.text and "1043 Brua" in ol.text


async def test_contacts_of_the_chosen_company_are_offered_first(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("nord")
        await ol.press("enter", "down")
        offered = [line.partition("│ ")[2] for line in ol.lines if "│ " in line]
        assert next(line for line in offered if line).startswith("Kari Vik")


async def test_tab_takes_the_only_row_that_can_be_meant(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("bygg")
        await ol.press("tab")
        assert ol.shows("company") == "Åsen Bygg AS"


async def test_tab_takes_nothing_where_several_could_be_meant_and_saving_says_so(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("ås")
        await ol.press("tab")
        assert ol.shows("company") == "ås"
        await ol.press("ctrl+s")
        assert "Flere passer med «ås»; velg én" in ol.text
        assert ol.field_name == "company"


async def test_what_matches_nothing_stays_as_typed_and_saving_says_so(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "project")
        await ol.type("9999")
        await ol.press("tab", "ctrl+s")
        assert "Ingen passer med «9999»" in ol.text
        assert ol.shows("project") == "9999"


async def test_a_samtalepartner_need_not_be_in_the_register(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "partner")
        await ol.type("Kari")
        await ol.press("tab", "ctrl+s")
        call = calls.read(as_ol, NEW)
        assert (call.contact, call.partner) == (None, "Kari")


async def test_an_edit_lets_go_of_the_row_that_was_taken(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("nord")
        await ol.press("enter", "shift+tab")
        await ol.type("asen b")
        await ol.press("ctrl+s")
        call = calls.read(as_ol, NEW)
        assert call.company and call.company.id == office.AASEN


async def test_an_emptied_field_unlinks(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        await ol.go_to("company")
        await ol.press("delete", "ctrl+s")
        assert calls.read(as_ol, office.INCOMING).company is None


async def test_a_contact_brings_company_and_number_into_empty_fields(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "partner")
        await ol.type("kari v")
        await ol.press("enter")
        assert (ol.shows("company"), ol.shows("phone")) == ("Nord Rør AS", "912 34 567")
        await ol.press("ctrl+s")
        call = calls.read(as_ol, NEW)
        assert call.company and call.company.id == office.NORD


async def test_a_company_brings_its_number_and_a_project_its_company(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "project")
        await ol.type("skolen")
        await ol.press("enter")
        assert ol.shows("company") == "Åsen Bygg AS"


async def test_what_stands_in_a_field_is_never_overwritten(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(phone="40000000", company="åsgård")
        await ol.go_to("partner")
        await ol.type("kari v")
        await ol.press("enter")
        assert (ol.shows("company"), ol.shows("phone")) == ("Åsgård Eiendom", "40000000")


async def test_escape_closes_the_list_and_not_the_window(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("ås")
        await ol.press("escape")
        assert "Åsgård" not in ol.text
        assert (ol.shows("company"), ol.field_name) == ("ås", "company")


async def test_matches_that_come_late_do_not_change_another_text(as_ol: Session, held: HeldFind) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        ol.send("tab", "tab", "tab", *"nord")
        await ol.until(lambda: "nord" in held.asked)
        ol.send(*["backspace"] * 4, *"asen b", "tab", *"Anna", "ctrl+s")
        await ol.until(lambda: ol.shows("partner") == "Anna")
        held.go.set()
        await ol.settle()
        call = calls.read(as_ol, NEW)
        assert call.company and call.company.id == office.AASEN
        assert call.partner == "Anna"


async def test_a_save_waits_for_a_look_up_that_enter_left_open(as_ol: Session, held: HeldFind) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        ol.send("tab", "tab", "tab", *"nord", "enter", "ctrl+s")
        await ol.until(lambda: ol.field_name == "partner")
        assert len(calls.ids(as_ol, Criteria())) == office.COUNT
        held.go.set()
        await ol.settle()
        call = calls.read(as_ol, NEW)
        assert call.company and call.company.id == office.NORD


async def test_a_look_up_that_fails_is_told_and_does_not_keep_the_call_from_being_saved(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> list[Match]:
        raise Busy

    async with at_work(as_ol) as ol:
        await ol.press("f2")
        monkeypatch.setattr(lookups, "find", busy)
        await ol.fill(subject="Likevel", company="nord")
        assert "Databasen er opptatt" in ol.text
        await ol.press("enter")
        monkeypatch.undo()
        await ol.press("ctrl+s")
        call = calls.read(as_ol, NEW)
        assert (call.subject, call.company and call.company.id) == ("Likevel", office.NORD)


async def test_two_people_of_one_name_are_told_apart(as_ol: Session, session: Session) -> None:
    twin = factories.contact(session, "Kari Vik", office.AASEN)
    async with at_work(as_ol) as ol:
        await new_call(ol, "partner")
        await ol.type("kari vik")
        assert "Nord Rør AS" in ol.text and "Åsen Bygg AS" in ol.text
        await ol.click("Åsen Bygg AS")
        await ol.press("ctrl+s")
        call = calls.read(as_ol, NEW)
        assert call.contact and call.contact.id == twin


async def test_markup_and_control_characters_in_names_are_only_text(as_ol: Session, session: Session) -> None:
    factories.company(session, "[bold]Fet[/] AS")
    async with at_work(as_ol) as ol:
        await new_call(ol, "company")
        await ol.type("fet")
        assert "[bold]Fet[/] AS" in ol.text
        await ol.press("enter", "ctrl+o")
        assert "[bold]Fet[/]" in ol.line("26 10:42")
