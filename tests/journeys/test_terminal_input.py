"""What a terminal may send: old encodings, nonsense, a megabyte at once, a storm of sizes, a mouse."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tests.journeys.terminal import Terminal
from xscalls_tui.screens.terminal_driver import Characters, TerminalDriver

MOVE, CLICK, RELEASE = "\x1b[<35;{x};{y}M", "\x1b[<0;{x};{y}M", "\x1b[<0;{x};{y}m"


@pytest.fixture
def at(database_with: Callable[[Iterable[str]], str]) -> Iterator[Terminal]:
    """OL at the list of calls: two, today."""
    path = database_with(("Avtale om levering", "Reklamasjon"))
    with Terminal("--db", path, "--as", "OL") as terminal:
        terminal.see("Avtale om levering", "Reklamasjon")
        yield terminal


def answers(at: Terminal) -> None:
    """The program lives, and draws what it is asked for."""
    at.resize(100, 30)
    at.wait(lambda: "F1 Hjelp" in at.lines[-1] and len(at.lines[-1]) > 95, "what fills the window")


def test_the_mouse_tells_of_buttons_only(at: Terminal) -> None:
    assert b"\x1b[?1000h" in at.received and b"\x1b[?1006h" in at.received
    assert not any(mode in at.received for mode in (b"?1002h", b"?1003h", b"?1015h", b"?1016h", b"?2048"))
    y = next(y for y, line in enumerate(at.lines) if "Reklamasjon" in line) + 1
    x = at.lines[y - 1].index("Reklamasjon") + 2
    at.process.send(CLICK.format(x=x, y=y) + RELEASE.format(x=x, y=y))
    at.see("Reklamasjon", "Notat")


def test_moves_that_a_terminal_tells_of_unasked_reach_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Message] = []

    driver, parser = TerminalDriver.__new__(TerminalDriver), XTermParser()
    monkeypatch.setattr(driver, "_output", object(), raising=False)
    monkeypatch.setattr(LinuxDriver, "process_message", lambda _self, message: told.append(message))
    moves = "".join(MOVE.format(x=step % 80 + 1, y=step % 24 + 1) for step in range(200))
    for event in parser.feed(moves + CLICK.format(x=3, y=4)):
        driver.process_message(event)
    assert [type(message) for message in told] == [events.MouseDown]


def test_bytes_of_an_old_terminal_are_read_as_they_were_meant(at: Terminal) -> None:
    at.press("F2")
    at.see("Ny samtale")
    at.press("Tab", "Tab")
    at.process.send("æøå ÆØÅ é".encode("cp1252"))
    at.see("æøå ÆØÅ é")
    at.process.send("å".encode("cp1252"))
    at.see("æøå ÆØÅ éå")
    at.process.send(" blåbær €".encode())
    at.see("æøå ÆØÅ éå blåbær €")


@given(st.text(), st.lists(st.integers(1, 40), max_size=8))
def test_utf_8_comes_whole_however_it_is_cut(text: str, cuts: list[int]) -> None:
    characters, received, found = Characters(), text.encode("utf-8", "replace"), ""
    for cut in cuts:
        found += characters.decode(received[:cut])
        received = received[cut:]
    found += characters.decode(received)
    assert found == text.encode("utf-8", "replace").decode() and not characters.begun


@given(st.text(alphabet="æøåÆØÅéabc €"))
def test_cp1252_comes_as_it_was_meant_or_as_utf_8_that_it_happens_to_be(text: str) -> None:
    received = text.encode("cp1252")
    characters = Characters()
    found = characters.decode(received) + characters.end()
    try:
        expected = received.decode()
    except UnicodeDecodeError:
        assert "\ufffd" not in found and len(found) <= len(text)
    else:
        assert found == expected


@given(st.binary(max_size=60))
def test_no_bytes_are_an_error(received: bytes) -> None:
    characters = Characters()
    assert isinstance(characters.decode(received) + characters.end(), str) and not characters.begun


def test_random_bytes_do_not_end_the_program(at: Terminal) -> None:
    chance = random.Random(8)
    harmless = bytes(byte for byte in range(256) if byte != 0x11)  # Ctrl+Q ends it, as it should
    for _ in range(20):
        at.send(bytes(chance.choice(harmless) for _ in range(500)))
    answers(at)


def test_a_megabyte_can_be_pasted(at: Terminal) -> None:
    at.press("F2")
    at.see("Ny samtale")
    at.send(b"\x1b[200~" + "Lang tekst på norsk. ".encode() * 50_000 + b"\x1b[201~")
    answers(at)
    at.press("Esc")
    at.see("ikke lagret")


def test_a_storm_of_sizes_ends_in_the_last_one(at: Terminal) -> None:
    for step in range(200):
        at.resize(20 + step % 60, 5 + step % 20)
    at.resize(20, 5)
    at.see("for lite")
    answers(at)
    at.see("Avtale om levering")


def test_it_cannot_be_stopped_into_a_shell(at: Terminal) -> None:
    os.kill(at.process.pid, signal.SIGTSTP)
    at.press("F2")
    at.see("Ny samtale")
