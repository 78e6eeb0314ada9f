"""Startside: one's own calls at a glance, the plus of each element, arranged by everybody for themselves."""

from __future__ import annotations

from tests.clock import FixedClock
from tests.screens.work import LARGE, at_work
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.start_page import StartPageScreen
from xscalls_tui.services.session import Session


async def test_the_day_is_seen_and_calls_are_opened_made_and_refreshed(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        assert "Gjøremål 1 ▲1 forfalt" in ol.lines[0]
        await ol.press("f10", "enter")
        assert isinstance(ol.screen, StartPageScreen)
        titles = ("Mine samtaler i dag", "Mine planlagte samtaler", "Ubesvarte samtaler", "Siste samtaler")
        places = [ol.place_of(title)[1] for title in titles]
        assert places == sorted(places)
        assert all(ol.lines[place].endswith("+") for place in places)
        assert "Avtale om levering" in ol.lines[places[0] + 1]
        await ol.press("enter")
        assert isinstance(ol.screen, CallScreen) and ol.shows("subject") == "Avtale om levering"
        await ol.press("f5", "escape")
        assert "Gjøremål 0 ▲1 forfalt" in ol.lines[0]
        assert "Reklamasjon" in ol.lines[places[0] + 1] and "Avtale om levering" in ol.lines[places[0] + 2]
        await ol.press("+")
        assert ol.window.call is None
        await ol.type("911")
        await ol.press("ctrl+o")
        await ol.click("+", on="Siste samtaler")
        assert ol.window.call is None
        await ol.press("escape")
        await ol.click("Gjøremål")
        assert isinstance(ol.screen, StartPageScreen)
        await ol.press("escape")
        assert not isinstance(ol.screen, StartPageScreen)
        await ol.click("xscalls")
        assert isinstance(ol.screen, StartPageScreen)


async def test_elements_are_chosen_and_ordered_and_taken_back(as_ol: Session) -> None:
    def titles() -> list[str]:
        return [line.split("  ")[0].strip() for line in ol.lines[1:21] if line.endswith("+")]

    async with at_work(as_ol) as ol:
        await ol.press("f10", "enter", "e", "space", "down", "J", "enter")
        assert titles() == ["Ubesvarte samtaler", "Mine planlagte samtaler", "Siste samtaler"]
        await ol.press("e", "space", "escape")
        assert len(titles()) == 3
        await ol.press("ctrl+z")
        assert titles()[0] == "Mine samtaler i dag" and len(titles()) == 4
        await ol.press("e", "space", "down", "space", "down", "space", "down", "space", "e")
        assert titles() == []


async def test_what_is_overdue_stands_out_in_a_narrow_window_too(
    as_ol: Session, clock: FixedClock
) -> None:
    clock.at = clock.at.replace(hour=15)
    async with at_work(as_ol) as ol:
        assert "1 ▲2" in ol.lines[0]
        await ol.press("f10", "enter")
        assert ol.line("Avtale om levering").endswith("forfalt")
