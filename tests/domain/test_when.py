"""Dates and times as operators type them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xscalls_tui.domain.when import (
    add_minutes,
    at,
    minutes_between,
    next_working_day,
    parse_date,
    parse_time,
)
from xscalls_tui.i18n import formats

TODAY = date(2026, 11, 23)
"""A Monday, week 48."""

_times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
_this_century = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_typed = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.:/+- uke wkl²٣", max_size=12),
    st.from_regex(r"[+-]?\d{1,6}[./:-]?\d{0,4}[./-]?\d{0,5}", fullmatch=True),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23.11", date(2026, 11, 23)),
        ("1.2", date(2026, 2, 1)),
        ("1.2.", date(2026, 2, 1)),
        ("23/11", date(2026, 11, 23)),
        ("23-11-26", date(2026, 11, 23)),
        ("23.11.26", date(2026, 11, 23)),
        ("23.11.2025", date(2025, 11, 23)),
        ("2411", date(2026, 11, 24)),
        ("231126", date(2026, 11, 23)),
        ("23112025", date(2025, 11, 23)),
        ("2025-02-28", date(2025, 2, 28)),
        (" 23.11.26 ", date(2026, 11, 23)),
        ("29.2.28", date(2028, 2, 29)),
    ],
)
def test_dates_in_figures(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("i dag", 0), ("idag", 0), ("I  DAG", 0), ("today", 0),
        ("i morgen", 1), ("imorgen", 1), ("tomorrow", 1),
        ("i overmorgen", 2),
        ("i går", -1), ("igår", -1), ("yesterday", -1),
        ("+3", 3), ("+ 3", 3), ("-7", -7), ("+0", 0), ("+365", 365),
    ],
)  # fmt: skip
def test_dates_from_today(typed: str, days: int) -> None:
    assert parse_date(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("mandag", 30), ("ma", 30), ("Mon", 30), ("monday", 30),
        ("tir", 24), ("ti", 24), ("tue", 24),
        ("ons", 25), ("we", 25), ("wednesday", 25),
        ("tor", 26), ("to", 26), ("thu", 26),
        ("fre", 27), ("FREDAG", 27), ("fri", 27),
        ("lør", 28), ("lø", 28), ("sat", 28),
        ("søn", 29), ("sun", 29),
    ],
)  # fmt: skip
def test_a_weekday_is_the_next_one_after_today(typed: str, day: int) -> None:
    assert parse_date(typed, TODAY) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("uke 48", date(2026, 11, 23)),
        ("uke48", date(2026, 11, 23)),
        ("week 49", date(2026, 11, 30)),
        ("w1", date(2025, 12, 29)),
        ("uke 53", date(2026, 12, 28)),
        ("uke 1 27", date(2027, 1, 4)),
        ("uke 1/2027", date(2027, 1, 4)),
    ],
)
def test_a_week_is_its_monday(typed: str, monday: date) -> None:
    assert parse_date(typed, TODAY) == monday


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "x", "m", "31.2", "32.1", "1.13", "29.2.27", "uke 54", "uke 0", "week", "+", "+12345",
        "23.11.026", "2311265", "2026-13-01", "2026-1-1", "23.11.26.5", "mandagen", "23 11",
        "0000-00-00", "00.00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(typed: str) -> None:
    assert parse_date(typed, TODAY) is None


@given(_this_century)
def test_a_date_as_the_list_shows_it_is_that_date(day: date) -> None:
    assert parse_date(formats.list_date(day), TODAY) == day


@given(st.dates())
def test_a_date_as_the_form_shows_it_is_that_date(day: date) -> None:
    assert parse_date(formats.form_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(_typed, st.dates())
@example("+9999", date.max)
@example("-9999", date.min)
@example("mandag", date.max)
@example("uke 1", date.min)
@example("٢٣.١١", TODAY)
@example("0001-01-01", date.max)
@example("01010000", TODAY)
def test_no_text_at_all_is_an_error_for_a_date(typed: str, today: date) -> None:
    found = parse_date(typed, today)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("0", time(0)),
        ("23", time(23)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("1545", time(15, 45)),
        ("9.30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("9 30", time(9, 30)),
        ("9:5", time(9, 5)),
        ("kl. 9", time(9)),
        ("kl 14.15", time(14, 15)),
        (" 9:30 ", time(9, 30)),
    ],
)
def test_times_of_day(typed: str, meant: time) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "24", "24:00", "9:60", "12345", "9:30:00", "-9", "ni", "9:", ":30", "+15"]
)
def test_what_is_no_time_of_day_is_none(typed: str) -> None:
    assert parse_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("+15", time(11), time(11, 15)),
        ("+ 90", time(11), time(12, 30)),
        ("+0", time(11), time(11)),
        ("+30", time(23, 45), time(23, 59)),
        ("+9999", time(8), time(23, 59)),
    ],
)
def test_minutes_after_the_start_end_with_the_day(typed: str, start: time, end: time) -> None:
    assert parse_time(typed, start) == end


@given(_times)
def test_a_time_as_it_is_shown_is_that_time(moment: time) -> None:
    assert parse_time(formats.clock(moment)) == moment


@given(_typed, st.none() | _times)
@example("٩:٣٠", None)
@example("9:²", None)
def test_no_text_at_all_is_an_error_for_a_time(typed: str, start: time | None) -> None:
    found = parse_time(typed, start)
    assert found is None or (isinstance(found, time) and (found.second, found.microsecond) == (0, 0))


@given(_times, st.integers(-3000, 3000))
def test_added_minutes_are_between_unless_the_day_ends(start: time, minutes: int) -> None:
    end = add_minutes(start, minutes)
    assert minutes_between(start, end) == minutes or end in (time(0), time(23, 59))
    assert abs(minutes_between(start, end)) <= abs(minutes)


def _constitution_day(day: date) -> bool:
    return (day.month, day.day) == (5, 17)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2027, 5, 14), date(2027, 5, 18)),
        (date(2028, 5, 16), date(2028, 5, 18)),
    ],
)
def test_the_next_working_day_is_no_weekend_and_no_holiday(day: date, following: date) -> None:
    assert next_working_day(day, _constitution_day) == following


def test_a_moment_is_a_day_and_a_time() -> None:
    assert at(date(2026, 11, 23), time(10, 42)).isoformat() == "2026-11-23T10:42:00"
