"""A year in an office, in plain Python: which reminders must stand, whatever happens to the calls.

``Office`` does everything twice: through the services, and here, from what the rules say. ``look`` has every
running program look for reminders, and holds what it finds against that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests import factories
from tests.clock import FixedClock
from tests.domain.test_reminders import first_moment
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.reminders import Key, Reminder, Ringer
from xscalls_tui.services import bulk, calendar, reminders, undo
from xscalls_tui.services.session import Session

DAY = 24 * 60


@dataclass
class Planned:
    """A call as the model knows it."""

    owner: str
    starts: datetime
    minutes: int | None
    status: Status = Status.PLANNED
    deleted: bool = False
    due: datetime | None = None
    """When it reminds, as of the last change that matters."""

    @property
    def matters(self) -> tuple[object, ...]:
        """What a reminder goes by: another of these arms it anew."""
        return self.owner, self.starts, self.minutes, self.status, self.deleted

    def arm(self, now: datetime) -> None:
        """The rule: a planned call reminds, unless the moment has passed."""
        self.due = None
        if self.minutes is None or self.status is not Status.PLANNED or self.deleted:
            return
        days, minutes = (self.minutes // DAY, 0) if self.minutes % DAY == 0 else (0, self.minutes)
        due = first_moment(self.starts - timedelta(days=days)) - timedelta(minutes=minutes)
        self.due = due if due > now else None


@dataclass
class Program:
    """One that runs, and what it has told of."""

    who: str
    ringer: Ringer
    told: list[Key] = field(default_factory=list)


class Office:
    """OL and PH at work; KN changes their calls."""

    def __init__(self, kn: Session, clock: FixedClock) -> None:
        self.clock = clock
        self.kn = kn
        self.sessions = {who: factories.acting(kn, who) for who in ("OL", "PH")}
        self.calls: dict[int, Planned] = {}
        self.answers: dict[tuple[int, str, datetime], tuple[datetime, bool]] = {}
        """By call, employee and moment: when it rings, and whether it is answered for good."""
        self.rung: set[tuple[str, Key]] = set()
        self.programs: list[Program] = []
        self.closed: list[Program] = []
        self.first_shown: Counter[tuple[str, Key]] = Counter()
        self.undoable: tuple[int, Planned | None] | None = None

    @property
    def now(self) -> datetime:
        """Now, in UTC."""
        return self.clock.now()

    @property
    def wall(self) -> datetime:
        """Now, on the wall."""
        return self.kn.now()

    # What happens to calls

    def create(self, who: str, starts: datetime, minutes: int | None) -> int:
        """A new call of somebody's."""
        employee = self.sessions[who].employee.id
        call = factories.call(self.kn, starts_at=starts, ends_at=starts, reminder=minutes, employee=employee)
        self._changed(call.id, Planned(who, starts, minutes))
        return call.id

    def move(self, call: int, starts: datetime) -> None:
        """To another time."""
        calendar.move(self.kn, call, starts)
        self._changed(call, replace(self.calls[call], starts=starts))

    def give(self, call: int, who: str) -> None:
        """To a colleague."""
        factories.save(self.kn, call, employee=self.sessions[who].employee.id)
        self._changed(call, replace(self.calls[call], owner=who))

    def remind(self, call: int, minutes: int | None) -> None:
        """With another reminder."""
        factories.save(self.kn, call, reminder=minutes)
        self._changed(call, replace(self.calls[call], minutes=minutes))

    def rename(self, call: int, subject: str) -> None:
        """With another subject, which no reminder goes by."""
        factories.save(self.kn, call, subject=subject)
        self._changed(call, self.calls[call])

    def set_status(self, call: int, status: Status) -> None:
        """Closed, or open again."""
        bulk.set_status(self.kn, [call], status)
        self._changed(call, replace(self.calls[call], status=status))

    def delete(self, call: int) -> None:
        """Gone."""
        bulk.delete(self.kn, [call])
        self._changed(call, replace(self.calls[call], deleted=True))

    def undo(self) -> None:
        """The latest of all that is here."""
        if self.undoable is None:
            return
        call, before = self.undoable
        undo.undo(self.kn)
        now = replace(self.calls[call], deleted=True) if before is None else replace(before)
        self._changed(call, now)
        self.undoable = None

    def _changed(self, call: int, now: Planned) -> None:
        before, self.undoable = self.calls.get(call), None
        if before is None or now.matters != before.matters:
            now.arm(self.now)
            self.undoable = call, before
        self.calls[call] = now

    # Answers

    def standing(self, who: str) -> list[Key]:
        """What must stand, oldest first."""
        found = []
        for call, one in self.calls.items():
            if one.owner == who and one.due is not None and one.due <= self.now:
                rings, closed = self.answers.get((call, who, one.due), (one.due, False))
                if rings <= self.now and not closed:
                    found.append((rings, call))
        return [(call, rings) for rings, call in sorted(found)]

    def snooze(self, who: str, one: Reminder, minutes: int) -> None:
        """Utsett."""
        again = reminders.snooze(self.sessions[who], one, minutes)
        expected = self.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
        if minutes == DAY:
            expected = first_moment(self.wall + timedelta(days=1))
        assert again == expected
        self.answers[one.call_id, who, one.due] = (again, False)

    def close(self, who: str, one: Reminder) -> None:
        """Lukk."""
        reminders.close(self.sessions[who], [one])
        self.answers[one.call_id, who, one.due] = (one.rings_at, True)

    # Programs, and time

    def open(self, who: str) -> None:
        """Start a program."""
        self.programs.append(Program(who, Ringer(self.now)))

    def shut(self, number: int) -> None:
        """End one."""
        if self.programs:
            self.closed.append(self.programs.pop(number % len(self.programs)))

    def look(self) -> None:
        """Every program looks for reminders, one after the other."""
        for program in self.programs:
            session, must = self.sessions[program.who], self.standing(program.who)
            found = reminders.standing(session)
            assert [one.key for one in found] == must, self.now
            for one in found:
                assert one.rung is ((program.who, one.key) in self.rung)
            fresh = program.ringer.fresh(found)
            assert [one.key for one in fresh] == [key for key in must if key not in program.told]
            program.told += [one.key for one in fresh]
            unrung = [one for one in fresh if not one.rung]
            self.first_shown.update((program.who, one.key) for one in unrung)
            reminders.rung(session, unrung)
            self.rung.update((program.who, one.key) for one in unrung)

    def next_ring(self) -> datetime | None:
        """The next moment at which something must ring."""
        coming = []
        for call, one in self.calls.items():
            if one.due is not None:
                rings, closed = self.answers.get((call, one.owner, one.due), (one.due, False))
                coming += [rings] if rings > self.now and not closed else []
        return min(coming, default=None)

    def to(self, at: datetime) -> None:
        """The clock shows another time, later or earlier; all look."""
        self.clock.at = at.astimezone(UTC)
        self.look()

    def on(self, until: datetime) -> None:
        """Time passes: right before everything that must ring, and then; so that all look on that minute."""
        while (ring := self.next_ring()) is not None and ring <= until:
            self.to(ring - timedelta(seconds=1))
            self.to(ring)
        self.to(until)
