"""A database to try the program on: a made-up office with a few months of calls around today.

It is written as the CSV set that the import reads, and brought in by it. The same clock gives the same
demo.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from xscalls_tui.domain.clock import Clock
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.queries import registers
from xscalls_tui.services import demo_texts as texts
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session, opens_as
from xscalls_tui.services.session import Session

SEED = 512
DAYS_BACK, DAYS_AHEAD = 150, 21
COMPANIES, CONTACTS, PROJECTS = 120, 250, 30
PEOPLE = (texts.BOSS, texts.OPERATOR, *texts.COLLEAGUES)
OPERATOR = 2
"""The operator's number among PEOPLE, from 1."""
TODAY = (time(8, 15), time(9, 30), time(11), time(13), time(14, 15), time(15, 30))
"""When the operator has calls today."""

INHERITED = ("company_id", "contact_id", "phone", "subject", "project_id")
"""What a follow-up has from its original."""

Row = dict[str, object]
T = TypeVar("T")


def create_demo(where: str, clock: Clock) -> Session:
    """Create the demo database at a path where nothing is yet, and open it as an ordinary employee.

    Raises DatabaseUnusable when something is there already.
    """
    session = create_session(where, *texts.BOSS, clock)
    try:
        with TemporaryDirectory(prefix="xscalls-demo-") as folder:
            _Office(session.now()).write(Path(folder))
            import_set(session, Path(folder))
        with session.engine.reading():
            operator = registers.employee(session.engine, initials=texts.OPERATOR[0])
        if operator is None:
            raise NotFound("msg.noemployee", initials=texts.OPERATOR[0])
        opens_as(session.engine, operator)
    except BaseException:
        session.close()
        raise
    return session.acting_as(operator)


