"""What the calendars are read from: a bounded number of calls of each slot, counts of the rest, people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import moment
from tests.models.statements import query_plans, statements
from xscalls_tui.domain.calendar import Load, Slot
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.services import bulk, calendar, calls
from xscalls_tui.services.session import Session

DAY = date(2026, 11, 26)


def fill(session: Session, count: int) -> None:
    """So many calls on Thursday, from nine on, four of them in each hour."""
    for number in range(count):
        starts = moment("26.11 09:00") + timedelta(minutes=15 * number)
        factories.call(session, starts_at=starts, subject=f"Nummer {number}")


def test_of_each_slot_the_first_are_read_and_the_others_counted(as_ol: Session, as_ph: Session) -> None:
    fill(as_ol, 9)
    factories.call(as_ph, starts_at=moment("26.11 09:00"), status=Status.DONE)
    me, other = as_ol.employee.id, as_ph.employee.id
    found = calendar.entries(as_ol, DAY, DAY, each=2)
    assert [one.subject for one in found.entries] == ["Nummer 0", "Nummer 1"]
    assert found.totals == {Slot(DAY, None, me): 9}
    found = calendar.entries(as_ol, DAY, DAY, [me, other], hours=True, each=1)
    assert [(one.initials, one.starts_at.hour) for one in found.entries] == [
        ("OL", 9),
        ("OL", 10),
        ("OL", 11),
        ("PH", 9),
    ]
    assert found.totals == {
        Slot(DAY, 9, me): 4,
        Slot(DAY, 10, me): 4,
        Slot(DAY, 11, me): 1,
        Slot(DAY, 9, other): 1,
    }
    assert [one.may_change for one in found.entries] == [True, True, True, False]
    assert calendar.loads(as_ol, DAY, DAY + timedelta(days=9), [me, other]) == {
        (me, DAY): Load(9, 9),
        (other, DAY): Load(1, 0),
    }
    assert calendar.entries(as_ol, DAY, DAY, []).entries == () and calendar.loads(as_ol, DAY, DAY, []) == {}


def test_what_was_deleted_or_stands_on_other_days_is_not_read(as_ol: Session) -> None:
    for at in ("25.11 23:59", "26.11 00:00", "26.11 23:59", "27.11 00:00"):
        factories.call(as_ol, starts_at=moment(at), ends_at=moment(at))
    gone = factories.call(as_ol, starts_at=moment("26.11 12:00"))
    bulk.delete(as_ol, [gone.id])
    found = calendar.entries(as_ol, DAY, DAY)
    assert [f"{one.starts_at:%H:%M}" for one in found.entries] == ["00:00", "23:59"]
    assert calendar.loads(as_ol, DAY, DAY) == {(as_ol.employee.id, DAY): Load(2, 2)}


def test_reading_asks_once_whoever_and_however_much_is_shown(as_ol: Session, as_ph: Session) -> None:
    fill(as_ol, 20)
    people = [one.id for one in calendar.colleagues(as_ol)]
    for whose in ([as_ol.employee.id], people):
        with statements(as_ol.engine) as run:
            calendar.entries(as_ol, DAY, DAY + timedelta(days=40), whose, each=3)
        assert len(run) == 1
        with statements(as_ol.engine) as run:
            calendar.loads(as_ol, DAY, DAY + timedelta(days=400), whose)
        assert len(run) == 2


def test_days_are_found_along_the_index_of_an_employee(as_ol: Session) -> None:
    """On a server such small tables are read whole: there the benchmark tells."""
    fill(as_ol, 5)
    plans = query_plans(as_ol.engine, lambda: calendar.entries(as_ol, DAY, DAY, hours=True, each=1))
    plans += query_plans(as_ol.engine, lambda: calendar.loads(as_ol, DAY, DAY))
    if any("SCAN" in line or "SEARCH" in line for plan in plans for line in plan):
        for plan in plans:
            assert any("call_by_employee" in line and "starts_at>?" in line for line in plan), plan


def test_colleagues_are_named_by_initials_or_parts_of_names(as_ol: Session) -> None:
    def named(wanted: str) -> list[str]:
        return [one.initials for one in calendar.colleagues(as_ol, wanted)]

    assert named("") == ["OL", "BR", "KN", "PH"]
    assert named("kn, ph") == ["KN", "PH"] and named("PER") == ["PH"] and named("ola roed") == ["OL", "BR"]
    assert named("ingen") == [] and named(" , ") == named("")


def test_a_call_is_moved_as_long_as_it_was_and_by_the_rule(as_ol: Session, as_ph: Session) -> None:
    call = factories.call(as_ol, starts_at=moment("26.11 09:00"), ends_at=moment("26.11 10:30"))
    moved = calendar.move(as_ol, call.id, moment("27.11 23:00"), as_ph.employee.id, call.version)
    assert (moved.starts_at, moved.ends_at) == (moment("27.11 23:00"), moment("27.11 23:59"))
    assert moved.initials == "PH"
    calls.save(as_ph, moved.id, moved.version, moved.draft()._replace(note="Min"))
    with pytest.raises(NotAllowed):
        calendar.move(as_ol, call.id, moment("26.11 09:00"))


@pytest.mark.parametrize(("language", "name"), [("nb", "Første juledag"), ("en", "Christmas Day")])
def test_holidays_are_those_of_norway(language: str, name: str) -> None:
    found = calendar.holidays(date(2026, 12, 24), date(2027, 1, 1), language)  # type: ignore[arg-type]
    assert found[date(2026, 12, 25)] == name and set(found) == {
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    }
