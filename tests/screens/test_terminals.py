"""Small windows, few colours, plain signs: the program stays of use."""

from __future__ import annotations

import re

import pytest

from tests.screens import office
from tests.screens.work import Operator, at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

LEAST = (60, 15)
TOO_SMALL = "Vinduet er for lite: xscalls trenger 60 x 15 tegn"
SIGNS = "☐☑✎←→⚑▀▖▛▴…◀"


# Size


async def test_the_list_is_of_use_at_60_by_15(as_ol: Session) -> None:
    async with at_work(as_ol, LEAST) as ol:
        assert TOO_SMALL not in ol.text
        assert [word for word in ("⚑", "Dato", "Fra", "Ans", "Emne", "Firma") if word in ol.lines[2]] == [
            "⚑", "Dato", "Fra", "Ans", "Emne", "Firma",
        ]  # fmt: skip
        assert ol.lines[1].endswith("1 av 11")
        assert "F9 Verktøy" in ol.lines[-1] and "F1 Hjelp" in ol.lines[-1]
        assert all(len(line) <= 60 for line in ol.lines)


async def test_a_call_can_be_filled_in_and_stored_at_60_by_15(as_ol: Session) -> None:
    async with at_work(as_ol, LEAST) as ol:
        await ol.press("f2")
        for name, text in (
            ("phone", "40000000"), ("subject", "Liten skjerm"), ("company", "asen b"), ("partner", "Anna"),
            ("status", "g"), ("note", "Linje én"), ("date", "24.11"), ("start", "9"),
        ):  # fmt: skip
            await ol.go_to(name)
            await ol.type(text)
            assert text.lower() in ol.text.lower(), f"{name} is out of sight"
        await ol.press("ctrl+o")
        call = calls.read(as_ol, office.COUNT + 1)
        assert (call.subject, call.status, call.note) == ("Liten skjerm", Status.DONE, "Linje én")


@pytest.mark.parametrize("keys", [("f9",), ("f10",), ("ctrl+p",), ("f1",), ("end", "delete"), ("end", "h")])
async def test_menus_questions_and_help_fit_at_60_by_15(as_ol: Session, keys: tuple[str, ...]) -> None:
    async with at_work(as_ol, LEAST) as ol:
        await ol.press(*keys)
        if keys != ("end", "h"):
            assert "┌" in ol.text and "└" in ol.text and "┘" in ol.text
        assert all(len(line) <= 60 for line in ol.lines)


@pytest.mark.parametrize("size", [(59, 24), (80, 14), (30, 8), (59, 14)])
@pytest.mark.parametrize("keys", [(), ("f2",), ("end", "h")])
async def test_below_that_a_sentence_says_that_the_window_is_too_small(
    as_ol: Session, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*keys)
        before = ol.text
        await ol.resize(*size)
        assert " ".join(ol.text.split()) == TOO_SMALL
        await ol.resize(80, 24)
        assert ol.text == before


async def test_it_says_so_when_it_starts_too_small(as_ol: Session) -> None:
    async with at_work(as_ol, (50, 12)) as ol:
        assert TOO_SMALL in ol.text
        await ol.resize(80, 24)
        assert ol.lines[1].endswith("1 av 11")


async def test_a_half_filled_call_survives_a_window_that_was_too_small(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Halvveis")
        await ol.press("left", "left")
        await ol.resize(40, 10)
        await ol.resize(80, 24)
        await ol.type("X")
        assert ol.shows("subject") == "HalvveXis"


async def test_the_cursor_keeps_its_call_in_sight_when_the_window_changes(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end")
        for size in ((80, 15), (120, 40), (60, 15), (80, 24)):
            await ol.resize(*size)
            assert ol.row.id == office.FIRST
            assert "06.11.26" in ol.text


async def test_columns_give_way_in_their_order(as_ol: Session) -> None:
    async with at_work(as_ol, (120, 24)) as ol:
        shown = []
        for width in (120, 100, 90, 74):
            await ol.resize(width, 24)
            heading = ol.lines[2]
            shown.append(("Til" in heading, "1042 Skolen" in ol.text, "Telefon" in heading))
        assert shown == [
            (True, True, True), (False, True, True), (False, False, True), (False, False, False),
        ]  # fmt: skip


# Colours and signs


def letters(ol: Operator) -> dict[str, str]:
    """The sign in the flag's column by the date and time of the call."""
    found = (re.match(r" . . .(.) . (\d\d\.\d\d\.\d\d \d\d:\d\d)", line) for line in ol.lines)
    return {match[2]: match[1] for match in found if match}


async def test_without_colours_the_flag_is_the_letter_of_its_status(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(as_ol, few_colours=True) as ol:
        flags = letters(ol)
        assert flags["24.11.26 11:00"] == "P"
        assert flags["23.11.26 09:15"] == "G"
        assert flags["25.11.26 08:00"] == "A"
        assert flags["20.11.26 14:30"] == "U"


async def test_without_colours_the_cursor_and_what_is_chosen_are_reversed(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(as_ol, few_colours=True) as ol:
        assert all(segment.style and segment.style.reverse for segment in ol.table.render_line(1))
        assert not any(segment.style and segment.style.reverse for segment in ol.table.render_line(2))


async def test_sixteen_colours_show_letters_and_a_cursor_in_a_colour_of_its_own(as_ol: Session) -> None:
    async with at_work(as_ol, few_colours=True) as ol:
        assert letters(ol)["25.11.26 08:00"] == "A"
        styles = [next(iter(ol.table.render_line(y))).style for y in range(1, 12)]
        backgrounds = [style.bgcolor for style in styles if style]
        assert backgrounds[0] not in backgrounds[1:]


async def test_the_letters_follow_the_language(as_ol: Session) -> None:
    async with at_work(as_ol, few_colours=True, language="en") as ol:
        assert len(set(letters(ol).values())) == len(Status)


@pytest.mark.parametrize("keys", [(), ("end", "h"), ("end", "enter"), ("end", "f")])
async def test_a_plain_terminal_gets_plain_signs(as_ol: Session, keys: tuple[str, ...]) -> None:
    async with at_work(as_ol, plain=True, few_colours=True) as ol:
        await ol.press(*keys)
        assert not set(SIGNS) & set(ol.text), set(SIGNS) & set(ol.text)


async def test_plain_signs_can_still_be_clicked(as_ol: Session) -> None:
    async with at_work(as_ol, plain=True, few_colours=True) as ol:
        await ol.click_at(1, 3)
        assert len(ol.table.ticked) == 1
        await ol.press("end", "f")
        assert len(ol.ids) == 4
        await ol.click("x ", on="firma:")
        assert len(ol.ids) == office.COUNT
