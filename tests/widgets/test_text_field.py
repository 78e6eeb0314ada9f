"""A line of text: typing, pasting, undo, reading."""

from __future__ import annotations

import pytest

from tests.widgets.form_app import FormApp, paste
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.line_field import LONGEST
from xscalls_tui.widgets.line_input import LineInput
from xscalls_tui.widgets.text_field import TextField


@pytest.fixture
def field(nb: Translator) -> TextField:
    return TextField(nb, help_key="help.subject", id="subject")


async def test_what_is_typed_is_told(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("t", "i", "space", "ø")
        assert field.text == "ti ø"
        assert app.changed == [field] * 4


async def test_what_the_program_shows_is_not_told(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        field.set_text(" Tilbud ")
        await pilot.pause()
        assert (field.text, field.value) == (" Tilbud ", "Tilbud")
        assert app.changed == []


async def test_a_value_can_be_set_before_the_field_is_on_a_screen(field: TextField) -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        await app.mount(FieldRow(Labelled("Emne", field)), before=0)
        field.focus()
        await pilot.press("!")
        assert field.text == "Tilbud!"


async def test_enter_goes_on(field: TextField, nb: Translator) -> None:
    other = TextField(nb, id="phone")
    app = FormApp(field, other)
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", "b")
        assert app.advanced == [field]
        assert (field.text, other.text) == ("a", "b")


async def test_the_field_of_the_focus_is_found(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test():
        assert app.field is field
        assert field.help_key == "help.subject"
        assert FormField.of(None) is None
        assert FormField.of(app.screen) is None


async def test_a_field_can_be_given_the_focus_and_the_cursor_back(field: TextField, nb: Translator) -> None:
    app = FormApp(TextField(nb, id="first"), field)
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        field.focus()
        await pilot.pause()
        assert (app.field, field.cursor) == (field, 6)
        await pilot.press("left", "left")
        assert field.cursor == 4
        await pilot.press("shift+tab")
        field.cursor = 2
        field.focus()
        await pilot.press("x")
        assert field.text == "Tixlbud"


async def test_every_line_of_a_paste_is_kept(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("<", ">", "left")
        await paste(pilot, "Tilbud\r\npå\tvinduer\n\n")
        assert field.text == "<Tilbud på vinduer>"
        assert app.changed == [field] * 3


async def test_a_paste_is_cleaned(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await paste(pilot, "\x1b[31mred\u202e\u200b\x07 a\u030a")
        assert field.text == "[31mred å"


async def test_a_paste_replaces_the_selection(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        await pilot.press("end", "shift+left", "shift+left")
        await paste(pilot, "er\ntid")
        assert field.text == "Tilber tid"


async def test_what_was_copied_in_the_program_is_pasted_alike(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        app.copy_to_clipboard("to\nlinjer")
        await pilot.press("ctrl+v")
        assert field.text == "to linjer"


async def test_too_long_a_paste_is_cut_in_words(field: TextField, nb: Translator) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await paste(pilot, "b" * 1_000_000)
        assert field.text == "a" + "b" * (LONGEST - 1)
        assert field.error == nb("msg.toolong", longest=LONGEST)
        await pilot.press("backspace")
        assert field.error == ""


async def test_undo_and_redo_are_the_fields_own(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("Nytt")
        await pilot.press("space", "t", "i", "l", "b", "u", "d")
        await pilot.press("ctrl+z")
        assert field.text == "Nytt "
        await pilot.press("ctrl+z")
        assert field.text == "Nytt"
        await pilot.press("ctrl+y", "ctrl+y")
        assert (field.text, field.cursor) == ("Nytt tilbud", 11)


async def test_undo_does_not_reach_behind_what_the_program_set(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("a")
        field.set_value("other call")
        changes = len(app.changed)
        await pilot.press("ctrl+z", "ctrl+y")
        assert field.text == "other call"
        assert len(app.changed) == changes


@pytest.mark.parametrize("key", ["ctrl+u", "ctrl+w", "backspace", "ctrl+x"])
async def test_every_deletion_can_be_taken_back(field: TextField, key: str) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("nytt tilbud")
        await pilot.press("end", "shift+left", "shift+left")
        await pilot.press(key)
        assert field.text != "nytt tilbud"
        await pilot.press("ctrl+z")
        assert field.text == "nytt tilbud"


async def test_what_can_only_be_read_stays(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("a")
        field.read_only = True
        app.copy_to_clipboard("clip")
        await pilot.press("b", "backspace", "ctrl+u", "ctrl+v", "ctrl+z", "delete", "enter")
        await paste(pilot, "c")
        assert field.text == "a"
        assert app.changed == [field]
        assert app.advanced == [field]
        assert field.has_class("-read-only")


async def test_what_can_only_be_read_can_be_copied(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        field.read_only = True
        await pilot.press("home", "shift+end", "ctrl+x")
        assert app.clipboard == "Tilbud"
        assert field.text == "Tilbud"


async def test_a_required_field_says_so_only_when_asked(field: TextField, nb: Translator) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        await pilot.press("space", "tab")
        assert field.error == ""
        assert field.check()
        assert not field.check(required=True)
        assert field.error == nb("msg.required")
        await pilot.press("shift+tab", "a")
        assert field.error == ""
        assert field.check(required=True)


async def test_a_long_text_shows_its_beginning_until_it_is_edited(nb: Translator) -> None:
    field, other = TextField(nb, id="subject"), TextField(nb, id="other")
    app = FormApp(other, field)
    async with app.run_test(size=(30, 5)) as pilot:
        field.set_value("0123456789" * 5)
        await pilot.pause()
        line = field.query_one(LineInput)
        assert line.scroll_offset.x == 0
        await pilot.press("tab")
        assert line.scroll_offset.x > 0
        await pilot.press("tab")
        assert line.scroll_offset.x == 0


async def test_a_click_puts_the_cursor_there(field: TextField, nb: Translator) -> None:
    app = FormApp(TextField(nb, id="first"), field)
    async with app.run_test() as pilot:
        field.set_value("Tilbud")
        await pilot.pause()
        await pilot.click(LineInput, offset=(0, 0))
        await pilot.click(field.line, offset=(3, 0))
        assert (app.field, field.cursor) == (field, 3)


async def test_nothing_blinks_and_no_message_of_the_editor_gets_out(field: TextField) -> None:
    heard: list[str] = []

    class Listening(FormApp):
        def on_input_changed(self) -> None:
            heard.append("changed")

        def on_input_submitted(self) -> None:
            heard.append("submitted")

        def on_input_blurred(self) -> None:
            heard.append("blurred")

    app = Listening(field)
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", "tab", "b", "ctrl+z")
        assert heard == []
        assert not field.line.cursor_blink


async def test_the_focus_and_the_cursor_are_told_without_colour(field: TextField) -> None:
    app = FormApp(field)
    async with app.run_test() as pilot:
        field.set_value("Nytt")
        await pilot.press("end")
        styles = [(part.text.strip(), part.style) for part in field.line.render_line(0) if part.style]
        assert all(style.underline for _, style in styles)
        assert [text for text, style in styles if style.reverse] == [""]
        await pilot.press("tab")
        styles = [(part.text.strip(), part.style) for part in field.line.render_line(0) if part.style]
        assert not any(style.underline or style.reverse for _, style in styles)
