"""Undo and redo of whole operations; what a colleague has changed since is left and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.conftest import Acting
from tests.models.soundness import assert_sound, contents
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import NotAllowed, NotFound, UndoRefused
from xscalls_tui.services import bulk, calls, employees, followups, undo
from xscalls_tui.services.session import Session
from xscalls_tui.services.undo import Skipped, UndoReport


@pytest.fixture(scope="module", params=["sqlite", "postgres", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine of ``session``; once more with the rules in the server."""
    return str(request.param)


def _followup(session: Session, call: Call) -> Call:
    return calls.create(session, followups.follow_up(session, call))


def _unanswered(session: Session, call: Call) -> Call:
    """F8: unanswered, and a follow-up that is undone together with it."""
    uid = session.uids()
    draft = call.draft()._replace(status=Status.UNANSWERED)
    saved = calls.save(session, call.id, call.version, draft, uid)
    return calls.create(session, followups.follow_up(session, saved), part_of=uid)


DOINGS: dict[str, Callable[[Session, Call], object]] = {
    "call.create": lambda s, call: factories.call(s),
    "call.save": lambda s, call: factories.save(s, call.id, subject="Etter", starts_at=call.starts_at),
    "call.status": lambda s, call: bulk.set_status(s, [call.id], Status.DONE),
    "call.delete": lambda s, call: bulk.delete(s, [call.id]),
    "employee.add": lambda s, call: employees.add(s, "XY", "Ny Ansatt"),
    "employee.set": lambda s, call: employees.change(s, "OL", name="Ola Nordmann", superuser=True),
}


@pytest.mark.parametrize("doing", DOINGS)
def test_everything_can_be_taken_back_and_done_again_and_again(session: Session, doing: str) -> None:
    call = factories.call(session, subject="Før")
    before = contents(session.engine)
    DOINGS[doing](session, call)
    after = contents(session.engine)
    assert after != before
    for _ in range(3):
        assert undo.undo(session) == UndoReport(doing, 1, ())
        if doing != "employee.add":
            assert contents(session.engine) == before
        assert_sound(session.engine)
        assert undo.redo(session) == UndoReport(doing, 1, ())
        assert contents(session.engine) == after
        assert_sound(session.engine)


def test_an_employee_who_was_added_by_mistake_stays_known_and_may_not_sign_in(session: Session) -> None:
    employees.add(session, "XY", "Ny Ansatt")
    undo.undo(session)
    assert not factories.employee(session, "XY").active
    undo.redo(session)
    assert factories.employee(session, "XY").active


def test_there_is_nothing_to_undo_or_redo_at_first(as_ol: Session) -> None:
    with pytest.raises(UndoRefused) as told:
        undo.undo(as_ol)
    assert told.value.message.key == "msg.nothingtoundo"
    with pytest.raises(UndoRefused) as told:
        undo.redo(as_ol)
    assert told.value.message.key == "msg.nothingtoredo"


def test_one_undoes_ones_own_operations_only(session: Session, as_ol: Session, as_ph: Session) -> None:
    mine = factories.call(as_ol)
    factories.call(as_ph)
    undo.undo(as_ol)
    with pytest.raises(NotFound):
        calls.read(session, mine.id)
    assert calls.count(session, Criteria()) == 1
    with pytest.raises(UndoRefused):
        undo.undo(as_ol)


def test_something_done_since_ends_what_can_be_redone(session: Session) -> None:
    call = factories.call(session, subject="Før")
    factories.save(session, call.id, subject="Etter")
    undo.undo(session)
    factories.save(session, call.id, note="Nytt")
    with pytest.raises(UndoRefused):
        undo.redo(session)
    assert calls.read(session, call.id).subject == "Før"


def test_undo_steps_back_past_what_was_undone_before_something_new(session: Session) -> None:
    call = factories.call(session, subject="1")
    factories.save(session, call.id, subject="2")
    undo.undo(session)
    factories.save(session, call.id, subject="3")
    undo.undo(session)
    assert calls.read(session, call.id).subject == "1"
    undo.undo(session)
    with pytest.raises(NotFound):
        calls.read(session, call.id)


def test_an_undo_is_stamped_as_a_change_by_whoever_undid(session: Session, as_ol: Session) -> None:
    call = factories.call(as_ol, subject="Før")
    factories.save(session, call.id, subject="Etter")
    undo.undo(session)
    now = calls.read(session, call.id)
    assert (now.subject, now.changed.initials, now.version) == ("Før", "KN", 3)


