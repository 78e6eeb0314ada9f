"""Many calls at once: one operation, told row by row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.bulk import BulkReport, Progress, Refused
from xscalls_tui.services.session import Session

Doing = Callable[[Session, list[int], Progress | None], BulkReport]


def _done(session: Session, ids: list[int], progress: Progress | None = None) -> BulkReport:
    return bulk.set_status(session, ids, Status.DONE, progress)


def _operations(session: Session) -> int:
    with session.engine.reading():
        return int(session.engine.rows_of("SELECT count(*) FROM operation")[0][0])


@pytest.fixture
def twenty(session: Session) -> list[int]:
    """Twenty planned calls of KN."""
    return [factories.call(session, subject=f"Samtale {number}").id for number in range(20)]


@pytest.mark.parametrize("status", Status)
def test_all_get_the_status_in_one_operation(session: Session, twenty: list[int], status: Status) -> None:
    before = _operations(session)
    report = bulk.set_status(session, twenty, status)
    assert (report.changed, report.refused, report.cancelled) == (20, (), False)
    assert {calls.read(session, call_id).status for call_id in twenty} == {status}
    assert _operations(session) - before == (0 if status is Status.PLANNED else 1)
    assert_sound(session.engine)


def test_all_are_deleted_in_one_operation(session: Session, twenty: list[int]) -> None:
    before = _operations(session)
    assert bulk.delete(session, twenty).changed == 20
    assert calls.count(session, Criteria()) == 0
    assert _operations(session) - before == 1
    assert_sound(session.engine)


def test_the_report_names_the_operation(session: Session, twenty: list[int]) -> None:
    uid = bulk.delete(session, twenty).uid
    with session.engine.reading():
        assert session.engine.rows_of("SELECT kind FROM operation WHERE uid = ?", uid) == [("call.delete",)]


@pytest.mark.parametrize(("do", "reason"), [(_done, "msg.noedit"), (bulk.delete, "msg.nodelete")])
def test_calls_that_one_may_not_change_are_left_and_named_with_the_reason(
    as_ol: Session, as_ph: Session, do: Doing, reason: str
) -> None:
    own = [factories.call(as_ol).id for _ in range(3)]
    starts = factories.moment("24.11 08:00")
    foreign = factories.call(as_ph, subject="Pers", starts_at=starts)
    planned = factories.call(as_ol, employee=as_ph.employee.id, subject="For Per")
    report = do(as_ol, [foreign.id, *own, planned.id, 4711], None)
    assert report.changed == 4
    assert set(report.refused) == {
        Refused(foreign.id, starts, "Pers", reason),
        Refused(4711, None, "", "msg.gone"),
    }
    assert calls.read(as_ol, foreign.id) == foreign
    assert_sound(as_ol.engine)


def test_a_call_that_is_gone_is_named_so(session: Session, twenty: list[int]) -> None:
    bulk.delete(session, twenty[:1])
    report = _done(session, twenty)
    assert report.changed == 19
    assert report.refused == (Refused(twenty[0], None, "", "msg.gone"),)


def test_a_call_named_twice_is_done_once(session: Session, twenty: list[int]) -> None:
    assert _done(session, [*twenty, *twenty[::-1]]).changed == 20
    assert calls.read(session, twenty[0]).version == 2


def test_when_all_are_refused_nothing_is_left_behind(as_ol: Session, as_ph: Session) -> None:
    call = factories.call(as_ph)
    before = everything(as_ol.engine)
    assert len(_done(as_ol, [call.id]).refused) == 1
    assert len(bulk.delete(as_ol, [call.id, 4711]).refused) == 2
    assert bulk.delete(as_ol, []).changed == 0
    assert everything(as_ol.engine) == before


def test_a_chain_is_deleted_whole_and_comes_back_whole(session: Session) -> None:
    """Also when an original and its follow-up fall into different batches."""
    ids = [factories.call(session).id]
    while len(ids) < 5:
        ids.append(factories.call(session, origin=ids[-1]).id)
    before = everything(session.engine)["call"]
    for batch in (1, 2, 500):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bulk, "BATCH", batch)
            assert bulk.delete(session, ids).changed == 5
        assert_sound(session.engine)
        undo.undo(session)
        assert_sound(session.engine)
        assert [calls.read(session, call_id).origin for call_id in ids] == [None, *ids[:-1]]
    assert len(everything(session.engine)["call"]) == len(before)


@pytest.mark.parametrize("do", [_done, bulk.delete])
def test_progress_is_told_batch_by_batch(
    session: Session, twenty: list[int], monkeypatch: pytest.MonkeyPatch, do: Doing
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 8)
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    assert do(session, twenty, progress).changed == 20
    assert told == [(8, 20), (16, 20), (20, 20)]


@pytest.mark.parametrize("do", [_done, bulk.delete])
@pytest.mark.parametrize("enough", [1, 2, 3])
def test_a_cancel_leaves_nothing_behind(
    session: Session, twenty: list[int], monkeypatch: pytest.MonkeyPatch, do: Doing, enough: int
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 8)
    before = everything(session.engine)
    asked: list[int] = []

    def progress(done: int, of: int) -> bool:
        asked.append(done)
        return len(asked) < enough

    report = do(session, twenty, progress)
    assert (report.changed, report.refused, report.cancelled, report.uid) == (0, (), True, "")
    assert everything(session.engine) == before
    assert do(session, twenty, None).changed == 20


def test_a_progress_that_fails_leaves_nothing_behind(session: Session, twenty: list[int]) -> None:
    before = everything(session.engine)

    def progress(done: int, of: int) -> bool:
        raise RuntimeError("the screen is gone")

    with pytest.raises(RuntimeError):
        _done(session, twenty, progress)
    assert everything(session.engine) == before


def test_more_calls_than_a_batch_or_than_sqlite_binds(session: Session) -> None:
    factories.duplicates(session, factories.call(session).id, range(2, 2002))
    ids = list(range(1, 33_000))
    report = bulk.set_status(session, ids, Status.CANCELLED)
    assert (report.changed, len(report.refused)) == (2001, 30_998)
    assert undo.undo(session).rows == 2001
