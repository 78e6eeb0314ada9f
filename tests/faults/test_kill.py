"""F1: kill -9 in the midst of saves. What was acknowledged is there, nothing is there by half, and what
is asked for again is not done twice."""

from __future__ import annotations

import multiprocessing
import random
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from tests import factories
from tests.conftest import Fresh
from tests.factories import ORDINARY, SUPERUSER, clock, draft
from tests.faults.saver import main
from tests.models.soundness import assert_sound
from tests.postgres import wait_for_the_killed
from xscalls_tui.models.database import is_server
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

Note = Callable[[str, object], None]
EVERYBODY = (SUPERUSER[0], *(initials for initials, _ in ORDINARY))
AT_ONCE = 4

# Processes are forked off one that has all modules loaded, so that a storm is not spent on starting up.
_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload([main.__module__, PostgresEngine.__module__])


@dataclass
class Told:
    """What killed processes had told: the operations acknowledged, and those begun and not."""

    done: set[str] = field(default_factory=set)
    creating: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Take in a line; half a line was never told."""
        match line.split(" ") if line.endswith("\n") else []:
            case ["done", uid]:
                self.done.add(uid.strip())
                self.creating.discard(uid.strip())
                self.other.discard(uid.strip())
            case ["try", "create", uid]:
                self.creating.add(uid.strip())
            case ["try", "other", uid]:
                self.other.add(uid.strip())


@dataclass
class Tally:
    """What came of a number of kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    in_flight: int = 0
    in_flight_stored: int = 0
    asked_again: int = 0
    doubled: int = 0

    def __str__(self) -> str:
        return (
            f"| kill -9 | {self.kills} kills | {self.acknowledged} acknowledged, {self.lost} lost "
            f"| {self.in_flight} in flight, {self.in_flight_stored} of them stored, 0 by half "
            f"| {self.asked_again} asked for again, {self.doubled} doubled |"
        )


def kill_savers(where: str, chance: random.Random) -> Told:
    """Let some processes write at once and kill each at a moment of its own."""
    savers = []
    for initials in EVERYBODY[:AT_ONCE]:
        reader, writer = _NURSERY.Pipe(duplex=False)
        saver = _NURSERY.Process(target=main, args=(where, initials, chance.random(), writer))
        saver.start()
        writer.close()
        savers.append((saver, reader))
    told = Told()
    for saver, reader in savers:
        with reader, open(reader.fileno(), encoding="ascii", closefd=False) as pipe:
            lines = [pipe.readline() for _ in range(chance.randint(1, 40))]
            for _ in range(chance.randint(0, 40_000)):
                pass  # so that the kill does not always come right after a line
            saver.kill()
            for line in (*lines, *pipe):
                told.hear(line)
        saver.join()
        saver.close()
    return told


def operations(session: Session) -> list[str]:
    """The names of all operations that are stored."""
    with session.engine.reading():
        return [uid for (uid,) in session.engine.rows_of("SELECT uid FROM operation")]


def newest_id(session: Session) -> int:
    """The highest id of a call."""
    with session.engine.reading():
        return int(session.engine.rows_of("SELECT coalesce(max(id), 0) FROM call")[0][0])


def look_after(where: str, told: Told, tally: Tally) -> None:
    """Open the database after the kills, look at it, and ask again for what was not acknowledged."""
    if is_server(where):
        wait_for_the_killed(where)
    with closing(open_session(where, SUPERUSER[0], clock())) as session:
        assert_sound(session.engine)
        stored = set(operations(session))
        tally.acknowledged += len(told.done)
        tally.lost += len(told.done - stored)
        tally.in_flight += len(told.creating | told.other)
        tally.in_flight_stored += len((told.creating | told.other) & stored)
        for uid in told.creating:
            newest = newest_id(session)
            calls.create(session, draft(session, subject="Første"), uid)
            tally.asked_again += 1
            tally.doubled += (newest_id(session) != newest) == (uid in stored)
        assert_sound(session.engine)


def storm(where: str, kills: int, seed: int) -> Tally:
    """Kill processes round after round on one database."""
    chance, tally = random.Random(seed), Tally()
    while tally.kills < kills:
        told = kill_savers(where, chance)
        tally.kills += AT_ONCE
        look_after(where, told, tally)
    return tally


def tell(tally: Tally, record_property: Note) -> None:
    """For the table of faults."""
    record_property("tries", tally.kills)
    record_property("lost", tally.lost + tally.doubled)


def test_nothing_acknowledged_is_lost_nothing_is_stored_by_half_or_done_twice(
    fresh: Fresh, record_property: Note
) -> None:
    """In memory, where the dose costs no waiting for a disk: a killed process leaves what it wrote to the
    kernel behind either way."""
    with fresh() as session:
        session.close()
        tally = storm(factories.where(session), kills=16, seed=20261123)
    tell(tally, record_property)
    assert (tally.kills, tally.lost, tally.doubled) == (16, 0, 0)
    assert tally.acknowledged > 100
    assert tally.in_flight > 0


@pytest.mark.storm
def test_a_thousand_kills(
    session: Session, kind: str, capsys: pytest.CaptureFixture[str], record_property: Note
) -> None:
    session.close()
    tally = storm(factories.where(session), kills=1000, seed=512)
    tell(tally, record_property)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind} {tally}\n")
    assert (tally.kills, tally.lost, tally.doubled) == (1000, 0, 0)