# Together with colleagues.


def test_of_twenty_changed_at_once_the_one_that_a_colleague_saved_since_is_left_and_named(
    session: Session, as_ol: Session
) -> None:
    ids = [factories.call(as_ol, subject=f"Samtale {number}").id for number in range(20)]
    bulk.set_status(session, ids, Status.CANCELLED)
    factories.save(as_ol, ids[7], note="Kunden ringte")
    report = undo.undo(session)
    assert report == UndoReport("call.status", 19, (Skipped("call", ids[7], "Samtale 7"),))
    statuses = {call_id: calls.read(session, call_id).status for call_id in ids}
    assert statuses.pop(ids[7]) is Status.CANCELLED
    assert set(statuses.values()) == {Status.PLANNED}
    assert calls.read(session, ids[7]).note == "Kunden ringte"
    assert undo.redo(session) == UndoReport("call.status", 19, ())
    assert {calls.read(session, call_id).status for call_id in ids} == {Status.CANCELLED}
    assert_sound(session.engine)


def test_a_call_that_a_colleague_deleted_since_is_left_and_still_has_its_name(
    session: Session, as_ol: Session
) -> None:
    call = factories.call(as_ol, subject="Tilbud")
    factories.save(session, call.id, note="x")
    bulk.delete(as_ol, [call.id])
    assert undo.undo(session) == UndoReport("call.save", 0, (Skipped("call", call.id, "Tilbud"),))
    assert_sound(session.engine)


def test_what_the_colleague_has_undone_again_is_no_obstacle(session: Session, as_ol: Session) -> None:
    call = factories.call(as_ol, subject="Før")
    factories.save(session, call.id, subject="Etter")
    factories.save(as_ol, call.id, note="x")
    undo.undo(as_ol)
    assert undo.undo(session) == UndoReport("call.save", 1, ())
    assert calls.read(session, call.id).subject == "Før"


def test_what_the_colleague_has_redone_is_an_obstacle_again(session: Session, as_ol: Session) -> None:
    call = factories.call(as_ol, subject="Før")
    factories.save(session, call.id, subject="Etter")
    factories.save(as_ol, call.id, note="x")
    undo.undo(as_ol)
    undo.redo(as_ol)
    assert [skipped.id for skipped in undo.undo(session).skipped] == [call.id]
    assert calls.read(session, call.id).subject == "Etter"


def test_what_the_colleague_could_not_undo_is_an_obstacle_still(session: Session, as_ol: Session) -> None:
    call = factories.call(as_ol, subject="1")
    factories.save(session, call.id, subject="2")
    factories.save(as_ol, call.id, subject="3")
    factories.save(session, call.id, subject="4")
    assert undo.undo(as_ol).skipped  # KN has changed it since
    assert not undo.undo(session).skipped
    assert calls.read(session, call.id).subject == "3"
    assert undo.undo(session).skipped
    assert calls.read(session, call.id).subject == "3"
    assert_sound(session.engine)


def test_what_the_colleague_undid_on_another_row_is_an_obstacle_on_this_one_still(
    session: Session, as_ol: Session
) -> None:
    left, undone = factories.call(as_ol).id, factories.call(as_ol).id
    bulk.set_status(session, [left, undone], Status.DONE)
    bulk.set_status(as_ol, [left, undone], Status.CANCELLED)
    factories.save(session, left, note="x")
    assert undo.undo(as_ol).rows == 1
    assert undo.undo(session).rows == 1
    assert [skipped.id for skipped in undo.undo(session).skipped] == [left]
    assert calls.read(session, left).status is Status.CANCELLED
    assert calls.read(session, undone).status is Status.PLANNED


def test_a_redo_leaves_what_a_colleague_changed_since_the_undo(session: Session, as_ol: Session) -> None:
    call = factories.call(as_ol, subject="Før")
    factories.save(session, call.id, subject="Etter")
    undo.undo(session)
    factories.save(as_ol, call.id, subject="Olas")
    assert undo.redo(session).skipped == (Skipped("call", call.id, "Olas"),)
    assert calls.read(session, call.id).subject == "Olas"


# Follow-ups.


