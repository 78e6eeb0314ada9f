"""Two who write at once, on an engine where they do not wait for each other from the start."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from threading import Event
from typing import Any

import psycopg
import pytest

from tests import factories
from tests.conftest import Acting
from tests.models.soundness import assert_sound
from tests.postgres import signing_in
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import Conflict
from xscalls_tui.models import tables
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.services import bulk, calls, followups, undo
from xscalls_tui.services.session import Session

FAR_TOO_LONG = 20.0
"""Seconds that even a machine at its limits does not take to begin."""


@pytest.fixture(scope="module", params=["postgres", "roles"], ids=["plain", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """SQLite has one writer at a time."""
    return str(request.param)


def beside(session: Session, first: Callable[[], object], second: Callable[[], object]) -> Future[object]:
    """Do the first, which is ``session``'s, in a transaction that is held open until the second waits for it;
    the second's end."""
    with ThreadPoolExecutor(2) as pool:
        begun = Event()

        def later() -> object:
            begun.wait()
            return second()

        waiting = pool.submit(later)
        try:
            with session.engine.writing():
                first()
                begun.set()
                wait_for_a_lock(session.engine, waiting)
        finally:
            begun.set()
        return waiting


def wait_for_a_lock(engine: Engine, waiting: Future[Any]) -> None:
    """Until somebody waits for what another transaction holds."""
    assert isinstance(engine, PostgresEngine)
    with closing(psycopg.connect(signing_in(engine.url, "postgres"), autocommit=True)) as looking:
        while not looking.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone():
            assert not waiting.done(), "the second did not wait for the first"


def test_of_two_saves_of_one_call_the_second_is_told(session: Session) -> None:
    call = factories.call(session)

    def save(text: str) -> object:
        return calls.save(session, call.id, call.version, call.draft()._replace(note=text))

    second = beside(session, lambda: save("første"), lambda: save("andre"))
    assert isinstance(second.exception(), Conflict)
    assert calls.read(session, call.id).note == "første"


def test_a_right_that_is_taken_away_meanwhile_is_gone(session: Session, acting: Acting) -> None:
    planner, owner = acting("OL"), acting("PH")
    call = factories.call(planner, employee=owner.employee.id)
    second = beside(
        owner,
        lambda: factories.save(owner, call.id, note="Tatt"),
        lambda: bulk.delete(planner, [call.id]),
    )
    report = second.result()
    assert isinstance(report, bulk.BulkReport)
    assert (report.changed, len(report.refused)) == (0, 1)
    assert calls.read(session, call.id).note == "Tatt"


def test_a_follow_up_is_deleted_while_another_is_made(session: Session) -> None:
    call = factories.call(session)
    first = factories.call(session, origin=call.id)
    second = beside(
        session,
        lambda: bulk.delete(session, [first.id]),
        lambda: factories.call(session, origin=call.id),
    )
    assert second.exception() is None
    assert calls.read(session, call.id).has_followups


def test_two_follow_ups_of_one_call_are_made_at_once(session: Session, acting: Acting, kind: str) -> None:
    """Neither holds what the other needs and waits for it."""
    ol, ph = acting("OL"), acting("PH")
    call = factories.call(session)
    begun, go_on = Event(), Event()

    def slowly() -> None:
        with ph.operation("test") as work:
            draft = calls.columns(ph, factories.draft(ph, origin=call.id))
            stamps = {"created_at": work.at, "changed_at": work.at, "owner_saved": True}
            by = dict.fromkeys(("created_by", "changed_by"), ph.employee.id)
            work.insert(tables.Call, {**draft, **stamps, **by})
            begun.set()
            go_on.wait()

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(slowly)
        try:
            begun.wait(FAR_TOO_LONG)
            quick = pool.submit(factories.call, ol, origin=call.id)
            if kind == "roles":  # where the second waits from the start
                wait_for_a_lock(session.engine, quick)
            else:
                quick.result()
        finally:
            go_on.set()
        assert (slow.exception(), quick.exception()) == (None, None)
    assert len(followups.history(session, call.id)) == 3
    assert_sound(session.engine)


def test_the_same_operation_asked_for_twice_at_once_is_done_once(session: Session) -> None:
    draft = factories.draft(session, subject="Én gang")
    second = beside(
        session,
        lambda: calls.create(session, draft, "the same uid"),
        lambda: calls.create(session, draft, "the same uid"),
    )
    created = second.result()
    assert isinstance(created, Call)
    assert calls.ids(session, Criteria()) == [created.id]


def test_undo_skips_what_is_changed_meanwhile(session: Session, acting: Acting) -> None:
    owner = acting("PH")
    call = factories.call(session, employee=owner.employee.id)
    bulk.set_status(session, [call.id], Status.DONE)
    second = beside(
        owner,
        lambda: factories.save(owner, call.id, note="Ringte likevel"),
        lambda: undo.undo(session),
    )
    report = second.result()
    assert isinstance(report, undo.UndoReport)
    assert [skipped.id for skipped in report.skipped] == [call.id]
    now = calls.read(session, call.id)
    assert (now.status, now.note) == (Status.DONE, "Ringte likevel")
