"""Opening a database: which engine, whether the file is ours, and bringing its schema up to date."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import backups
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.sqlite import APPLICATION_ID, SqliteEngine, is_ours
from xscalls_tui.models.tables import ALL, HISTORY, Setting

MIGRATIONS = Path(__file__).parent / "migrations"
UNFINISHED = "copy_progress"
"""A table of those databases only that a copy has begun to fill (models/copying.py)."""
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def open_database(where: str) -> Engine:
    """Open an existing database, a path, ``sqlite:///path`` or ``postgresql://…``, and bring its schema up
    to date.

    Raises DatabaseUnusable, with the reason, for a file that is missing, foreign, damaged, newer than
    this program, or that other accounts may write, and for a server that does not answer.
    """
    engine = _server(where) if is_server(where) else _open_file(where)
    try:
        with engine.reading():
            require_whole(engine, where)
            pending = _pending(engine)
        if pending:
            _migrate(engine)
    except BaseException:
        engine.close()
        raise
    return engine


def require_whole(engine: Engine, where: str) -> None:
    """Raise DatabaseUnusable for a database that was never made to the end."""
    tables = engine.db.get_tables()
    if UNFINISHED in tables:
        raise DatabaseUnusable("msg.db.copying", path=shown(where))
    if HISTORY not in tables:
        key = "msg.db.missing" if is_server(where) else "msg.db.unfinished"
        raise DatabaseUnusable(key, path=shown(where))


def require_known(path: Path) -> None:
    """Raise DatabaseUnusable for a file that was never made to the end, or whose schema is newer than this
    program's."""
    with closing(SqliteEngine(path, read_only=True)) as engine, engine.reading():
        require_whole(engine, str(path))
        _pending(engine)


def is_server(where: str) -> bool:
    """Whether this is the URL of a PostgreSQL server."""
    return where.startswith(("postgresql://", "postgres://"))


def shown(where: str) -> str:
    """A path, or a URL without its password."""
    scheme, separator, rest = where.partition("://")
    rest = re.sub(r"(?<=password=)[^&]*", "***", rest)
    login, at, host = rest.rpartition("@")
    user, password, _ = login.partition(":")
    return f"{scheme}://{user}:***@{host}" if at and password else f"{scheme}{separator}{rest}"


def _server(where: str) -> Engine:
    try:
        from xscalls_tui.models.postgres import PostgresEngine
    except ImportError:
        raise DatabaseUnusable("msg.db.nopostgres") from None
    return PostgresEngine(where)


def _open_file(where: str) -> SqliteEngine:
    path = local_path(where)
    if not path.exists():
        raise DatabaseUnusable("msg.db.missing", path=str(path))
    refuse_shared(path, path.parent)
    if not is_ours(path):
        raise DatabaseUnusable("msg.db.foreign", path=str(path))
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return SqliteEngine(path, read_only=not writable)


def create_database(where: str) -> Engine:
    """Create an empty database; its folder is made private (0700) and the file too (0600). A server's
    database must exist, without tables of ours.

    Raises DatabaseUnusable when something is already there, for nothing is ever overwritten, and when
    other accounts may write the folder. When it fails it leaves nothing behind.
    """
    return _fill_server(where) if is_server(where) else _create_file(where)


def discard(engine: Engine) -> None:
    """Take back what ``create_database`` made."""
    if isinstance(engine, SqliteEngine):
        engine.close()
        engine.path.unlink()
    else:
        with engine.writing():
            applied, _ = schema_state(engine)
            _runner(engine).down(applied[0])
            engine.rows_of(f"DROP TABLE {HISTORY}")
        engine.close()


def _fill_server(where: str) -> Engine:
    engine = _server(where)
    try:
        with engine.writing():
            if engine.db.table_exists(HISTORY):
                raise DatabaseUnusable("msg.db.exists", path=shown(where))
            _runner(engine).up()
    except BaseException:
        engine.close()
        raise
    return engine


def _create_file(where: str) -> SqliteEngine:
    path = local_path(where)
    engine = _new_file(path)
    try:
        _mark_as_ours(engine)
        with engine.reading():
            _runner(engine).up()
    except BaseException:
        engine.close()
        path.unlink()
        raise
    return engine


def _new_file(path: Path) -> SqliteEngine:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_shared(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR, 0o600))
    except FileExistsError:
        raise DatabaseUnusable("msg.db.exists", path=str(path)) from None
    except OSError as error:
        raise DatabaseUnusable("msg.db.cannotcreate", path=str(path), why=error.strerror or "") from None
    return SqliteEngine(path)


