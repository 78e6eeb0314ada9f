"""Files that leave the program: into the employee's own folder, whole or not at all, never over anything."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import IO, NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui import paths
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.domain.text import clean_line, fold
from xscalls_tui.services.session import Session

Write = Callable[[IO[bytes]], None]
_NOT_IN_NAMES = r"[^\w.-]+"
_LONGEST = 80


def name_of(what: str, day: date, ending: str) -> str:
    """``samtaler_2026-11-23.xlsx``: what is in the file, of what day; letters, figures and ``_-.`` only."""
    stem = re.sub(_NOT_IN_NAMES, "_", fold(what)).strip("._")[:_LONGEST] or "xscalls"
    return f"{stem}_{day.isoformat()}.{ending}"


def folder(session: Session) -> Path:
    """The folder of the employee at work; nobody else reads it."""
    place = paths.exports_dir(session.employee.initials)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


class Found(NamedTuple):
    """A file in the folder: its name, its bytes, and when it was written (aware)."""

    name: str
    size: int
    at: datetime


def listed(place: Path, zone: ZoneInfo) -> list[Found]:
    """What there is in a folder, the newest first."""
    found = []
    for path in place.iterdir():
        told = path.lstat()
        if stat.S_ISREG(told.st_mode) and not path.name.startswith("."):
            found.append(Found(path.name, told.st_size, datetime.fromtimestamp(told.st_mtime, zone)))
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


def opened(place: Path, name: str) -> IO[bytes]:
    """A file of the folder, to be read. Raises NotFound for what is no plain name, or no file there."""
    if name == Path(name).name and not name.startswith("."):
        with suppress(OSError):
            handle = os.open(place / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return os.fdopen(handle, "rb")
            os.close(handle)
    raise NotFound("msg.file.none", name=clean_line(name)[:_LONGEST])


def store(place: Path, name: str, write: Write) -> Path:
    """Have ``write`` write a file, and give it this name, or ``name_2`` and so on if there is something of
    that name already; its path. Raises OSError; whatever goes wrong, no part of a file is left."""
    written = place / f".{secrets.token_hex(8)}.part"
    handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        return _name(written, place, name)
    finally:
        written.unlink(missing_ok=True)


def _name(written: Path, place: Path, name: str) -> Path:
    """Link under the first free name: a link is never made over anything, nor followed."""
    for free in _names(place / name):
        try:
            os.link(written, free, follow_symlinks=False)
        except FileExistsError:
            continue
        return free
    raise AssertionError("there is always another number")


def _names(path: Path) -> Iterator[Path]:
    yield path
    yield from (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in count(2))
