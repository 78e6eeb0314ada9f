"""F6: another process holds the write lock. A save is refused in words in the time it was given, reads
go on meanwhile, and the same save works when the lock is free."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from subprocess import Popen

import pytest

from tests import factories
from tests.faults.holders import database_holder, lock_holder
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import Busy
from xscalls_tui.domain.registers import Register
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services import bulk, calls, followups, lookups, undo
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """One writer at a time, and a lock file in front of it."""
    return "sqlite"


PATIENCE = 0.1
"""Seconds that a write waits here; five in earnest."""
FAR_TOO_LONG = 4.0
"""Seconds that even a machine at its limits does not take to notice."""

Holder = Callable[[], AbstractContextManager[Popen[bytes]]]


@pytest.fixture
def hasty(session: Session) -> Session:
    """KN, on an engine that loses patience soon."""
    path = Path(session.engine.db.database)
    return session._replace(engine=SqliteEngine(path, busy_seconds=PATIENCE))


@pytest.fixture(params=["a colleague", "another program"])
def holder(request: pytest.FixtureRequest, session: Session) -> Holder:
    """What holds the lock."""
    path = Path(session.engine.db.database)
    if request.param == "a colleague":
        return lambda: lock_holder(path.with_name(f"{path.name}-lock"))
    return lambda: database_holder(path)


def test_a_write_is_refused_in_time_and_leaves_nothing_behind(hasty: Session, holder: Holder) -> None:
    call = factories.call(hasty)
    writes: list[Callable[[], object]] = [
        lambda: factories.call(hasty, subject="Tilbud"),
        lambda: calls.save(hasty, call.id, 1, call.draft()._replace(subject="Nytt")),
        lambda: bulk.set_status(hasty, [call.id], Status.DONE),
        lambda: bulk.delete(hasty, [call.id]),
        lambda: undo.undo(hasty),
    ]
    with closing(hasty.engine):
        before = everything(hasty.engine)
        with holder():
            for write in writes:
                began = time.monotonic()
                with pytest.raises(Busy) as told:
                    write()
                assert PATIENCE <= time.monotonic() - began < FAR_TOO_LONG
                assert (told.value.message.key, told.value.exit_code) == ("msg.busy", 75)
        assert everything(hasty.engine) == before
        for write in writes[:3]:
            write()
        assert_sound(hasty.engine)


def test_reading_goes_on_meanwhile(session: Session, holder: Holder) -> None:
    """On an engine with all the patience of earnest: nothing of this waits for the lock."""
    call = factories.call(session)
    with holder():
        began = time.monotonic()
        for _ in range(10):
            assert len(calls.page(session, PageRequest()).rows) == 1
            assert calls.count(session, Criteria()) == 1
            assert calls.read(session, call.id) == call
            assert len(followups.history(session, call.id)) == 1
            assert lookups.find(session, Register.EMPLOYEE, "ol")
        assert time.monotonic() - began < FAR_TOO_LONG


def test_a_write_that_waits_goes_through_when_the_holder_dies(session: Session, holder: Holder) -> None:
    with ThreadPoolExecutor(1) as threads, holder() as process:
        waiting = threads.submit(factories.call, session)
        process.kill()
        assert waiting.result().id == 1
    assert_sound(session.engine)


def test_the_same_uid_after_busy_is_one_call(hasty: Session, holder: Holder) -> None:
    draft = factories.draft(hasty)
    with closing(hasty.engine):
        with holder():
            for _ in range(2):
                with pytest.raises(Busy):
                    calls.create(hasty, draft, "uid-1")
        first = calls.create(hasty, draft, "uid-1")
        assert calls.create(hasty, draft, "uid-1") == first
        assert calls.count(hasty, Criteria()) == 1
