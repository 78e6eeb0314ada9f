"""doctor: what it looks at, and what it says."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Result, Run
from xscalls_tui.cli import equal_pages
from xscalls_tui.models import sqlite
from xscalls_tui.models.tables import HISTORY
from xscalls_tui.services.session import Session

CHECKS = [
    "sqlite", "bytecode", "access", "schema", "journal", "integrity", "backup",
    "terminal", "locale", "config", "keys",
]  # fmt: skip


@pytest.fixture(autouse=True)
def fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal and an installation with which nothing is wrong."""
    monkeypatch.setattr("xscalls_tui.cli.doctor.terminal_problem", lambda: None)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "xscalls_tui" and module.__spec__:
            monkeypatch.setattr(module.__spec__, "cached", __file__)


def found(result: Result) -> dict[str, tuple[str, str]]:
    """The findings that are not ok: level and text by check."""
    findings = json.loads(result.out)
    return {one["check"]: (one["level"], one["text"]) for one in findings if one["level"] != "ok"}


def test_a_sound_database(run: Run, database: Path) -> None:
    findings = run("doctor", "--json").json
    assert [finding["check"] for finding in findings] == CHECKS
    assert {finding["level"] for finding in findings} == {"ok"}


def test_for_people(run: Run, database: Path) -> None:
    lines = run("doctor").lines
    assert len(lines) == len(CHECKS)
    assert f"ok        Bare du kan lese og endre {database}" in lines
    assert "ok       Only you can read and change" in run("--lang", "en", "doctor").out


def test_no_database(run: Run, home: Path) -> None:
    result = run("doctor", "--json")
    missing = home / "data" / "xscalls" / "xscalls.db"
    sentence = f"Databasen {missing} finnes ikke; lag den med «xscalls init»"
    assert (result.code, found(result)) == (1, {"database": ("error", sentence)})
    assert not missing.parent.exists()


@pytest.mark.parametrize("content", [b"", b"x" * 9000])
def test_a_file_that_is_not_ours(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    file.chmod(0o600)
    result = run("--db", file, "doctor", "--json")
    sentence = f"{file} er ikke en database for xscalls"
    assert (result.code, found(result)) == (1, {"database": ("error", sentence)})
    assert file.read_bytes() == content


def test_a_damaged_database(run: Run, database: Path) -> None:
    page = 4096
    content = bytearray(database.read_bytes())
    content[3 * page : 12 * page] = b"\xff" * 9 * page
    database.write_bytes(content)
    result = run("doctor", "--json")
    assert result.code == 1
    assert "error" in {level for level, _ in found(result).values()}


@pytest.mark.parametrize(
    ("mode", "level", "code"),
    [(0o640, "warning", 0), (0o604, "warning", 0), (0o660, "error", 1), (0o602, "error", 1)],
)
def test_a_file_that_is_open_to_others(run: Run, database: Path, mode: int, level: str, code: int) -> None:
    database.chmod(mode)
    result = run("doctor", "--json")
    assert result.code == code
    told, sentence = found(result)["access"]
    assert (told, sentence.split("«chmod ")[1]) == (level, f"go-{'rw'[level == 'error']} {database}»")


def test_a_folder_that_others_can_write(run: Run, database: Path) -> None:
    database.parent.chmod(0o770)
    result = run("doctor", "--json")
    assert result.code == 1
    sentence = f"Andre kontoer kan endre {database.parent}; kjør «chmod go-w {database.parent}»"
    assert found(result) == {"access": ("error", sentence)}


def test_a_database_of_somebody_else(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: database.stat().st_uid + 1)
    assert found(run("doctor", "--json")) == {"access": ("warning", f"{database} tilhører en annen konto")}


def test_a_newer_and_an_older_schema(run: Run, session: Session) -> None:
    with session.engine.writing():
        session.engine.rows_of(f"UPDATE {HISTORY} SET name = '9999_later' WHERE name LIKE '0001%'")
    result = run("doctor", "--json")
    sentence = "Databasen er laget av en nyere xscalls; oppgrader programmet"
    assert (result.code, found(result)) == (1, {"schema": ("error", sentence)})
    with session.engine.writing():
        session.engine.rows_of(f"DELETE FROM {HISTORY}")
    result = run("doctor", "--json")
    assert (result.code, found(result)["schema"][0]) == (0, "warning")
    with session.engine.reading():
        assert session.engine.rows_of(f"SELECT COUNT(*) FROM {HISTORY}") == [(0,)]  # it only looked


def test_another_journal(run: Run, database: Path) -> None:
    engine = sqlite.SqliteEngine(database)
    with engine.reading():
        engine.db.pragma("journal_mode", "delete")
    engine.close()
    level, sentence = found(run("doctor", "--json"))["journal"]
    assert level == "warning" and "delete" in sentence


def test_an_old_sqlite(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apsw.SQLITE_VERSION_NUMBER", 3_045_001)
    result = run("doctor", "--json")
    assert result.code == 1
    assert found(result)["sqlite"][0] == "error"


def test_no_bytecode(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = sqlite.__spec__
    assert spec is not None
    monkeypatch.setattr(spec, "cached", str(tmp_path / "missing.pyc"))
    level, sentence = found(run("doctor", "--json"))["bytecode"]
    assert level == "warning" and "compileall" in sentence


@pytest.mark.parametrize(
    ("switch", "known", "level", "advice"),
    [
        ("1\n", True, "ok", "én gang"),
        ("0\n", True, "warning", "echo 1"),
        ("1\n", False, "warning", "Linux 6.4"),
        (None, True, "warning", "Linux 6.4"),
    ],
)
def test_whether_sessions_of_a_server_share_what_they_have_alike(
    run: Run,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    switch: str | None,
    known: bool,
    level: str,
    advice: str,
) -> None:
    monkeypatch.setattr(equal_pages, "SWITCH", tmp_path / "run")
    monkeypatch.setattr(equal_pages, "_prctl", lambda *_: 0 if known else -1)
    if switch is not None:
        equal_pages.SWITCH.write_text(switch)
    server = tmp_path / "sessions.sock"
    monkeypatch.setenv("XSCALLS_SESSIONS", str(server))
    assert "sessions" not in {one["check"] for one in run("doctor", "--json").json}
    os.mknod(server, stat.S_IFSOCK | 0o600)
    (told,) = (one for one in run("doctor", "--json").json if one["check"] == "sessions")
    assert told["level"] == level
    assert advice in told["text"]


def test_configuration_and_keys(run: Run, database: Path, config_file: Path) -> None:
    config_file.write_text("langage = 'en'\nmouse = 1\n[keys]\ncall.done = 'f6'\ncall.dne = 'f12'")
    result = run("doctor", "--json")
    told = [(one["check"], one["level"]) for one in json.loads(result.out) if one["level"] != "ok"]
    assert result.code == 1
    assert told == [("config", "warning"), ("config", "error"), ("keys", "warning"), ("keys", "warning")]


def test_no_terminal_is_only_a_warning(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("LC_ALL", "nb_NO.ISO-8859-1")
    result = run("--db", database, "doctor", "--json")
    assert result.code == 0
    assert {"terminal", "locale"} <= found(result).keys()
