"""Min kalender and Gruppekalender: calls by days and hours, made and moved there by keys and by mouse."""

from __future__ import annotations

from datetime import datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import factories
from tests.factories import moment
from tests.screens import office
from tests.screens.work import LARGE, SMALL, Operator, at_work, keys_to
from xscalls_tui.commands import pages
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.news import News
from xscalls_tui.i18n import Language
from xscalls_tui.screens.calendar import CalendarScreen
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.contact import Heard
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

MINE, GROUP = keys_to(pages.CALENDAR), keys_to(pages.GROUP)
PERIODS = ("1", "2", "3", "4", "5", "6")


def slot(at: Operator) -> str:
    """What the heading says of where the cursor stands."""
    assert isinstance(at.screen, CalendarScreen), at.text
    return next(line for line in at.lines[2:] if " · uke " in line or " · week " in line).strip()


def cells(at: Operator, text: str) -> int:
    """How often a text stands on the screen."""
    return sum(line.count(text) for line in at.lines)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_all_periods_of_both_look_as_they_did(
    as_ol: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(as_ol, size, language) as ol:
        for name, way in (("mine", MINE), ("group", GROUP)):
            await ol.press(*way)
            for period in PERIODS:
                await ol.press(period)
                assert ol.text == snapshot(name=f"{name} {period}")


async def test_a_call_is_opened_made_moved_and_brought_back_by_keys(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*MINE)
        assert slot(ol) == "ma 23. nov 2026 · uke 48 · 10:00"
        # 9:15 Reklamasjon, an hour above.
        await ol.press("up", "enter")
        assert ol.shows("subject") == "Reklamasjon, ny befaring"
        await ol.press("escape")
        assert slot(ol).endswith("· 09:00")
        # Nothing stands at eleven on Wednesday: Enter plans a call there and then.
        await ol.press("right", "right", "down", "down", "enter")
        assert (ol.shows("date"), ol.shows("start")) == ("25.11.2026", "11:00")
        assert ol.shows("employee") == "OL Ola Lie" and ol.shows("status") == "Planlagt"
        await ol.fill(subject="Ring om levering")
        await ol.press("ctrl+o")
        assert cells(ol, "←Ring") == 1
        # F2 in an hour that is taken begins where that call ends.
        await ol.press("f2")
        assert (ol.shows("date"), ol.shows("start")) == ("25.11.2026", "11:15")
        await ol.press("escape")
        # Lifted, carried a day and two hours on and a quarter, set down.
        await ol.press("b", "right", "down", "down", "J")
        assert "Ring om levering" in ol.text and "13:15" in ol.text
        await ol.press("enter")
        assert slot(ol) == "to 26. nov 2026 · uke 48 · 13:00"
        moved = calls.read(as_ol, office.COUNT + 1)
        assert (moved.starts_at, moved.ends_at) == (moment("26.11 13:15"), moment("26.11 13:30"))
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.COUNT + 1).starts_at == moment("25.11 11:00")
        assert cells(ol, "←Ring") == 1
        # Let go of before it was set down, it stays where it was.
        await ol.press("left", "up", "up", "b", "down", "escape")
        assert isinstance(ol.screen, CalendarScreen)
        assert calls.read(as_ol, office.COUNT + 1).starts_at == moment("25.11 11:00")


async def test_what_one_may_not_change_is_not_lifted(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*GROUP, "f", *"ph", "enter", "1", *["pagedown"] * 4)
        assert slot(ol) == "fr 27. nov 2026 · uke 48 · 10:00 · Per Holm"
        await ol.press("b")
        assert "Du har ikke tilgang til å endre denne samtalen" in ol.text
        await ol.press("left", "b", "down", "enter")  # planned for PH, who has not saved it yet
        assert calls.read(as_ol, office.UNSAVED).starts_at == moment("27.11 09:00")


async def test_going_about_by_periods_dates_and_today(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*MINE, "5", "g", *"31.1.27", "enter")
        assert "januar 2027" in ol.lines[1] and slot(ol) == "sø 31. jan 2027 · uke 4"
        await ol.press("pagedown")
        assert slot(ol) == "sø 28. feb 2027 · uke 8"
        await ol.press("g", *"32.13", "enter")
        assert "Ugyldig dato" in ol.text
        await ol.press("escape", "i")
        assert slot(ol) == "ma 23. nov 2026 · uke 48"
        await ol.press("2", "g", *"31.12.26", "enter")
        assert "Uke 53" in ol.lines[1] and "1. nyttårsdag" not in ol.lines[2].lower()
        await ol.press("right")
        assert slot(ol).startswith("fr 1. jan 2027 · uke 53")
        await ol.press("3", "pageup")
        assert slot(ol).startswith("fr 18. des 2026 · uke 51")
        await ol.press("6", "down")
        assert slot(ol).startswith("ma 18. jan 2027")
        await ol.press("1", "up", *["up"] * 30)
        assert slot(ol).endswith("· 00:00")
        await ol.press(*["down"] * 30)
        assert slot(ol).endswith("· 23:00")


