"""A line of a form: labels, errors under their fields, and only while there are any."""

from __future__ import annotations

from datetime import date, time

import pytest
from textual.widgets import Static

from tests.widgets.form_app import FormApp, shown
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.date_field import DateField
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.text_field import TextField
from xscalls_tui.widgets.time_field import TimeField


class Times(FormApp):
    """The row of date and times, and one below."""

    def __init__(self, t: Translator) -> None:
        self.date = DateField(t, lambda: date(2026, 11, 23), id="date")
        self.start = TimeField(t, id="start")
        self.end = TimeField(t, lambda: self.start.value, id="end")
        self.row = FieldRow(
            Labelled("Dato", self.date),
            Labelled("Fra kl.", self.start),
            Labelled("Til kl.", self.end),
            Static("15 min"),
        )
        self.below = TextField(t, id="below")
        super().__init__(self.row, self.below)


async def test_labels_stand_left_of_their_fields(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test():
        assert shown(app.row) == ["Dato                     Fra kl.          Til kl."]
        assert [field.region.x for field in (app.date, app.start, app.end)] == [10, 33, 50]
        assert app.row.size.height == 1
        assert app.query_one(Static).region.x == 59


async def test_a_line_of_the_form_fits_60_columns(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test(size=(60, 15)):
        assert app.end.region.right <= 60


async def test_an_error_takes_room_only_while_there_is_one(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:
        await pilot.press("x", "tab")
        await pilot.pause()
        assert shown(app.row)[1:] == [" " * 10 + nb("msg.baddate")]
        assert app.below.region.y == 2
        await pilot.press("shift+tab", "x", "backspace")
        await pilot.pause()
        assert len(shown(app.row)) == 1
        assert app.below.region.y == 1


async def test_every_error_has_a_line_and_is_seen_whole(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:
        app.start.error = "Feil"
        app.end.error = nb("msg.endbeforestart")
        await pilot.pause()
        _, first, second = shown(app.row)
        assert first == " " * 33 + "Feil"
        assert second == nb("msg.endbeforestart").rjust(80)


async def test_an_error_is_no_markup(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:
        app.date.error = "[red] finnes ikke [/]"
        await pilot.pause()
        assert shown(app.row)[1].strip() == "[red] finnes ikke [/]"


async def test_the_label_of_the_focus_stands_out_without_colour(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:

        def bold() -> list[str]:
            return [part.text.strip() for part in app.row.render_line(0) if part.style and part.style.bold]

        assert bold() == ["Dato"]
        await pilot.press("tab")
        assert bold() == ["Fra kl."]


@pytest.mark.parametrize(("x", "name"), [(0, "date"), (9, "date"), (26, "start"), (43, "end"), (24, "below")])
async def test_a_click_on_a_label_is_one_on_its_field(nb: Translator, x: int, name: str) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:
        app.below.focus()
        await pilot.click(app.row, offset=(x, 0))
        await pilot.pause()
        assert app.field is not None
        assert app.field.id == name


async def test_a_long_label_is_cut_and_a_wide_one_given_room(nb: Translator) -> None:
    first, second = TextField(nb, id="a"), TextField(nb, id="b")
    row = FieldRow(Labelled("Telefonnummer", first), Labelled("Samtalepartner", second, 20))
    app = FormApp(row)
    async with app.run_test():
        line = row.render_line(0).text
        assert line.startswith("Telefonnu ")
        assert second.region.x == line.index("Samtalepartner") + 20


async def test_the_error_of_a_note_stands_under_it(nb: Translator) -> None:
    note = NoteArea(nb, id="note")
    row = FieldRow(Labelled("Notat", note))
    row.styles.height = 6
    app = FormApp(row)
    async with app.run_test() as pilot:
        note.error = "Feil"
        await pilot.pause()
        assert note.size.height == 5
        assert [line.strip() for line in shown(row)] == ["Notat", "", "", "", "", "Feil"]


async def test_values_of_one_row_reach_each_other(nb: Translator) -> None:
    app = Times(nb)
    async with app.run_test() as pilot:
        app.start.set_value(time(9))
        app.end.focus()
        await pilot.press("+", "3", "0", "enter")
        assert app.end.value == time(9, 30)
