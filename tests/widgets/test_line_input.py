"""The history of a line; what the editor does with it is shown in test_text_field.py."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.widgets.line_input import LineHistory, LineState

_states = st.lists(
    st.text("ab ", max_size=4).flatmap(
        lambda text: st.builds(LineState, st.just(text), st.integers(0, len(text)))
    ),
    max_size=12,
)


def _type(history: LineHistory, text: str, start: str = "") -> LineState:
    now = LineState(start, len(start))
    for letter in text:
        after = LineState(now.text + letter, now.cursor + 1)
        history.record(now, after)
        now = after
    return now


def test_a_word_typed_in_one_go_is_one_step() -> None:
    history = LineHistory()
    now = _type(history, "god dag")
    back = history.undo(now)
    assert back == LineState("god ", 4)
    assert history.undo(back) == LineState("", 0)


def test_moving_the_cursor_begins_a_new_step() -> None:
    history = LineHistory()
    now = _type(history, "ab")
    history.record(LineState("ab", 1), LineState("axb", 2))
    assert history.undo(LineState("axb", 2)) == LineState("ab", 1)
    assert history.undo(now) == LineState("", 0)


def test_typing_after_an_undo_begins_a_new_step() -> None:
    history = LineHistory()
    history.undo(_type(history, "ab"))
    now = _type(history, "c")
    assert history.undo(now) == LineState("", 0)


def test_an_edit_forgets_what_was_taken_back() -> None:
    history = LineHistory()
    history.undo(_type(history, "ab"))
    now = _type(history, "c")
    assert history.redo(now) is None


def test_only_so_many_steps_are_kept() -> None:
    history = LineHistory(limit=2)
    states = [LineState(text, 0) for text in ("", "one", "two", "three")]
    for before, after in pairwise(states):
        history.record(before, after)
    assert history.undo(states[3]) == states[2]
    assert history.undo(states[2]) == states[1]
    assert history.undo(states[1]) is None


@given(_states)
def test_redo_brings_back_what_undo_took(states: list[LineState]) -> None:
    history = LineHistory()
    now = LineState("", 0)
    for state in states:
        if state.text != now.text:
            history.record(now, state)
            now = state
    taken = []
    while (before := history.undo(now)) is not None:
        taken.append(now)
        now = before
    assert now.text == ""
    while taken:
        redone = history.redo(now)
        assert redone == taken.pop()
        now = redone
    assert history.redo(now) is None
