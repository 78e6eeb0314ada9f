"""Reports are what looking at each call gives, on both engines, and each line leads to exactly its calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.factories import moment
from tests.models.statements import statements
from xscalls_tui.domain.calls import Call, Direction, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.reports import (
    BREAKDOWN,
    By,
    Days,
    Figures,
    Report,
    Stretch,
    Table,
    days_of,
    drill_down,
    turned,
)
from xscalls_tui.services import bulk, calls, records, reports
from xscalls_tui.services.session import Session

TODAY = date(2026, 11, 23)
STRETCHES = [stretch for stretch in Stretch if stretch is not Stretch.CUSTOM]
DAYS = st.dates(date(2, 1, 1), date(9997, 12, 31))


@pytest.fixture
def busy(session: Session) -> Session:
    """Two years of calls of three people with four companies and none, every status and direction, some
    deleted."""
    companies: list[int | None] = [
        factories.company(session, name) for name in ("Åsen", "Bakke", "Ås", "Zeta")
    ]
    people = [session, factories.acting(session, "OL"), factories.acting(session, "PH")]
    gone = []
    for number in range(120):
        starts = moment("23.11 08:00") + timedelta(days=-(number * number) // 20, hours=number % 9)
        made = factories.call(
            people[number % 3],
            starts_at=starts,
            ends_at=starts + timedelta(minutes=number % 50),
            status=Status(1 + number % 4),
            direction=Direction(1 + number % 2),
            company=[*companies, None][number % 5],
        )
        if number % 17 == 0:
            gone.append(made.id)
    bulk.delete(session, gone)
    return session


def every_call(session: Session) -> list[Call]:
    """All calls that there are."""
    ids = [row.id for rows in records.listed(session, Criteria()) for row in rows]
    return records.whole(session, ids)


def keys(call: Call, by: tuple[By, ...]) -> tuple[Any, ...]:
    """What a report tells a call apart by, in plain Python."""
    day = call.starts_at.date()
    values = {
        By.COMPANY: call.company.id if call.company else 0,
        By.EMPLOYEE: call.employee.id,
        By.STATUS: int(call.status),
        By.DIRECTION: int(call.direction),
        By.WEEK: day - timedelta(days=day.weekday()),
        By.MONTH: day.replace(day=1),
    }
    return tuple(values[one] for one in by)


def counted(some: list[Call]) -> Figures:
    """Figures by looking at each call."""
    by_status = [sum(call.status is status for call in some) for status in Status]
    by_direction = [sum(call.direction is direction for call in some) for direction in Direction]
    minutes = sum(
        (call.ends_at - call.starts_at).seconds // 60 for call in some if call.status is Status.DONE
    )
    told = (len(some), *by_status, *by_direction, minutes)
    return Figures._make(told)


def within(some: list[Call], days: Days) -> list[Call]:
    """Those of these days."""
    return [call for call in some if days.first <= call.starts_at.date() <= days.last]


def test_every_report_of_every_period_is_what_each_call_adds_up_to(busy: Session) -> None:
    everything = every_call(busy)
    assert len(everything) == 112
    for stretch in STRETCHES:
        days = days_of(stretch, TODAY)
        some = within(everything, days)
        for report in Report:
            table = reports.read(busy, report, days)
            by = BREAKDOWN[report]
            wanted = {key: [c for c in some if keys(c, by) == key] for key in {keys(c, by) for c in some}}
            found = {tuple(part.key for part in line.parts): line.figures for line in table.lines}
            assert found == {key: counted(calls_of) for key, calls_of in wanted.items()}, (stretch, report)
            assert table.total == counted(some)
        heat = reports.heat(busy, days)
        assert sum(heat.calls.values()) == len(some)
        for (weekday, hour), count in heat.calls.items():
            here = [c for c in some if (c.starts_at.weekday(), c.starts_at.hour) == (weekday, hour)]
            assert count == len(here)
            assert heat.answered.get((weekday, hour), 0) == sum(c.status is Status.DONE for c in here)


def behind(
    session: Session, table: Table, filtered: Criteria = reports.EVERYTHING
) -> Iterator[tuple[int, int]]:
    """How many calls each line tells of, and how many its drill-down lists."""
    for line in (*table.lines, None):
        criteria = drill_down(line, table.days, filtered)
        told = line.figures.calls if line else table.total.calls
        yield told, len(calls.page(session, PageRequest(criteria, limit=500)).rows)


def test_each_line_leads_to_exactly_its_calls(busy: Session) -> None:
    filtered = Criteria((Criterion(Field.STATUS, Status.DONE),))
    for report in Report:
        for stretch in (Stretch.THIS_YEAR, Stretch.LAST_MONTH):
            table = reports.read(busy, report, days_of(stretch, TODAY))
            assert all(told == listed for told, listed in behind(busy, table)), (report, stretch)
        table = reports.read(busy, report, days_of(Stretch.THIS_YEAR, TODAY), filtered)
        assert table.total.calls == table.total.done > 0
        assert all(told == listed for told, listed in behind(busy, table, filtered)), report


def test_the_largest_stand_first_and_those_without_a_company_are_told(busy: Session) -> None:
    table = reports.read(busy, Report.CUSTOMERS, days_of(Stretch.THIS_YEAR, TODAY))
    counts = [line.figures.calls for line in table.lines]
    assert counts == sorted(counts, reverse=True)
    assert {line.parts[0].name for line in table.lines} == {"Åsen", "Bakke", "Ås", "Zeta", ""}
    assert sum(line.share(table.total) for line in table.lines) == pytest.approx(1)
    weeks = reports.read(busy, Report.WEEKS, days_of(Stretch.THIS_YEAR, TODAY))
    starts = [line.parts[0].key for line in weeks.lines]
    assert starts == sorted(starts, key=str)


def test_a_report_is_one_statement_besides_its_names(busy: Session) -> None:
    days = days_of(Stretch.THIS_MONTH, TODAY)
    with statements(busy.engine) as run:
        reports.read(busy, Report.WEEKS, days)
    assert len(run) == 1
    with statements(busy.engine) as run:
        reports.read(busy, Report.CUSTOMERS_EMPLOYEES, days)
    assert len(run) == 3


def test_nothing_in_a_period_is_an_empty_report(session: Session) -> None:
    table = reports.read(session, Report.CUSTOMERS, days_of(Stretch.TODAY, TODAY))
    assert table.lines == () and table.total == Figures() and table.total.answer_rate is None


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (Stretch.TODAY, "2026-11-23", "2026-11-23"),
        (Stretch.YESTERDAY, "2026-11-22", "2026-11-22"),
        (Stretch.THIS_WEEK, "2026-11-23", "2026-11-29"),
        (Stretch.LAST_WEEK, "2026-11-16", "2026-11-22"),
        (Stretch.THIS_MONTH, "2026-11-01", "2026-11-30"),
        (Stretch.LAST_MONTH, "2026-10-01", "2026-10-31"),
        (Stretch.QUARTER, "2026-10-01", "2026-12-31"),
        (Stretch.THIS_YEAR, "2026-01-01", "2026-12-31"),
        (Stretch.LAST_YEAR, "2025-01-01", "2025-12-31"),
    ],
)
def test_the_periods(stretch: Stretch, first: str, last: str) -> None:
    assert days_of(stretch, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@given(day=DAYS, stretch=st.sampled_from(STRETCHES))
def test_turning_on_and_back_comes_back_without_a_gap(day: date, stretch: Stretch) -> None:
    days = days_of(stretch, day)
    following = turned(days, 1)
    assert following.first == days.last + timedelta(days=1)
    assert turned(following, -1) == days
