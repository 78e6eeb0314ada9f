"""The note: several lines, keys that belong to the form, pastes, undo."""

from __future__ import annotations

import pytest

from tests.widgets.form_app import FormApp, paste
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.text_field import TextField


@pytest.fixture
def note(nb: Translator) -> NoteArea:
    return NoteArea(nb, id="note")


async def test_enter_begins_a_line_and_tab_goes_on(note: NoteArea, nb: Translator) -> None:
    other = TextField(nb, id="other")
    app = FormApp(note, other)
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", "b", "tab", "c")
        assert (note.text, other.text) == ("a\nb", "c")
        assert app.advanced == []
        await pilot.press("shift+tab")
        assert app.field is note


async def test_what_is_typed_is_told_and_what_the_program_shows_is_not(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        note.set_value("Ringte.\nIkke svar.")
        note.set_text("Ringte.\n")
        await pilot.pause()
        assert app.changed == []
        assert (note.text, note.value) == ("Ringte.\n", "Ringte.")
        await pilot.press("x")
        assert app.changed == [note]
        assert note.text == "xRingte.\n"


@pytest.mark.parametrize("key", ["f5", "f6", "f7", "f8", "ctrl+s", "ctrl+n", "ctrl+o", "escape", "ctrl+t"])
async def test_the_keys_of_the_form_are_left_to_it(note: NoteArea, key: str) -> None:
    heard: list[str] = []

    class Bound(FormApp):
        BINDINGS = [(key, "hear", "hear")]

        def action_hear(self) -> None:
            heard.append(key)

    app = Bound(note)
    async with app.run_test() as pilot:
        note.set_value("a\nb")
        await pilot.press(key)
        assert heard == [key]
        assert note.editor.selected_text == ""


async def test_undo_and_redo_are_the_fields_own(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        note.set_value("Ringte.")
        await pilot.press("a", "ctrl+z")
        assert note.text == "Ringte."
        await pilot.press("ctrl+y")
        assert note.text == "aRingte."
        note.set_value("another")
        await pilot.press("ctrl+z")
        assert note.text == "another"


async def test_a_paste_keeps_its_lines_and_is_cleaned(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        await pilot.press("<", ">", "left")
        await paste(pilot, "en\r\nto\u202e\x1b[2J\rtre")
        assert note.text == "<en\nto[2J\ntre>"
        await pilot.press("!")
        assert note.text == "<en\nto[2J\ntre!>"
        app.copy_to_clipboard("\u200bfire")
        await pilot.press("ctrl+v")
        assert note.text == "<en\nto[2J\ntre!fire>"


async def test_what_can_only_be_read_stays(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        await pilot.press("a")
        note.read_only = True
        await pilot.press("b", "enter", "backspace", "ctrl+z", "ctrl+v", "ctrl+k")
        await paste(pilot, "c")
        assert note.text == "a"
        note.read_only = False
        await pilot.press("ctrl+z")
        assert note.text == ""


async def test_the_cursor_can_be_given_back(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        note.set_value("en\nto\ntre")
        await pilot.press("down", "right")
        assert note.cursor == 4
        note.set_value("en\nto\ntre")
        assert note.cursor == 0
        note.cursor = 4
        await pilot.press("x")
        assert note.text == "en\ntxo\ntre"
        note.cursor = 10_000
        assert note.cursor == len(note.text)


async def test_it_needs_no_room_of_its_own(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test():
        assert not note.editor.cursor_blink
        assert not note.editor.show_line_numbers
        assert note.editor.soft_wrap
        assert note.editor.size.width == note.region.width - 1


async def test_the_field_of_the_focus_is_found(note: NoteArea) -> None:
    app = FormApp(note)
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert app.field is None
        note.focus()
        await pilot.pause()
        assert app.field is note
