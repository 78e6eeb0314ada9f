"""doctor --keys: each key is asked for, and what has arrived is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import Run
from xscalls_tui.cli.key_path import asked_keys

BYTES = {"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~"}


def test_the_keys_of_the_commands_are_asked_for() -> None:
    keys = asked_keys({})
    assert keys[:9] == ["f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"]
    assert {"escape", "ctrl+s", "ctrl+t", "delete", "pagedown", "up"} <= set(keys)
    assert not {"enter", "space", "n", "asterisk"} & set(keys)
    assert "f11" in asked_keys({"call.done": "f11"})


def test_what_arrives_what_does_not_and_what_arrives_as_another(database: Path) -> None:
    command = ["-m", "xscalls_tui", "--db", str(database), "--lang", "en", "doctor", "--keys"]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, dimensions=(40, 160))
    told = ""
    for key, answer in (
        ("F1", " "), ("F2", BYTES["f2"]), ("F3", BYTES["f4"]), ("F4", "\x1b"), ("F5", "\r"),
    ):  # fmt: skip
        child.expect_exact(f"Press {key} (")
        told += child.before or ""
        child.send(answer)
    child.expect(pexpect.EOF)
    told += child.before or ""
    child.close()
    assert child.exitstatus == 0
    for sentence in (
        "F1 does not arrive: the terminal uses it itself",
        "F2 arrives",
        "F3 arrives as F4",
        "F4 arrives as Esc",
    ):
        assert sentence in told
    assert "F5" not in told.rpartition("F4 arrives as Esc")[2].replace("Press F5", "")


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TMUX": "/tmp/tmux-1000/default,1,0"}, "escape-time"),
        ({"STY": "1.pts-0.host"}, "maptimeout"),
        ({"SSH_CONNECTION": "192.0.2.7 5022 192.0.2.1 22"}, "192.0.2.7"),
    ],
)
def test_what_stands_between_is_told(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    for name in ("TMUX", "STY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert told not in run("doctor").out
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert told in run("doctor").out


def test_without_a_terminal_it_says_so(run: Run, database: Path) -> None:
    assert "Tastene kan bare prøves på en terminal" in run("doctor", "--keys").out
