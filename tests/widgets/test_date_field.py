"""A date: shorthands, the full form when the operator is done, days up and down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.form_app import FormApp, shown
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.date_field import DateField

TODAY = date(2026, 11, 23)


@pytest.fixture
def field(nb: Translator) -> DateField:
    return DateField(nb, lambda: TODAY, id="date")


@pytest.mark.parametrize("leave", ["tab", "enter"])
@pytest.mark.parametrize(
    ("typed", "text", "weekday"),
    [
        ("24.11", "24.11.2026", "ti"),
        ("241126", "24.11.2026", "ti"),
        ("+3", "26.11.2026", "to"),
        ("fre", "27.11.2026", "fr"),
        ("uke 48", "23.11.2026", "ma"),
    ],
)
async def test_shorthands_are_written_out_when_done(
    field: DateField, typed: str, text: str, weekday: str, leave: str
) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press(*("space" if key == " " else key for key in typed))
        assert field.text == typed
        await pilot.press(leave)
        assert field.text == text
        assert shown(field) == [weekday.rjust(13)]
        assert field.error == ""


async def test_weekdays_are_those_of_the_language(en: Translator) -> None:
    field = DateField(en, lambda: TODAY, id="date")
    app = FormApp(field)
    async with app.run_test():
        field.set_value(TODAY)
        assert field.suffix == "Mo"


@pytest.mark.parametrize("leave", ["tab", "enter"])
async def test_what_is_no_date_stays_with_an_error(field: DateField, nb: Translator, leave: str) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("3", "2", ".", "1", leave)
        assert (field.text, field.value) == ("32.1", None)
        assert field.error == nb("msg.baddate")
        assert field.suffix == ""
        assert not field.check()


async def test_an_edit_drops_the_error_and_what_is_typed_replaces_the_text(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("3", "2", ".", "1", "enter", "shift+tab", "1")
        assert (field.text, field.error) == ("1", "")


async def test_an_error_of_the_form_stays_until_the_field_is_edited(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(TODAY)
        field.error = "No"
        await pilot.press("tab", "tab", "enter")
        assert field.error == "No"
        await pilot.press("shift+tab", "up")
        assert field.error == ""


async def test_an_empty_field_is_an_error_only_at_save(field: DateField, nb: Translator) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("tab", "enter")
        assert (field.value, field.error) == (None, "")
        assert not field.check(required=True)
        assert field.error == nb("msg.required")


@pytest.mark.parametrize(("key", "days"), [("up", 1), ("down", -1), ("pageup", 7), ("pagedown", -7)])
async def test_keys_go_by_days_and_weeks(field: DateField, key: str, days: int) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(date(2026, 12, 31))
        await pilot.press(key)
        assert field.value == date(2026, 12, 31) + timedelta(days)
        assert app.changed == [field]
        await pilot.press("ctrl+z")
        assert field.value == date(2026, 12, 31)


async def test_an_empty_field_starts_from_today(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("up")
        assert field.value == TODAY + timedelta(1)


async def test_what_is_no_date_is_not_written_over(field: DateField, nb: Translator) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("x", "up")
        assert (field.text, field.error) == ("x", nb("msg.baddate"))


@pytest.mark.parametrize(("end", "key"), [(date.max, "up"), (date.min, "down")])
async def test_the_calendar_has_ends(field: DateField, end: date, key: str) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value(end)
        await pilot.press(key)
        assert field.value == end


async def test_the_full_form_can_be_undone(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("f", "r", "e", "enter", "shift+tab", "ctrl+z")
        assert field.text == "fre"


async def test_what_can_only_be_read_stays(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_text("23.11")
        field.read_only = True
        await pilot.press("up", "1", "enter", "tab")
        assert field.text == "23.11"
        assert app.changed == []


async def test_a_draft_comes_back_as_it_was_left(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test():
        field.set_text("32.13.")
        assert (field.text, field.value, field.error) == ("32.13.", None, "")


async def test_the_window_losing_the_focus_is_not_leaving(field: DateField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("2", "4")
        app.app_focus = False
        await pilot.pause()
        assert (field.text, field.error) == ("24", "")
        app.app_focus = True
        await pilot.press(".", "1", "2")
        assert field.text == "24.12"


@given(st.dates())
def test_the_full_form_of_every_date_is_read_back(day: date) -> None:
    field = DateField.__new__(DateField)
    field._today = lambda: TODAY
    assert field.parse(field.written(day)) == day
