"""Planning calls for colleagues, step by step (R60-R67, R156)."""

from __future__ import annotations

import pytest

from tests import factories
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.session import Session


def _may_change(session: Session, call: Call) -> bool:
    """Whether a save goes through; it is taken back."""
    now = calls.read(session, call.id)
    try:
        calls.save(session, call.id, now.version, now.draft()._replace(note=now.note + "."))
    except NotAllowed:
        return False
    undo.undo(session)
    return True


@pytest.fixture
def planned(as_ph: Session, as_ol: Session) -> Call:
    """A call that PH made for OL, not yet saved by OL."""
    return factories.call(as_ph, employee=as_ol.employee.id, subject="Ring Åsen")


def test_a_call_is_ones_own_until_somebody_else_is_chosen(as_ph: Session, as_ol: Session) -> None:
    own = factories.call(as_ph)
    assert (own.employee.id, own.owner_saved) == (as_ph.employee.id, True)
    given = factories.call(as_ph, employee=as_ol.employee.id)
    assert (given.employee.id, given.creator, given.owner_saved) == (
        as_ol.employee.id, as_ph.employee.id, False,
    )  # fmt: skip


def test_the_creator_may_change_it_until_the_owner_has_opened_and_saved_it(
    planned: Call, as_ph: Session, as_ol: Session
) -> None:
    assert _may_change(as_ph, planned)
    calls.read(as_ol, planned.id)
    assert _may_change(as_ph, planned)
    factories.save(as_ol, planned.id, note="Sett")
    assert not _may_change(as_ph, planned)
    assert _may_change(as_ol, planned)


def test_a_save_by_the_owner_counts_though_nothing_was_changed(
    planned: Call, as_ph: Session, as_ol: Session
) -> None:
    saved = factories.save(as_ol, planned.id)
    assert (saved.owner_saved, saved.version) == (True, planned.version + 1)
    assert not _may_change(as_ph, planned)


def test_a_save_by_the_creator_or_a_superuser_is_not_the_owners(
    planned: Call, as_ph: Session, session: Session
) -> None:
    factories.save(as_ph, planned.id, note="Fra PH")
    factories.save(session, planned.id, note="Fra KN")
    assert _may_change(as_ph, planned)


def test_a_status_set_for_many_by_the_owner_is_a_save_too(
    planned: Call, as_ph: Session, as_ol: Session
) -> None:
    bulk.set_status(as_ol, [planned.id], Status.PLANNED)
    assert calls.read(as_ol, planned.id).owner_saved
    assert not _may_change(as_ph, planned)


def test_a_stranger_may_not_and_a_superuser_always_may(
    planned: Call, as_br: Session, session: Session, as_ol: Session
) -> None:
    assert not _may_change(as_br, planned)
    assert _may_change(session, planned)
    factories.save(as_ol, planned.id)
    assert _may_change(session, planned)


def test_giving_a_call_away_starts_the_planners_right_anew(
    planned: Call, as_ph: Session, as_ol: Session, as_br: Session
) -> None:
    factories.save(as_ol, planned.id)
    given = factories.save(as_ol, planned.id, employee=as_br.employee.id)
    assert not given.owner_saved
    assert _may_change(as_ph, planned), "the creator, until the new owner has saved it"
    assert not _may_change(as_ol, planned), "neither owner nor creator any more"
    factories.save(as_br, planned.id)
    assert not _may_change(as_ph, planned)


def test_taking_a_call_over_counts_as_saved(planned: Call, session: Session, as_ph: Session) -> None:
    taken = factories.save(session, planned.id, employee=session.employee.id)
    assert taken.owner_saved
    assert not _may_change(as_ph, planned)


def test_getting_a_call_back_makes_it_ones_own(planned: Call, as_ph: Session, as_ol: Session) -> None:
    back = factories.save(as_ol, planned.id, employee=as_ph.employee.id)
    assert not back.owner_saved
    assert _may_change(as_ph, planned)
    assert not _may_change(as_ol, planned)


def test_a_change_of_the_owner_by_the_creator_leaves_the_right_with_the_creator(
    planned: Call, as_ph: Session, as_br: Session
) -> None:
    factories.save(as_ph, planned.id, employee=as_br.employee.id)
    assert _may_change(as_ph, planned)


def test_undoing_the_owners_save_gives_the_planner_the_right_back(
    planned: Call, as_ph: Session, as_ol: Session
) -> None:
    factories.save(as_ol, planned.id)
    undo.undo(as_ol)
    assert not calls.read(as_ol, planned.id).owner_saved
    assert _may_change(as_ph, planned)


def test_the_right_to_delete_goes_with_the_right_to_change(
    planned: Call, as_ph: Session, as_ol: Session, as_br: Session
) -> None:
    assert [refused.reason for refused in bulk.delete(as_br, [planned.id]).refused] == ["msg.nodelete"]
    factories.save(as_ol, planned.id)
    assert [refused.reason for refused in bulk.delete(as_ph, [planned.id]).refused] == ["msg.nodelete"]
    assert bulk.delete(as_ol, [planned.id]).changed == 1