def test_unanswered_and_its_follow_up_are_taken_back_by_one_undo(session: Session) -> None:
    call = factories.call(session)
    before = contents(session.engine)
    followup = _unanswered(session, call)
    after = contents(session.engine)
    report = undo.undo(session)
    assert (report.rows, report.skipped) == (2, ())
    assert contents(session.engine) == before
    with pytest.raises(NotFound):
        calls.read(session, followup.id)
    assert undo.redo(session).rows == 2
    assert contents(session.engine) == after
    undo.undo(session)
    assert contents(session.engine) == before
    assert_sound(session.engine)


def test_both_are_no_obstacle_to_a_colleague_once_they_are_taken_back(
    session: Session, as_ol: Session
) -> None:
    call = factories.call(as_ol, subject="Før")
    saved = factories.save(as_ol, call.id, subject="Etter")
    _unanswered(session, saved)
    undo.undo(session)
    assert undo.undo(as_ol) == UndoReport("call.save", 1, ())
    assert calls.read(as_ol, call.id).subject == "Før"


def test_what_was_done_between_the_two_is_taken_back_in_its_turn(session: Session) -> None:
    """The form of the follow-up stands open while the original is changed once more."""
    call = factories.call(session, subject="1")
    draft = call.draft()._replace(status=Status.UNANSWERED)
    saved = calls.save(session, call.id, call.version, draft, "first")
    form = followups.follow_up(session, saved)
    factories.save(session, call.id, status=Status.DONE)
    followup = calls.create(session, form, part_of="first")
    undo.undo(session)
    with pytest.raises(NotFound):
        calls.read(session, followup.id)
    for status in (Status.DONE, Status.UNANSWERED, Status.PLANNED):
        assert calls.read(session, call.id).status is status
        undo.undo(session)
    assert calls.count(session, Criteria()) == 0
    assert_sound(session.engine)


def test_undoing_a_deletion_brings_the_links_back(session: Session) -> None:
    first = factories.call(session)
    second = _followup(session, first)
    third = _followup(session, second)
    before = contents(session.engine)
    bulk.delete(session, [second.id])
    assert undo.undo(session).rows == 2
    assert contents(session.engine) == before
    assert calls.read(session, third.id).origin == second.id
    undo.redo(session)
    assert calls.read(session, third.id).origin is None
    assert_sound(session.engine)


def test_undoing_the_creation_of_a_call_unlinks_what_a_colleague_made_of_it(
    session: Session, as_ol: Session
) -> None:
    call = factories.call(session)
    theirs = _followup(as_ol, call)
    undo.undo(session)
    assert calls.read(as_ol, theirs.id).origin is None
    assert_sound(session.engine)
    undo.redo(session)
    assert calls.read(as_ol, theirs.id).origin == call.id
    assert_sound(session.engine)


def test_redoing_a_deletion_unlinks_follow_ups_made_meanwhile(session: Session, as_ol: Session) -> None:
    call = factories.call(session)
    bulk.delete(session, [call.id])
    undo.undo(session)
    theirs = _followup(as_ol, calls.read(session, call.id))
    undo.redo(session)
    assert calls.read(as_ol, theirs.id).origin is None
    assert_sound(session.engine)


def test_a_call_that_comes_back_follows_up_nothing_that_is_gone(session: Session, as_ol: Session) -> None:
    original = factories.call(as_ol)
    followup = _followup(session, original)
    bulk.delete(session, [followup.id])
    bulk.delete(as_ol, [original.id])
    undo.undo(session)
    assert calls.read(session, followup.id).origin is None
    assert_sound(session.engine)


# Employees.


def test_only_a_superuser_takes_back_what_was_done_to_employees(session: Session, acting: Acting) -> None:
    employees.change(session, "OL", superuser=True)
    ol = acting("OL")
    employees.change(ol, "PH", superuser=True)
    employees.change(session, "OL", superuser=False)
    with pytest.raises(NotAllowed) as told:
        undo.undo(acting("OL"))
    assert told.value.message.key == "msg.superuseronly"
    assert factories.employee(session, "PH").superuser


def test_an_undo_never_leaves_the_database_without_a_superuser(
    session: Session, acting: Acting, kind: str
) -> None:
    employees.change(session, "OL", superuser=True)
    employees.change(acting("OL"), "KN", superuser=False)
    before = contents(session.engine)
    with pytest.raises((UndoRefused, NotAllowed)) as told:
        undo.undo(session)  # a session that was opened when KN still was one, which the server knows
    assert told.value.message.key == ("msg.notallowed.meanwhile" if kind == "roles" else "msg.lastsuperuser")
    assert contents(session.engine) == before
