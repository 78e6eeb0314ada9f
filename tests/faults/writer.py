"""A process that saves so many times, for the tests of many at once."""

from __future__ import annotations

from contextlib import closing

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.errors import Conflict
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


def save_many(where: str, initials: str, times: int, shared: int) -> None:
    """Create a call and close it, so many times; every tenth time add one to the note of the call
    ``shared`` as well."""
    with closing(open_session(where, initials)) as session:
        for number in range(times):
            call = calls.create(session, calls.blank(session))
            calls.save(session, call.id, call.version, call.draft()._replace(status=Status.DONE))
            if number % 10 == 0:
                _add_one(session, shared)


def _add_one(session: Session, shared: int) -> None:
    """As an operator does: a conflict is read, and what one meant is done on top of it."""
    now = calls.read(session, shared)
    while True:
        try:
            calls.save(session, now.id, now.version, now.draft()._replace(note=str(int(now.note) + 1)))
        except Conflict as conflict:
            now = conflict.theirs
        else:
            return
