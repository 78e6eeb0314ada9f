"""Who reads, and when: what a query needs to know besides what is asked for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.models.engine import text_of


class Reader(NamedTuple):
    """The employee ``me`` on ``today``, by the wall clock of ``zone``."""

    me: int
    superuser: bool
    today: date
    zone: ZoneInfo

    def stamp(self, day: date) -> str:
        """The moment at which a day begins, as stamps are stored."""
        try:
            return text_of(datetime.combine(day, time(), self.zone))
        except OverflowError:  # a day at either end of the calendar
            return f"{day}T00:00:00Z"
