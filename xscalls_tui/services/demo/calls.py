"""The demo's calls: five months behind and three weeks ahead of now, in chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.services.demo import texts
from xscalls_tui.services.demo.office import Office, Party

CALLS = 2000
TODAY_AT = (time(8, 15), time(9, 30), time(10, 45), time(12, 30), time(13, 45), time(15, 0))
"""When the operator has calls of their own today, whatever the day."""

_BACK, _AHEAD = timedelta(days=150), timedelta(days=21)
_AHEAD_SHARE = 0.07
_FORGOTTEN = timedelta(days=12)
"""So long ago a planned call may be that nobody has dealt with."""
_LONGEST_CHAIN = 6
_LONGEST = timedelta(minutes=40)
_OPENING, _SLOTS = time(8), 96
"""The office opens; so many five minutes later the last call begins."""


class Matter(NamedTuple):
    """What a chain of calls is about, and with whom. The project is an id of the office."""

    party: Party
    subject: str
    project: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """A call before it has an id. Employees are ids of the office, times are wall clock."""

    matter: Matter
    direction: Direction
    status: Status
    employee: int
    creator: int
    changer: int
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    changed_at: datetime
    note: str
    reminder: int | None
    original: Talk | None
    depth: int


class Diary:
    """Makes up the calls of an office as they stand ``now`` (wall clock)."""

    def __init__(self, office: Office, random: Random, now: datetime) -> None:
        self._office = office
        self._random = random
        self._now = now
        days = list(_working_days(now.date()))
        self._past = [day for day in days if day <= now.date()]
        self._future = [day for day in days if day > now.date()]
        self._taken: set[tuple[int, datetime]] = set()

    def talks(self, operator: int) -> list[Talk]:
        """All calls in the order in which they were created: an original before its follow-ups."""
        talks = [self._first(operator, datetime.combine(self._now.date(), at)) for at in TODAY_AT]
        while len(talks) < CALLS:
            employee = 1 + self._random.randrange(len(self._office.employees))
            chain = [self._first(employee, self._free(employee, self._some_day()))]
            for talk in chain:  # which grows meanwhile
                chain += self._follow_ups(talk)
            talks += chain
        return sorted(talks[:CALLS], key=lambda talk: (talk.created_at, talk.depth))

    def _first(self, employee: int, starts_at: datetime) -> Talk:
        party = self._office.parties[int(len(self._office.parties) * self._random.random() ** 1.5)]
        direction = Direction.OUT if self._random.random() < 0.62 else Direction.IN
        subjects = texts.SUBJECTS_OUT if direction is Direction.OUT else texts.SUBJECTS_IN
        subject = self._random.choice(subjects).format(thing=self._random.choice(texts.THINGS))
        project = self._office.project_of.get(party.company or 0) if self._random.random() < 0.5 else None
        going_on = starts_at + _LONGEST > self._now
        agreed = going_on or (direction is Direction.OUT and self._random.random() < 0.45)
        created_at = self._before(starts_at) if agreed else starts_at
        creator = self._colleague(employee, 0.2) if agreed else employee
        matter = Matter(party, subject, project)
        return self._talk(matter, direction, employee, creator, starts_at, created_at)

    def _follow_ups(self, talk: Talk) -> Iterator[Talk]:
        """What was agreed in a call, or is tried again after one that nobody answered."""
        again = talk.status is Status.UNANSWERED
        chance = 0.6 if again else 0.2 if talk.status is Status.DONE else 0
        while talk.depth < _LONGEST_CHAIN and self._random.random() < chance:
            chance /= 4  # a chain seldom branches
            later = talk.starts_at.date() + timedelta(days=self._random.randint(1, 3 if again else 18))
            day = next((day for day in (*self._past, *self._future) if day >= later), None)
            if day is None:
                return
            employee = self._colleague(talk.employee, 0.15)
            direction = Direction.IN if self._random.random() < 0.15 else Direction.OUT
            starts_at = self._free(employee, day)
            yield self._talk(talk.matter, direction, employee, talk.employee, starts_at, talk.ends_at, talk)

    def _talk(
        self,
        matter: Matter,
        direction: Direction,
        employee: int,
        creator: int,
        starts_at: datetime,
        created_at: datetime,
        original: Talk | None = None,
    ) -> Talk:
        status = self._status(starts_at)
        agreed = created_at < starts_at
        if not agreed and status in (Status.PLANNED, Status.CANCELLED):
            status = Status.DONE
        ends_at = starts_at + timedelta(minutes=self._minutes(status))
        changer, changed_at = employee, ends_at
        if status is Status.PLANNED:
            changed_at = created_at
            changer = employee if self._random.random() < 0.35 else creator
        elif status is Status.CANCELLED:
            changed_at = created_at + (min(starts_at, self._now) - created_at) * self._random.random()
        return Talk(
            matter=matter,
            direction=direction,
            status=status,
            employee=employee,
            creator=creator,
            changer=changer,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=created_at,
            changed_at=changed_at,
            note=self._note(status, matter.party),
            reminder=self._random.choice((15, 15, 15, 60, None)) if agreed else None,
            original=original,
            depth=original.depth + 1 if original else 1,
        )

    def _status(self, starts_at: datetime) -> Status:
        """What has become of a call by now."""
        draw = self._random.random()
        if starts_at + _LONGEST > self._now:
            return Status.PLANNED if draw < 0.95 else Status.CANCELLED
        if self._now - starts_at < _FORGOTTEN and draw > 0.85:
            return Status.PLANNED
        if draw < 0.72:
            return Status.DONE
        return Status.UNANSWERED if draw < 0.93 else Status.CANCELLED

    def _minutes(self, status: Status) -> int:
        if status is Status.DONE:
            return 2 + int(38 * self._random.random() ** 2)  # at most _LONGEST
        return self._random.choice((0, 0, 1) if status is Status.UNANSWERED else (15, 15, 30))

    def _note(self, status: Status, party: Party) -> str:
        notes, most = {
            Status.PLANNED: (texts.NOTES_PLANNED, 1),
            Status.DONE: (texts.NOTES_DONE, 3),
            Status.CANCELLED: (texts.NOTES_CANCELLED, 1),
            Status.UNANSWERED: (texts.NOTES_UNANSWERED, 1),
        }[status]
        values = {
            "name": party.name,
            "day": self._random.choice(texts.DAYS),
            "hour": f"{self._random.randint(8, 15):02}",
            "number": self._random.randint(2, 24),
        }
        said = self._random.sample(notes, self._random.randint(min(1, most - 1), most))
        return " ".join(said).format(**values)

    def _some_day(self) -> date:
        if self._random.random() < _AHEAD_SHARE:
            return self._future[int(len(self._future) * self._random.random() ** 1.5)]
        return self._random.choice(self._past)

    def _free(self, employee: int, day: date) -> datetime:
        """When an employee has nothing else that day, if there is such a time."""
        opening = datetime.combine(day, _OPENING)
        for _ in range(9):
            starts_at = opening + timedelta(minutes=5 * self._random.randrange(_SLOTS))
            half_hour = starts_at.replace(minute=starts_at.minute // 30 * 30)
            if (employee, half_hour) not in self._taken:
                break
        self._taken.add((employee, half_hour))
        return starts_at

    def _before(self, starts_at: datetime) -> datetime:
        """When a call was agreed: some days before, in working hours, and not later than now."""
        day = min(starts_at, self._now) - timedelta(days=1 + int(9 * self._random.random() ** 2))
        day -= timedelta(days=max(0, day.weekday() - 4))
        at = datetime.combine(day, _OPENING) + timedelta(minutes=self._random.randrange(5 * _SLOTS))
        return min(at, self._now)

    def _colleague(self, employee: int, chance: float) -> int:
        """Somebody else by chance, otherwise the same."""
        if self._random.random() >= chance:
            return employee
        return 1 + self._random.randrange(len(self._office.employees))


def _working_days(today: date) -> Iterator[date]:
    """The days on which there are calls; today is one of them, whatever it is."""
    day = today - _BACK
    while day <= today + _AHEAD:
        if day == today or (day.weekday() < 5 and (day.month, day.day) not in texts.HOLIDAYS):
            yield day
        day += timedelta(days=1)
