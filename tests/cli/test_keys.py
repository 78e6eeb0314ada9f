"""keys: every command, for people, programs and the README."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from xscalls_tui.commands import ALL
from xscalls_tui.commands.keymap import MOVEMENT


def test_every_command_is_told(run: Run) -> None:
    told = run("keys", "--json").json
    assert [line["id"] for line in told] == [command.id for command in (*MOVEMENT, *ALL)]
    assert all(line["label"] and line["help"] for line in told)
    done = next(line for line in told if line["id"] == "call.done")
    assert (done["keys"], done["label"]) == (["F5"], "Gjennomført")


def test_the_language_is_the_chosen_one(run: Run) -> None:
    labels = {line["id"]: line["label"] for line in run("--lang", "en", "keys", "--json").json}
    assert labels["call.done"] == "Completed"


def test_the_users_own_keys_are_told(run: Run, config_file: Path) -> None:
    config_file.write_text("[keys]\ncall.done = 'f12, !'")
    keys = {line["id"]: line["keys"] for line in run("keys", "--json").json}
    assert keys["call.done"] == ["F12", "!"]
    assert keys["call.unanswered"] == ["F6"]


def test_the_table(run: Run) -> None:
    heading, *lines = run("keys").lines
    assert heading.split() == ["Tast", "Kommando", "Hva", "den", "gjør", "Id"]
    assert len(lines) == len(MOVEMENT) + len(ALL)
    place = heading.index("Id")
    assert all(line[place - 1] == " " and line[place] != " " for line in lines)


def test_the_table_in_markdown(run: Run) -> None:
    heading, rule, *lines = run("--lang", "en", "keys", "--markdown").lines
    assert (heading, rule) == ("| Key | Command | What it does | Id |", "|---|---|---|---|")
    assert any(
        line.startswith("| `F5` | Completed | ") and line.endswith(" | `call.done` |") for line in lines
    )
    assert all(line.count("|") == 5 for line in lines)
