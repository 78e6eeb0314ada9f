"""A time of day: shorthands, the list of quarters."""

from __future__ import annotations

from datetime import time

import pytest

from tests.widgets.form_app import FormApp, shown
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.dropdown import Dropdown
from xscalls_tui.widgets.text_field import TextField
from xscalls_tui.widgets.time_field import TimeField


@pytest.fixture
def field(nb: Translator) -> TimeField:
    return TimeField(nb, id="start")


@pytest.mark.parametrize("leave", ["tab", "enter"])
@pytest.mark.parametrize(
    ("typed", "text"), [("9", "09:00"), ("930", "09:30"), ("9.30", "09:30"), ("09:30", "09:30")]
)
async def test_shorthands_are_written_out_when_done(
    field: TimeField, typed: str, text: str, leave: str
) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press(*typed, leave)
        assert (field.text, field.error) == (text, "")


async def test_minutes_count_from_the_base(nb: Translator) -> None:
    start = TimeField(nb, id="start")
    end = TimeField(nb, lambda: start.value, id="end")
    app = FormApp(start, end)
    async with app.run_test() as pilot:
        await pilot.press("1", "1", "enter", "+", "2", "0", "tab")
        assert (end.text, end.value) == ("11:20", time(11, 20))


@pytest.mark.parametrize("typed", ["25", "x", "+15"])
async def test_what_is_no_time_stays_with_an_error(field: TimeField, nb: Translator, typed: str) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press(*typed, "enter")
        assert (field.text, field.value, field.error) == (typed, None, nb("msg.badtime"))


async def test_an_empty_field_is_an_error_only_at_save(field: TimeField, nb: Translator) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("tab", "enter")
        assert field.error == ""
        assert not field.check(required=True)
        assert field.error == nb("msg.required")


async def test_the_list_has_every_quarter_and_opens_where_the_field_is(field: TimeField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(time(11, 10))
        await pilot.press("down")
        assert len(app.offered) == 96
        assert (app.offered[0], app.offered[-1]) == ("00:00", "23:45")
        dropdown = app.dropdown
        assert dropdown is not None
        assert dropdown.highlighted == app.offered.index("11:00")
        assert any("11:00" in line for line in shown(dropdown))
        await pilot.press("down", "down", "enter")
        assert field.value == time(11, 30)
        assert app.changed == [field]
        assert app.advanced == [field]
        assert app.dropdown is None


async def test_the_list_tells_how_long_the_call_becomes(nb: Translator) -> None:
    field = TimeField(nb, lambda: time(11), id="end")
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert app.dropdown is not None
        details = {row.label: row.detail for row in app.dropdown.rows}
        assert (details["11:00"], details["11:15"]) == ("", nb("duration.minutes", minutes=15))
        assert app.offered[app.dropdown.highlighted or 0] == "11:00"


async def test_escape_closes_the_list_and_only_then_is_let_through(field: TimeField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(time(11))
        await pilot.press("down", "down", "escape")
        assert app.dropdown is None
        assert field.value == time(11)
        assert "escape" not in app.keys
        await pilot.press("escape")
        assert "escape" in app.keys


async def test_typing_closes_the_list(field: TimeField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("down", "9")
        assert app.dropdown is None
        assert field.text == "9"


async def test_leaving_closes_the_list_and_takes_nothing(field: TimeField, nb: Translator) -> None:
    app = FormApp(field, TextField(nb, id="other"))
    async with app.run_test() as pilot:
        field.set_value(time(11))
        await pilot.press("down", "down", "tab")
        assert app.dropdown is None
        assert field.value == time(11)


async def test_the_mouse_opens_the_list_and_takes_a_time(field: TimeField, nb: Translator) -> None:
    app = FormApp(TextField(nb, id="first"), field)
    async with app.run_test() as pilot:
        field.set_value(time(11))
        await pilot.pause()
        await pilot.click(field, offset=(6, 0))
        assert app.field is field
        first = app.dropdown
        assert first is not None
        line = next(number for number, text in enumerate(shown(first)) if "11:15" in text)
        await pilot.click(Dropdown, offset=(3, line))
        assert (field.text, app.dropdown) == ("11:15", None)
        assert app.field is field
        assert app.advanced == []


async def test_a_second_click_closes_the_list(field: TimeField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.click(field, offset=(6, 0))
        assert app.dropdown is not None
        await pilot.click(field, offset=(6, 0))
        assert app.dropdown is None


async def test_what_can_only_be_read_has_no_list(field: TimeField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(time(11))
        field.read_only = True
        await pilot.press("down", "9", "enter")
        await pilot.click(field, offset=(6, 0))
        assert (field.text, app.dropdown, app.changed) == ("11:00", None, [])
