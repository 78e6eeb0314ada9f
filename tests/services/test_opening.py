"""Creating and opening: which database, and as whom."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.models.soundness import assert_sound
from tests.models.statements import statements
from xscalls_tui.domain.clock import SystemClock
from xscalls_tui.domain.errors import DatabaseUnusable, InvalidInput, NotAllowed, NotFound
from xscalls_tui.models.database import open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.services import employees, opening
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session


def test_the_first_employee_is_a_superuser_and_at_work_at_once(place: str) -> None:
    with closing(create_session(place, " kn ", "Kari Nordmann", factories.clock())) as session:
        assert session.employee.initials == "KN"
        assert session.employee.superuser and session.employee.active
        factories.call(session)
        assert_sound(session.engine)
    with closing(open_session(place)) as again:
        assert again.employee == session.employee


def _is_empty(place: str) -> None:
    with pytest.raises(DatabaseUnusable) as told:
        open_database(place)
    assert told.value.message.key == "msg.db.missing"


@pytest.mark.parametrize(
    ("initials", "name", "wrong"),
    [("K1", "Kari", {"initials"}), ("", "", {"initials", "name"}), ("KN", " ", {"name"})],
)
def test_without_a_first_employee_there_is_no_database(
    place: str, initials: str, name: str, wrong: set[str]
) -> None:
    with pytest.raises(InvalidInput) as told:
        create_session(place, initials, name)
    assert set(told.value.fields) == wrong
    _is_empty(place)


def test_a_creation_that_fails_half_way_leaves_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:

    def full(_engine: Engine, _initials: str, _name: str) -> None:
        raise DatabaseUnusable("msg.db.full")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "first_employee", full)
        with pytest.raises(DatabaseUnusable):
            create_session(place, *factories.SUPERUSER)
    _is_empty(place)
    create_session(place, *factories.SUPERUSER).close()


def test_one_opens_as_whom_one_names_or_as_whom_the_database_was_made_for(
    session: Session,
) -> None:
    for initials, opened in ((None, "KN"), ("OL", "OL"), ("ph", "PH")):
        with closing(open_session(factories.where(session), initials)) as other:
            assert other.employee.initials == opened


def test_who_is_unknown_or_no_longer_active_does_not_get_in(session: Session) -> None:
    where = factories.where(session)
    with pytest.raises(NotFound) as unknown:
        open_session(where, "XY")
    assert unknown.value.message.key == "msg.noemployee"
    employees.change(session, "OL", active=False)
    with pytest.raises(NotAllowed) as inactive:
        open_session(where, "OL")
    assert (inactive.value.message.key, inactive.value.exit_code) == ("msg.inactive", 77)


def test_a_database_that_opens_as_nobody_says_so(session: Session) -> None:
    with session.engine.writing():
        session.engine.rows_of("DELETE FROM setting WHERE name = 'employee'")
    with pytest.raises(NotFound):
        open_session(factories.where(session))


def test_now_and_today_are_those_of_the_organisations_wall_clock(session: Session, clock: FixedClock) -> None:
    assert session.now() == datetime(2026, 11, 23, 10, 42)
    clock.at = datetime(2026, 7, 1, 22, 30, 59, tzinfo=UTC)
    assert session.now() == datetime(2026, 7, 2, 0, 30)
    assert session.today() == date(2026, 7, 2)


def test_the_zone_is_a_setting_of_the_database(session: Session) -> None:
    with session.engine.writing():
        session.engine.rows_of("UPDATE setting SET value = 'America/New_York' WHERE name = 'zone'")
    with closing(open_session(factories.where(session), "KN", factories.clock())) as abroad:
        assert abroad.now() == datetime(2026, 11, 23, 4, 42)


def test_without_a_clock_it_is_the_machines(session: Session) -> None:
    with closing(open_session(factories.where(session))) as now:
        assert isinstance(now.clock, SystemClock)


def test_an_error_while_opening_is_told_in_a_sentence(session: Session) -> None:
    with pytest.raises(DatabaseUnusable), statements(session.engine, 1):
        opening.opens_as(session.engine, session.employee)
