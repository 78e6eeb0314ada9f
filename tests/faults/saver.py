"""A process that saves calls until it is killed. It tells each save after it is stored, a line each:
``<uid> <id of the call>``. Run as ``python -m tests.faults.saver FILE INITIALS``."""

from __future__ import annotations

import sys
from dataclasses import replace

from xscalls_tui.domain.calls import Status
from xscalls_tui.services import calls, followups
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import new_uid


def main(file: str, initials: str) -> None:
    """Create, close and follow up calls for ever."""
    session = open_session(file, initials)
    previous = None
    while True:
        blank = calls.blank(session)
        draft = followups.follow_up(session, previous) if previous else replace(blank, subject="Første")
        uid = new_uid()
        call = calls.create(session, draft, uid)
        sys.stdout.write(f"{uid} {call.id}\n")
        sys.stdout.flush()
        uid = new_uid()
        done = replace(call.draft(), status=Status.DONE, note=f"Notat {call.id}")
        previous = calls.save(session, call.id, call.version, done, uid)
        sys.stdout.write(f"{uid} {call.id}\n")
        sys.stdout.flush()
        if call.id % 7 == 0:
            previous = None


if __name__ == "__main__":
    main(*sys.argv[1:])