async def test_the_first_and_the_last_day_are_no_edge_to_fall_off(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        for date, back, on in (("1.1.0001", "pageup", "left"), ("31.12.9999", "pagedown", "right")):
            for period in PERIODS:
                await ol.press(*MINE, period)
                await ol.press("g", *date, "enter")
                await ol.press(back, on)
                assert isinstance(ol.screen, CalendarScreen) and "uventet" not in ol.text.lower()


async def test_a_call_is_planned_for_a_colleague_and_shows_in_their_calendar(
    as_ol: Session, as_ph: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*GROUP)
        assert slot(ol) == "ma 23. nov 2026 · uke 48 · Ola Lie"
        people = [line.split()[0] for line in ol.lines[3:7]]
        assert people == ["OL", "BR", "KN", "PH"]
        await ol.press("down", "down", "down", "right", "+")
        assert ol.shows("employee") == "PH Per Holm"
        assert (ol.shows("date"), ol.shows("start")) == ("24.11.2026", "09:00")
        await ol.fill(subject="Til deg")
        await ol.press("ctrl+o")
        assert "1" in ol.line("PH")
        # Carried to somebody else's line it is theirs.
        await ol.press("b", "up", "enter")
        assert calls.read(as_ol, office.COUNT + 1).initials == "KN"
        await ol.press("ctrl+z")
    async with at_work(as_ph) as ph:
        await ph.press(*MINE)
        assert cells(ph, "←Til d") == 1
        await ph.press("v")
        assert slot(ph) == "ma 23. nov 2026 · uke 48 · Per Holm"


async def test_who_is_shown_is_chosen_by_name(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*GROUP, "f", *"holm,br", "enter")
        assert "holm,br" in ol.lines[1]
        assert [line.split()[0] for line in ol.lines[3:5]] == ["BR", "PH"] and slot(ol).endswith("Berit Røed")
        await ol.press("f", *"xyz", "enter")
        assert "Ingen ansatte heter det" in ol.text
        await ol.press("escape", "f", *["backspace"] * 9, "enter")
        assert ol.lines[3].split()[0] == "OL"


async def test_the_mouse_goes_to_slots_opens_and_turns(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*MINE)
        await ol.click("Reklam")
        assert slot(ol).endswith("· 09:00")
        await ol.click("Reklam")
        assert ol.shows("subject") == "Reklamasjon, ny befaring"
        await ol.press("escape", "5")
        await ol.click("Avtale om", times=2)
        assert isinstance(ol.screen, CallScreen)
        await ol.press("escape")
        await ol.click("Årsavt")
        assert slot(ol).startswith("ti 17. nov")
        await ol.click("12:00", on="⚑")
        assert isinstance(ol.screen, CallScreen) and "Årsavtale" in ol.shows("subject")


async def test_many_calls_of_one_hour_are_told_by_number_and_all_can_be_opened(as_ol: Session) -> None:
    for number in range(30):
        factories.call(as_ol, starts_at=moment("26.11 10:00"), subject=f"Nummer {number}")
    async with at_work(as_ol) as ol:
        await ol.press(*MINE, "right", "right", "right")
        assert "+29" in ol.line("10 ") and "27 til" in ol.text
        await ol.press("enter", *"29", "enter")
        assert ol.shows("subject") == "Nummer 29"
        await ol.press("escape", "5")
        assert "+29" in ol.text
        await ol.press("6")
        assert "+" in ol.line("nov")


async def test_what_is_done_is_struck_through_and_what_was_not_answered_is_not(as_ol: Session) -> None:
    factories.call(as_ol, starts_at=moment("26.11 12:00"), subject="Fikk ikke tak", status=Status.UNANSWERED)

    def style_of(text: str) -> object:
        x, y = ol.place_of(text)
        return ol.screen.get_style_at(x, y)

    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*MINE, "5", "g", *"1.11", "enter")
        for text, struck in (("Reklam", True), ("Årsavt", True), ("Avtale", False), ("Fikk", False)):
            style = style_of(text)
            assert bool(getattr(style, "strike", False)) is struck, text
            assert str(getattr(getattr(style, "bgcolor", None), "name", "")) == "#5fd7d7", text
        assert "⚑12:00 ← Fikk" in ol.text


async def test_what_a_colleague_saves_is_shown(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*MINE)
        factories.call(
            session, starts_at=moment("24.11 10:00"), employee=as_ol.employee.id, subject="Fra sjefen"
        )
        ol.app.post_message(Heard(News.CHANGED))
        await ol.settle()
        assert "Fra " in ol.line("10 ")


async def test_the_night_of_summer_time_has_its_hours(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*MINE, "1", "g", *"28.3.27", "enter", *["up"] * 8, "enter")
        assert (ol.shows("date"), ol.shows("start")) == ("28.03.2027", "02:00")
        await ol.fill(subject="Om natten")
        await ol.press("ctrl+o", "b", "down", "enter")
        assert calls.read(as_ol, office.COUNT + 1).starts_at == datetime(2027, 3, 28, 3)
