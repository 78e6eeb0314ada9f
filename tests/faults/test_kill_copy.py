"""kill -9 in the midst of a copy: the same copy goes on, and what opens in the end is whole."""

from __future__ import annotations

import multiprocessing
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.faults.copier import main
from tests.models.soundness import assert_sound
from tests.postgres import Server
from tests.services import moving
from tests.services.moving import place_of, stored
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models.database import is_server, open_database
from xscalls_tui.services.session import Session

STEPS = 180
"""About half as many as a copy of the small office tells of, two rows at a time, and the comparison after it,
which is made as a whole: so that some come to their end."""

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload([main.__module__])


@dataclass
class Tally:
    """What came of a number of kills."""

    kills: int = 0
    midway: int = 0
    """So many left a copy that was begun and not finished."""
    copies: int = 0
    """So many became whole, some of them after several kills."""

    def __str__(self) -> str:
        kills = f"{self.kills} kills, {self.midway} midway"
        return f"| kill -9 of a copy | {kills} | {self.copies} copies, all whole |"


class Targets:
    """Places without a database, one after the other."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder = folder
        self._server = server
        self._numbers = count()
        self._stack = ExitStack()

    def next(self) -> str:
        """A new place; what was at the last one is gone, if it was on a server."""
        if self._server is None:
            return str(self._folder / f"copy{next(self._numbers)}.db")
        self._stack.close()
        return self._stack.enter_context(self._server.database("TEMPLATE template1"))

    def close(self) -> None:
        """Leave nothing on the server."""
        self._stack.close()


@pytest.fixture(params=["to sqlite", "to postgres"])
def targets(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Targets]:
    """On each engine."""
    server = None if request.param == "to sqlite" else request.getfixturevalue("postgres")
    with closing(Targets(tmp_path, server)) as targets:
        yield targets


def start(source: str, target: str, chance: random.Random) -> bool:
    """Copy in a process that is killed at a moment of its own; whether it was killed before its end."""
    reader, writer = _NURSERY.Pipe(duplex=False)
    copier = _NURSERY.Process(target=main, args=(source, target, 2, writer))
    copier.start()
    writer.close()
    with reader, open(reader.fileno(), encoding="ascii", closefd=False) as pipe:
        for _ in range(chance.randint(0, 2 * STEPS)):
            pipe.readline()
        for _ in range(chance.randint(0, 40_000)):
            pass  # so that the kill does not always come right after a line
        copier.kill()
        copier.join()
    killed = copier.exitcode != 0
    copier.close()
    if is_server(target):
        forget_the_dead(target)
    return killed


def forget_the_dead(url: str) -> None:
    """A server notices only after a while that nobody is there any more."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        while connection.execute(f"SELECT pg_terminate_backend(pid) {others}".encode()).fetchall():
            pass


def storm(session: Session, targets: Targets, kills: int, seed: int) -> Tally:
    """Kill copies, and let the next process go on with them, until each is whole."""
    moving.fill(session)
    wanted = stored(session.engine)
    chance, tally = random.Random(seed), Tally()
    while tally.kills < kills:
        target, whole = targets.next(), False
        while not whole:
            killed = start(place_of(session), target, chance)
            tally.kills += killed
            try:
                copy = open_database(target)
            except DatabaseUnusable as refused:
                assert killed, "a copy that came to its end opens"
                tally.midway += refused.message.key == "msg.db.copying"
                continue
            with closing(copy):
                assert stored(copy) == wanted
                assert_sound(copy)
            whole = True
        tally.copies += 1
    return tally


def test_a_copy_that_is_killed_loses_nothing_and_doubles_nothing(session: Session, targets: Targets) -> None:
    tally = storm(session, targets, kills=8, seed=20261123)
    assert tally.kills >= 8
    assert tally.midway >= 4


@pytest.mark.storm
def test_three_hundred_kills(session: Session, targets: Targets, capsys: pytest.CaptureFixture[str]) -> None:
    tally = storm(session, targets, kills=300, seed=300)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
    assert tally.midway >= 150
