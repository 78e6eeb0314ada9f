"""Backups: of a file while others work on it, of a server as a file; checked before they count, rotated, and
put back."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from xscalls_tui.domain.clock import Clock
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import backups
from xscalls_tui.models.database import is_server, local_path, open_database, require_known
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services.copying import copy_database
from xscalls_tui.services.identity import require_own

FOLDER = "backups"
"""Beside the file, where nothing else is said."""
_SERVER = "xscalls"
_STAMP = r"-\d{4}-\d\d-\d\dT\d{6}Z(?:_\d+)?\.db"


class Backup(NamedTuple):
    """A backup that was made: where it is, how large, and which older ones it took the place of."""

    path: Path
    size: int
    removed: tuple[Path, ...] = ()


def back_up(where: str, place: Path | None, clock: Clock, *, keep: int | None = None) -> Backup:
    """Make a backup: into a folder under a name of its own, or as a new file. ``keep`` so many of those that
    were made into that folder. Raises DatabaseUnusable and NotAllowed; what was there stays."""
    require_own(where)
    folder = place if place is not None else _beside(where)
    stem = _SERVER if is_server(where) else local_path(where).stem
    into_folder = place is None or place.is_dir()
    if into_folder:
        _make(folder)
    path = _free(folder, stem, clock.now()) if into_folder else folder
    _write(where, path)
    try:
        backups.require_sound(path)
    except BaseException:
        path.unlink()
        raise
    removed = _rotate(folder, stem, keep) if into_folder and keep is not None else ()
    return Backup(path, path.stat().st_size, removed)


def restore(where: str, source: Path, clock: Clock) -> Backup:
    """Let the database be what a backup is, after a backup of what it is now. Raises DatabaseUnusable for
    what is no sound backup, and for a server: ``copy`` fills an empty one."""
    require_own(where)
    if is_server(where):
        raise DatabaseUnusable("msg.backup.server")
    if not source.is_file():
        raise DatabaseUnusable("msg.db.missing", path=str(source))
    backups.require_sound(source)
    require_known(source)
    before = back_up(where, None, clock)
    with closing(open_database(where)) as engine:
        assert isinstance(engine, SqliteEngine)
        backups.put_back(engine, source)
    open_database(where).close()  # an older backup is brought up to this program's schema
    return before


def newest(where: str) -> datetime | None:
    """When the newest backup in the standard place was made (aware UTC); None when there is none."""
    if is_server(where):
        return None
    found = _made(_beside(where), local_path(where).stem)
    if not found:
        return None
    stamp = re.search(r"\d{4}-\d\d-\d\dT\d{6}", found[-1].name)
    assert stamp is not None
    return datetime.strptime(f"{stamp[0]}+0000", "%Y-%m-%dT%H%M%S%z")


def _beside(where: str) -> Path:
    return Path(FOLDER) if is_server(where) else local_path(where).parent / FOLDER


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable("msg.db.cannotcreate", path=str(folder), why=error.strerror or "") from None


def _free(folder: Path, stem: str, now: datetime) -> Path:
    name = f"{stem}-{now:%Y-%m-%dT%H%M%SZ}"
    names = (f"{name}{f'_{number}' if number > 1 else ''}.db" for number in count(1))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def _write(where: str, path: Path) -> None:
    if is_server(where):
        if not copy_database(where, str(path)).same:
            raise DatabaseUnusable("msg.db.corrupt")
        return
    with closing(open_database(where)) as engine:
        assert isinstance(engine, SqliteEngine)
        backups.write(engine, path)


def _made(folder: Path, stem: str) -> list[Path]:
    """The backups that were made into a folder, the oldest first."""
    name = re.compile(re.escape(stem) + _STAMP)
    found = (path for path in folder.glob("*.db") if name.fullmatch(path.name))
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _rotate(folder: Path, stem: str, keep: int) -> tuple[Path, ...]:
    gone = tuple(_made(folder, stem)[: -max(keep, 1)])
    for path in gone:
        path.unlink()
    return gone
