"""Time as something that is handed in, so that a test decides what the time is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Now, as an aware UTC time."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, as an aware UTC time."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        """The time that the clock was set to, in UTC."""
        return self.at.astimezone(UTC)


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """An aware time as the naive wall-clock time of the organisation, without seconds."""
    return at.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
