"""Who may do what from the command line, and as whom."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from xscalls_tui.services import calls, employees
from xscalls_tui.services.session import Session

pytestmark = pytest.mark.usefixtures("database")

# The call is OL's and was made by PH; KN is a superuser.
WHO = {"owner": "OL", "creator": "PH", "stranger": "AB", "superuser": "KN"}
MAY_CHANGE = {
    ("owner", False): True,
    ("owner", True): True,
    ("creator", False): True,
    ("creator", True): False,
    ("stranger", False): False,
    ("stranger", True): False,
    ("superuser", False): True,
    ("superuser", True): True,
}
"""By who asks, and whether the owner has saved the call."""


@pytest.fixture
def prepare(run: Run, session: Session) -> Callable[[bool], int]:
    """Makes PH's call for OL, saved by OL or not; its id."""
    employees.add(session, "AB", "Anna Berg")

    def call_for_ol(owner_saved: bool) -> int:
        call_id: int = run("--as", "PH", "new", "--employee", "OL", "--subject", "Tilbud", "--json").json[0][
            "id"
        ]
        if owner_saved:
            owner = next(one for one in employees.everybody(session) if one.initials == "OL")
            theirs = session.acting_as(owner)
            call = calls.read(theirs, call_id)
            calls.save(theirs, call_id, call.version, call.draft()._replace(subject="Tilbud igjen"))
        return call_id

    return call_for_ol


@pytest.mark.parametrize(("who", "owner_saved"), MAY_CHANGE)
def test_setting_the_status(prepare: Callable[[bool], int], run: Run, who: str, owner_saved: bool) -> None:
    prepare(owner_saved)
    result = run("--as", WHO[who], "set-status", "done", "1")
    status = run("show", "1", "--json").json[0]["status"]
    if MAY_CHANGE[who, owner_saved]:
        assert (result.code, result.err, status) == (0, "", "done")
    else:
        sentence = "xscalls: 1: Du har ikke tilgang til å endre denne samtalen\n"
        assert (result.code, result.err, status) == (77, sentence, "planned")


@pytest.mark.parametrize(("who", "owner_saved"), MAY_CHANGE)
def test_setting_the_status_of_several(
    prepare: Callable[[bool], int], run: Run, who: str, owner_saved: bool
) -> None:
    """What may be changed is, in spite of what may not and what is not there."""
    own = run("--as", WHO[who], "new", "--json").json[0]["id"]
    theirs = prepare(owner_saved)
    result = run("--as", WHO[who], "set-status", "done", theirs, own, 9, "--json")
    allowed = MAY_CHANGE[who, owner_saved]
    refused = {line.split(": ")[1] for line in result.err.splitlines()}
    assert (result.code, refused) == ((1, {"9"}) if allowed else (77, {"9", str(theirs)}))
    done = {record["id"] for record in run("list", "--status", "done", "--json").json}
    assert (
        done
        == {record["id"] for record in json.loads(result.out)}
        == {own} | ({theirs} if allowed else set())
    )


@pytest.mark.parametrize(("who", "owner_saved"), MAY_CHANGE)
def test_everybody_may_read_and_follow_up(
    prepare: Callable[[bool], int], run: Run, who: str, owner_saved: bool
) -> None:
    prepare(owner_saved)
    (record,) = run("--as", WHO[who], "new", "--follow-up-of", "1", "--json").json
    assert (record["follow_up_of"], record["employee"]) == (1, "OL")
    assert run("--as", WHO[who], "show", "1", "--json").json[0]["subject"].startswith("Tilbud")
    initials = {one["id"]: one["initials"] for one in run("employee", "list", "--json").json}
    assert initials[record["created_by"]] == WHO[who]


@pytest.mark.parametrize(
    "arguments", [("employee", "add", "CD", "C D"), ("employee", "set", "PH", "--superuser"), ("import", ".")]
)
def test_only_superusers_set_up(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("--as", "OL", *arguments)
    assert (result.code, result.out) == (77, "")


def test_the_inactive_stay_outside(run: Run) -> None:
    result = run("--as", "XX", "list")
    assert result.code == 77
    assert result.err == "xscalls: Du står ikke lenger som aktiv ansatt; be en superbruker om hjelp\n"


def test_unknown_initials(run: Run) -> None:
    result = run("--as", "QQ", "list")
    assert (result.code, result.err) == (1, "xscalls: Ingen ansatt har initialene «QQ»\n")


def test_whom_to_work_as_can_come_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XSCALLS_AS", "OL")
    assert run("new", "--json").json[0]["employee"] == "OL"
    assert run("--as", "PH", "new", "--json").json[0]["employee"] == "PH"


@pytest.mark.parametrize("arguments", [("list",), ("new",), ("set-status", "done", "1"), ("show", "1"), ()])
def test_as_is_for_ones_own_database(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: database.stat().st_uid + 1)
    monkeypatch.setattr("xscalls_tui.cli.screen.require_terminal", lambda: None)
    result = run("--as", "KN", *arguments)
    assert (result.code, result.out) == (77, "")
    assert result.err.startswith(f"xscalls: {database} tilhører en annen konto; ")
    assert run("new", "--json").json[0]["employee"] == "KN"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_database_that_others_may_write_is_refused(run: Run, database: Path, mode: int) -> None:
    database.chmod(mode)
    result = run("list")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"xscalls: Andre kontoer kan skrive i {database}")
