"""Is the database sound and safe? Looks, and changes nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import apsw
import peewee

from xscalls_tui.domain.errors import DatabaseUnusable, Message, XSCallsError
from xscalls_tui.models.database import is_server, local_path, open_database, require_whole, schema_state
from xscalls_tui.models.rights import ServerRules, state
from xscalls_tui.models.sqlite import SAFE_VERSION, SqliteEngine, is_ours
from xscalls_tui.services.backups import newest

_WRITE = stat.S_IWGRP | stat.S_IWOTH
_READ = stat.S_IRGRP | stat.S_IROTH
_BESIDE = ("-wal", "-shm", "-lock", "-changes")
"""What SQLite and the writers' lock put beside the file."""


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(NamedTuple):
    """One thing that was looked at, and what was found."""

    check: str
    level: Level
    message: Message


def examine(where: str) -> Iterator[Finding]:
    """Look at SQLite, the database and the program's bytecode. Nothing is raised: all becomes findings."""
    yield _sqlite()
    yield _bytecode()
    try:
        if is_server(where):
            yield from _server(where)
            return
        path = local_path(where)
        if not path.exists():
            raise DatabaseUnusable("msg.db.missing", path=str(path))
        yield from _access(path)
        yield from _contents(path)
        yield _backup(where)
    except XSCallsError as error:
        yield Finding("database", Level.ERROR, error.message)


def _server(where: str) -> Iterator[Finding]:
    with closing(open_database(where)) as engine, engine.reading():
        major, minor = divmod(engine.db.server_version, 10_000)
        yield Finding("server", Level.OK, Message.of("doctor.server", version=f"{major}.{minor}"))
        yield _rules(state(engine))


def _rules(rules: ServerRules) -> Finding:
    """Whether the server keeps the rules, where people sign in to it as themselves."""
    check = "rules"
    if rules.installed and rules.open_tables:
        return Finding(
            check, Level.ERROR, Message.of("doctor.rules.open", tables=", ".join(rules.open_tables))
        )
    if rules.logins and not rules.installed:
        return Finding(check, Level.ERROR, Message.of("doctor.rules.missing"))
    if not rules.installed:
        return Finding(check, Level.OK, Message.of("doctor.rules.program"))
    if not rules.current:
        return Finding(check, Level.WARNING, Message.of("doctor.rules.old"))
    return Finding(check, Level.OK, Message.of("doctor.rules.server"))


def _sqlite() -> Finding:
    version = apsw.sqlite_lib_version()
    if apsw.SQLITE_VERSION_NUMBER < SAFE_VERSION:
        return Finding("sqlite", Level.ERROR, Message.of("msg.db.oldsqlite", version=version))
    return Finding("sqlite", Level.OK, Message.of("doctor.sqlite", version=version))


def _bytecode() -> Finding:
    """The modules loaded now have bytecode, unless Python could not store it: then each start is slow."""
    loaded = [module for name, module in sys.modules.items() if name.split(".")[0] == "xscalls_tui"]
    stored = [module.__spec__.cached for module in loaded if module.__spec__ and module.__spec__.cached]
    missing = [file for file in stored if not Path(file).exists()]
    if missing:
        folder = str(Path(__file__).parents[1])
        return Finding("bytecode", Level.WARNING, Message.of("doctor.nobytecode", folder=folder))
    return Finding("bytecode", Level.OK, Message.of("doctor.bytecode"))


def _access(path: Path) -> Iterator[Finding]:
    """Who else can read, change or replace the file."""
    beside = [path.with_name(path.name + suffix) for suffix in _BESIDE]
    findings = [
        finding
        for place in (path, path.parent, *beside)
        if place.exists() and (finding := _openness(place)) is not None
    ]
    if path.stat().st_uid != os.geteuid():
        findings.append(Finding("access", Level.WARNING, Message.of("doctor.notowner", path=str(path))))
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        findings.append(Finding("access", Level.WARNING, Message.of("doctor.readonly", path=str(path))))
    yield from findings or [Finding("access", Level.OK, Message.of("doctor.private", path=str(path)))]


def _backup(where: str) -> Finding:
    made = newest(where)
    if made is None:
        return Finding("backup", Level.OK, Message.of("doctor.nobackup"))
    return Finding("backup", Level.OK, Message.of("doctor.backup", at=f"{made:%Y-%m-%d %H:%M}Z"))


def _openness(place: Path) -> Finding | None:
    mode = place.stat().st_mode
    if mode & _WRITE and not (stat.S_ISDIR(mode) and mode & stat.S_ISVTX):
        return Finding("access", Level.ERROR, Message.of("doctor.writable", path=str(place)))
    if mode & _READ and not stat.S_ISDIR(mode):
        return Finding("access", Level.WARNING, Message.of("doctor.readable", path=str(place)))
    return None


def _contents(path: Path) -> Iterator[Finding]:
    try:
        if not is_ours(path):
            raise DatabaseUnusable("msg.db.foreign", path=str(path))
        with closing(SqliteEngine(path, read_only=True)) as engine, engine.reading():
            require_whole(engine, str(path))
            yield _schema(engine)
            yield _journal(engine)
            yield _integrity(engine)
    except (peewee.PeeweeException, apsw.Error):
        yield Finding("database", Level.ERROR, Message.of("msg.db.cannotopen"))


def _schema(engine: SqliteEngine) -> Finding:
    applied, known = map(set, schema_state(engine))
    if applied - known:
        return Finding("schema", Level.ERROR, Message.of("msg.db.newer"))
    if known - applied:
        return Finding("schema", Level.WARNING, Message.of("doctor.oldschema"))
    return Finding("schema", Level.OK, Message.of("doctor.schema", name=max(known)))


def _journal(engine: SqliteEngine) -> Finding:
    mode = str(engine.db.pragma("journal_mode"))
    if mode != "wal":
        return Finding("journal", Level.WARNING, Message.of("doctor.nowal", mode=mode))
    return Finding("journal", Level.OK, Message.of("doctor.journal"))


def _integrity(engine: SqliteEngine) -> Finding:
    if engine.rows_of("PRAGMA quick_check(1)") != [("ok",)]:
        return Finding("integrity", Level.ERROR, Message.of("msg.db.corrupt"))
    return Finding("integrity", Level.OK, Message.of("doctor.integrity"))
