"""Every cell of the permission matrix, by the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests import factories
from tests.conftest import Acting
from tests.models.soundness import assert_sound
from tests.permissions.matrix import CELLS, Cell, Deed, Role, Scene, stage
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.services import bulk, calls, employees, followups, undo
from xscalls_tui.services.session import Session


def _read(scene: Scene) -> None:
    assert calls.read(scene.session, scene.call.id) == scene.call


def _change(scene: Scene) -> None:
    draft = scene.call.draft()._replace(subject="Endret")
    assert calls.save(scene.session, scene.call.id, scene.call.version, draft).subject == "Endret"


def _status(scene: Scene) -> None:
    draft = scene.call.draft()._replace(status=Status.DONE)
    assert calls.save(scene.session, scene.call.id, scene.call.version, draft).status is Status.DONE


def _delete(scene: Scene) -> None:
    _one(bulk.delete(scene.session, [scene.call.id]))
    with pytest.raises(NotFound):
        calls.read(scene.session, scene.call.id)


def _one(report: bulk.BulkReport) -> None:
    """Raise what a report of one call says, as the call window tells it."""
    for refused in report.refused:
        raise NotAllowed(refused.reason)
    assert report.changed == 1


def _bulk_status(scene: Scene) -> None:
    own = factories.call(scene.session)
    report = bulk.set_status(scene.session, [own.id, scene.call.id], Status.CANCELLED)
    assert calls.read(scene.session, own.id).status is Status.CANCELLED
    _of_two(report, scene)
    assert calls.read(scene.session, scene.call.id).status is Status.CANCELLED


def _bulk_delete(scene: Scene) -> None:
    own = factories.call(scene.session)
    report = bulk.delete(scene.session, [own.id, scene.call.id])
    assert own.id not in calls.ids(scene.session, Criteria())
    _of_two(report, scene)
    assert calls.count(scene.session, Criteria()) == 0


def _of_two(report: bulk.BulkReport, scene: Scene) -> None:
    """One's own call is done in any case; the other one is, or is named with its reason."""
    assert report.changed + len(report.refused) == 2
    for refused in report.refused:
        assert (refused.id, refused.subject) == (scene.call.id, "Tilbud")
        raise NotAllowed(refused.reason)


def _follow_up(scene: Scene) -> None:
    draft = followups.follow_up(scene.session, scene.call)
    followup = calls.create(scene.session, draft)
    assert (followup.origin, followup.status) == (scene.call.id, Status.PLANNED)


def _unanswered(scene: Scene) -> None:
    session, call = scene.session, scene.call
    draft = call.draft()._replace(status=Status.UNANSWERED)
    saved = calls.save(session, call.id, call.version, draft, "first", kind="call.unanswered")
    followup = calls.create(session, followups.follow_up(session, saved), part_of="first")
    assert calls.read(session, call.id).status is Status.UNANSWERED
    assert followup.origin == call.id


def _copy(scene: Scene) -> None:
    copy = calls.create(scene.session, followups.copy(scene.session, scene.call))
    assert (copy.subject, copy.note, copy.origin) == ("Tilbud", "Avtalt", None)


DEEDS: dict[Deed, Callable[[Scene], None]] = {
    Deed.READ: _read,
    Deed.CHANGE: _change,
    Deed.STATUS: _status,
    Deed.DELETE: _delete,
    Deed.BULK_STATUS: _bulk_status,
    Deed.BULK_DELETE: _bulk_delete,
    Deed.FOLLOW_UP: _follow_up,
    Deed.UNANSWERED: _unanswered,
    Deed.COPY: _copy,
}


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_who_may_do_what(session: Session, acting: Acting, cell: Cell) -> None:
    scene = stage(acting, cell.role)
    if cell.refusal is None:
        DEEDS[cell.deed](scene)
    else:
        with pytest.raises(NotAllowed) as told:
            DEEDS[cell.deed](scene)
        assert told.value.message.key == cell.refusal
        assert calls.read(session, scene.call.id) == scene.call
    assert_sound(session.engine)


def test_the_matrix_is_whole() -> None:
    assert {(cell.role, cell.deed) for cell in CELLS} == {(role, deed) for role in Role for deed in Deed}
    assert set(DEEDS) == set(Deed)


def _all_ids(session: Session) -> list[int]:
    return calls.ids(session, Criteria())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INACTIVE])
def test_the_pencil_stands_where_a_change_is_allowed(acting: Acting, role: Role) -> None:
    scene = stage(acting, role)
    (row,) = calls.page(scene.session, PageRequest()).rows
    change = next(cell for cell in CELLS if (cell.role, cell.deed) == (role, Deed.CHANGE))
    assert row.may_change is (change.refusal is None)


def test_who_is_not_active_may_neither_list_nor_undo_nor_change_many(
    session: Session, acting: Acting
) -> None:
    ol = acting("OL")
    call = factories.call(ol)
    employees.change(session, "OL", active=False)
    inactive = acting("OL")
    many = partial(bulk.set_status, ids=[], status=Status.DONE)
    for do in (undo.undo, undo.redo, many, partial(calls.page, request=PageRequest()), _all_ids):
        with pytest.raises(NotAllowed) as told:
            do(inactive)
        assert told.value.message.key == "msg.inactive"
    assert calls.read(session, call.id) == call
