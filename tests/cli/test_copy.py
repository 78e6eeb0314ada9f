"""copy: what it prints, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests import factories
from tests.cli.conftest import Run
from xscalls_tui.models import copying
from xscalls_tui.models.columns import Table
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Call
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

TABLES = [
    "employee", "company", "contact", "project", "call", "crm_case", "case_note", "opportunity", "competitor",
    "time_entry", "saved_search", "preference", "operation", "change", "day_count", "import_key", "setting",
    "past_filter", "reminded", "draft", "presence", "claim",
    "call_text", "company_text", "contact_text", "project_text",
    "crm_case_text", "opportunity_text", "time_entry_text",
]  # fmt: skip


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the copy is to be."""
    return tmp_path / "copy" / "crm.db"


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Ctrl+C in the midst of the calls, as long as it is on."""
    append, on = copying.append, True

    def append_or_not(engine: Engine, table: type[Table], *rest: Any) -> copying.Reached:
        if on and table is Call:
            raise KeyboardInterrupt
        return append(engine, table, *rest)

    def switch(to: bool) -> None:
        nonlocal on
        on = to

    monkeypatch.setattr(copying, "append", append_or_not)
    return switch


def test_for_people(run: Run, session: Session, target: Path) -> None:
    factories.call(session)
    heading, *lines = run("copy", "--to", target).lines
    assert heading.split() == ["Tabell", "Rader", "Kontrollsum", "Lik"]
    assert len(lines) == len(TABLES)
    assert all(line.split()[-1] == "Ja" for line in lines)
    name, rows, checksum, _ = lines[4].split()
    assert (name, rows, len(checksum)) == ("Samtaler", "1", 12)


def test_for_programs(run: Run, session: Session, target: Path) -> None:
    factories.call(session)
    printed = run("copy", "--to", target, "--json").json
    assert [record["table"] for record in printed] == TABLES
    call = printed[4]
    assert (call["rows"], call["copy_rows"], call["same"]) == (1, 1, True)
    assert call["checksum"] == call["copy_checksum"] and len(call["checksum"]) == 64


def test_the_copy_is_a_database_like_any_other(run: Run, session: Session, target: Path) -> None:
    factories.call(session, subject="Flyttet")
    run("copy", "--to", target)
    assert [record["subject"] for record in run("--db", target, "list", "--json").json] == ["Flyttet"]
    assert run("--db", target, "--as", "OL", "new").code == 0
    assert len(run("list", "--json").json) == 1
    back = target.with_name("back.db")
    assert run("copy", "--from", target, "--to", f"sqlite:///{back}").code == 0
    assert len(run("--db", back, "list", "--json").json) == 2


def test_what_is_copied_is_the_database_in_use_or_the_one_that_is_named(
    run: Run, session: Session, database: Path, target: Path
) -> None:
    other = target.with_name("other.db")
    assert run("--db", database, "copy", "--to", target).code == 0
    with closing(open_session(str(target))) as copy:
        factories.call(copy)
    assert run("--db", target, "copy", "--to", other).code == 0
    assert len(run("--db", other, "list", "--json").json) == 1


def test_nothing_is_overwritten(run: Run, database: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("Mitt")
    for target in (database, there):
        before = target.read_bytes()
        result = run("copy", "--to", target)
        assert (result.code, result.out) == (1, "")
        assert result.err == f"xscalls: {target} finnes allerede; ingenting er endret\n"
        assert target.read_bytes() == before


def test_without_a_target_it_is_not_understood(run: Run, database: Path) -> None:
    result = run("copy")
    assert (result.code, result.err) == (2, "xscalls copy: --to mangler\n")


def test_without_a_database_there_is_nothing_to_copy(run: Run, home: Path, target: Path) -> None:
    result = run("copy", "--to", target)
    assert result.code == 1 and "finnes ikke" in result.err
    assert not target.parent.exists()


def test_only_the_owner_copies(
    run: Run, database: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: database.stat().st_uid + 1)
    result = run("copy", "--to", target)
    sentence = f"xscalls: {database} er ikke din; bare den som eier begge databasene, kan kopiere\n"
    assert (result.code, result.err) == (77, sentence)
    assert not target.parent.exists()


def test_ctrl_c_says_that_it_goes_on_and_it_does(
    run: Run, session: Session, database: Path, target: Path, interrupted: Callable[[bool], None]
) -> None:
    factories.call(session)
    stopped = run("copy", "--to", target)
    sentence = "xscalls: Kopieringen er stanset; den samme kommandoen fortsetter der den slapp\n"
    assert (stopped.code, stopped.out, stopped.err) == (130, "", sentence)
    unfinished = f"{target} er en kopi som ikke er ferdig; kjør «xscalls copy» som før, så fortsetter den"
    opened = run("--db", target, "list")
    assert (opened.code, opened.err) == (1, f"xscalls: {unfinished}\n")
    assert unfinished in run("--db", target, "doctor").out
    interrupted(False)
    assert run("copy", "--to", target).code == 0
    assert len(run("--db", target, "list", "--json").json) == 1


def test_a_source_that_changed_meanwhile(
    run: Run, session: Session, target: Path, interrupted: Callable[[bool], None]
) -> None:
    factories.call(session)
    run("copy", "--to", target)
    factories.call(session)
    interrupted(False)
    result = run("copy", "--to", target)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"xscalls: Databasen er endret siden kopieringen til {target} begynte.")
    target.unlink()
    assert run("copy", "--to", target).code == 0


def test_a_difference_is_1_and_shown(
    run: Run, session: Session, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.call(session)
    settle = copying.settle

    def alter(engine: Engine) -> None:
        settle(engine)
        with engine.writing():
            engine.rows_of("DELETE FROM day_count")

    monkeypatch.setattr(copying, "settle", alter)
    result = run("copy", "--to", target)
    assert result.code == 1
    differing = [line for line in result.out.splitlines() if line.endswith("Nei")]
    assert len(differing) == 1 and differing[0].startswith("Samtaler per dag") and "  1 / 0 " in differing[0]
    assert result.err == (
        f"xscalls: {target} er ikke lik databasen som ble kopiert, og kan ikke åpnes. "
        "Slett den og kopier på nytt\n"
    )
    assert run("--db", target, "list").code == 1


def test_progress_is_told_on_a_terminal_only(run: Run, session: Session, target: Path) -> None:
    factories.call(session)
    command = ["-m", "xscalls_tui", "copy", "--to", str(target)]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, dimensions=(24, 100))
    child.expect(" 33 %.*100 %\r     \r")
    child.expect("Kontrollsum")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert run("copy", "--to", target.with_name("quiet.db")).err == ""
