"""A calendar file of an employee's own calls that follows their changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from xscalls_tui import paths
from xscalls_tui.exports import ics
from xscalls_tui.exports.ics import Source
from xscalls_tui.i18n import Translator
from xscalls_tui.services import calendar_file
from xscalls_tui.services.session import Session

NAME = "xscalls.ics"


def place(session: Session) -> Path:
    """Where the file of the employee at work lies."""
    return paths.exports_dir(session.employee.initials) / NAME


def follow(session: Session, t: Translator) -> bool:
    """Bring the file up to date; whether it had to be changed. A reader finds the former file or the new one
    whole. Raises OSError when it cannot be written."""
    file = place(session)
    before = file.read_bytes() if file.exists() else None
    source = Source(calendar_file.database_name(session), session.zone)
    calls = calendar_file.own_calls(session)
    after = ics.text_of(ics.following(before, calls, source, t, session.clock.now()))
    if after == before:
        return False
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=f".{NAME}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        Path(written).replace(file)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    return True
