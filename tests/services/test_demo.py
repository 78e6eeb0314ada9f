"""The demo: an office that looks like one, around whatever day it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.clock import FixedClock
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.services import calls, followups
from xscalls_tui.services.demo import create_demo
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

MONDAY = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
SUNDAY = datetime(2027, 2, 28, 17, 5, tzinfo=UTC)


def all_calls(session: Session) -> tuple[CallRow, ...]:
    return calls.page(session, PageRequest(limit=10_000)).rows


@pytest.fixture(params=[MONDAY, SUNDAY], ids=["on a Monday", "on a Sunday"])
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Session:
    session = create_demo(str(tmp_path / "demo.db"), FixedClock(request.param))
    request.addfinalizer(session.close)
    return session


def test_it_opens_as_an_ordinary_employee_with_calls_today(demo: Session) -> None:
    assert not demo.employee.superuser
    mine = [row for row in all_calls(demo) if row.employee_id == demo.employee.id]
    assert len([row for row in mine if row.starts_at.date() == demo.today()]) >= 5


def test_it_has_about_two_thousand_calls_of_every_status(demo: Session) -> None:
    by_status = {
        status: calls.count(demo, Criteria((Criterion(Field.STATUS, status),))) for status in Status
    }
    assert 1_600 <= sum(by_status.values()) <= 2_400
    assert all(count >= 30 for count in by_status.values()), by_status


def test_what_is_to_come_is_planned_or_cancelled(demo: Session) -> None:
    coming = {row.status for row in all_calls(demo) if row.starts_at > demo.now()}
    assert coming == {Status.PLANNED, Status.CANCELLED}


def test_chains_have_branches_and_all_symbols_occur(demo: Session) -> None:
    rows = all_calls(demo)
    assert {(row.is_followup, row.has_followups) for row in rows} == {
        (False, False),
        (False, True),
        (True, False),
        (True, True),
    }
    first = [row for row in rows if row.has_followups and not row.is_followup][:100]
    chains = [followups.history(demo, row.id) for row in first]
    assert any(any(line.rails and not line.last for line in chain) for chain in chains)


def test_some_calls_for_colleagues_may_still_be_changed_and_some_not(demo: Session) -> None:
    others = [row for row in all_calls(demo) if row.employee_id != demo.employee.id]
    assert {row.may_change for row in others} == {True, False}


def test_the_same_clock_gives_the_same_demo(tmp_path: Path) -> None:
    pages = []
    for name in ("a.db", "b.db"):
        session = create_demo(str(tmp_path / name), FixedClock(MONDAY))
        pages.append(all_calls(session))
        session.close()
    assert pages[0] == pages[1]


def test_a_demo_that_is_kept_opens_as_the_same_employee(tmp_path: Path) -> None:
    file = str(tmp_path / "kept.db")
    create_demo(file, FixedClock(MONDAY)).close()
    session = open_session(file, clock=FixedClock(MONDAY))
    assert session.employee.initials == "KN"
    session.close()


def test_it_never_writes_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("mine")
    with pytest.raises(DatabaseUnusable):
        create_demo(str(file), FixedClock(MONDAY))
    assert file.read_text() == "mine"
