"""A SQLite file copied while others work on it, and put back in its place."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import apsw
import peewee

from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models.sqlite import SqliteEngine, is_ours


def write(engine: SqliteEngine, backup: Path) -> None:
    """Write the file as it stands now, in one state, to a new file (0600). Raises DatabaseUnusable when that
    cannot be made; nothing half is left."""
    try:
        os.close(os.open(backup, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnusable("msg.db.cannotcreate", path=str(backup), why=error.strerror or "") from None
    try:
        with engine.reading():
            engine.db.execute_sql("VACUUM INTO ?", (str(backup),))
    except BaseException:
        backup.unlink()
        raise


def require_sound(backup: Path) -> None:
    """Raise DatabaseUnusable unless a file is one of ours, every page of it sound."""
    if not is_ours(backup):
        raise DatabaseUnusable("msg.db.foreign", path=str(backup))
    try:
        with closing(SqliteEngine(backup, read_only=True)) as engine, engine.reading():
            sound = engine.rows_of("PRAGMA integrity_check(1)") == [("ok",)]
    except (peewee.PeeweeException, apsw.Error):
        sound = False
    if not sound:
        raise DatabaseUnusable("msg.db.corrupt")


def put_back(engine: SqliteEngine, backup: Path) -> None:
    """Let the file be what the backup is, in one transaction: others see the one or the other."""
    source = apsw.Connection(str(backup), flags=apsw.SQLITE_OPEN_READONLY)
    with closing(source), engine.replacing() as connection, connection.backup("main", source, "main") as copy:
        while not copy.done:
            copy.step()
