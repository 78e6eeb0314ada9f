"""Globalt søk: typed ahead, over anything, and never an answer to an older text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from textual import events

from tests.screens import office
from tests.screens.work import LARGE, PRIVATE_LIST, Operator, at_work
from xscalls_tui.domain.finding import Found
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.global_search import GlobalSearchScreen
from xscalls_tui.services import finding
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.hit_list import HitList, Row

HEADINGS = (
    "Samtaler", "Firmaer", "Kontaktpersoner", "Prosjekter", "Saker", "Salgsmuligheter", "Timer", "Ansatte",
)  # fmt: skip


def headings(at: Operator) -> list[str]:
    """The headings of the groups as they stand, without their boxes."""
    return [line[3:] for line in at.lines if line[3:].split("  ")[0] in HEADINGS]


def chosen(at: Operator) -> Row | None:
    return at.screen.query_one(HitList).selected


def name(at: Operator) -> str:
    row = chosen(at)
    assert row is not None and row.hit is not None
    return row.hit.name


async def test_hits_come_as_one_types_and_enter_opens_the_first(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "ctrl+g")
        assert headings(ol) == list(HEADINGS)
        await ol.type("as")
        assert headings(ol) == [
            "Samtaler  7",
            "Firmaer  3",
            "Kontaktpersoner  3",
            "Prosjekter  2",
            "Saker  0",
            "Salgsmuligheter  0",
            "Timer  0",
            "Ansatte  0",
        ]
        await ol.type("en")
        assert headings(ol) == [
            "Samtaler  4",
            "Firmaer  1",
            "Kontaktpersoner  2",
            "Prosjekter  1",
            "Saker  0",
            "Salgsmuligheter  0",
            "Timer  0",
            "Ansatte  0",
        ]
        assert "25.11.26  Mål på vinduer" in ol.text
        await ol.press("enter")
        assert ol.window.call is not None and ol.window.call.id == office.FOURTH
        await ol.press("escape")
        assert isinstance(ol.screen, GlobalSearchScreen) and ol.screen.text == "asen"
        await ol.press("ctrl+g", "escape")
        assert ol.row.id == office.FIRST


@pytest.mark.parametrize("text", ["91234567", "+47 912 34 567", "4567", "kari vik", "lekker kjelleren"])
async def test_a_call_is_found_by_number_by_names_and_by_its_note(as_ol: Session, text: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+g")
        await ol.type(text)
        await ol.press("enter")
        assert ol.window.call is not None and ol.window.call.id == office.INCOMING


async def test_over_a_half_filled_window_it_gives_all_back_as_it_was(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(phone="22 33", subject="Pris på båt")
        await ol.press("left", "ctrl+g")
        await ol.type("nord rør")
        await ol.press("tab", "f3")
        assert isinstance(ol.screen, CallListScreen)
        assert ol.ids == [office.INCOMING, office.STRANGE]
        await ol.press("q", "ctrl+g")
        await ol.type("q")
        await ol.press("escape", "X")
        assert isinstance(ol.screen, CallScreen)
        assert (ol.shows("phone"), ol.shows("subject"), ol.field_name) == ("22 33", "Pris på båXt", "subject")


async def test_rows_of_registers_lead_to_their_calls_and_groups_to_all_of_theirs(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("1", "ctrl+g")
        await ol.type("åsen")
        await ol.press("tab")
        assert name(ol) == "Åsen Bygg AS"
        await ol.press("f3")
        assert (ol.ids, len(ol.app.screen_stack)) == ([4, 3, 2, 1], 1)
        assert "Åsen Bygg AS" in ol.lines[1]
        await ol.press("ctrl+g")
        await ol.type("avtale")
        await ol.press("f3")
        assert ol.ids == [office.TODAY, office.LONG]
        await ol.press(*PRIVATE_LIST, "ctrl+g")
        await ol.type("ph")
        await ol.press("shift+tab")
        assert name(ol) == "PH Per Holm"
        await ol.press("f3")
        assert {row.initials for row in ol.rows} == {"PH"}
        await ol.press("q")
        assert "Mine samtaler" in ol.lines[0]
        assert {row.initials for row in ol.rows} == {"OL"}


async def test_the_cursor_goes_through_all_groups_and_comes_upon_hits_that_there_was_no_room_for(
    as_ol: Session,
) -> None:
    async with at_work(as_ol, (80, 18)) as ol:
        await ol.press("ctrl+g")
        await ol.type("o")
        hits = [hit.name for found in finding.find(as_ol, "o") for hit in found.hits]
        told = headings(ol)
        assert len(told) == len(HEADINGS), ol.text
        seen = [name(ol)]
        while len(seen) < 100:
            await ol.press("down")
            row = chosen(ol)
            if row is None or row.hit is None:
                continue
            if row.hit.name == seen[-1] and len(seen) >= len(hits):
                break
            seen.append(row.hit.name)
        assert seen == hits
        await ol.press("pageup", "pageup", "pageup", "pageup", "pageup")
        assert chosen(ol) == Row("calls")
        await ol.click("Firmaer")
        assert "☐ Firmaer" in ol.text


async def test_a_group_is_left_out_until_its_box_is_ticked_again(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press("ctrl+g")
        await ol.type("nord")
        await ol.press("space")
        await ol.type("rør")
        assert headings(ol)[:2] == ["Samtaler  2", "Firmaer  1"]
        await ol.press("up", "space")
        assert headings(ol)[:2] == ["Samtaler", "Firmaer  1"]
        assert "☐ Samtaler" in ol.text
        await ol.press("escape", "ctrl+g")
        await ol.type("rør")
        assert name(ol) == "Nord Rør AS"
        await ol.click("Samtaler", on="☐")
        assert headings(ol)[0] == "Samtaler  2"
        await ol.click("Ikke svar, prøv mandag")
        assert ol.window.call is not None and ol.window.call.id == office.STRANGE


async def test_more_hits_than_are_counted_are_so_many_and_more(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("services.finding", "screens.global_search"):
        monkeypatch.setattr(f"xscalls_tui.{module}.COUNT_CAP", 3)
    async with at_work(as_ol, language="en") as ol:
        await ol.press("ctrl+g")
        await ol.type("vinduer")
        assert "Calls  3+" in ol.text
        await ol.burst(*["backspace"] * 7)
        assert "Calls  " not in ol.text and "vinduer" not in ol.text


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, text: str) -> Iterator[Event]:
    """The answer to ``text`` does not come until the event is set."""
    release, find = Event(), finding.find

    def slow(session: Session, wanted: str, groups: list[str]) -> list[Found]:
        if wanted == text:
            release.wait(20)
        return find(session, wanted, groups)

    monkeypatch.setattr(finding, "find", slow)
    try:
        yield release
    finally:
        release.set()


async def test_an_answer_to_an_older_text_is_never_shown(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+g")
        with held(monkeypatch, "re") as release:
            ol.send("r", "e", "k")
            await ol.until(lambda: "Samtaler  1" in ol.text)
            release.set()
            await ol.settle()
        assert "Samtaler  1" in ol.text
        assert name(ol) == "Reklamasjon, ny befaring"


async def test_a_click_on_a_hit_of_an_older_text_does_nothing(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+g")
        ol.paste("på\nvinduer")
        await ol.settle()
        lines = ol.screen.query_one(HitList)
        assert (lines.count, lines.cursor) == (len(HEADINGS) + 4, 1)
        with held(monkeypatch, "på vinduerX") as release:
            ol.send("X")
            x, y = ol.place_of("Samtaler")
            for kind in (events.MouseDown, events.MouseUp):
                ol._send(kind(None, x, y + 2, 0, 0, 1, False, False, False, x, y + 2))
            await ol.until(lambda: lines.cursor == 2)
            release.set()
            await ol.settle()
        assert isinstance(ol.screen, GlobalSearchScreen)
        assert headings(ol)[0] == "Samtaler  0"


@pytest.mark.parametrize("keys", [("enter",), ("down", "up", "enter")])
async def test_keys_wait_for_the_answer_to_the_very_text(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+g", "t")
        assert name(ol) != "Reklamasjon, ny befaring"
        with held(monkeypatch, "rekl") as release:
            ol.send("backspace", *"rekl", *keys, "X")
            await ol.until(lambda: isinstance(ol.screen, GlobalSearchScreen) and ol.screen.text == "rekl")
            release.set()
            await ol.settle()
        assert ol.window.call is not None and ol.window.call.id == office.INCOMING
        assert "X" in ol.shows("note")
