"""Fra-til: start and end pointed at in the day view, by mouse and by key (R71, R87-R92)."""

from __future__ import annotations

import pytest

from tests import factories
from tests.screens.work import Operator, at_work
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


async def click(ol: Operator, at: str, *, button: int = 1, ctrl: bool = False) -> None:
    """Click on the cell of a time of day."""
    hour, minute = map(int, at.split(":"))
    region = ol.form.grid.region
    half, hour = divmod(hour, 12)
    await ol.click_at(region.x + 4 * hour + minute // 15, region.y + 2 * half + 1, button=button, ctrl=ctrl)


def times(ol: Operator) -> tuple[str, str]:
    return ol.shows("start"), ol.shows("end")


async def test_the_grid_shows_24_hours_and_where_the_call_is(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        first, second = ol.lines[3].split(), ol.lines[5].split()
        assert [len(first[0]), len(second[0])] == [48, 48]
        assert [line.split()[-12:] for line in (ol.lines[2].replace("▒ opptatt", ""), ol.lines[4])] == [
            [f"{hour:02}" for hour in range(12)],
            [f"{hour:02}" for hour in range(12, 24)],
        ]
        assert first[0] == "·" * 42 + "██" + "·" * 4


async def test_busy_times_of_the_employee_show_and_follow_day_and_employee(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        assert ol.lines[5].split()[0] == "····▒" + "·" * 43
        await ol.fill(date="27.11", employee="ph")
        await ol.press("tab")
        assert ol.lines[3].split()[0][36:44] == "▒···▒·██"
        assert ol.lines[5].split()[0] == "·" * 48


async def test_the_left_button_sets_the_start(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "09:30")
        assert times(ol) == ("09:30", "10:57")


@pytest.mark.parametrize(("button", "ctrl"), [(3, False), (1, True)])
async def test_the_right_button_and_ctrl_with_the_left_set_the_end(
    as_ol: Session, button: int, ctrl: bool
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "13:45", button=button, ctrl=ctrl)
        assert times(ol) == ("10:42", "13:45")


async def test_a_start_after_the_end_is_refused_in_words(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "15:00")
        assert "Starttidspunktet kan ikke være senere enn sluttidspunktet" in ol.text
        assert times(ol) == ("10:42", "10:57")
        await click(ol, "09:00")
        assert "Starttidspunktet" not in ol.text


@pytest.mark.parametrize(("button", "ctrl"), [(3, False), (1, True)])
async def test_an_end_before_the_start_is_refused_in_words(as_ol: Session, button: int, ctrl: bool) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "09:00", button=button, ctrl=ctrl)
        assert "Sluttidspunktet kan ikke være tidligere enn starttidspunktet" in ol.text
        assert times(ol) == ("10:42", "10:57")


async def test_start_and_end_may_be_equal(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "09:00")
        await click(ol, "09:00", button=3)
        await ol.press("ctrl+s")
        assert times(ol) == ("09:00", "09:00")
        call = calls.read(as_ol, 12)
        assert call.starts_at == call.ends_at == factories.moment("09:00")


async def test_arrows_move_s_sets_the_start_and_e_the_end(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("grid")
        await ol.press("left", "left", "s", "down", "right", "e")
        assert times(ol) == ("10:00", "22:15")
        await ol.press("s")
        assert "Starttidspunktet" not in ol.text
        assert times(ol) == ("22:15", "22:15")
        await ol.press("home", "e")
        assert "Sluttidspunktet kan ikke være tidligere" in ol.text


async def test_what_is_set_in_the_grid_is_stored(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "08:15")
        await click(ol, "08:45", button=3)
        await ol.press("ctrl+o")
        call = calls.read(as_ol, 12)
        assert (call.starts_at, call.ends_at) == (factories.moment("08:15"), factories.moment("08:45"))


async def test_the_end_set_in_the_grid_stays_when_the_start_is_typed(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await click(ol, "13:00", button=3)
        await ol.fill(start="9")
        await ol.press("tab")
        assert times(ol) == ("09:00", "13:00")


async def test_letters_in_the_grid_are_not_commands_of_the_window(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.type("40")
        await ol.go_to("grid")
        await ol.press("e", "s")
        assert "Ny samtale" in ol.lines[0]
