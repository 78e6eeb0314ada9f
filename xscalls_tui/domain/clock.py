"""Time as something that is handed in, so that a test decides what the time is."""

from __future__ import annotations

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


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """An aware time as the naive wall-clock time of the organisation, without seconds."""
    return at.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
