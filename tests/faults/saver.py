"""A process that writes until it is killed. It tells what it does, a line each:

try create <uid>     before a call is created, or anything else is written ("try other")
done <uid>           after it is stored

"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.services import bulk, calls, followups, undo
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session, new_uid


@dataclass
class Announcer:
    """Names operations, and tells each name before it is used."""

    pipe: Connection
    creating: bool = False
    latest: str = ""

    def __call__(self) -> str:
        self.latest = new_uid()
        self.tell("try", "create" if self.creating else "other", self.latest)
        return self.latest

    def tell(self, *words: str) -> None:
        """One line in one write, past every buffer: what is read has happened, whenever the kill comes."""
        os.write(self.pipe.fileno(), (" ".join(words) + "\n").encode())


def work(session: Session, announcer: Announcer, chance: random.Random) -> Iterator[None]:
    """Write for ever, a step after each thing that was stored: calls with follow-ups, saves, many at
    once, deletions, and undo."""
    own: list[Call] = []
    while True:
        announcer.creating = True
        first = calls.create(session, calls.blank(session)._replace(subject="Første"))
        yield
        second = calls.create(session, followups.follow_up(session, first))
        announcer.creating = False
        own += [first, second]
        yield
        done = second.draft()._replace(status=Status.DONE, note=f"Notat {second.id}")
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


def main(where: str, initials: str, seed: float, pipe: Connection) -> None:
    """Write and tell."""
    announcer = Announcer(pipe)
    session = open_session(where, initials)._replace(uids=announcer)
    for _ in work(session, announcer, random.Random(seed)):
        announcer.tell("done", announcer.latest)
