"""What a key sends over the line: little more than the cells that it changes, whatever the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.journeys.terminal import Terminal

CALLS = 60
DOWN, SCROLL, PAGE, TYPED, TAB = 240, 280, 720, 48, 300
"""The most bytes of each, at 120x40, for these rows: a quarter more than they are."""


@pytest.fixture
def at(database_with: Callable[[Iterable[str]], str]) -> Iterator[Terminal]:
    """OL at the top of a list of more calls than the window holds; what comes late has come."""
    path = database_with(f"Samtale nummer {number:02}" for number in range(CALLS))
    with Terminal("--db", path, "--as", "OL", size=(120, 40)) as terminal:
        terminal.see("Gjøremål", f"1 av {CALLS}", "F1 Hjelp")
        yield terminal


def sent(at: Terminal, key: str, seen: str) -> int:
    """The bytes from a key until what it leads to is seen."""
    before = len(at.received)
    at.press(key)
    at.see(seen)
    return len(at.received) - before


def test_the_cursor_sends_two_lines_and_a_list_that_scrolls_no_more(at: Terminal) -> None:
    steps = [sent(at, "Down", f" {row} av {CALLS}") for row in range(2, CALLS + 1)]
    assert max(steps[:30]) <= DOWN
    assert max(steps) <= SCROLL, "the terminal moves the lines itself"


def test_a_page_sends_its_cells(at: Terminal) -> None:
    assert sent(at, "PgDn", f" 36 av {CALLS}") <= PAGE
    assert sent(at, "PgUp", f" 1 av {CALLS}") <= PAGE


def test_a_typed_character_and_the_next_field_send_what_changes(at: Terminal) -> None:
    at.press("F2")
    at.see("Ny samtale", "Notat")
    typed = "91234567"
    at.press(typed[0])
    at.see(f"Telefon   {typed[:1]}", "ikke lagret")
    for end in range(2, len(typed) + 1):
        assert sent(at, typed[end - 1], f"Telefon   {typed[:end]}") <= TYPED
    at.press("Tab")
    assert sent(at, "Tab", "Hva samtalen gjelder") <= 2 * TAB


def test_the_mouse_that_moves_sends_nothing(at: Terminal) -> None:
    moves = "".join(f"\x1b[<35;{column};{line}M" for column in range(1, 101) for line in (5, 20))
    assert sent(at, f"{moves}\x1b[B", f" 2 av {CALLS}") <= DOWN
