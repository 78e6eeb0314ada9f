"""The list that fields drop down: where it stands, what it draws, its keys and the mouse."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from tests.widgets.form_app import FormApp, shown
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.dropdown import MAX_ROWS, Dropdown, DropRow
from xscalls_tui.widgets.text_field import TextField


def _field(t: Translator, labels: Sequence[str], id: str = "choice") -> ChoiceField[int]:
    return ChoiceField(t, lambda: [Choice(number, label) for number, label in enumerate(labels)], id=id)


def _many(count: int) -> list[str]:
    return [f"Valg {number}" for number in range(count)]


async def test_it_opens_under_its_field_with_the_labels_under_the_text(nb: Translator) -> None:
    field = _field(nb, ["Ingen", "15 minutter før"])
    app = FormApp(TextField(nb, id="first"), field)
    async with app.run_test() as pilot:
        await pilot.press("tab", "down")
        dropdown = app.dropdown
        assert dropdown is not None
        assert (dropdown.region.x, dropdown.region.y) == (field.region.x - 2, field.region.bottom)
        assert dropdown.region.right <= app.size.width
        assert [line.strip("│ ") for line in shown(dropdown)] == ["Ingen", "15 minutter før"]
        assert app.field is field


async def test_it_opens_above_where_there_is_no_room_below(nb: Translator) -> None:
    field = _field(nb, _many(4))
    app = FormApp(*(TextField(nb, id=f"t{number}") for number in range(6)), field)
    async with app.run_test(size=(80, 8)) as pilot:
        field.focus()
        await pilot.press("down")
        assert app.dropdown is not None
        assert app.dropdown.region.bottom == field.region.y
        assert app.dropdown.region.height == 4


@pytest.mark.parametrize("height", [1, 2, 3, 5])
async def test_a_low_window_shows_what_it_can(nb: Translator, height: int) -> None:
    field = _field(nb, _many(20))
    app = FormApp(field)
    async with app.run_test(size=(20, height)) as pilot:
        await pilot.press("down", "pagedown", "pagedown", "end", "enter")
        await pilot.pause()
        assert field.value == 2 * max(1, height - 1)


async def test_a_long_list_scrolls_and_says_that_there_is_more(nb: Translator) -> None:
    field = _field(nb, _many(20))
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down")
        dropdown = app.dropdown
        assert dropdown is not None
        assert dropdown.region.height == MAX_ROWS
        lines = shown(dropdown)
        assert (lines[0][-1], lines[-1][-1]) == ("│", "↓")
        await pilot.press("pagedown", "pagedown")
        lines = shown(dropdown)
        assert (lines[0][-1], lines[-1][-1]) == ("↑", "↓")
        assert dropdown.highlighted == 2 * MAX_ROWS
        await pilot.press("pagedown", "pagedown")
        lines = shown(dropdown)
        assert (lines[0][-1], lines[-1][-1]) == ("↑", "│")
        assert dropdown.highlighted == 19
        await pilot.press(*["pageup"] * 3, "up")
        assert dropdown.highlighted == 0


async def test_it_opens_with_what_is_around_the_highlighted_row(nb: Translator) -> None:
    field = _field(nb, _many(20))
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(10)
        await pilot.press("down")
        assert app.dropdown is not None
        lines = shown(app.dropdown)
        assert "Valg 6 " in lines[0]
        assert "Valg 13" in lines[-1]


async def test_a_narrow_window_cuts_with_a_visible_mark(nb: Translator) -> None:
    field = _field(nb, ["x" * 100])
    app = FormApp(field)
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.press("down")
        assert app.dropdown is not None
        assert shown(app.dropdown) == [f"│ {'x' * 25}… │"]


async def test_labels_give_way_last_and_wide_characters_are_counted(nb: Translator) -> None:
    app = FormApp(TextField(nb, id="text"))
    async with app.run_test(size=(20, 5)) as pilot:
        dropdown = Dropdown.on(app.screen)
        owner = app.parts[0]
        dropdown.open(owner, [DropRow("東京", "abcdefghijklmnop", "⚑", "red"), DropRow("Å", "b")])
        await pilot.pause()
        assert shown(dropdown) == ["│ ⚑ 東京  abcdefg… │", "│ Å              b │"]
        assert [dropdown.render_line(y).cell_length for y in (0, 1)] == [20, 20]


async def test_data_is_not_markup(nb: Translator) -> None:
    labels = ["[red]", "[/x]", "[@click=app.quit]q[/]"]
    field = _field(nb, labels)
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert app.dropdown is not None
        assert [line.strip("│ ") for line in shown(app.dropdown)] == labels


async def test_the_highlighted_row_is_told_without_colour(nb: Translator) -> None:
    field = _field(nb, ["En", "To"])
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        assert app.dropdown is not None
        reversed_lines = [
            any(segment.style and segment.style.reverse for segment in app.dropdown.render_line(y))
            for y in (0, 1)
        ]
        assert reversed_lines == [False, True]


async def test_it_follows_its_field(nb: Translator) -> None:
    first, field = TextField(nb, id="first"), _field(nb, ["En", "To"])
    app = FormApp(first, field)
    async with app.run_test() as pilot:
        await pilot.press("tab", "down")
        assert app.dropdown is not None
        before = app.dropdown.region.y
        first.error = "Feil"
        await pilot.pause()
        await pilot.pause()
        assert app.dropdown.region.y == before + 1 == field.region.bottom


async def test_there_is_one_list_for_all_fields(nb: Translator) -> None:
    first, second = _field(nb, ["En", "To"], "first"), _field(nb, ["Ja", "Nei", "Vet ikke"], "second")
    app = FormApp(first, second)
    async with app.run_test() as pilot:
        await pilot.press("down", "tab", "down")
        assert app.offered == ["Ja", "Nei", "Vet ikke"]
        assert len(app.screen.query(Dropdown)) == 1
        await pilot.press("down", "enter")
        assert (first.value, second.value) == (0, 1)


async def test_the_mouse_takes_a_row_and_the_wheel_moves(nb: Translator) -> None:
    field = _field(nb, _many(20))
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down")
        dropdown = app.dropdown
        assert dropdown is not None
        for event in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            dropdown.post_message(event(dropdown, 1, 1, 0, 0, 0, False, False, False))
        await pilot.pause()
        assert dropdown.highlighted == 1
        await pilot.click(Dropdown, offset=(3, 4))
        assert (field.value, app.dropdown) == (4, None)
        assert app.field is field


async def test_without_rows_there_is_no_list(nb: Translator) -> None:
    app = FormApp(TextField(nb, id="text"))
    async with app.run_test():
        dropdown = Dropdown.on(app.screen)
        dropdown.open(app.parts[0], [DropRow("En")])
        dropdown.open(app.parts[0], [])
        assert (app.dropdown, dropdown.display, dropdown.rows) == (None, False, ())