def _mark_as_ours(engine: SqliteEngine) -> None:
    with engine.reading():
        engine.db.pragma("application_id", APPLICATION_ID)
        engine.db.pragma("journal_mode", "wal")


def open_to_fill(where: str, begin: Callable[[Engine], None]) -> Engine:
    """Open the database that a copy is to fill: a new file, a server's database without tables of ours, or
    one that a copy has begun to fill. ``begin`` is called in the transaction that makes the tables, and makes
    the table UNFINISHED.

    Raises DatabaseUnusable for whatever else is there, for nothing is ever overwritten.
    """
    engine = _server(where) if is_server(where) else _file_to_fill(local_path(where))
    try:
        with engine.reading():
            tables = set(engine.db.get_tables())
        if UNFINISHED not in tables:
            if tables & {HISTORY, *(table._meta.table_name for table in ALL)}:
                raise DatabaseUnusable("msg.db.exists", path=shown(where))
            if isinstance(engine, SqliteEngine):
                _mark_as_ours(engine)
            with engine.writing():
                if not engine.db.table_exists(UNFINISHED):  # another process may have been first
                    _runner(engine).up()
                    begin(engine)
    except BaseException:
        engine.close()
        raise
    return engine


def _file_to_fill(path: Path) -> SqliteEngine:
    try:
        return _new_file(path)
    except DatabaseUnusable:
        # One that nothing was written to yet is what a copy leaves that is killed as it begins.
        if path.is_symlink() or not path.is_file() or not (path.stat().st_size == 0 or is_ours(path)):
            raise
    refuse_shared(path, path.parent)
    return SqliteEngine(path)


def local_path(where: str) -> Path:
    """The file that a path or an sqlite URL names. Raises DatabaseUnusable for other URLs."""
    if where.startswith("sqlite:"):
        where = where.removeprefix("sqlite:").removeprefix("//")
        where = where.removeprefix("/") if where.startswith("//") else where
    elif "://" in where:
        raise DatabaseUnusable("msg.db.engine", url=where.split("://", 1)[0])
    return Path(where).expanduser().absolute()


def refuse_shared(*places: Path) -> None:
    """Raise DatabaseUnusable when other accounts may write a file or folder of these."""
    for place in places:
        mode = place.stat().st_mode
        if mode & _OTHERS_MAY_WRITE and not (place.is_dir() and mode & stat.S_ISVTX):
            raise DatabaseUnusable("msg.db.shared", path=str(place))


def schema_state(engine: Engine) -> tuple[list[str], list[str]]:
    """The names of the migrations that are applied, and of those that this program knows."""
    applied = [name for (name,) in engine.rows_of(f"SELECT name FROM {HISTORY} ORDER BY name")]
    return applied, sorted(file.stem for file in MIGRATIONS.glob("[0-9]*.py"))


def setting(engine: Engine, name: str) -> str | None:
    """A setting of the whole database."""
    rows = engine.rows(Setting.select(Setting.value).where(Setting.name == name))
    return rows[0][0] if rows else None


def set_setting(engine: Engine, name: str, value: str) -> None:
    """Set a setting of the whole database; inside a write transaction."""
    engine.execute(
        Setting.insert(name=name, value=value).on_conflict(
            conflict_target=[Setting.name], update={Setting.value: value}
        )
    )


def _pending(engine: Engine) -> bool:
    applied, known = schema_state(engine)
    if set(applied) - set(known):
        raise DatabaseUnusable("msg.db.newer")
    return set(applied) != set(known)


def _migrate(engine: Engine) -> None:
    """Apply what is missing, to a file after a backup beside it."""
    if engine.read_only:
        raise DatabaseUnusable("msg.db.readonly")
    if isinstance(engine, SqliteEngine):
        _back_up(engine)
    with engine.writing():
        if _pending(engine):  # another process may have been first
            _runner(engine).up()
            if not isinstance(engine, SqliteEngine):
                from xscalls_tui.models.rights import renew

                renew(engine)


def _back_up(engine: SqliteEngine) -> None:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    # Two operators may start the new program in the same second.
    backup = engine.path.with_name(f"{engine.path.name}.backup-{now}-{os.getpid()}")
    backups.write(engine, backup)


def _runner(engine: Engine) -> Any:
    # Imported when needed: a start with a schema that is up to date does without.
    from playhouse.migrations import Runner

    return Runner(engine.db, str(MIGRATIONS), HISTORY)
