"""A copy that is broken off, at whatever point, goes on where it stopped: nothing is lost or doubled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from tests.models.statements import all_statements
from tests.postgres import Server
from tests.services import moving
from tests.services.moving import place_of, stop_after, stored
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import copying
from xscalls_tui.models.database import is_server, open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.models.tables import HISTORY
from xscalls_tui.services.copying import copy_database
from xscalls_tui.services.session import Session

SOME, FEW = 121, 17
"""Where a server is part of it, every so manieth statement fails, but for a storm."""
UNUSABLE = {"msg.db.missing", "msg.db.foreign", "msg.db.unfinished", "msg.db.copying"}
"""What a copy may be to whoever opens it before it is whole."""

Empty = Callable[[], str]
"""Makes a place without a database, instead of what was there before."""
Rows = dict[str, list[tuple[Any, ...]]]


class Stopped(BaseException):
    """As Ctrl+C, in the midst of a statement."""


@pytest.fixture(autouse=True)
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are copied at a time."""
    monkeypatch.setattr(copying, "BATCH", 2)


@pytest.fixture(params=["to sqlite", "to postgres"])
def empty(request: pytest.FixtureRequest) -> Iterator[Empty]:
    """On each engine."""
    if request.param == "to sqlite":
        memory = "/dev/shm"  # where many short-lived databases cost no waiting for a disk
        with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
            numbers = count()
            yield lambda: f"{folder}/{next(numbers)}.db"
        return
    server: Server = request.getfixturevalue("postgres")
    with (
        server.database("TEMPLATE template1") as url,
        closing(psycopg.connect(url, autocommit=True)) as connection,
    ):

        def emptied() -> str:
            connection.execute("SET client_min_messages = warning")
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
            return url

        yield emptied


def left_behind(target: str) -> Rows | None:
    """What is stored where a copy was begun, and how far it says that it has come; None for nothing."""
    if not is_server(target) and not Path(target).exists():
        return None
    engine: Engine = PostgresEngine(target) if is_server(target) else SqliteEngine(Path(target))
    with closing(engine):
        return {name: rows for name, rows in everything(engine).items() if name != HISTORY}


def whole(target: str, wanted: Rows) -> bool:
    """Whether a copy opens; one that does is equal to what was copied."""
    try:
        engine = open_database(target)
    except DatabaseUnusable as refused:
        assert refused.message.key in UNUSABLE
        return False
    with closing(engine):
        assert stored(engine) == wanted
        assert_sound(engine)
    return True


def test_broken_off_between_any_two_batches(session: Session, kind: str, empty: Empty) -> None:
    moving.fill(session)
    wanted, target = stored(session.engine), empty()
    rows_so_far = 0
    for steps in count(0, 1 if kind == "sqlite" and not is_server(target) else 6):
        report = copy_database(place_of(session), target, stop_after(steps))
        if not report.cancelled:
            break
        assert not whole(target, wanted)
        rows = sum(len(rows) for name, rows in (left_behind(target) or {}).items() if name in wanted)
        assert rows >= rows_so_far
        rows_so_far = rows
    assert steps > sum(map(len, wanted.values())), "each batch is a step"
    assert report.same
    assert whole(target, wanted)


def broken_off_at(number: int, source: str, target: str) -> bool:
    """Whether a copy broke off at this statement of it; there may be fewer."""
    with all_statements(number, Stopped()):
        try:
            copy_database(source, target)
        except Stopped:
            return True
    return False


def break_off_everywhere(session: Session, empty: Empty, step: int) -> tuple[int, int]:
    """Let each ``step``-th statement fail, go on from everything that this leaves behind, and return how
    many statements there are, and how many different things were left."""
    wanted, source = stored(session.engine), place_of(session)
    left: list[Rows | None] = []
    for number in count(1, step):
        target = empty()
        if not broken_off_at(number, source, target):
            return number, len(left)
        if whole(target, wanted):
            continue
        remains = left_behind(target)
        if remains not in left:
            left.append(remains)
            assert copy_database(source, target).same
            assert whole(target, wanted)
    raise AssertionError("there is always a last statement")


def a_little(session: Session) -> None:
    """Few rows, with references to rows that come later."""
    first, second = (factories.call(session, subject=subject) for subject in ("Første", "Andre"))
    moving.link(session, first, second)


def test_broken_off_at_any_statement(session: Session, kind: str, empty: Empty) -> None:
    a_little(session)
    step = FEW if kind == "sqlite" and not is_server(empty()) else SOME
    statements, remains = break_off_everywhere(session, empty, step)
    assert statements > 250
    assert remains > (4 if step == FEW else 2)


@pytest.mark.storm
def test_broken_off_at_each_statement(session: Session, empty: Empty) -> None:
    a_little(session)
    statements, remains = break_off_everywhere(session, empty, 1)
    assert statements > 250
    assert remains > 30


def test_broken_off_again_and_again(session: Session, empty: Empty) -> None:
    """Each try gets a little further than the one before."""
    moving.fill(session)
    wanted, target = stored(session.engine), empty()
    tries = 0
    for number in count(40, 24):
        tries += 1
        if not broken_off_at(number, place_of(session), target):
            break
        assert not whole(target, wanted)
    assert tries > 5
    assert whole(target, wanted)


def test_what_was_copied_is_not_copied_again(session: Session, empty: Empty) -> None:
    moving.fill(session)
    target = empty()
    told: list[int] = []

    def stop(done: int, of: int) -> bool:
        told.append(done)
        return done < of // 4

    assert copy_database(place_of(session), target, stop).cancelled
    stopped_at = told[-1]
    del told[:]
    copy_database(place_of(session), target, stop)
    assert told[0] >= stopped_at - 2


@pytest.mark.parametrize("header", [False, True], ids=["an empty file", "a file without tables"])
def test_a_target_that_was_just_made_is_taken_up(session: Session, tmp_path: Path, header: bool) -> None:
    """As a kill leaves it before the first transaction."""
    path = tmp_path / "copy.db"
    path.touch(0o600)
    if header:
        with closing(SqliteEngine(path)) as engine, engine.reading():
            engine.db.pragma("application_id", 0x58534F43)
            engine.db.pragma("journal_mode", "wal")
    assert copy_database(place_of(session), str(path)).same
    assert whole(str(path), stored(session.engine))
