"""A process that writes until it is killed. It tells what it does, a line each:

    try create <uid>     before a call is created, or anything else is written ("try other")
    done <uid>           after it is stored

Run as ``python -m tests.faults.saver FILE INITIALS SEED``.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.services import bulk, calls, followups, undo
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session, new_uid


def _tell(*words: str) -> None:
    # One write, past every buffer: what the parent reads has happened, whenever the kill comes.
    os.write(1, (" ".join(words) + "\n").encode())


@dataclass
class Announcer:
    """Names operations, and tells each name before it is used."""

    creating: bool = False
    latest: str = ""

    def __call__(self) -> str:
        self.latest = new_uid()
        _tell("try", "create" if self.creating else "other", self.latest)
        return self.latest


def work(session: Session, announcer: Announcer, chance: random.Random) -> Iterator[None]:
    """Write for ever, a step after each thing that was stored: calls with follow-ups, saves, many at
    once, deletions, and undo."""
    own: list[Call] = []
    while True:
        announcer.creating = True
        first = calls.create(session, replace(calls.blank(session), subject="Første"))
        yield
        second = calls.create(session, followups.follow_up(session, first))
        announcer.creating = False
        own += [first, second]
        yield
        done = replace(second.draft(), status=Status.DONE, note=f"Notat {second.id}")
        calls.save(session, second.id, second.version, done)
        yield
        ids = [call.id for call in own[-6:]]
        if chance.random() < 0.5:
            assert bulk.set_status(session, [ids[-2]], Status.CANCELLED).changed
            yield
        if chance.random() < 0.3:
            assert bulk.delete(session, ids).changed
            own.clear()
            yield
        if chance.random() < 0.3:
            assert undo.undo(session).rows
            own.clear()
            yield


def main(file: str, initials: str, seed: str) -> None:
    """Write and tell."""
    announcer = Announcer()
    session = replace(open_session(file, initials), uids=announcer)
    for _ in work(session, announcer, random.Random(seed)):
        _tell("done", announcer.latest)


if __name__ == "__main__":
    main(*sys.argv[1:])
