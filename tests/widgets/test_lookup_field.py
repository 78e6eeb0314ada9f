"""A register row found by typing. Above all: never a row that the operator did not mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.form_app import FormApp, paste
from xscalls_tui.domain.lookup import Match, unambiguous
from xscalls_tui.domain.text import fold
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.dropdown import Dropdown
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.text_field import TextField

ASEN = Match(1, "Åsen Bygg AS", "Oslo")
ASEN_EAST = Match(2, "Åsen Øst", "Moss")
NORTH = Match(3, "Nordbygg AS", "Tromsø")
TWIN = Match(4, "Nordbygg AS", "Alta")
REGISTER = [ASEN, ASEN_EAST, NORTH, TWIN]


def found(text: str) -> list[Match]:
    """What the register would answer."""
    return [match for match in REGISTER if fold(text) in fold(match.name)]


class Form(FormApp):
    """Two look-ups after each other. Matches come at once, or only when ``answer`` is called."""

    def __init__(self, t: Translator, *, late: bool = False, free_text: bool = False) -> None:
        self.firm = LookupField(t, id="firm", free_text=free_text)
        self.other = TextField(t, id="other")
        super().__init__(self.firm, self.other)
        self._late = late

    def on_lookup_field_wanted(self, event: LookupField.Wanted) -> None:
        # Textual also calls FormApp's handler.
        if not self._late:
            event.control.show_matches(event.text, found(event.text))

    def value(self) -> int | str | None:
        """What the look-up means by now."""
        return self.firm.value

    def answer(self, *texts: str) -> None:
        """The matches for these texts arrive, in this order."""
        for text in texts:
            self.firm.show_matches(text, found(text))


# --- typing and choosing -----------------------------------------------------------------------


async def test_typing_asks_and_shows_what_was_found(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("s", "e")
        assert app.wanted == ["s", "se"]
        assert app.offered == ["Åsen Bygg AS", "Åsen Øst"]
        assert app.value() == "se"
        await pilot.press("ø")
        assert (app.offered, app.value()) == ([], "seø")


async def test_enter_takes_the_highlighted_row_and_goes_on(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "down", "enter")
        assert (app.value(), app.firm.text, app.firm.chosen) == (2, "Åsen Øst", ASEN_EAST)
        assert app.advanced == [app.firm]
        assert app.field is app.other
        assert app.dropdown is None
        assert app.changed == [app.firm] * 3


async def test_a_click_takes_a_row_and_stays(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("å")
        await pilot.click(Dropdown, offset=(4, 1))
        assert (app.value(), app.dropdown) == (2, None)
        assert app.field is app.firm
        assert app.advanced == []


async def test_the_nearest_name_is_highlighted(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("v")
        names = ["Nordvik", "Alt vi kan", "Vik", "V"]
        app.firm.show_matches("v", [Match(number, name) for number, name in enumerate(names)])
        assert app.offered == ["V", "Vik", "Alt vi kan", "Nordvik"]


async def test_the_rows_are_told_apart_by_their_details(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("n", "o")
        assert app.dropdown is not None
        assert [(row.label, row.detail) for row in app.dropdown.rows] == [
            ("Nordbygg AS", "Tromsø"),
            ("Nordbygg AS", "Alta"),
        ]


async def test_the_list_can_be_asked_for_without_typing(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert app.wanted == [""]
        assert len(app.offered) == 4
        await pilot.press("down", "enter")
        assert app.value() == 2


async def test_the_list_of_a_row_taken_shows_it_again(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        app.firm.set_value(3, "Nordbygg AS")
        await pilot.press("down")
        assert app.wanted == ["Nordbygg AS"]
        await pilot.press("down", "enter")
        assert app.value() == 4


async def test_what_is_offered_is_asked_anew_each_time(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("down", "escape", "down", "escape")
        assert app.wanted == ["", ""]


async def test_the_mouse_opens_the_list(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("tab")
        await pilot.click(app.firm, offset=(app.firm.size.width - 1, 0))
        assert app.field is app.firm
        assert len(app.offered) == 4


async def test_typing_over_a_row_replaces_it(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        app.firm.set_value(1, "Åsen Bygg AS")
        await pilot.press("tab", "shift+tab", "n")
        assert (app.firm.text, app.value()) == ("n", "n")


# --- leaving -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [
        ("øst", 2, "Åsen Øst"),
        ("ASEN BYGG AS", 1, "Åsen Bygg AS"),
        ("ås", "ås", "ås"),
        ("Nordbygg AS", "Nordbygg AS", "Nordbygg AS"),
        ("xyz", "xyz", "xyz"),
    ],
)
async def test_leaving_takes_only_what_cannot_be_mistaken(
    nb: Translator, typed: str, value: int | str, text: str
) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await paste(pilot, typed)
        await pilot.press("tab")
        assert (app.value(), app.firm.text) == (value, text)
        assert app.dropdown is None


@pytest.mark.parametrize("key", ["tab", "enter"])
async def test_an_empty_field_is_never_filled_by_itself(nb: Translator, key: str) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert app.value() is None
        await pilot.press("shift+tab", "ø", "backspace", "space", key)
        assert app.value() is None
        assert app.wanted == ["ø"]


async def test_clearing_the_text_clears_the_value(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        app.firm.set_value(1, "Åsen Bygg AS")
        await pilot.press("end", "ctrl+u")
        assert (app.value(), app.dropdown) == (None, None)
        await pilot.press("tab")
        assert app.value() is None


async def test_passing_through_changes_nothing(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        app.firm.set_value("øst")
        await pilot.press("tab", "shift+tab", "enter", "shift+tab", "down", "tab")
        assert app.value() == "øst"
        assert app.changed == []


async def test_an_edit_lets_the_row_go(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        app.firm.set_value(3, "Nordbygg AS")
        await pilot.press("end", "backspace", "S")
        assert app.value() == "Nordbygg AS"
        app.answer("Nordbygg AS")
        await pilot.press("tab")
        # There are two of that name, and nobody said which.
        assert app.value() == "Nordbygg AS"


async def test_undo_brings_the_typing_back_and_lets_the_row_go(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("ø", "s", "enter", "shift+tab", "ctrl+z")
        assert (app.firm.text, app.value()) == ("øs", "øs")
        assert app.offered == ["Åsen Øst"]
        await pilot.press("ctrl+y", "tab")
        assert app.value() == 2


# --- escape ------------------------------------------------------------------------------------


async def test_escape_closes_the_list_and_only_then_is_let_through(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("å", "escape")
        assert (app.dropdown, app.firm.text) == (None, "å")
        assert "escape" not in app.keys
        await pilot.press("escape")
        assert "escape" in app.keys


async def test_a_list_sent_away_is_not_asked_for_its_first_row(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        await pilot.press("å", "escape", "enter")
        assert app.value() == "å"
        await pilot.press("shift+tab", "ø", "s", "escape", "enter")
        assert app.value() == 2


async def test_a_list_sent_away_before_it_changed_is_not_asked_either(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å")
        app.answer("å")
        await pilot.press("s", "escape", "enter")
        app.answer("ås")
        assert app.value() == "ås"


# --- names that need not be in the register ----------------------------------------------------


async def test_an_unknown_name_is_kept(nb: Translator) -> None:
    app = Form(nb, free_text=True)
    async with app.run_test() as pilot:
        await pilot.press("K", "a", "r", "i", "enter")
        assert (app.value(), app.firm.error) == ("Kari", "")


async def test_a_free_name_becomes_a_row_only_by_its_whole_name(nb: Translator) -> None:
    app = Form(nb, free_text=True)
    async with app.run_test() as pilot:
        await pilot.press("ø", "s", "t", "tab")
        assert app.value() == "øst"
        await pilot.press("shift+tab")
        await paste(pilot, "åsen øst")
        await pilot.press("tab")
        assert app.value() == 2


async def test_a_free_name_can_be_chosen(nb: Translator) -> None:
    app = Form(nb, free_text=True)
    async with app.run_test() as pilot:
        await pilot.press("ø", "s", "enter")
        assert app.value() == 2


# --- answers that come late --------------------------------------------------------------------


async def test_a_late_answer_for_another_text_is_dropped(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("n", "backspace", "ø", "s")
        app.answer("n", "", "ø")
        assert (app.offered, app.firm.text) == ([], "øs")
        app.answer("øs")
        assert app.offered == ["Åsen Øst"]
        app.answer("n")
        assert app.offered == ["Åsen Øst"]


async def test_old_rows_cannot_be_taken_while_the_new_ones_are_awaited(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "e", "n", "space")
        app.answer("åsen ")
        assert app.offered == ["Åsen Bygg AS", "Åsen Øst"]
        await pilot.press("ø")
        await pilot.click(Dropdown, offset=(4, 0))
        assert app.value() == "åsen ø"
        await pilot.press("down", "enter")
        assert app.value() == "åsen ø"
        app.answer("åsen ")
        assert app.value() == "åsen ø"
        app.answer("åsen ø")
        assert app.value() == 2


async def test_enter_before_the_answer_takes_the_first_when_it_comes(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "enter", "h", "e", "i")
        assert (app.firm.text, app.other.text) == ("ås", "hei")
        app.answer("å")
        assert app.firm.text == "ås"
        app.answer("ås")
        await pilot.press("!")
        assert app.value() == 1
        assert (app.field, app.other.text, app.dropdown) == (app.other, "hei!", None)
        assert app.firm.line.scroll_offset.x == 0


async def test_leaving_before_the_answer_takes_only_what_cannot_be_mistaken(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "tab", "h")
        app.answer("ås")
        assert (app.value(), app.dropdown) == ("ås", None)
        await pilot.press("shift+tab", "ø", "s", "tab", "i")
        app.answer("øs")
        assert (app.value(), app.other.text) == (2, "hi")


async def test_coming_back_before_the_answer_lets_the_operator_choose(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("ø", "s", "tab", "shift+tab")
        app.answer("øs")
        assert (app.value(), app.offered) == ("øs", ["Åsen Øst"])
        await pilot.press("enter")
        assert app.value() == 2


async def test_typing_on_after_coming_back_drops_the_wish(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "enter", "shift+tab", "end", "x", "backspace", "x")
        app.answer("ås")
        assert app.value() == "åsx"


async def test_a_second_answer_does_not_move_the_rows(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("s", "e", "n", "x", "backspace")
        app.answer("sen")
        await pilot.press("down")
        app.firm.show_matches("sen", [ASEN_EAST, ASEN])
        assert app.offered == ["Åsen Bygg AS", "Åsen Øst"]
        await pilot.press("enter")
        assert app.value() == 2


async def test_another_call_in_the_form_makes_old_answers_harmless(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("å", "s", "enter")
        app.firm.set_value("ås")
        app.answer("ås")
        assert app.value() == "ås"
        app.firm.set_value(3, "ås")
        app.answer("ås")
        assert app.value() == 3


async def test_nothing_found_leaves_the_text(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("x", "enter")
        app.answer("x")
        assert (app.value(), app.firm.text) == ("x", "x")


async def test_what_the_screen_answers_with_is_told_to_the_form(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("ø", "enter")
        app.changed.clear()
        app.screen.call_next(app.answer, "ø")
        await pilot.pause()
        assert app.changed == [app.firm]


# --- setting and reading -----------------------------------------------------------------------


async def test_what_the_program_shows_is_not_told(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        values = []
        for arguments in ((1, "Åsen Bygg AS"), ("Ola", ""), (None, "")):
            app.firm.set_value(*arguments)
            values.append((app.value(), app.firm.text))
        await pilot.pause()
        assert values == [(1, "Åsen Bygg AS"), ("Ola", "Ola"), (None, "")]
        assert (app.changed, app.wanted) == ([], [])


async def test_what_can_only_be_read_stays(nb: Translator) -> None:
    app = Form(nb)
    async with app.run_test() as pilot:
        app.firm.set_value(1, "Åsen Bygg AS")
        app.firm.read_only = True
        await pilot.press("x", "down", "backspace", "enter")
        await pilot.click(app.firm, offset=(app.firm.size.width - 1, 0))
        assert (app.value(), app.wanted, app.changed, app.dropdown) == (1, [], [], None)


async def test_another_value_closes_the_list_for_the_old_one(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("n", "o")
        app.answer("no")
        app.firm.set_value("Ola")
        assert app.offered == []
        app.answer("Ola")
        await pilot.press("enter")
        assert app.value() == "Ola"


async def test_names_are_not_markup(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:
        await pilot.press("r")
        app.firm.show_matches("r", [Match(9, "[red]R[/x]")])
        await pilot.press("enter")
        assert app.firm.text == "[red]R[/x]"


# --- the rule, whatever happens in whatever order ----------------------------------------------

_STEPS = [
    "enter", "leave", "return", "down", "escape", "backspace", "clear", "undo", "redo", "click", "load"
]  # fmt: skip
_steps = st.lists(
    st.one_of(
        st.sampled_from(_STEPS),
        st.sampled_from("åsnø").map(lambda letter: f"type {letter}"),
        st.integers(1, 4).map(lambda back: f"answer {back}"),
    ),
    max_size=30,
)


class Operator:
    """Does to a look-up what keys, mouse and answers do, at once, and watches what it takes."""

    def __init__(self, app: Form) -> None:
        self.app, self.field = app, app.firm
        self.field.set_value(None)
        assert app.offered == []
        self.go("return")
        self.texts = [""]

    def go(self, step: str) -> None:
        """One step; ``answer 2`` answers for what stood in the field two texts ago."""
        field, screen = self.field, self.app.screen
        match step.split():
            case ["type", letter]:
                field.line.insert_text_at_cursor(letter)
            case ["answer", back]:
                self.app.answer(self.texts[-min(int(back), len(self.texts))])
            case ["leave"]:
                screen.set_focus(self.app.other.line)
                field.line_left()
            case ["return"]:
                screen.set_focus(field.line)
            case ["load"]:
                field.set_value("ås")
            case _ if screen.focused is not field.line:
                return
            case ["enter"]:
                field.line_entered()
                self.go("leave")
            case ["down"] if self.app.dropdown:
                self.app.dropdown.move(1)
            case ["down"]:
                field.action_open_list()
            case ["escape"] if field.list_open:
                field.close_list()
                field.dismissed()
            case ["click"] if field.list_open:
                field.pick(0)
            case ["backspace"]:
                field.line.action_delete_left()
            case ["clear"]:
                field.line.delete(0, len(field.text))
            case ["undo"]:
                field.line.action_undo()
            case ["redo"]:
                field.line.action_redo()

    def do(self, step: str) -> None:
        """One step, after which the rule must still hold."""
        text, value, rows = self.field.text, self.field.value, self.app.offered
        self.go(step)
        taken = self.field.chosen
        if taken is None:
            assert self.field.value == (self.field.text.strip() or None)
            assert isinstance(value, int) or step in _EDITS or self.field.text == text or "type" in step
        elif taken.id != value:
            # Taken now: a row for the very text that stood there, and meant.
            assert taken in found(text)
            assert text or taken.name in rows
            if step == "leave":
                assert taken == unambiguous(text, REGISTER)
        if taken:
            assert self.field.text == taken.name
        if self.field.text != self.texts[-1]:
            self.texts.append(self.field.text)


_EDITS = {"backspace", "clear", "undo", "redo", "load"}


async def test_never_a_row_that_was_not_meant(nb: Translator) -> None:
    app = Form(nb, late=True)
    async with app.run_test() as pilot:

        @settings(max_examples=300, deadline=None)
        @given(_steps)
        def rule(steps: list[str]) -> None:
            operator = Operator(app)
            for step in steps:
                operator.do(step)

        with app.firm.prevent(FormField.Changed, FormField.Advance, LookupField.Wanted):
            rule()
        await pilot.pause()
