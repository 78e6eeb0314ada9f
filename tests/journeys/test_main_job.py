"""An operator's main job on a real terminal: a call typed by keys only, no answer, follow-up, history,
undo."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from xscalls_tui.services.employees import add
from xscalls_tui.services.opening import create_session

SIZES = [(80, 24), (120, 40)]
WORDS = {
    "nb": {
        "calls": "CRM - Samtaler",
        "empty": "Ingen samtaler å vise",
        "new": "Ny samtale",
        "created": "Opprettet samtale 1",
        "planned": "Planlagt",
        "history": "Samtalehistorikk · 2 samtaler",
        "undone": "Angret: ny samtale.",
        "unsaved": "Du har endringer som ikke er lagret",
        "discard": "f",
    },
    "en": {
        "calls": "CRM - Calls",
        "empty": "No calls to show",
        "new": "New call",
        "created": "Created call 1",
        "planned": "Planned",
        "history": "Call history · 2 calls",
        "undone": "Undone: new call.",
        "unsaved": "You have unsaved changes",
        "discard": "d",
    },
}


@pytest.fixture
def database(tmp_path: Path) -> str:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    session = create_session(str(folder / "calls.db"), "KN", "Kari Nordmann")
    add(session, "OL", "Ola Lie")
    session.close()
    return str(folder / "calls.db")


def stored(database: str) -> list[dict[str, object]]:
    """All calls as the command line tells them, oldest id first."""
    done = subprocess.run(
        [sys.executable, "-m", "xscalls_tui", "--db", database, "list", "--json"],
        capture_output=True,
        check=True,
    )
    calls: list[dict[str, object]] = json.loads(done.stdout)
    return sorted(calls, key=lambda call: str(call["id"]))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_the_main_job(database: str, size: tuple[int, int], language: str) -> None:
    words = WORDS[language]
    with Terminal("--db", database, "--lang", language, size=size) as terminal:
        terminal.see(words["calls"], words["empty"])

        terminal.press("F2", "22 33 44 55", "Enter", "Enter", "Tilbud på båt", "Ctrl+S")
        terminal.see(words["created"], words["planned"])
        terminal.press("Ctrl+T")
        terminal.see("KN   Tilbud på båt")

        terminal.press("F8")
        terminal.see(f" {words['new']} ")
        terminal.press("Ctrl+O")
        terminal.see_no(f" {words['new']} ")
        terminal.see("▖", "▀")
        first, second = stored(database)
        assert first["status"] == "unanswered"
        assert first["has_followups"]
        assert (second["status"], second["follow_up_of"]) == ("planned", first["id"])
        assert (second["subject"], second["phone"]) == ("Tilbud på båt", "22 33 44 55")

        terminal.press("h")
        terminal.see(words["history"], "└")
        terminal.press("q")
        terminal.see(words["calls"])
        terminal.press("Ctrl+Z")
        terminal.see(words["undone"])
        terminal.see_no("▖")
        (only,) = stored(database)
        assert only["status"] == "planned"
        assert not only["has_followups"]

        terminal.press("Ctrl+Q")
        assert terminal.end() == 0


def test_two_calls_in_one_burst_become_two_calls(database: str) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        one = ["F2", "22 33 44 55", "Enter", "Enter", "Første", "Ctrl+O"]
        two = ["F2", "912 34 567", "Enter", "Enter", "Andre", "Ctrl+O"]
        terminal.press(*one, *two)
        terminal.see("Første", "Andre", "av 2")
        assert [(call["phone"], call["subject"]) for call in stored(database)] == [
            ("22 33 44 55", "Første"),
            ("912 34 567", "Andre"),
        ]


def test_what_is_typed_is_asked_about_before_it_is_dropped(database: str) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        terminal.press("F2", "22 33", "Ctrl+T")
        terminal.see(WORDS["nb"]["unsaved"], "22 33")
        terminal.press(WORDS["nb"]["discard"])
        terminal.see("Ingen samtaler å vise")
        assert stored(database) == []


def test_a_window_that_changes_its_size_shows_the_same_place(database: str) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        terminal.press("F2", "22 33 44 55", "Enter", "Enter", "Tilbud på båt", "Ctrl+O")
        terminal.see("KN   Tilbud på båt")
        terminal.press("Space")
        terminal.see("1 merket")
        terminal.resize(120, 40)
        terminal.see("Firma > prosjekt (samtalepartner)", "Tilbud på båt", "1 merket")
        assert len(terminal.lines) == 40
        terminal.wait(lambda: "F1" in terminal.lines[39], "the keys in the last line")
        terminal.resize(80, 24)
        terminal.wait(lambda: "F1" in terminal.lines[23], "the keys in the last line again")
        terminal.see("Tilbud på båt")


def test_a_change_of_size_is_never_missed(database: str) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        for columns in range(81, 141):
            # Each comes as the program is about to rest, after the frame before.
            terminal.resize(columns, 24)
            terminal.see_width(columns - 1)


def test_a_window_made_smaller_and_as_large_again_is_drawn_anew(database: str) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        terminal.wipe()
        terminal.process.kill(signal.SIGWINCH)
        terminal.see("CRM - Samtaler", "Ingen samtaler å vise", "F1 Hjelp")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_hang_up_and_an_order_to_end_leave_a_good_terminal(database: str, number: int) -> None:
    with Terminal("--db", database) as terminal:
        terminal.see("Ingen samtaler å vise")
        terminal.press("F2", "22 33")
        terminal.see("22 33")
        terminal.process.kill(number)
        assert terminal.end() == 128 + number
        assert b"\x1b[?1049l" in terminal.received


def test_the_demo_ends_without_leaving_anything_when_it_is_told_to(tmp_path: Path) -> None:
    with Terminal("demo", env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.see("CRM - Samtaler", "1 av")
        terminal.process.kill(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())


def test_the_demo_opens_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with Terminal("demo", env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.see("CRM - Samtaler", "1 av")
        assert list(tmp_path.iterdir())
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0
    assert not list(tmp_path.iterdir())


def test_without_a_terminal_it_says_so(database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xscalls_tui", "--db", database],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 64
    assert len(done.stderr.strip().splitlines()) == 1
