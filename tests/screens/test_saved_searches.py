"""Lagrede søk: saved from the list, used by a digit, named, ordered, shared, opened with."""

from __future__ import annotations

import pytest

from tests import factories
from tests.models.statements import statements
from tests.screens import office
from tests.screens.work import LARGE, PRIVATE_LIST, Operator, at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy
from xscalls_tui.models import tables
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.naming import NameScreen
from xscalls_tui.screens.question import QuestionScreen
from xscalls_tui.screens.saved_searches import SavedSearchesScreen
from xscalls_tui.services import searches
from xscalls_tui.services.session import Session

PLANNED = Criteria((Criterion(Field.STATUS, Status.PLANNED),))
AASEN = Criteria((Criterion(Field.COMPANY, office.AASEN, "Åsen Bygg AS"),))


async def save(at: Operator, name: str) -> None:
    """Save what is in force under a name."""
    await at.press("n")
    await at.type(name)
    await at.press("enter")


def listed(at: Operator) -> list[str]:
    """What stands in the lines of the page, from the digit to the end of the name."""
    return [line[:29].rstrip() for line in at.lines[2:21] if line]


async def test_what_is_in_force_is_saved_and_had_again_by_its_digit(as_ol: Session) -> None:
    with statements(as_ol.engine) as run:
        async with at_work(as_ol) as ol:
            assert len([sql for sql in run if "preference" in sql]) == 1
            assert not [sql for sql in run if "saved_search" in sql]
    async with at_work(as_ol) as ol:
        await ol.press("l")
        assert "N lagrer kriteriene" in ol.text
        await ol.press("1", "enter", "e", "delete", "escape")
        await ol.press("end", "f", "2", ">", "l")
        await save(ol, "Åsens gjennomførte")
        await save(ol, "åsens GJENNOMFØRTE")
        assert isinstance(ol.screen, NameScreen)
        assert "Du har allerede et søk som heter «Åsens gjennomførte»" in ol.text
        await ol.burst(*["backspace"] * 20, *"To", "enter")
        assert listed(ol) == [" 1   Åsens gjennomførte", " 2   To"]
        await ol.press("escape", "0", "backspace", "<", "l", "1")
        assert ol.ids == [office.FIRST]
        assert isinstance(ol.screen, CallListScreen)
        assert ol.screen.sort == Sort(SortBy.STATUS, descending=False)
        assert "Gjennomført" in ol.lines[1] and "Åsen Bygg AS" in ol.lines[1]


async def test_searches_are_named_ordered_replaced_deleted_and_brought_back(as_ol: Session) -> None:
    for name in ("En", "To", "Tre"):
        searches.save(as_ol, name, PLANNED, Sort())
    async with at_work(as_ol) as ol:
        await ol.press("4", "l", "e")
        await ol.burst("end", *"er", "enter")
        await ol.press("J", "J")
        assert listed(ol) == [" 1   To", " 2   Tre", " 3   Ener"]
        await ol.press("K", "s", "p")
        assert listed(ol) == [" 1   To", " 2 ★ Ener", " 3   Tre"]
        assert ol.line("Ener").endswith("delt")
        await ol.press("o")
        assert isinstance(ol.screen, QuestionScreen) and "«Ener»" in ol.text
        await ol.press("j")
        assert "ubesvart" in ol.line("Ener")
        await ol.press("s", "delete", "n", "delete", "j")
        assert listed(ol) == [" 1   To", " 2   Tre"]
        await ol.press("ctrl+z")
        assert listed(ol) == [" 1   To", " 2   Ener", " 3   Tre"]
        assert "sletting av søk" in ol.text
        await ol.click("Ener")
        assert {row.status for row in ol.rows} == {Status.UNANSWERED}


async def test_a_colleagues_can_be_used_and_opened_with_but_not_changed(
    as_ol: Session, as_ph: Session
) -> None:
    searches.save(as_ph, "Felles", AASEN, Sort(), shared=True)
    searches.save(as_ph, "Skjult", AASEN, Sort())
    async with at_work(as_ol, LARGE, "en") as ol:
        await ol.press("l")
        assert next(line for line in ol.lines[2:30] if line).endswith("by PH")
        assert "Skjult" not in ol.text
        for key in ("p", "J"):
            await ol.press(key)
            assert "only its owner" in ol.text
        await ol.press("s")
        assert " 1 ★ Felles" in ol.text
        await ol.press("1")
        assert ol.ids == [4, 3, 2, 1]
    async with at_work(as_ol) as ol:
        assert ol.ids == [4, 3, 2, 1]
        assert "Åsen Bygg AS" in ol.lines[1]


async def test_the_private_list_stays_ones_own(as_ol: Session) -> None:
    whose = Criterion(Field.EMPLOYEE, factories.employee(as_ol, "PH").id, "PH")
    searches.save(as_ol, "PHs planlagte", PLANNED.and_also(whose), Sort())
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST, "l", "1")
        assert "Mine samtaler" in ol.lines[0]
        assert {(row.initials, row.status) for row in ol.rows} == {("OL", Status.PLANNED)}
        await ol.press("backspace", "backspace")
        assert {row.initials for row in ol.rows} == {"OL"}


async def test_one_that_can_be_used_no_more_says_why_and_does_nothing(
    session: Session, as_ol: Session
) -> None:
    gone = factories.company(session, "Borte AS")
    lost = searches.save(as_ol, "Borte", Criteria((Criterion(Field.COMPANY, gone, "Borte AS"),)), Sort())
    searches.start_with(as_ol, lost)
    with session.operation("test.register") as work:
        work.update(tables.Company, gone, {"deleted_at": work.at})
    async with at_work(as_ol) as ol:
        assert len(ol.ids) == office.COUNT
        assert "Startvisningen «Borte» kan ikke brukes" in ol.text
        await ol.press("l", "1")
        assert isinstance(ol.screen, SavedSearchesScreen)
        assert len(ol.lines) == 24
        assert "Borte" in ol.line("★")
        await ol.press("escape")
        assert len(ol.ids) == office.COUNT
    shared = searches.save(session, "Delt", PLANNED, Sort(), shared=True)
    searches.start_with(as_ol, shared)
    searches.share(session, shared, shared=False)
    async with at_work(as_ol) as ol:
        assert len(ol.ids) == office.COUNT
        assert "ikke lenger delt" in ol.text


@pytest.mark.parametrize("key", ["n", "o", "p", "s", "e", "delete", "K"])
async def test_a_database_that_can_only_be_read_offers_no_changes(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    searches.save(as_ol, "En", PLANNED, Sort())
    monkeypatch.setattr(as_ol.engine, "read_only", True)
    async with at_work(as_ol) as ol:
        await ol.press("l", key)
        assert isinstance(ol.screen, SavedSearchesScreen)
        assert "searches.save" not in ol.offered
        await ol.press("1")
        assert {row.status for row in ol.rows} == {Status.PLANNED}
