"""Operators behind a real sshd: each gets in as themselves, to the program and a few verbs, nowhere else."""

from __future__ import annotations

import json
import shlex
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from tests.gate.sshd import Sshd, admin, missing
from tests.journeys.terminal import Terminal
from xscalls_tui.cli.gate import kept_environment
from xscalls_tui.services import employees
from xscalls_tui.services.opening import open_session

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def test_verbs_are_run_as_the_employee_of_the_key(sshd: Sshd, ol: Path) -> None:
    done = sshd.run(ol, "add --subject 'Tilbud på vinduer' --date 23.04.2026 --from 930 --json")
    (made,) = json.loads(done.stdout)
    assert (done.returncode, made["employee"], made["subject"]) == (0, "OL", "Tilbud på vinduer")
    (listed,) = (one for one in json.loads(sshd.run(ol, "list", "--json").stdout) if one["id"] == made["id"])
    assert (listed["employee"], listed["subject"]) == ("OL", "Tilbud på vinduer")
    # The only one of its month, whatever the other tests of this server have made.
    report = json.loads(sshd.run(ol, "report status --from 2026-04-01 --to 2026-04-30 --json").stdout)
    assert [one["calls"] for one in report] == [1, 1]


def test_who_came_in_is_logged_and_nothing_of_what_they_did(sshd: Sshd, ol: Path) -> None:
    sshd.run(ol, "add --subject Hemmelig --date 23.11.2026 --from 930")
    log = (sshd.home / ".local/state/xscalls/xscalls.log").read_text(encoding="utf-8")
    assert "gate: OL from 127.0.0.1" in log and "gate: OL left" in log and "Hemmelig" not in log


def test_files_come_home_byte_for_byte(sshd: Sshd, ol: Path, tmp_path: Path) -> None:
    book = tmp_path / "calls.xlsx"
    book.write_bytes(sshd.run(ol, "export --format xlsx").stdout)
    assert openpyxl.load_workbook(book).worksheets[0].max_row >= 1
    folder = sshd.home / ".local/share/xscalls/exports/OL"
    folder.mkdir(parents=True, exist_ok=True)
    content = bytes(range(256)) * 999
    (folder / "fil.bin").write_bytes(content)
    (folder / "lenke").symlink_to("/etc/passwd")
    assert sshd.run(ol, "get fil.bin").stdout == content
    names = [one["name"] for one in json.loads(sshd.run(ol, "get --json").stdout)]
    assert names == ["fil.bin"]
    for wrong in ("lenke", "../OL/fil.bin", "/etc/passwd", ".", "..", "finnes-ikke"):
        done = sshd.run(ol, f"get {wrong}")
        assert (done.returncode, done.stdout) == (1, b""), wrong


ESCAPES = (
    "bash -i",
    "sh -c id",
    "id; cat /etc/passwd",
    "--as KN list",
    "--db /tmp/other.db list",
    "gate KN",
    "employee list",
    "init XX Xx",
    "admin key list",
    "doctor",
    "import /etc",
    "scp -f /etc/passwd",
    "scp -t /tmp",
    "internal-sftp",
    "list\nid",
    "list\x1b[31m",
    "'list",
    "a" * 5000,
    "export --format csv --output /tmp/stolen.csv",
    "export --format csv-set /tmp/stolen",
    "report status --format xlsx --output /tmp/stolen.xlsx",
)


@pytest.mark.parametrize("asked", ESCAPES)
def test_nothing_else_gets_through(sshd: Sshd, ol: Path, asked: str) -> None:
    done = sshd.run(ol, asked)
    assert (done.returncode, done.stdout) == (77, b""), asked
    (sentence,) = done.stderr.decode().splitlines()
    assert sentence.startswith("xscalls: ")


def test_no_file_transfer_and_no_forwarding(sshd: Sshd, ol: Path, tmp_path: Path) -> None:
    subsystem = sshd.run(ol, "sftp", options=("-s",), given=b"\0\0\0\5\1\0\0\0\3")
    assert (subsystem.returncode, subsystem.stdout) == (77, b"")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        through = sshd.run(ol, options=("-W", f"127.0.0.1:{port}"))
        assert through.returncode != 0 and through.stdout == b""
        back = sshd.run(ol, "list", options=("-o", "ExitOnForwardFailure=yes", "-R", f"0:127.0.0.1:{port}"))
        assert back.returncode == 255
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_without_a_terminal_the_screen_does_not_open(sshd: Sshd, ol: Path) -> None:
    done = sshd.run(ol, options=("-T",))
    assert (done.returncode, done.stdout) == (64, b"")


