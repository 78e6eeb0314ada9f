"""One of a few values: inline, as a list, by letter and by mouse."""

from __future__ import annotations

import pytest

from tests.widgets.form_app import Elsewhere, FormApp, shown
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.dropdown import Dropdown


@pytest.fixture
def status(nb: Translator) -> ChoiceField[Status]:
    return ChoiceField(
        nb,
        lambda: [
            Choice(Status.PLANNED, "Planlagt", "⚑", "yellow"),
            Choice(Status.DONE, "Gjennomført", "⚑", "green"),
            Choice(Status.CANCELLED, "Avlyst", "⚑", "red"),
            Choice(Status.UNANSWERED, "Ubesvart", "⚑"),
        ],
        id="status",
    )


@pytest.fixture
def direction(nb: Translator) -> ChoiceField[Direction]:
    return ChoiceField(
        nb,
        lambda: [Choice(Direction.OUT, "Utgående", "←"), Choice(Direction.IN, "Innkommende", "→")],
        inline=True,
        id="direction",
    )


async def test_it_shows_sign_and_label(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test():
        assert shown(status) == ["⚑ Planlagt ▾"]
        status.set_value(Status.UNANSWERED)
        assert (shown(status), status.text) == (["⚑ Ubesvart ▾"], "Ubesvart")
        assert app.changed == []


async def test_inline_shows_all(direction: ChoiceField[Direction]) -> None:
    app = FormApp(direction)
    async with app.run_test():
        assert shown(direction) == ["(•) ← Utgående  ( ) → Innkommende"]
        direction.set_value(Direction.IN)
        assert shown(direction) == ["( ) ← Utgående  (•) → Innkommende"]
        assert direction.size.width == 33


async def test_arrows_step_and_stop_at_the_ends(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        await pilot.press("left")
        assert (status.value, app.changed) == (Status.PLANNED, [])
        await pilot.press("right")
        assert (status.value, app.changed) == (Status.DONE, [status])
        await pilot.press("right", "right", "right", "left")
        assert status.value is Status.CANCELLED


async def test_a_letter_goes_to_the_next_that_starts_with_it(nb: Translator) -> None:
    field = ChoiceField(
        nb, lambda: list(map(Choice, range(4), ["Ingen", "5 min", "Åpen", "50 min"])), id="choice"
    )
    app = FormApp(field)
    async with app.run_test() as pilot:
        values = []
        for key in ("5", "5", "5", "a", "I", "x"):
            await pilot.press(key)
            values.append(field.value)
        assert values == [1, 3, 1, 2, 0, 0]
        assert not {"5", "a", "I", "x"} & set(app.keys)


async def test_other_signs_are_left_to_the_form(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        await pilot.press("question_mark", "escape", "f5")
        assert app.keys == ["question_mark", "escape", "f5"]


@pytest.mark.parametrize("key", ["down", "up", "space"])
async def test_the_list_opens_by_key(status: ChoiceField[Status], key: str) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        status.set_value(Status.DONE)
        await pilot.press(key, "down", "enter")
        assert status.value is Status.CANCELLED
        assert (app.changed, app.advanced) == ([status], [status])
        assert app.dropdown is None


async def test_letters_move_in_the_open_list_and_escape_takes_nothing(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        await pilot.press("down", "u")
        assert app.dropdown is not None
        assert app.dropdown.highlighted == 3
        await pilot.press("escape")
        assert app.offered == []
        assert (status.value, app.changed) == (Status.PLANNED, [])
        assert "escape" not in app.keys


async def test_leaving_closes_the_list(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "tab")
        assert (status.value, app.dropdown) == (Status.PLANNED, None)


async def test_the_mouse_opens_takes_and_closes(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        await pilot.click(Elsewhere)
        await pilot.click(status, offset=(3, 0))
        assert app.field is status
        await pilot.click(Dropdown, offset=(4, 1))
        assert (status.value, app.dropdown) == (Status.DONE, None)
        await pilot.click(status)
        await pilot.click(status)
        assert app.dropdown is None


async def test_inline_keys(direction: ChoiceField[Direction]) -> None:
    app = FormApp(direction)
    async with app.run_test() as pilot:
        values = []
        for key in ("right", "right", "left", "space", "space", "i", "u", "down"):
            await pilot.press(key)
            values.append(direction.value)
        out, inc = Direction.OUT, Direction.IN
        assert values == [inc, inc, out, inc, out, inc, out, out]
        assert app.dropdown is None
        await pilot.press("enter")
        assert app.advanced == [direction]


@pytest.mark.parametrize(
    ("x", "value"),
    [(0, Direction.OUT), (13, Direction.OUT), (14, None), (16, Direction.IN), (32, Direction.IN)],
)
async def test_inline_by_mouse(direction: ChoiceField[Direction], x: int, value: Direction | None) -> None:
    app = FormApp(direction)
    async with app.run_test() as pilot:
        start = Direction.IN if value is not Direction.IN else Direction.OUT
        direction.set_value(start)
        await pilot.click(direction, offset=(x, 0))
        assert direction.value is (value or start)


async def test_a_value_that_is_no_choice_is_kept(nb: Translator) -> None:
    choices = [Choice(0, "Ved start"), Choice(5, "5 min")]
    field = ChoiceField(nb, lambda: choices, describe=lambda minutes: f"{minutes} min", id="reminder")
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(7)
        assert (field.value, field.text) == (7, "7 min")
        await pilot.press("left")
        assert field.value == 5
        await pilot.press("right")
        assert field.value == 7
        field.set_value(7)
        assert len(field.choices) == 3


@pytest.mark.parametrize("key", ["right", "space", "down", "u"])
async def test_what_can_only_be_read_stays(
    status: ChoiceField[Status], direction: ChoiceField[Direction], key: str
) -> None:
    app = FormApp(status, direction)
    async with app.run_test() as pilot:
        status.read_only = direction.read_only = True
        direction.set_value(Direction.IN)
        await pilot.press(key, "enter", key)
        await pilot.click(status)
        await pilot.click(direction)
        assert (status.value, direction.value) == (Status.PLANNED, Direction.IN)
        assert (app.changed, app.dropdown) == ([], None)


async def test_the_focus_is_told_without_colour(status: ChoiceField[Status]) -> None:
    app = FormApp(status)
    async with app.run_test() as pilot:
        assert all(segment.style and segment.style.underline for segment in status.render_line(0))
        await pilot.press("tab")
        assert not any(segment.style and segment.style.underline for segment in status.render_line(0))
