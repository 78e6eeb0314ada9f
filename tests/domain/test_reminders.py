"""When a reminder is due: the same as what a calendar and a list of all minutes say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xscalls_tui.domain.calls import REMINDER_CHOICES, Status
from xscalls_tui.domain.reminders import SNOOZES, armed, due_at, put_off

OSLO = ZoneInfo("Europe/Oslo")
NIGHTS = [datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(2027, 3, 28), datetime(2027, 10, 31)]
_DAY = 24 * 60

_minutes = st.sampled_from([one for one in REMINDER_CHOICES if one is not None]) | st.integers(0, 12_000)
_starts = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)) | st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from(NIGHTS),
    st.integers(-2 * _DAY, 9 * _DAY),
)


def moments(wall: datetime) -> list[datetime]:
    """Every moment at which the clock on the wall in Oslo shows this: none, one, or two."""
    near = (wall.replace(tzinfo=UTC) + timedelta(minutes=minutes) for minutes in range(-180, 61, 30))
    return [at for at in near if at.astimezone(OSLO).replace(tzinfo=None) == wall]


def first_moment(wall: datetime) -> datetime:
    """The first; for what the clock never shows, that of an hour later."""
    return (moments(wall) or moments(wall + timedelta(hours=1)))[0]


@given(starts=_starts, minutes=_minutes)
def test_a_reminder_is_due_as_long_before_the_start_as_it_says(starts: datetime, minutes: int) -> None:
    starts = starts.replace(second=0, microsecond=0)
    due = due_at(starts, minutes, OSLO)
    if minutes % _DAY == 0:
        assert due == first_moment(starts - timedelta(minutes=minutes))
    else:
        assert due == first_moment(starts) - timedelta(minutes=minutes)
    assert armed(starts, minutes, Status.PLANNED, due - timedelta(seconds=1), OSLO) == due
    assert armed(starts, minutes, Status.PLANNED, due, OSLO) is None
    assert armed(starts, minutes, Status.DONE, due - timedelta(days=1), OSLO) is None
    assert armed(starts, None, Status.PLANNED, due - timedelta(days=1), OSLO) is None


@pytest.mark.parametrize(
    ("starts", "minutes", "due"),
    [
        ("2026-03-29T03:15", 30, "2026-03-29T00:45"),  # an hour is left out
        ("2026-03-29T02:30", 0, "2026-03-29T01:30"),  # there is no such time: at half past three
        ("2026-03-29T10:00", _DAY, "2026-03-28T09:00"),  # at ten the day before, 23 hours
        ("2026-10-25T02:30", 15, "2026-10-25T00:15"),  # the first of the two
        ("2026-10-25T03:15", 60, "2026-10-25T01:15"),
        ("2026-10-25T10:00", 7 * _DAY, "2026-10-18T08:00"),
    ],
)
def test_the_nights_of_summer_time(starts: str, minutes: int, due: str) -> None:
    assert due_at(datetime.fromisoformat(starts), minutes, OSLO) == datetime.fromisoformat(f"{due}+00:00")


def test_at_the_ends_of_the_calendar_nothing_is_due() -> None:
    for starts in (datetime.min, datetime(1, 1, 1, 0, 30)):
        assert armed(starts, 60, Status.PLANNED, datetime(2026, 1, 1, tzinfo=UTC), OSLO) is None


@given(now=_starts, minutes=st.sampled_from(SNOOZES))
def test_a_reminder_that_is_put_off_rings_on_the_minute(now: datetime, minutes: int) -> None:
    at = now.replace(tzinfo=UTC)
    again = put_off(at, minutes, OSLO)
    assert (again.second, again.microsecond) == (0, 0)
    if minutes < _DAY:
        assert again == at.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    else:
        wall = at.astimezone(OSLO).replace(second=0, microsecond=0, tzinfo=None)
        assert again == first_moment(wall + timedelta(days=1))
