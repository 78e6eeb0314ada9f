"""A line that takes 1,200 or 9,600 bytes a second: keys are answered in order, frames that nobody could have
seen are left out, nothing piles up, and one can leave at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.journeys.terminal import Terminal

PACES = (1_200, 9_600)
"""Bytes a second."""
_PART_SECONDS = 0.05


class SlowTerminal(Terminal):
    """A terminal whose line takes so many bytes a second. ``answers``, it says where its cursor is."""

    pace = 0
    answers = True

    def _answer(self, text: str) -> None:
        if self.answers:
            super()._answer(text)

    def take_in(self) -> bool:
        """Take in a little, in the time that the line takes for it."""
        if self.pace:
            time.sleep(_PART_SECONDS)
        try:
            received = os.read(self.process.child_fd, int(self.pace * _PART_SECONDS) or 65536)
        except OSError:
            return False
        self.received += received
        self._stream.feed(received)
        return bool(received)


@pytest.fixture
def at(database_with: Callable[[Iterable[str]], str]) -> Iterator[SlowTerminal]:
    """OL at a list of sixty calls."""
    path = database_with(f"Samtale nummer {number}" for number in range(60))
    with SlowTerminal("--db", path, "--as", "OL") as terminal:
        terminal.see("F1 Hjelp", "Samtale nummer 59")
        yield terminal


@pytest.mark.parametrize("pace", PACES)
def test_keys_are_answered_in_order_and_what_nobody_saw_is_left_out(at: SlowTerminal, pace: int) -> None:
    at.pace = pace
    at.press(*["PgDn", "PgUp"] * 20)
    before = len(at.received)
    at.press("F2", *"912 34 567", "Tab", "Tab", *"Tregt")
    at.see("Ny samtale", "912 34 567", "Tregt")
    assert len(at.received) - before < 12_000, "twenty pages forth and back would be two hundred thousand"


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("answers", [True, False])
def test_one_can_leave_at_once(at: SlowTerminal, pace: int, answers: bool) -> None:
    at.pace, at.answers = pace, answers
    for _ in range(30):
        at.press("PgDn", "PgUp")
    at.press("Ctrl+Q")
    assert at.ended_within(2.0)


def test_a_line_that_takes_nothing_any_more_holds_nobody_up(at: SlowTerminal) -> None:
    at.press(*["PgDn", "PgUp"] * 40, "Ctrl+Q")
    assert at.ended_within(3.0, reading=False)
