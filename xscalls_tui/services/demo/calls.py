"""The demo's calls: five months behind, three weeks ahead, in chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.services.demo import texts
from xscalls_tui.services.demo.registers import Office, Party

CALLS = 2000
BACK, AHEAD = timedelta(days=150), timedelta(days=21)
TODAY_AT = (time(8, 15), time(9, 30), time(10, 45), time(12, 30), time(13, 45), time(15, 0))
"""The operator's own calls of today."""
_DEEPEST = 6
_OVERDUE = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Talk:
    """A call before it has an id. Employees are the ids of the office; times are wall clock."""

    party: Party
    subject: str
    direction: Direction
    status: Status
    employee: int
    creator: int
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    changed_at: datetime
    changer: int
    note: str
    reminder: int | None
    original: Talk | None = None
    depth: int = 1


class Diary:
    """Makes the calls of an office as they would stand at ``now``."""

    def __init__(self, office: Office, random: Random, now: datetime) -> None:
        self._office = office
        self._random = random
        self._now = now
        self._days = list(_working_days(now.date()))
        self._taken: set[tuple[int, datetime]] = set()

    def talks(self, operator: int) -> list[Talk]:
        """All calls, in the order in which they were created: an original before its follow-ups."""
        talks: list[Talk] = []
        for at in TODAY_AT:
            talks.append(self._talk(operator, datetime.combine(self._now.date(), at)))
        while len(talks) < CALLS:
            employee = 1 + int(len(self._office.employees) * self._random.random())
            chain = [self._talk(employee, self._free(employee, self._some_day()))]
            for talk in chain:  # grows meanwhile
                chain += self._follow_ups(talk)
            talks += chain
        return sorted(talks[:CALLS], key=lambda talk: (talk.created_at, talk.starts_at, talk.depth))
