"""Failures nobody asked for: each ends with its code and one sentence, none with a traceback."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import Run
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services import bulk, records

PROGRAM = (sys.executable, "-m", "xscalls_tui")
SECRET = "Ola Lie, 912 34 567"


def test_busy_is_75_and_changes_nothing(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "--subject", "Tilbud")
    monkeypatch.setattr(SqliteEngine.__init__, "__kwdefaults__", {"read_only": False, "busy_seconds": 0.05})
    holder = (
        "import fcntl, sys; lock = open(sys.argv[1], 'r+'); fcntl.flock(lock, fcntl.LOCK_EX); "
        "print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, f"{database}-lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        other.stdout.readline()
        for arguments in (("set-status", "done", 1), ("new",), ("employee", "add", "AB", "A B")):
            result = run(*arguments)
            assert (result.code, result.out) == (75, "")
            assert (
                result.err == "xscalls: Databasen er opptatt akkurat nå. Ingenting er endret; prøv igjen.\n"
            )
        assert [record["status"] for record in run("list", "--json").json] == ["planned"]
        other.stdin.close()
    assert run("set-status", "done", 1).code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "er ikke en database for xscalls"), (b"x" * 9000, "er ikke en database for xscalls")],
)
def test_a_file_that_is_not_ours(run: Run, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    result = run("--db", file, "list")
    assert (result.code, result.out, result.err) == (1, "", f"xscalls: {file} {told}\n")
    assert file.read_bytes() == content


def test_another_kind_of_database(run: Run) -> None:
    result = run("--db", "mysql://server/crm", "list")
    assert (result.code, result.err) == (1, "xscalls: Databaser av typen mysql støttes ikke\n")


def test_a_server_that_does_not_answer(run: Run) -> None:
    result = run("--db", "postgresql://127.0.0.1:1/crm", "list")
    assert (result.code, result.err) == (1, "xscalls: Ingen kontakt med databasen: Connection refused\n")


def test_ctrl_c_is_130_and_quiet(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "set_status", interrupted)
    result = run("set-status", "done", "1")
    assert (result.code, result.out, result.err) == (130, "", "")


@pytest.fixture
def broken(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that fails in a way that nobody foresaw, with data in its message."""

    def fails(*_: object) -> None:
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error

    monkeypatch.setattr(records, "listed", fails)


@pytest.mark.usefixtures("broken")
def test_the_unforeseen_goes_to_the_log_without_data(run: Run, home: Path) -> None:
    file = home / "state" / "xscalls" / "xscalls.log"
    result = run("list")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"xscalls: Noe uventet gikk galt; se {file}\n"
    written = file.read_text(encoding="utf-8")
    assert "CRITICAL" in written and "RuntimeError" in written and "ValueError" in written
    assert "in list_calls" in written
    assert SECRET not in written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.usefixtures("broken")
def test_a_log_that_cannot_be_written_disturbs_nobody(run: Run, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "state").write_text("a file where the folder should be")
    result = run("list")
    assert (result.code, len(result.err.splitlines())) == (1, 1)


@pytest.mark.usefixtures("broken")
def test_the_log_does_not_grow_for_ever(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xscalls_tui.cli.logfile.LARGEST", 10)
    for _ in range(3):
        run("list")
    folder = home / "state" / "xscalls"
    assert sorted(file.name for file in folder.iterdir()) == ["xscalls.log", "xscalls.log.1"]
    assert all(file.read_text().count("CRITICAL") == 1 for file in folder.iterdir())


def test_nothing_is_logged_when_all_is_well(run: Run, home: Path, database: Path) -> None:
    run("list")
    run("show", 7)
    assert not (home / "state").exists()


@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("keys",), ("--help",)])
def test_a_closed_pipe_ends_quietly(database: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told(database: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (ended.returncode, ended.stderr) == (1, "xscalls: Det gikk ikke: No space left on device\n")


def test_what_the_system_refuses_is_told(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/srv/crm.db")

    monkeypatch.setattr(records, "listed", refused)
    result = run("list")
    assert (result.code, result.out) == (1, "")
    assert result.err == "xscalls: Det gikk ikke: /srv/crm.db: Permission denied\n"


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_is_64(database: Path, arguments: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    sentence = "xscalls: Programmet trenger en terminal å tegne på\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (64, "", sentence)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TERM": "dumb"}, "TERM er «dumb», og på den kan ikke programmet tegne"),
        ({"TERM": ""}, "TERM er «», og på den kan ikke programmet tegne"),
        ({"TERM": "unknown"}, "TERM er «unknown», og på den kan ikke programmet tegne"),
        (
            {"TERM": "xterm", "LC_ALL": "nb_NO.ISO-8859-1"},
            "Terminalen bruker ISO-8859-1; programmet trenger UTF-8",
        ),
        ({"TERM": "xterm", "LANG": "nb_NO.quux"}, "Terminalen bruker quux; programmet trenger UTF-8"),
    ],
)
def test_a_useless_terminal_is_64(database: Path, environment: dict[str, str], told: str) -> None:
    child = pexpect.spawn(
        PROGRAM[0], list(PROGRAM[1:]), env={**os.environ, **environment}, encoding="utf-8", timeout=60
    )
    child.expect(pexpect.EOF)
    child.close()
    assert (child.before, child.exitstatus) == (f"xscalls: {told}\r\n", 64)


def test_a_writer_that_was_killed_holds_nothing(database: Path, run: Run) -> None:
    """The lock is the kernel's: it falls with its process."""
    with Path(f"{database}-lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert run("new").code == 0
