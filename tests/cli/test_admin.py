"""init and employee."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_init_makes_a_private_database(run: Run, home: Path) -> None:
    file = home / "data" / "xscalls" / "xscalls.db"
    (told,) = run("init", "kn", "Kari Nordmann").lines
    assert told == f"Databasen {file} er laget, med KN som første ansatte"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert run("employee", "list", "--json").json == [
        {"id": 1, "initials": "KN", "name": "Kari Nordmann", "superuser": True, "active": True}
    ]


def test_init_overwrites_nothing(run: Run, database: Path) -> None:
    before = database.read_bytes()
    result = run("init", "KN", "Kari")
    assert (result.code, result.err) == (1, f"xscalls: {database} finnes allerede; ingenting er endret\n")
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("initials", "name", "told"),
    [
        ("K1", "Kari", ["INITIALER: Initialer er bokstaver, høyst 4"]),
        ("KNKNK", "", ["INITIALER: Initialer er bokstaver, høyst 4", "NAVN: Feltet må fylles ut"]),
    ],
)
def test_init_with_what_nobody_is_called(
    run: Run, home: Path, initials: str, name: str, told: list[str]
) -> None:
    result = run("init", initials, name)
    assert result.code == 2
    assert result.err.splitlines() == [f"xscalls: {sentence}" for sentence in told]
    assert not (home / "data" / "xscalls" / "xscalls.db").exists()


def test_employees_are_added_and_changed(run: Run, database: Path) -> None:
    assert run("employee", "add", "ab", "Anna Berg", "--superuser").lines == ["AB er lagt til"]
    assert run("employee", "set", "ab", "--name", "Anna Bø", "--no-superuser").lines == ["AB er endret"]
    assert run("employee", "set", "OL", "--superuser").lines == ["OL er endret"]
    assert run("employee", "set", "PH", "--inactive").lines == ["PH er endret"]
    assert run("employee", "set", "XX", "--active").lines == ["XX er endret"]
    everybody = run("employee", "list", "--json").json
    assert {one["initials"]: (one["superuser"], one["active"]) for one in everybody} == {
        "AB": (False, True),
        "KN": (True, True),
        "OL": (True, True),
        "PH": (False, False),
        "XX": (False, True),
    }


def test_employees_for_people(run: Run, database: Path) -> None:
    assert run("employee", "list").lines == [
        "INITIALER  NAVN           Superbruker  Aktiv",
        "KN         Kari Nordmann  Ja           Ja",
        "OL         Ola Lie        Nei          Ja",
        "PH         Per Hansen     Nei          Ja",
        "XX         Xerxes Xu      Nei          Nei",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("add", "OL", "Olav"), 2, "INITIALER: Initialene OL er i bruk"),
        (("set", "QQ", "--active"), 1, "Ingen ansatt har initialene «QQ»"),
        (("set", "KN", "--no-superuser"), 2, "--superuser: Minst én aktiv ansatt må være superbruker"),
        (("set", "KN", "--inactive"), 2, "--superuser: Minst én aktiv ansatt må være superbruker"),
    ],
)
def test_what_employees_cannot_be(
    run: Run, database: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    result = run("employee", *arguments)
    assert (result.code, result.err) == (code, f"xscalls: {told}\n")
