"""Keys go where they were meant to, however fast they come and however slowly the database answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import at_work
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.services import calls, followups, lookups
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1
LATE = 0.02
"""Seconds that each answer is late: long against a key of a burst, short for a test."""

WHOLE_CALL = (
    "f2", *"40 00 00 00", "tab", "down", "down", "enter", *"Tilbud på dører", "enter",
    *"asen", "enter", *"lukasz", "enter", *"1042", "enter", "g", "enter", *"Linje én", "enter", *"to",
    *["shift+tab"] * 13, *"fre", "tab", *"930", "tab", *"+30", "tab", "tab", *"per", "enter", "i", "ctrl+o",
)  # fmt: skip
"""Every field of a call, and the last key closes the window."""


@pytest.fixture(params=["at once", "late"])
def answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The services as they are, and with every answer late."""
    if request.param == "at once":
        return

    def late(function: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*args: Any, **kwargs: Any) -> Any:
            time.sleep(LATE)
            return function(*args, **kwargs)

        return answer

    for module, name in (
        (lookups, "find"), (lookups, "details"), (calls, "create"), (calls, "save"), (calls, "read"),
        (calls, "busy"), (calls, "page"), (followups, "follow_up"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, late(getattr(module, name)))


def content(call: Call) -> Call:
    """A call without what its number and time of writing make different."""
    return call._replace(id=0)


async def test_a_call_in_one_burst_is_stored_as_one_typed_slowly(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*WHOLE_CALL)
        assert isinstance(ol.screen, CallListScreen), ol.text
        await ol.burst(*WHOLE_CALL)
        assert isinstance(ol.screen, CallListScreen), ol.text
    slow, burst = calls.read(as_ol, NEW), calls.read(as_ol, NEW + 1)
    assert content(burst) == content(slow)
    assert (slow.subject, slow.note) == ("Tilbud på dører", "Linje én\nto")
    assert (slow.initials, slow.status, slow.starts_at) == (
        "PH",
        Status.DONE,
        factories.moment("27.11 09:30"),
    )
    assert slow.company and slow.company.id == office.AASEN
    assert slow.contact and slow.contact.id == office.LUKASZ
    assert slow.project and slow.project.id == office.SKOLEN


async def test_two_calls_in_one_burst_are_two_right_calls(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("f2", *"41", "ctrl+o", "f2", *"42", "ctrl+o")
        assert isinstance(ol.screen, CallListScreen), ol.text
        assert len(ol.app.screen_stack) == 1
    assert [calls.read(as_ol, NEW + n).phone for n in range(2)] == ["41", "42"]


async def test_opprett_og_ny_in_one_burst_makes_as_many_calls(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("f2", *"41", "ctrl+n", *"42", "ctrl+n", *"43", "ctrl+o")
        assert isinstance(ol.screen, CallListScreen), ol.text
    assert [calls.read(as_ol, NEW + n).phone for n in range(3)] == ["41", "42", "43"]


async def test_f8_and_the_follow_ups_date_and_note_in_one_burst(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("end", "f8", *"+3", "shift+tab", *"Ring igjen", "ctrl+o", "home")
        assert isinstance(ol.screen, CallListScreen), ol.text
    first, second = calls.read(as_ol, office.FIRST), calls.read(as_ol, NEW)
    assert (first.status, second.origin) == (Status.UNANSWERED, office.FIRST)
    assert (second.note, second.starts_at.day) == ("Ring igjen", 26)


async def test_what_follows_enter_on_a_row_goes_into_that_call(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("end", "enter", *"Notat", "ctrl+o", "home", "down", "enter", *"Annet", "ctrl+o")
        assert isinstance(ol.screen, CallListScreen), ol.text
    assert calls.read(as_ol, office.FIRST).note == "Notat"
    assert calls.read(as_ol, office.UNSAVED).note == "Annet"


async def test_letters_that_are_commands_are_followed_by_their_text(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("n", *"41", "ctrl+o", "end", "y", *"123", "ctrl+o", "h", "q", "1")
        assert isinstance(ol.screen, CallListScreen), ol.text
        assert "Status: Planlagt" in ol.lines[1]
    assert calls.read(as_ol, NEW).phone == "41"
    assert calls.read(as_ol, NEW + 1).phone.endswith("123")


async def test_keys_after_a_menu_and_a_question_go_there(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        await ol.burst("end", "f9", *"slett", "enter", "j", "home", "n", *"41", "ctrl+o")
        assert isinstance(ol.screen, CallListScreen), ol.text
        assert office.FIRST not in calls.ids(as_ol, Criteria())
    assert calls.read(as_ol, NEW).phone == "41"


async def test_a_paste_keeps_its_place_among_the_keys(as_ol: Session, answers: None) -> None:
    async with at_work(as_ol) as ol:
        ol.send("f2", "tab", "tab")
        ol.paste("limt inn")
        ol.send(*"! ", "ctrl+o")
        await ol.settle()
        assert isinstance(ol.screen, CallListScreen), ol.text
    assert calls.read(as_ol, NEW).subject == "limt inn!"


async def test_an_answer_that_never_brings_a_screen_lets_the_keys_go_on(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Call:
        raise RuntimeError("boom")

    monkeypatch.setattr(calls, "read", broken)
    async with at_work(as_ol) as ol:
        await ol.burst("enter", "down", "down")
        assert ol.row.id == office.FOURTH


async def test_a_held_cursor_key_moves_once_for_every_time_it_comes(as_ol: Session) -> None:
    for number in range(200):
        factories.call(as_ol, starts_at=factories.moment("02.11 08:00"), subject=f"Eldre {number}")
    async with at_work(as_ol) as ol:
        await ol.burst(*["down"] * 150)
        assert ol.lines[1].endswith("151 av 211")
