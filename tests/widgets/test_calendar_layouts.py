"""The geometry of the calendars: whatever is drawn for a slot leads to that slot."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.calendar import Period, Slot, View, bounds
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.calendar_hours import Hours
from xscalls_tui.widgets.calendar_layout import Layout
from xscalls_tui.widgets.calendar_people import People
from xscalls_tui.widgets.calendar_weeks import Weeks
from xscalls_tui.widgets.calendar_year import Year
from xscalls_tui.widgets.glyphs import glyphs_for

T = Translator("nb")
OWN: dict[Period, type[Layout]] = {
    Period.DAY: Hours,
    Period.WEEK: Hours,
    Period.TWO_WEEKS: Weeks,
    Period.FIVE_WEEKS: Weeks,
    Period.MONTH: Weeks,
    Period.YEAR: Year,
}
DAYS = st.dates(date(1, 2, 1), date(9999, 11, 30))
KINDS = [(period, made) for period, own in OWN.items() for made in (own, People)]


def laid_out(
    made: type[Layout], period: Period, day: date, people: int, width: int, height: int
) -> Layout:
    """An empty calendar of so many people."""
    everybody = tuple(Employee(number, f"A{number}", f"Ansatt {number}") for number in range(1, people + 1))
    view = View(period, day, datetime(2026, 11, 23, 10, 42), everybody, (), {}, {}, {})
    return made(view, T, glyphs_for(T), width, height)


@pytest.mark.parametrize(("period", "made"), KINDS)
@given(day=DAYS, width=st.integers(60, 250), height=st.integers(4, 70), people=st.integers(1, 40))
def test_a_slot_stands_in_one_place_that_is_in_sight(
    period: Period, made: type[Layout], day: date, width: int, height: int, people: int
) -> None:
    layout = laid_out(made, period, day, people if made is People else 1, width, height)
    assert layout.margin + layout.wide * layout.columns <= width
    seen: set[Slot] = set()
    for row in range(layout.rows):
        for column in range(layout.columns):
            if (slot := layout.slot(row, column)) is not None:
                assert slot not in seen and layout.place(slot) == (row, column)
                assert len(layout.cell(slot)) <= layout.tall
                seen.add(slot)
    first, last = bounds(period, day)
    assert {slot.day for slot in seen} >= ({first, last} if period is not Period.YEAR else set())


@pytest.mark.parametrize(("period", "made"), KINDS)
@given(day=DAYS, data=st.data())
def test_a_step_leads_to_the_slot_beside_or_to_another_period(
    period: Period, made: type[Layout], day: date, data: st.DataObject
) -> None:
    layout = laid_out(made, period, day, 5 if made is People else 1, 80, 24)
    places = [
        (row, column)
        for row in range(layout.rows)
        for column in range(layout.columns)
        if layout.slot(row, column) is not None
    ]
    row, column = data.draw(st.sampled_from(places))
    slot = layout.slot(row, column)
    assert slot is not None
    for across in (-1, 1):
        beside = layout.step(slot, across, 0)
        where = layout.place(beside)
        if 0 <= column + across < layout.columns and layout.slot(row, column + across) is not None:
            assert where == (row, column + across)
        else:
            assert where is None or where[0] != row or beside == slot
    for down in (-1, 1):
        below = layout.place(layout.step(slot, 0, down))
        if below is not None and 0 <= row + down < layout.rows:
            assert below[0] == row + down
            assert below[1] == column or made is Year


@given(day=DAYS, days=st.integers(0, 40))
def test_each_day_of_a_month_has_its_week(day: date, days: int) -> None:
    layout = laid_out(Weeks, Period.MONTH, day, 1, 80, 24)
    other = day + timedelta(days=days)
    if (place := layout.place(Slot(other))) is not None:
        assert layout.labels(place[0]).text.strip() == str(other.isocalendar().week)
