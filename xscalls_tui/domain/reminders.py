"""When the reminder of a call is due, and what is shown of one that is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.clock import wall_clock

DAY = 24 * 60
SNOOZES = (5, 10, 15, 30, 60, 120, 240, DAY)
"""Minutes by which a reminder can be put off."""


def due_at(starts_at: datetime, reminder: int, zone: ZoneInfo) -> datetime:
    """The moment (UTC, aware) ``reminder`` minutes before a start on the wall clock of ``zone``.

    Whole days are days of the calendar: the day before a call at ten is at ten, also across the nights of
    summer time. Anything shorter is time that passes. A start in the hour that a night of spring leaves out
    is an hour later; one in the hour that a night of autumn has twice is the first of them.
    """
    days, minutes = divmod(reminder, DAY) if reminder % DAY == 0 else (0, reminder)
    try:
        wall = starts_at - timedelta(days=days)
        return wall.replace(tzinfo=zone).astimezone(UTC) - timedelta(minutes=minutes)
    except OverflowError:  # at either end of the calendar
        return datetime.min.replace(tzinfo=UTC)


def armed(
    starts_at: datetime, reminder: int | None, status: Status, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """When a call that is stored at ``now`` (aware) will remind; None when it will not: it is not planned,
    nobody wants it, or the moment has passed."""
    if reminder is None or status is not Status.PLANNED:
        return None
    due = due_at(starts_at, reminder, zone)
    return due if due > now else None


def put_off(now: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """When a reminder rings again that is put off at ``now`` (aware) by so many minutes; on the minute. Whole
    days are days of the calendar."""
    if minutes % DAY == 0:
        return due_at(wall_clock(now, zone), -minutes, zone)
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


Key = tuple[int, datetime]


class Reminder(NamedTuple):
    """A reminder that is due and not answered yet."""

    call_id: int
    version: int
    """Of the call."""
    due: datetime
    """The moment that the call's own setting says (UTC, aware). A call that was moved has another one, so
    this tells one reminder of a call from the next."""
    rings_at: datetime
    """``due``, or when it is to ring again after it was put off (UTC, aware)."""
    rung: bool
    """Whether a screen has shown it since ``rings_at``."""
    starts_at: datetime
    ends_at: datetime
    """Of the call, wall clock."""
    direction: Direction
    subject: str
    phone: str
    partner: str
    company: str
    employee_id: int
    initials: str
    email: str
    """Of the employee that the call belongs to."""

    @property
    def key(self) -> Key:
        """What tells one ringing from another."""
        return self.call_id, self.rings_at


class Ringer:
    """What one running program has told of: every ringing once, whatever the clock does."""

    def __init__(self, opened_at: datetime) -> None:
        self._opened_at = opened_at.replace(second=0, microsecond=0)
        self._told: set[Key] = set()
        self.missed: set[Key] = set()
        """The ringings that came before the program was opened (aware), and that no other had shown."""

    def fresh(self, standing: Iterable[Reminder]) -> list[Reminder]:
        """Those that are to be told of now; they never are again."""
        fresh = [one for one in standing if one.key not in self._told]
        self._told.update(one.key for one in fresh)
        self.missed.update(one.key for one in fresh if not one.rung and one.rings_at < self._opened_at)
        return fresh
