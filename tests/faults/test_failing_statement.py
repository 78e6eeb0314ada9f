"""F2: whichever statement of a write fails, nothing of the write is stored, and the next try works."""

from __future__ import annotations

from collections.abc import Callable

import apsw
import pytest
from psycopg import errors

from tests.models.soundness import assert_sound, everything
from tests.models.statements import fault_of_the_disk, statements
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.services import bulk, calls, employees, followups, undo
from xscalls_tui.services.session import Session

Write = Callable[[Session, Call], object]


def create(session: Session, call: Call) -> object:
    return calls.create(session, followups.follow_up(session, call), "the same uid")


def save(session: Session, call: Call) -> object:
    return calls.save(session, call.id, call.version, call.draft()._replace(note="Nytt"), "the same uid")


def set_status(session: Session, call: Call) -> object:
    return bulk.set_status(session, [call.id, call.id + 1], Status.CANCELLED)


def delete(session: Session, call: Call) -> object:
    """Of an original: its follow-up stays and loses its link."""
    return bulk.delete(session, [call.id])


def add_employee(session: Session, _call: Call) -> object:
    return employees.add(session, "XY", "Xenia Ytre")


def take_back(session: Session, _call: Call) -> object:
    return undo.undo(session)


def do_again(session: Session, _call: Call) -> object:
    return undo.redo(session)


def office(session: Session) -> Call:
    """A call with a follow-up; the latest operation but one has been undone."""
    first = calls.create(session, calls.blank(session)._replace(subject="Første"))
    calls.create(session, followups.follow_up(session, first))
    calls.create(session, calls.blank(session)._replace(subject="Andre"))
    undo.undo(session)
    return calls.read(session, first.id)


@pytest.mark.parametrize("failure", ["disk fault", "disk full"])
@pytest.mark.parametrize(
    "write",
    [create, save, set_status, delete, take_back, do_again, add_employee],
    ids=lambda write: str(write.__name__),
)
def test_a_statement_that_fails_leaves_nothing_behind_and_the_next_try_works(
    session: Session, kind: str, write: Write, failure: str
) -> None:
    full = apsw.FullError if kind == "sqlite" else errors.DiskFull
    fails = fault_of_the_disk(session.engine) if failure == "disk fault" else full("injected")
    call = office(session)
    before = everything(session.engine)
    number = 0
    while True:
        number += 1
        with statements(session.engine, number, fails) as run:
            try:
                write(session, call)
            except DatabaseUnusable:
                failed = True
            else:
                failed = False
        if not failed:
            break
        assert len(run) >= number
        assert everything(session.engine) == before, f"statement {number}: {run[number - 1]}"
    assert number > 4
    assert everything(session.engine) != before
    assert_sound(session.engine)
