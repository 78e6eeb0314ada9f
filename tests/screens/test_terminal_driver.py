"""When the output sends a frame."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator

import pytest
from rich.color import ColorSystem

from xscalls_tui.screens import terminal_driver
from xscalls_tui.screens.painter import Line, Painter, cell
from xscalls_tui.screens.sgr import PLAIN
from xscalls_tui.screens.terminal_driver import Output


class Moment:
    """The time of day, which goes on when it is told to."""

    now = 1.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Moment:
    now = Moment()
    monkeypatch.setattr(terminal_driver, "get_time", now)
    return now


@pytest.fixture
def output(moment: Moment) -> Iterator[tuple[Output, Callable[[], str]]]:
    """A line, and what has come over it."""
    taken, given = os.pipe()
    with os.fdopen(given, "w", encoding="utf-8") as file:
        one = Output(file, Painter(ColorSystem.EIGHT_BIT, erases=True))
        one.start()
        yield one, lambda: os.read(taken, 4096).decode() if select.select([taken], [], [], 10)[0] else ""
        one.stop()
    os.close(taken)


def frame(text: str) -> list[Line]:
    return [[cell(character, PLAIN) for character in text.ljust(12)]]


def test_half_of_what_a_key_does_is_not_seen(output: tuple[Output, Callable[[], str]]) -> None:
    line, told = output
    line.hold()
    line.show(frame("one half"))
    line.show(frame("all of it"))
    line.release()
    assert "all of it" in (first := told()) and "half" not in first


def test_a_frame_is_held_for_a_moment_only(output: tuple[Output, Callable[[], str]], moment: Moment) -> None:
    """Also while one key after the other has it held."""
    line, told = output
    line.hold()
    line.show(frame("one half"))
    moment.now += 0.02
    line.hold()
    moment.now += 0.02
    assert "one half" in told()


def test_what_is_asked_arrives_in_one_piece(
    output: tuple[Output, Callable[[], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself: what answers may look at each piece alone."""
    line, told = output
    pieces: list[bytes] = []
    write = os.write

    def written(fd: int, piece: bytes) -> int:
        pieces.append(piece)
        return write(fd, piece)

    monkeypatch.setattr(os, "write", written)
    line.show([[cell("x", PLAIN)] * 1100])
    while "\x1b[6n" not in told():
        pass
    assert pieces[-1] == b"\x1b[6n" and max(map(len, pieces)) == 512


def test_an_answer_that_is_lost_holds_nobody_up(
    output: tuple[Output, Callable[[], str]], moment: Moment
) -> None:
    """On a line that has been quick half a second is long."""
    line, told = output

    def show(character: str) -> None:
        moment.now += 0.1
        line.show([[cell(character, PLAIN)] * 1100])
        text = ""
        while not text.endswith((character * 100, "\x1b[6n")):
            text += (more := told())
            assert more, f"{character} was not sent"

    show("a")
    line.answered()
    show("b")  # asks
    show("c")  # by now the line holds as much as it may
    moment.now += 0.4
    show("d")
