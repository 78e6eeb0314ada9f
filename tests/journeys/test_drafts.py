"""Whatever ends the program, what was typed is offered at the next start: on a real terminal."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.terminal import PATIENCE, Terminal
from xscalls_tui.domain.clock import SystemClock
from xscalls_tui.services.opening import create_session

PATIENCE_OF_HANG_UP = 2.0
"""Seconds within which the program is gone (design/security.md, F3)."""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Of KN alone."""
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    path = str(folder / "calls.db")
    create_session(path, "KN", "Kari Nordmann", clock=SystemClock()).close()
    return path


def kept(database: str) -> list[str]:
    """The subjects in the drafts that are stored."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return [json.loads(fields)["subject"] for (fields,) in db.execute("SELECT fields FROM draft")]


def typing(terminal: Terminal, text: str) -> None:
    """Type a subject into the window of a new call."""
    terminal.see("CRM - Samtaler")
    terminal.press("F2")
    terminal.see("Emne")
    terminal.press("Tab", "Tab")
    terminal.press(text)
    terminal.see(text)


@pytest.mark.parametrize("how", ["kill -9", "SIGHUP", "SIGTERM", "the line is cut"])
def test_what_was_typed_is_offered_at_the_next_start(database: str, how: str) -> None:
    with Terminal("--db", database) as terminal:
        typing(terminal, "Ikke lagret ennå")
        if how == "kill -9":
            deadline = time.monotonic() + PATIENCE
            while not kept(database):  # at most a second of typing behind
                assert time.monotonic() < deadline
            os.kill(terminal.process.pid, signal.SIGKILL)
        elif how == "SIGTERM":
            os.kill(terminal.process.pid, signal.SIGTERM)
        elif how == "SIGHUP":
            os.kill(terminal.process.pid, signal.SIGHUP)
        begun = time.monotonic()
        if how == "the line is cut":
            terminal.cut()
        else:
            terminal.end()
        assert time.monotonic() - begun < PATIENCE_OF_HANG_UP
    assert kept(database) == ["Ikke lagret ennå"]
    with Terminal("--db", database) as terminal:
        terminal.see("1 utkast ble ikke lagret", "Ikke lagret ennå")
        terminal.press("Enter")
        terminal.see("Åpne")
        terminal.press("Enter")
        terminal.see("Emne", "Ikke lagret ennå")
        terminal.press("Ctrl+O")
        terminal.see("CRM - Samtaler", "Ikke lagret ennå")
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0
    assert kept(database) == []
