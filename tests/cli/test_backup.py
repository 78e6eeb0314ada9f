"""backup and restore: online, checked, rotated, private, and never over anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from tests import factories
from tests.cli.conftest import Run
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


def subjects(database: Path) -> set[str]:
    """Of the calls in a file."""
    with closing(open_session(str(database), "KN")) as opened, opened.reading():
        return {row[0] for row in opened.engine.rows_of("SELECT subject FROM call")}


def test_a_backup_is_made_while_others_work_and_put_back(run: Run, session: Session, database: Path) -> None:
    factories.call(session, subject="Før")
    (made,) = run("backup", "--json").json
    backup = Path(made["path"])
    assert backup.parent == database.parent / "backups" and made["bytes"] == backup.stat().st_size
    assert (backup.stat().st_mode & 0o777, backup.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    factories.call(session, subject="Etter")
    assert subjects(backup) == {"Før"}
    (told,) = run("restore", backup).lines
    assert subjects(database) == {"Før"}
    with session.reading():  # this one has had it open all the time
        assert session.engine.rows_of("SELECT count(*) FROM call") == [(1,)]
    factories.call(session, subject="Videre")
    before = Path(told.rpartition(" ")[2])
    assert subjects(before) == {"Før", "Etter"} and subjects(database) == {"Før", "Videre"}


def test_backups_are_rotated_and_strangers_left_alone(run: Run, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "safe"
    folder.mkdir()
    stranger = folder / "xscalls-eldre.db"
    stranger.write_bytes(b"mine")
    made = [Path(run("backup", folder, "--keep", 2, "--json").json[0]["path"]) for _ in range(4)]
    assert sorted(folder.iterdir()) == sorted([*made[-2:], stranger])


def test_nothing_is_written_over_and_only_a_sound_backup_is_put_back(
    run: Run, database: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"something")
    result = run("backup", there)
    assert (result.code, there.read_bytes()) == (1, b"something")
    whole = Path(run("backup", "--json").json[0]["path"])
    broken = tmp_path / "broken.db"
    broken.write_bytes(whole.read_bytes()[:8192] + b"\xff" * 20_000)
    newer = tmp_path / "newer.db"
    newer.write_bytes(whole.read_bytes())
    with closing(apsw.Connection(str(newer))) as file:
        file.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '')")
    content = database.read_bytes()
    for wrong in (there, broken, newer, tmp_path / "nowhere.db", tmp_path):
        assert run("restore", wrong).code == 1, wrong
    assert database.read_bytes() == content


def test_doctor_tells_of_backups(run: Run, database: Path) -> None:
    found = {one["check"]: one["text"] for one in run("doctor", "--json").json}
    assert found["backup"].startswith("Det er ingen sikkerhetskopi")
    run("backup")
    found = {one["check"]: one["text"] for one in run("doctor", "--json").json}
    assert found["backup"].startswith("Siste sikkerhetskopi er fra 20")


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_database_that_is_not_there(run: Run, tmp_path: Path, verb: str) -> None:
    assert run("--db", tmp_path / "no.db", verb, *(["x"] if verb == "restore" else [])).code == 1
