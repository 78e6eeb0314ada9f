"""F2: whichever statement of a write fails, nothing of the write is stored, and the next try works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.models.soundness import assert_sound
from tests.models.statements import statements
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.services import bulk, calls, followups, undo
from xscalls_tui.services.session import Session

Write = Callable[[Session, Call], object]


def create(session: Session, call: Call) -> object:
    return calls.create(session, followups.follow_up(session, call), "the same uid")


def save(session: Session, call: Call) -> object:
    return calls.save(session, call.id, call.version, replace(call.draft(), note="Nytt"), "the same uid")


def set_status(session: Session, call: Call) -> object:
    return bulk.set_status(session, [call.id], Status.CANCELLED)


def delete(session: Session, call: Call) -> object:
    return bulk.delete(session, [call.id])


def take_back(session: Session, _call: Call) -> object:
    return undo.undo(session)


def do_again(session: Session, _call: Call) -> object:
    return undo.redo(session)


def contents(session: Session) -> list[list[tuple[object, ...]]]:
    """Everything that is stored."""
    tables = ("call", "operation", "change", "day_count")
    with session.engine.reading():
        return [session.engine.rows_of(f"SELECT * FROM {table}") for table in tables]


def office(session: Session) -> Call:
    """A call with a follow-up; the latest operation but one has been undone."""
    first = calls.create(session, replace(calls.blank(session), subject="Første"))
    calls.create(session, followups.follow_up(session, first))
    calls.create(session, replace(calls.blank(session), subject="Andre"))
    undo.undo(session)
    return calls.read(session, first.id)


@pytest.mark.parametrize(
    "write", [create, save, set_status, delete, take_back, do_again], ids=lambda write: str(write.__name__)
)
def test_a_statement_that_fails_leaves_nothing_behind(session: Session, write: Write) -> None:
    call = office(session)
    before = contents(session)
    number = 0
    while True:
        number += 1
        with statements(session.engine, fail_at=number) as run:
            try:
                write(session, call)
            except DatabaseUnusable:
                failed = True
            else:
                failed = False
        if not failed:
            break
        assert len(run) >= number
        assert contents(session) == before, f"statement {number} of {write.__name__}: {run[number - 1]}"
    assert number > 4
    assert contents(session) != before
    assert_sound(session.engine)
