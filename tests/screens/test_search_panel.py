"""The search panel: every criterion by keys, what it shows of criteria set elsewhere, and bad input
(R128-R152, O9, O10, O16)."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest

from tests.screens import office
from tests.screens.test_lookups import HeldFind
from tests.screens.work import LARGE, PRIVATE_LIST, SMALL, Operator, at_work
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import (
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Page,
    PageRequest,
    Term,
    Ties,
)
from xscalls_tui.domain.periods import Dates, Period
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.services import calls, lookups
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.search_panel import SearchPanel

WEEK = Dates(date(2026, 11, 23), date(2026, 11, 29))


def panel(at: Operator) -> SearchPanel:
    return at.screen.query_one(SearchPanel)


def terms(at: Operator) -> tuple[Term, ...]:
    """The conditions of the list, without the names of rows."""
    assert isinstance(at.screen, CallListScreen)
    return tuple(
        term._replace(label="") if isinstance(term, Criterion) else term for term in at.screen.criteria.terms
    )


def shows(at: Operator, name: str) -> str:
    """What stands in a field of the panel."""
    return panel(at).query_one(f"#{name}", FormField).text


def set_terms(at: Operator, *some: Term) -> None:
    """Have the list filtered by these conditions."""
    assert isinstance(at.screen, CallListScreen)
    at.screen.filter(Criteria(some))


async def go(at: Operator, name: str) -> None:
    """Go to a field of the panel by Tab."""
    order = [str(field.id) for field in panel(at).query(FormField)]
    await at.burst(*["tab"] * ((order.index(name) - order.index(at.field_name)) % (len(order) + 1)))
    assert at.field_name == name


async def ask(at: Operator, name: str, text: str) -> None:
    """Type into a field of the panel."""
    await go(at, name)
    await at.type(text)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_f3_opens_the_panel_above_the_list_and_rolls_it_up(
    session: Session, size: tuple[int, int]
) -> None:
    async with at_work(session, size) as kn:
        rows = kn.ids
        await kn.press("down", "f3")
        for label in (
            "Emne", "Notat", "Telefonnummer", "Opprettet av", "Sist endret av", "Firma", "Samtalepartner",
            "Prosjekt", "Ansatt", "Samtaleretning", "Oppfølgingshistorikk", "Samtale-ID",
            "Datofelt 1", "Datofelt 2", "Datofelt 3", "Fradato", "Tildato",
            "Enter  Søk", "F3  Skjul", "F12  Nullstill",
        ):  # fmt: skip
            assert label in kn.text
        assert kn.field_name == "find-subject"
        assert kn.table.size.height - 1 >= 8
        assert kn.ids == rows[: len(kn.ids)] and kn.row.id == rows[1]
        await kn.type("vinduer")
        await kn.press("enter")
        found = kn.ids
        for key in ("f3", "escape", "ctrl+t"):
            await kn.press(key)
            assert "Datofelt" not in kn.text
            assert kn.table.has_focus and kn.ids == found and "emne: vinduer ×" in kn.lines[1]
            await kn.press("f3")
            assert kn.field_name == "find-subject" and shows(kn, "find-subject") == "vinduer"
        await kn.burst(*["tab"] * len(panel(kn).query(FormField)))
        assert kn.table.has_focus
        await kn.press("escape")
        assert "Datofelt" not in kn.text


async def test_every_criterion_is_asked_by_keys(session: Session) -> None:
    monday, two_days = date(2026, 11, 23), Dates(date(2026, 11, 21), date(2026, 11, 22))
    cases: list[tuple[str, tuple[str, ...], Criterion]] = [
        ("find-subject", tuple("vinduer"), Criterion(Field.SUBJECT, "vinduer")),
        ("find-note", tuple("kjeller"), Criterion(Field.NOTE, "kjeller")),
        ("find-phone", tuple("91234"), Criterion(Field.PHONE, "91234")),
        ("find-created-by", tuple("OL"), Criterion(Field.CREATED_BY, 2)),
        ("find-changed-by", tuple("PH"), Criterion(Field.CHANGED_BY, 3)),
        ("find-company", tuple("asen b"), Criterion(Field.COMPANY, office.AASEN)),
        ("find-contact", tuple("kari"), Criterion(Field.CONTACT, office.VIK)),
        ("find-project", tuple("1043"), Criterion(Field.PROJECT, office.BRUA)),
        ("find-employee", tuple("ph"), Criterion(Field.EMPLOYEE, 3)),
        ("find-direction", ("right", "right"), Criterion(Field.DIRECTION, Direction.IN)),
        ("find-followups", ("right",), Criterion(Field.FOLLOWUPS, Ties.HAS_FOLLOWUPS)),
        ("find-followups", ("i",), Criterion(Field.FOLLOWUPS, Ties.NEITHER)),
        ("find-id", tuple("5"), Criterion(Field.ID, Compared(Compare.EQUAL, 5))),
        ("find-compare", ("s", "tab", *"5"), Criterion(Field.ID, Compared(Compare.MORE, 5))),
        ("find-compare", ("m", "tab", *"5"), Criterion(Field.ID, Compared(Compare.LESS, 5))),
        ("find-compare", ("u", "tab", *"5"), Criterion(Field.ID, Compared(Compare.EQUAL, 5), negated=True)),
        ("from-1", tuple("i dag"), Criterion(Field.DATE, Dates(monday))),
        ("to-1", tuple("17.11"), Criterion(Field.DATE, Dates(None, date(2026, 11, 17)))),
        ("from-2", (*"21.11", "tab", *"22.11"), Criterion(Field.CREATED, two_days)),
        ("to-3", tuple("i dag"), Criterion(Field.CHANGED, Dates(None, monday))),
        ("date-3", ("p", "tab", *"i dag"), Criterion(Field.REMINDER, Dates(monday))),
    ]  # fmt: skip
    async with at_work(session) as kn:
        for name, keys, wanted in cases:
            await kn.press("f3")
            await go(kn, name)
            await kn.burst(*keys)
            await kn.press("enter")
            assert terms(kn) == (wanted,), name
            assert {row.id for row in kn.rows} <= set(calls.ids(session, Criteria((wanted,))))
            assert ("▽!" in kn.lines[1]) is (name != "find-employee")
            await kn.press("f12")
            assert terms(kn) == () and len(kn.ids) >= 8
            assert "▽!" not in kn.lines[1]
            await kn.press("f3")


async def test_all_that_is_set_is_searched_together(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("1", "f3")
        await kn.type("vinduer")
        await ask(kn, "find-company", "åsen bygg as")
        await ask(kn, "from-1", "24.11")
        await kn.press("enter")
        assert kn.ids == [office.THIRD]
        assert terms(kn) == (
            Criterion(Field.STATUS, Status.PLANNED),
            Criterion(Field.SUBJECT, "vinduer"),
            Criterion(Field.COMPANY, office.AASEN),
            Criterion(Field.DATE, Dates(date(2026, 11, 24))),
        )
        await kn.press("escape", "backspace", "backspace")
        assert terms(kn)[1:] == (Criterion(Field.SUBJECT, "vinduer"),)


async def test_keys_typed_ahead_go_where_they_are_meant(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.burst("f3", *"vinduer", "enter", "escape", "home", "space", "slash", *" notat:x", "escape")
        assert terms(kn) == (Criterion(Field.SUBJECT, "vinduer"),)
        assert kn.table.ticked and kn.table.has_focus and "list.open" in kn.offered
        await kn.burst("f3", "tab", *"rør", "enter")
        assert terms(kn)[1:] == (Criterion(Field.NOTE, "rør"),)
        assert "list.open" not in kn.offered


async def test_a_text_that_is_no_row_is_looked_for_in_names(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("f3")
        await ask(kn, "find-company", "ås")
        assert "│ Åsgård Eiendom" in kn.text
        await kn.press("tab", "enter")
        assert terms(kn) == (Criterion(Field.COMPANY, "ås"),)
        assert "firma: ås ×" in kn.lines[1]
        await ask(kn, "find-company", "ås")
        await kn.press("down", "enter")
        assert terms(kn) == (Criterion(Field.COMPANY, office.AASGARD),)
        assert "firma: Åsgård Eiendom ×" in kn.lines[1] and kn.ids == [office.LONG]


async def test_a_search_waits_for_the_row_that_enter_took(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(session) as kn:
        await kn.press("f3")
        await go(kn, "find-company")
        held = HeldFind()
        monkeypatch.setattr(lookups, "find", held)
        kn.send(*"nord", "enter")
        await kn.until(lambda: "nord" in held.asked)
        assert terms(kn) == ()
        held.go.set()
        await kn.settle()
        assert terms(kn) == (Criterion(Field.COMPANY, office.NORD),)
        held.go.clear()
        kn.send(*"ås", "enter", "x")
        await kn.until(lambda: "åsx" in held.asked)
        held.go.set()
        await kn.settle()
        assert terms(kn) == (Criterion(Field.COMPANY, office.NORD),)


async def test_typing_goes_to_the_field_while_the_list_is_read(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, page = Event(), calls.page

    def slow(session: Session, request: PageRequest) -> Page:
        go_on.wait(20)
        return page(session, request)

    async with at_work(session) as kn:
        await kn.press("f3")
        monkeypatch.setattr(calls, "page", slow)
        kn.send(*"vin", "enter", *"duer")
        await kn.until(lambda: shows(kn, "find-subject") == "vinduer")
        go_on.set()
        await kn.settle()
        assert terms(kn) == (Criterion(Field.SUBJECT, "vin"),)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("find-id", "abc", "Samtale-ID må være et tall"),
        ("from-2", "32.13", "Ugyldig dato"),
        ("to-1", "1.11", "Tildato er før fradato"),
    ],
)
async def test_bad_input_is_told_under_its_field_and_the_list_stays(
    session: Session, name: str, text: str, sentence: str
) -> None:
    async with at_work(session) as kn:
        await kn.press("2", "f3")
        await ask(kn, "from-1", "23.11")
        await ask(kn, name, text)
        before, ids = terms(kn), kn.ids
        await kn.press("enter")
        assert kn.field_name == name
        assert (terms(kn), kn.ids) == (before, ids)
        field = panel(kn).query_one(f"#{name}").region
        assert sentence in kn.lines[field.y + 1]
        await kn.press("home", *["delete"] * 10, "enter")
        assert sentence not in kn.text
        assert terms(kn) == (*before, Criterion(Field.DATE, Dates(date(2026, 11, 23))))


async def test_nullstill_clears_everything_by_key_and_by_click(session: Session) -> None:
    async with at_work(session) as kn:
        assert "Nullstill F12" not in kn.lines[1]
        await kn.press("2")
        await kn.click("Nullstill F12")
        assert terms(kn) == () and "Nullstill F12" not in kn.lines[1]
        await kn.press("v", "1", "f3")
        await ask(kn, "find-note", "abc")
        await ask(kn, "from-1", "32.13")
        await kn.click("F12  Nullstill")
        assert terms(kn) == ()
        assert not any(shows(kn, name) for name in ("find-note", "from-1", "find-employee"))
        assert "Ugyldig" not in kn.text and kn.field_name == "from-1"


async def test_the_panel_and_its_buttons_work_with_the_mouse(session: Session) -> None:
    async with at_work(session, LARGE) as kn:
        await kn.click("Søk F3")
        await kn.click("Samtaleretning", dx=16)
        await kn.click("Innkommende")
        await kn.click("Søk", on="F12  Nullstill")
        assert terms(kn) == (Criterion(Field.DIRECTION, Direction.IN),)
        await kn.click("Skjul")
        assert "Datofelt" not in kn.text and kn.table.has_focus
        await kn.click("▽!")
        assert shows(kn, "find-direction") == "Innkommende"
        await kn.click("×", on="retning: Innkommende")
        assert shows(kn, "find-direction") == "Begge"


async def test_keys_of_the_list_do_nothing_in_the_panel(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("1", "f3")
        await go(kn, "find-direction")
        before = terms(kn), kn.table.ticked, kn.screen
        await kn.press("delete", "backspace", "*", "!", "<", "x", "0")
        assert (terms(kn), kn.table.ticked, kn.screen) == before
        await kn.press("escape", "delete")
        assert isinstance(kn.screen, QuestionScreen)


async def test_the_panel_shows_what_was_set_elsewhere(session: Session) -> None:
    async with at_work(session, LARGE) as kn:
        await kn.press("end", "f", "end", "a", "f3")
        assert (shows(kn, "find-company"), shows(kn, "find-employee")) == ("Åsen Bygg AS", "OL")
        await kn.type("vind")
        set_terms(
            kn,
            Criterion(Field.CREATED, Period.THIS_WEEK),
            Criterion(Field.SUBJECT, "faktura", negated=True),
            AnyOf((Criterion(Field.STATUS, Status.PLANNED), Criterion(Field.STATUS, Status.DONE))),
            Criterion(Field.FOLLOWUPS, Ties.EITHER),
        )
        await kn.settle()
        assert shows(kn, "find-company") == shows(kn, "find-employee") == ""
        assert shows(kn, "find-subject") == "vind"
        assert (shows(kn, "date-2"), shows(kn, "from-2"), shows(kn, "to-2")) == (
            "Opprettet", "23.11.2026", "29.11.2026",
        )  # fmt: skip
        assert shows(kn, "find-followups") == "Er eller har oppfølgingssamtaler"
        assert "I tillegg: ikke emne: faktura" in kn.line("Nullstill")
        kept = terms(kn)
        await kn.press("enter")
        assert terms(kn) == (*kept, Criterion(Field.SUBJECT, "vind"))
        await ask(kn, "to-2", "28.11")
        await kn.press("enter")
        assert terms(kn) == (
            *kept[1:],
            Criterion(Field.SUBJECT, "vind"),
            Criterion(Field.CREATED, WEEK._replace(last=date(2026, 11, 28))),
        )


async def test_the_private_list_stays_ones_own_and_has_no_ansatt(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST, "f3")
        assert "Ansatt" not in ol.text and "Opprettet av" in ol.text
        (mine,) = terms(ol)
        await ol.type("vinduer")
        await ol.press("enter")
        assert terms(ol) == (mine, Criterion(Field.SUBJECT, "vinduer"))
        assert "I tillegg" not in ol.text
        await ol.press("f12")
        assert terms(ol) == (mine,) and shows(ol, "find-subject") == ""
        await ol.press("escape")
        assert "Datofelt" not in ol.text and "Mine samtaler" in ol.lines[0]
        await ol.press("escape")
        assert "CRM - Samtaler" in ol.lines[0]


async def test_in_the_smallest_window_the_panel_scrolls_and_works(session: Session) -> None:
    async with at_work(session, (60, 15)) as kn:
        await kn.press("f3")
        assert kn.table.size.height - 1 >= 3
        await ask(kn, "to-3", "i dag")
        assert "Tildato" in kn.text
        await kn.press("enter")
        assert terms(kn) == (Criterion(Field.CHANGED, Dates(None, date(2026, 11, 23))),)
        await kn.resize(*LARGE)
        assert "Emne" in kn.line("Datofelt 1")
