"""Follow-ups, copies, and the chain that calls are tied into."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.models.soundness import assert_sound
from xscalls_tui.domain.calls import Call, Direction, Status
from xscalls_tui.domain.criteria import PageRequest
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.queries import calls as queries
from xscalls_tui.services import bulk, calls, followups
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module", params=["sqlite", "postgres", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine of ``session``; once more with the rules in the server."""
    return str(request.param)


def _ids(session: Session, call: Call) -> list[tuple[int, int]]:
    """The tree of the call's chain as (depth, id)."""
    return [(line.depth, line.call.id) for line in followups.history(session, call.id)]


def _followup(session: Session, call: Call, at: str = "24.11 09:00") -> Call:
    draft = followups.follow_up(session, call)
    starts = factories.moment(at)
    return calls.create(session, draft._replace(starts_at=starts, ends_at=starts))


# What a follow-up starts out with.


def test_a_follow_up_is_filled_in_from_the_original_and_linked(session: Session) -> None:
    company = factories.company(session, "Åsen Bygg")
    contact = factories.contact(session, "Liv Ås", company)
    project = factories.project(session, "1042", "Skolen", company)
    ol = factories.employee(session, "OL").id
    original = factories.call(
        session,
        starts_at=factories.moment("20.11 14:30"),
        ends_at=factories.moment("20.11 14:50"),
        direction=Direction.IN,
        status=Status.DONE,
        employee=ol,
        subject="Tilbud",
        phone="22 33 44 55",
        note="Ringer igjen",
        reminder=60,
        company=company,
        partner=contact,
        project=project,
    )
    draft = followups.follow_up(session, original)
    assert draft == original.draft()._replace(
        starts_at=factories.moment("24.11 14:30"),
        ends_at=factories.moment("24.11 14:50"),
        direction=Direction.OUT,
        status=Status.PLANNED,
        note="",
        reminder=15,
        origin=original.id,
    )
    followup = calls.create(session, draft)
    assert followup.origin == original.id
    assert calls.read(session, original.id).has_followups
    assert_sound(session.engine)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2027, 5, 14), date(2027, 5, 18)),
        (date(2028, 5, 16), date(2028, 5, 18)),
        (date(2026, 4, 1), date(2026, 4, 7)),
        (date(2026, 12, 23), date(2026, 12, 24)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2027, 5, 5), date(2027, 5, 7)),
    ],
    ids=[
        "a Monday", "a Friday", "a Saturday", "17 May on a Monday", "17 May on a Wednesday", "Easter",
        "Christmas Eve", "Christmas", "New Year", "Ascension Day",
    ],
)  # fmt: skip
def test_a_follow_up_is_on_the_next_working_day_of_norway(
    session: Session, clock: FixedClock, today: date, day: date
) -> None:
    call = factories.call(session, starts_at=factories.moment("11:00"))
    clock.at = datetime(today.year, today.month, today.day, 10, tzinfo=factories.OSLO)
    draft = followups.follow_up(session, call)
    assert draft.starts_at == datetime(day.year, day.month, day.day, 11)
    assert draft.ends_at == draft.starts_at + timedelta(minutes=15)


def test_the_day_is_that_of_the_organisation_not_of_utc(session: Session, clock: FixedClock) -> None:
    call = factories.call(session, starts_at=factories.moment("11:00"))
    clock.at = datetime(2026, 11, 24, 0, 30, tzinfo=factories.OSLO)  # still the 23rd in UTC
    assert followups.follow_up(session, call).starts_at.date() == date(2026, 11, 25)


def test_a_follow_up_can_be_followed_up_and_a_call_have_several(session: Session) -> None:
    first = factories.call(session, starts_at=factories.moment("20.11 09:00"))
    second, third = (_followup(session, first, at) for at in ("21.11 09:00", "22.11 09:00"))
    fourth = _followup(session, second, "23.11 09:00")
    rows = {row.id: row for row in calls.page(session, PageRequest()).rows}
    assert [(rows[c.id].is_followup, rows[c.id].has_followups) for c in (first, second, third, fourth)] == [
        (False, True), (True, True), (True, False), (True, False),
    ]  # fmt: skip