@dataclass
class _Office:
    """Makes up an office as it is at ``now`` on the wall clock."""

    now: datetime
    random: Random = field(default_factory=lambda: Random(SEED))
    companies: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    projects: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write the whole set into a folder."""
        employees = [
            {"employee_id": number, "initials": initials, "name": name, "active": 1}
            for number, (initials, name) in enumerate(PEOPLE, 1)
        ]
        self._make_registers()
        for day in _working_days(self.now.date()):
            self._make_day(day)
        for name, rows in (
            ("employees", employees),
            ("companies", self.companies),
            ("contacts", self.contacts),
            ("projects", self.projects),
            ("calls", self.calls),
        ):
            _write(folder / f"{name}.csv", rows)

    def _make_registers(self) -> None:
        chosen = self.random.sample([(p, t) for p in texts.PLACES for t in texts.TRADES], COMPANIES)
        for number, (place, trade) in enumerate(chosen, 1):
            name = f"{place} {trade} {self.random.choice(texts.FORMS)}"
            town = self._one(texts.TOWNS)
            self.companies.append({"company_id": number, "name": name, "phone": self._number(), "city": town})
        for number in range(1, CONTACTS + 1):
            name = f"{self._one(texts.FIRST_NAMES)} {self._one(texts.LAST_NAMES)}"
            company = number if number <= COMPANIES else self.random.randint(1, COMPANIES)
            self.contacts.append(
                {"contact_id": number, "company_id": company, "name": name, "phone": self._number()}
            )
        for number in range(1, PROJECTS + 1):
            self.projects.append(
                {
                    "project_id": number,
                    "company_id": self.random.randint(1, COMPANIES),
                    "number": 1000 + number,
                    "name": self._one(texts.PROJECTS),
                    "status": self._one(("open", "open", "closed")),
                }
            )

    def _make_day(self, day: date) -> None:
        today = day == self.now.date()
        ahead = (day - self.now.date()).days
        many = self.random.randint(12, 22) if ahead <= 0 else max(2, 12 - ahead // 2)
        slots = [(self._time(), self._employee()) for _ in range(many)]
        if today:
            slots += [(at, OPERATOR) for at in TODAY]
        for at, employee in sorted(slots):
            self._make_call(datetime.combine(day, at), employee)

    def _make_call(self, starts: datetime, employee: int) -> None:
        random = self.random
        original = self._to_follow_up(starts) if random.random() < 0.2 else None
        contact = self.contacts[random.randrange(CONTACTS)]
        row: Row = {
            "call_id": len(self.calls) + 1,
            "follow_up_of": original["call_id"] if original else "",
            "date": starts.date(),
            "start": starts.time().isoformat("minutes"),
            "direction": "out" if original else self._one(("out", "out", "in")),
            "employee_id": original["employee_id"] if original else employee,
            "company_id": contact["company_id"],
            "contact_id": contact["contact_id"],
            "phone": contact["phone"],
            "subject": self._one(texts.SUBJECTS),
        }
        if original:
            row |= {name: original[name] for name in INHERITED}
        else:
            own = [p["project_id"] for p in self.projects if p["company_id"] == contact["company_id"]]
            row["project_id"] = self._one(own) if own else ""
            if random.random() < 0.08:  # somebody who is in no register
                row |= {"contact_id": "", "company_id": "", "project_id": "", "phone": self._number()}
        self.calls.append(row | self._outcome(starts, row))

    def _outcome(self, starts: datetime, row: Row) -> Row:
        """Status, length, note and stamps of a call that starts then."""
        random, over = self.random, starts < self.now
        chances = (74, 18, 5, 3) if over else (0, 0, 6, 94)
        kinds = ("done", "unanswered", "cancelled", "planned")
        status = random.choices(kinds, chances)[0]
        notes = {
            "done": texts.NOTES_DONE,
            "unanswered": texts.NOTES_UNANSWERED,
            "cancelled": texts.NOTES_CANCELLED,
            "planned": texts.NOTES_PLANNED,
        }
        minutes = {"done": random.randint(2, 40), "unanswered": 0}.get(status, 15)
        ends = min(starts + timedelta(minutes=minutes), datetime.combine(starts.date(), time(23, 59)))
        made = min(starts, self.now) - timedelta(hours=random.randint(1, 90))
        owner = row["employee_id"]
        planner = self._employee() if random.random() < 0.15 else owner
        seen = status != "planned" or random.random() < 0.4
        changed = min(ends, self.now) if status in ("done", "unanswered") else made
        return {
            "end": ends.time().isoformat("minutes"),
            "status": status,
            "note": self._one(notes[status]),
            "reminder_at": starts - timedelta(minutes=15) if status == "planned" else "",
            "created_at": made,
            "created_by": planner,
            "changed_at": changed,
            "changed_by": owner if seen else planner,
        }

    def _to_follow_up(self, starts: datetime) -> Row | None:
        """A call of the last weeks, an unanswered one rather than another; some get several follow-ups."""
        recent = [
            row
            for row in self.calls[-160:]
            if row["status"] != "planned" and row["date"] != starts.date() and row["company_id"]
        ]
        waiting = [row for row in recent if row["status"] == "unanswered"]
        pool = waiting if waiting and self.random.random() < 0.7 else recent
        return self.random.choice(pool) if pool else None

    def _employee(self) -> int:
        everyone = range(1, len(PEOPLE) + 1)
        return self.random.choices(everyone, [6 if n == OPERATOR else 3 for n in everyone])[0]

    def _time(self) -> time:
        hour = self._one((8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15))
        return time(hour, self.random.randrange(0, 60, 5))

    def _number(self) -> str:
        """A telephone number, written as people write them."""
        digits = f"{self._one('249')}{self.random.randrange(10**7):07}"
        shapes = ["{0}{1}{2}{3}", "{0} {1} {2} {3}", "+47 {0} {1} {2} {3}", "0047{0}{1}{2}{3}"]
        if digits[0] != "2":
            shapes.append("{4} {5} {6}")
        pairs = [digits[i : i + 2] for i in range(0, 8, 2)]
        return self._one(shapes).format(*pairs, digits[:3], digits[3:5], digits[5:])

    def _one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)


def _working_days(today: date) -> Iterable[date]:
    for offset in range(-DAYS_BACK, DAYS_AHEAD + 1):
        day = today + timedelta(days=offset)
        if day.weekday() < 5 or day == today:
            yield day


def _write(file: Path, rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
