"""What is SQLite's own: its settings, and what its errors mean."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from xscalls_tui.domain.errors import Busy, DatabaseUnusable
from xscalls_tui.models import sqlite
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """The settings and the errors are an engine's own."""
    return "sqlite"


def test_busy_is_an_error_of_its_own() -> None:
    assert isinstance(SqliteEngine(Path("never opened")).translate(apsw.BusyError()), Busy)


def test_a_connection_is_as_safe_as_the_design_says(session: Session) -> None:
    engine = session.engine
    with engine.reading():
        found = {
            name: engine.rows_of(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "application_id": sqlite.APPLICATION_ID,
    }


def test_an_sqlite_that_can_damage_shared_files_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sqlite, "SAFE_VERSION", apsw.SQLITE_VERSION_NUMBER + 1)
    with pytest.raises(DatabaseUnusable) as told:
        SqliteEngine(tmp_path / "crm.db")
    assert told.value.message.key == "msg.db.oldsqlite"
