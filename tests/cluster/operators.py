"""Operators who save without a pause, through the program's own services, and never give up: what was not
acknowledged is asked for again under the same uid."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from threading import Thread
from typing import NamedTuple, Self

from tests.cluster.nodes import DEADLINE, wait_for
from tests.factories import ORDINARY, SUPERUSER
from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session, new_uid

EVERYBODY = (SUPERUSER[0], *(initials for initials, _ in ORDINARY))
PAUSE = 0.1
"""Seconds before an operator asks again."""
SAVES = 4
"""Of each call that an operator creates."""

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload([__name__])


def work(url: str, initials: str, pipe: Connection, stop: Event) -> None:
    """Create calls and save each some times until told to stop; what was begun is ended. Tells a line each:

    try <uid> <seconds>     before anything is written; the clock is the same for all processes
    error <key>             it was not acknowledged, and is asked for again
    done <uid> <seconds>    it was acknowledged
    """

    def tell(*words: str) -> None:
        """One line in one write, past every buffer: what is read has happened."""
        os.write(pipe.fileno(), (" ".join(words) + "\n").encode())

    def until_done(write: Callable[[str], Call]) -> Call:
        uid = new_uid()
        tell("try", uid, str(time.monotonic()))
        while True:
            try:
                call = write(uid)
            except XSCallsError as error:
                tell("error", error.message.key)
                time.sleep(PAUSE)
            else:
                tell("done", uid, str(time.monotonic()))
                return call

    session = open_session(url, initials)
    while not stop.is_set():
        call = until_done(partial(_create, session))
        for _ in range(SAVES):
            call = until_done(partial(_save, session, call))


def _create(session: Session, uid: str) -> Call:
    return calls.create(session, calls.blank(session)._replace(subject=uid), uid)


def _save(session: Session, call: Call, uid: str) -> Call:
    return calls.save(session, call.id, call.version, call.draft()._replace(note=uid), uid)


class Write(NamedTuple):
    """One write: when it was begun and acknowledged, in seconds of the one clock."""

    uid: str
    tried: float
    done: float


@dataclass
class Told:
    """What an operator has told."""

    acknowledged: list[Write] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    pending: dict[str, float] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        """Take in a line."""
        match line.split():
            case ["try", uid, at]:
                self.pending[uid] = float(at)
            case ["done", uid, at]:
                self.acknowledged.append(Write(uid, self.pending.pop(uid), float(at)))
            case ["error", key]:
                self.errors[key] += 1

    def since(self, moment: float) -> int:
        """How many writes that were begun after ``moment`` have been acknowledged."""
        return sum(write.tried > moment for write in self.acknowledged[-1000:])


def gap(writes: list[Write], moment: float) -> float:
    """The longest time without an acknowledgement, in seconds, that ended after ``moment``."""
    done = sorted(write.done for write in writes)
    return max(later - earlier for earlier, later in pairwise(done) if later > moment)


class Crowd:
    """Some operators at work, from entering the context until leaving it."""

    def __init__(self, url: str, size: int) -> None:
        self._stop = _NURSERY.Event()
        self.told = [Told() for _ in range(size)]
        self._processes = []
        self._listeners = []
        for number, told in enumerate(self.told):
            reader, writer = _NURSERY.Pipe(duplex=False)
            initials = EVERYBODY[number % len(EVERYBODY)]
            self._processes.append(
                _NURSERY.Process(target=work, args=(url, initials, writer, self._stop), daemon=True)
            )
            self._processes[-1].start()
            writer.close()
            self._listeners.append(Thread(target=_listen, args=(reader, told), daemon=True))
            self._listeners[-1].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.join()

    def wait_for_writes(self, number: int, since: float) -> None:
        """Wait until each has had so many writes acknowledged that were begun after ``since``."""
        wait_for(
            "every operator saves",
            lambda: self._all_alive() and all(told.since(since) >= number for told in self.told),
        )

    def _all_alive(self) -> bool:
        assert all(process.is_alive() for process in self._processes), "an operator gave up"
        return True

    def finish(self) -> None:
        """Let each end what it has begun. Raises AssertionError for one that does not, or fails."""
        self._stop.set()
        for process in self._processes:
            process.join(DEADLINE)
            assert process.exitcode == 0, f"an operator ended with {process.exitcode}"
        for listener in self._listeners:
            listener.join()


def _listen(pipe: Connection, told: Told) -> None:
    with pipe, open(pipe.fileno(), encoding="ascii", closefd=False) as lines:
        for line in lines:
            told.hear(line)
