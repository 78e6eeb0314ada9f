"""The order of the list: by key and by a click on a heading."""

from __future__ import annotations

import pytest

from tests import factories
from tests.screens.work import LARGE, at_work
from xscalls_tui.services.session import Session

BY_DATE = [9, 8, 4, 3, 6, 5, 7, 10, 11, 2, 1]


async def test_the_sign_at_a_heading_tells_the_order(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert "Dato▾" in ol.lines[2]
        await ol.press("exclamation_mark")
        assert "Dato▴" in ol.lines[2]
        assert ol.ids == BY_DATE[::-1]


async def test_greater_and_less_go_through_the_columns_and_round(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        for before in ("✎  ▴", "Ans▴", "Emne▴", "Firma > prosjekt…▴", "Dato▾"):
            await ol.press("greater_than_sign")
            assert before in ol.lines[2]
        await ol.press("less_than_sign", "less_than_sign")
        assert "Emne▴" in ol.lines[2]


async def test_a_click_on_a_heading_sorts_by_it_and_a_second_turns_the_order(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Ans", on="Dato")
        assert [row.initials for row in ol.rows] == ["OL"] * 7 + ["PH"] * 4
        await ol.click("Ans", on="Dato")
        assert [row.initials for row in ol.rows] == ["PH"] * 4 + ["OL"] * 7
        await ol.click("Dato", on="Ans")
        assert ol.ids == BY_DATE


async def test_subjects_sort_in_norwegian_order(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.click("Emne", on="Dato")
        subjects = [row.subject for row in ol.rows if row.subject]
        assert subjects[0] == "Avtale om levering"
        assert subjects[-1].startswith("Årsavtale")


async def test_calls_without_a_company_stand_last(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.click("Firma", on="Dato")
        companies = [row.company for row in ol.rows]
        assert companies == ["Nord Rør AS"] * 2 + ["Åsen Bygg AS"] * 4 + ["Åsgård Eiendom"] + [""] * 4


@pytest.mark.parametrize("text", ["Fra", "Telefonnummer", "Til"])
async def test_a_click_on_a_heading_that_does_not_sort_changes_nothing(as_ol: Session, text: str) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.click(text, on="Dato")
        assert ol.ids == BY_DATE


async def test_sorting_starts_at_the_top_and_keeps_filters_and_ticks(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("1", "space", "greater_than_sign")
        assert len(ol.table.ticked) == 1
        assert "Status: Planlagt" in ol.lines[1]
        assert ol.lines[1].endswith("1 av 5")


async def test_more_than_a_page_sorts_alike_from_both_ends(as_ol: Session) -> None:
    for number in range(150):
        factories.call(as_ol, starts_at=factories.moment("02.11 08:00"), subject=f"Emne {number % 7}")
    async with at_work(as_ol) as ol:
        await ol.click("Emne", on="Dato")
        await ol.press("end")
        last = ol.ids
        await ol.press("home")
        for _ in range(9):
            await ol.press("pagedown")
        assert ol.ids == last
