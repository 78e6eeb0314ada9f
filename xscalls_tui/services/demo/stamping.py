"""When the demo's records were made and changed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.models.engine import plain

_OPENING = time(8)
_WORKDAY, _DAY = 480, 1440


class Stamping(NamedTuple):
    """Turns wall-clock time into stamps as they are stored; none is later than ``now``."""

    now: datetime
    zone: ZoneInfo

    def between(self, first: datetime, share: float) -> datetime:
        """A time in working hours, so far on the way from ``first`` until now, and not before it."""
        at = first + (self.now - first) * share
        at -= timedelta(days=max(0, at.weekday() - 4))
        minutes = (at.hour * 60 + at.minute) * _WORKDAY // _DAY
        return max(first, datetime.combine(at.date(), _OPENING) + timedelta(minutes=minutes))

    def at(self, when: datetime) -> Any:
        """The stamp of a time."""
        return plain(min(when, self.now).replace(microsecond=0, tzinfo=self.zone))

    def columns(
        self, made: datetime, creator: int, changed: datetime | None = None, changer: int | None = None
    ) -> dict[str, Any]:
        """The columns of a record that was made, and perhaps changed since."""
        return {
            "created_at": self.at(made),
            "created_by": creator,
            "changed_at": self.at(changed or made),
            "changed_by": changer or creator,
        }
