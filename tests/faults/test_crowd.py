"""F9: many operators at once. Nothing acknowledged is lost, nothing is written by who may not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tests import factories
from tests.conftest import Fresh
from tests.faults.crowd import Done, Outcome, judge, let_work
from tests.models.soundness import assert_sound
from tests.postgres import LocalServer, run_folder
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

Note = Callable[[str, object], None]


def told(outcome: Outcome) -> str:
    """As a line for people."""
    return (
        f"{outcome.operators} operators, {outcome.operations} acknowledged, {outcome.lost} lost, "
        f"{outcome.conflicts} conflicts decided, {outcome.refused} refused, "
        f"{outcome.forbidden} forbidden written, {len(outcome.unforeseen)} unforeseen; "
        f"save p95 {outcome.p95_ms:.0f} ms"
    )


def tell(outcome: Outcome, record_property: Note) -> None:
    """For the table of faults."""
    record_property("tries", outcome.operations)
    record_property("lost", outcome.lost + outcome.forbidden + outcome.gaps + len(outcome.unforeseen))


def test_a_dozen_operators(fresh: Fresh, record_property: Note) -> None:
    with fresh() as session:
        outcome = let_work(session, factories.where(session), operators=12, seconds=4)
        tell(outcome, record_property)
        assert outcome.sound, outcome
        assert outcome.operations > 12
        assert_sound(session.engine)


@pytest.fixture
def roomy(kind: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """On a server that takes two connections of each of a hundred, which the shared one does not."""
    if kind == "sqlite":
        yield request.getfixturevalue("session")
        return
    folder = run_folder(f"crowd-{os.getpid()}")
    server = LocalServer(folder, keep=True)  # what it is set to would be gone with what it holds
    try:
        server.restart_with(max_connections="400", fsync="off")
        factories.fill_template(server.url())
        with closing(open_session(server.url(), "KN", factories.clock())) as session:
            yield session
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.storm
def test_a_hundred_operators_for_a_minute(
    roomy: Session, kind: str, capsys: pytest.CaptureFixture[str], record_property: Note
) -> None:
    outcome = let_work(roomy, factories.where(roomy), operators=100, seconds=60)
    tell(outcome, record_property)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {told(outcome)}\n")
    assert outcome.sound, outcome
    assert_sound(roomy.engine)


def test_a_loss_a_gap_and_a_forbidden_write_would_be_found(session: Session) -> None:
    call = factories.call(session, note="0")
    work = Done(["never stored"], [0.1], 0, 0, [])
    assert judge(session, [work]).lost == 1
    with session.engine.writing():
        session.engine.rows_of("UPDATE change SET version_after = 5 WHERE entity = 'call'")
    assert judge(session, []).gaps == 1
    with session.engine.writing():
        session.engine.rows_of("UPDATE change SET version_after = 1 WHERE entity = 'call'")
    now = calls.read(session, call.id)
    calls.save(session, call.id, now.version, now.draft()._replace(note="1"))
    assert judge(session, [])[:5] == (0, 0, 0, 0, 0)
    with session.engine.writing():
        session.engine.rows_of(
            "UPDATE operation SET employee_id = (SELECT id FROM employee WHERE initials = 'OL') "
            "WHERE id = (SELECT max(operation_id) FROM change)"
        )
    assert judge(session, []).forbidden == 1