def test_the_screen_opens_as_the_employee_of_the_key_and_ends_with_the_line(sshd: Sshd, ol: Path) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt")) as terminal:
        terminal.see("CRM - Samtaler")
        assert "OL" in terminal.lines[0]
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0


def test_a_terminal_of_a_strange_name_does_no_harm(sshd: Sshd, ol: Path) -> None:
    with Terminal(command=sshd.ssh(ol, "-tt"), env={"TERM": "$(id)", "LC_ALL": "../../x"}) as terminal:
        assert terminal.end() == 64


def test_keys_are_added_listed_and_taken_away(sshd: Sshd, database: Path) -> None:
    stranger = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKl0 somebody@else"
    sshd.authorized.write_text(f"{sshd.authorized.read_text()}{stranger}\n")
    key = sshd.make_key("ph")
    public = key.with_suffix(".pub").read_bytes()
    assert sshd.run(key, "list").returncode == 255
    added = admin(sshd, database, "add", "ph", given=public)
    assert added.returncode == 0, added
    assert sshd.run(key, "list").returncode == 0
    assert sshd.authorized.stat().st_mode & 0o777 == 0o600
    told = json.loads(admin(sshd, database, "list", "--json").stdout)
    assert [(one["initials"], one["comment"]) for one in told] == [("OL", "ol@test"), ("PH", "ph@test")]
    for wrong in (
        public,  # there already
        b"",
        b'command="/bin/sh" ' + public,
        public + b"\n" + public,
        b"ssh-ed25519 AAAA x",
        b"ssh-dss AAAAB3NzaC1kc3M= x",
    ):
        refused = admin(sshd, database, "add", "PH", given=wrong)
        assert refused.returncode == 2 and refused.stderr.startswith(b"xscalls: KEY: "), wrong
    assert admin(sshd, database, "add", "ZZ", given=public).returncode == 1
    assert admin(sshd, database, "remove", "PH", told[0]["fingerprint"]).returncode == 1
    assert admin(sshd, database, "remove", "PH", told[1]["fingerprint"]).returncode == 0
    assert sshd.run(key, "list").returncode == 255
    assert stranger in sshd.authorized.read_text()


def test_who_is_no_longer_at_work_does_not_get_in(sshd: Sshd, database: Path) -> None:
    key = sshd.make_key("gone")
    with closing(open_session(str(database))) as session:
        employees.add(session, "GO", "Gone Olsen")
        admin(sshd, database, "add", "GO", given=key.with_suffix(".pub").read_bytes())
        lines = [sys.executable, "-m", "xscalls_tui", "--db", str(database), "admin", "keys"]
        lines += ["--file", str(sshd.authorized)]
        assert b" gate GO" in subprocess.run(lines, capture_output=True, check=True).stdout
        employees.change(session, "GO", active=False)
    assert sshd.run(key, "list").returncode == 77
    printed = subprocess.run(lines, capture_output=True, check=True).stdout
    assert b" gate GO" not in printed and b" gate OL" in printed


def sudo(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The gate as sudo would run it."""
    command = [sys.executable, "-I", "-m", "xscalls_tui", *words]
    return subprocess.run(command, env={"HOME": "/", **environment}, capture_output=True, check=False)


def test_sudo_says_who_it_is_and_nobody_else_can(database: Path, folder: Path) -> None:
    where = ("--db", str(database), "gate")
    asked = {"SSH_ORIGINAL_COMMAND": shlex.join(["list", "--json"]), "HOME": str(folder)}
    assert sudo(*where, SUDO_USER="ol", **asked).returncode == 0
    for initials, user in (("KN", "ol"), (None, None)):
        who = {"SUDO_USER": user} if user else {}
        done = sudo(*where, *([initials] if initials else []), **who, **asked)
        assert (done.returncode, done.stdout) == (77, b"")
    assert sudo(*where, SUDO_USER="nobody", **asked).returncode == 1


def test_what_is_kept_of_the_environment() -> None:
    given = {
        "HOME": "/srv/crm", "TERM": "tmux-256color", "LANG": "nb_NO.UTF-8", "LC_ALL": "C", "LC_CTYPE": "a\nb",
        "PATH": "/tmp", "LD_PRELOAD": "/tmp/x.so", "PYTHONPATH": "/tmp", "XSCALLS_DB": "/tmp/x.db",
        "TEXTUAL_DRIVER": "x:y", "SSH_ORIGINAL_COMMAND": "id", "LC_": "x", "lc_all": "x",
    }  # fmt: skip
    assert kept_environment(given) == {
        "HOME": "/srv/crm", "TERM": "tmux-256color", "LANG": "nb_NO.UTF-8", "LC_ALL": "C",
        "PATH": "/usr/bin:/bin",
    }  # fmt: skip