# Copies.


def test_a_copy_is_the_call_without_its_links(session: Session) -> None:
    original = factories.call(session, status=Status.DONE, subject="Tilbud", note="Avtalt", reminder=60)
    followup = _followup(session, original)
    for call in (calls.read(session, original.id), followup):
        draft = followups.copy(session, call)
        assert draft == call.draft()._replace(status=Status.PLANNED, origin=None)
        copy = calls.create(session, draft)
        assert (copy.subject, copy.note, copy.reminder) == (call.subject, call.note, call.reminder)
        assert not copy.in_chain
        assert _ids(session, copy) == [(0, copy.id)]
    assert_sound(session.engine)


# The chain.


def test_the_whole_chain_is_seen_from_any_call_in_it(session: Session) -> None:
    first = factories.call(session, starts_at=factories.moment("20.11 09:00"))
    left = _followup(session, first, "21.11 09:00")
    right = _followup(session, first, "22.11 09:00")
    leaf = _followup(session, left, "25.11 09:00")
    early = _followup(session, left, "21.11 08:00")
    tree = [(0, first.id), (1, left.id), (2, early.id), (2, leaf.id), (1, right.id)]
    for call in (first, left, right, leaf, early):
        assert _ids(session, call) == tree


def test_a_call_without_ties_is_a_chain_of_its_own(session: Session) -> None:
    call, other = factories.call(session, subject="Alene"), factories.call(session)
    (line,) = followups.history(session, call.id)
    assert (line.call.id, line.call.subject, line.call.initials) == (call.id, "Alene", "KN")
    assert _ids(session, other) == [(0, other.id)]


def test_a_long_chain_is_read_whole(session: Session, kind: str) -> None:
    call = factories.call(session)
    length = 301 if kind == "roles" else 1501  # the server's rules look at each call
    factories.duplicates(session, call.id, range(2, length + 1), chained=True)
    for from_id in (1, 200, length):
        lines = followups.history(session, from_id)
        assert [line.depth for line in lines] == list(range(length))


def test_a_history_of_a_call_that_is_not_there_is_not_found(session: Session) -> None:
    call = factories.call(session)
    bulk.delete(session, [call.id])
    for missing in (call.id, 4711):
        with pytest.raises(NotFound):
            followups.history(session, missing)


def test_links_that_should_ever_form_a_ring_are_still_read_to_an_end(session: Session) -> None:
    first = factories.call(session)
    second = _followup(session, first)
    with session.engine.writing():
        session.engine.rows_of("UPDATE call SET origin_id = ? WHERE id = ?", second.id, first.id)
    with session.reading():
        assert len(queries.chain(session.engine, first.id)) == 2


# Deletion.


def test_follow_ups_of_a_deleted_call_stay_without_their_link(session: Session) -> None:
    first = factories.call(session)
    second = _followup(session, first)
    third = _followup(session, second)
    bulk.delete(session, [second.id])
    assert calls.read(session, third.id).origin is None
    assert not calls.read(session, first.id).has_followups
    assert _ids(session, first) == [(0, first.id)]
    assert _ids(session, third) == [(0, third.id)]
    assert_sound(session.engine)


def test_a_follow_up_that_loses_its_link_raises_its_version(session: Session) -> None:
    """So that a window that is open on it notices."""
    first = factories.call(session)
    second = _followup(session, first)
    bulk.delete(session, [first.id])
    assert calls.read(session, second.id).version == second.version + 1


def test_the_last_follow_up_that_goes_takes_the_mark_of_the_original_along(session: Session) -> None:
    first = factories.call(session)
    second, third = _followup(session, first), _followup(session, first)
    bulk.delete(session, [second.id])
    assert calls.read(session, first.id).has_followups
    bulk.delete(session, [third.id])
    assert not calls.read(session, first.id).has_followups
