"""Makes a set of CSV files (spec/csv.md) of any size, the same for the same seed.

    python -m tests.benchmarks.generate FOLDER [--calls 100k] [--seed 1]

Its shape is that of a real office over eight years: most calls are done and outgoing, a few companies and
employees have many of them, every fifth follows up another one, and some chains grow to thirty and more. A
million calls have 50 employees, 20,000 companies, 60,000 contact persons and 5,000 projects; smaller sets
have fewer of each.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks import words

SEED = 20180102
HEADINGS = {
    "employees": "employee_id,initials,name,email,active",
    "companies": "company_id,name,org_no,phone,city,country",
    "contacts": "contact_id,company_id,name,phone,email",
    "projects": "project_id,company_id,number,name,status",
    "calls": "call_id,follow_up_of,date,start,end,direction,status,employee_id,phone,subject,note,company_id,"
    "contact_id,project_id,reminder_at,created_at,created_by,changed_at,changed_by",
}
FIRST_DAY, LAST_DAY = date(2018, 1, 2), date(2026, 1, 23)
FOLLOW_UPS = 0.2
STATUSES = {"done": 740, "unanswered": 186, "cancelled": 67, "planned": 7}
LONGEST_CHAIN = 36
_AHEAD = 60  # working days after the last one, for what is planned
_MANY = 5000  # values drawn in advance
_RECENT = 2000  # calls that are followed up next


@dataclass(frozen=True)
class Sizes:
    """How many rows each register has."""

    employees: int
    companies: int
    contacts: int
    projects: int

    @classmethod
    def of(cls, calls: int) -> Sizes:
        """The registers that go with so many calls."""
        companies = max(20, min(20_000, calls // 50))
        return cls(max(3, min(50, 8 + calls // 2000)), companies, 3 * companies, companies // 4)


def number(text: str) -> int:
    """``10k``, ``1M`` or plain digits as a number."""
    for unit, times in (("k", 1000), ("M", 1_000_000)):
        if text.endswith(unit):
            return int(text.removesuffix(unit)) * times
    return int(text)


def write_set(folder: Path, calls: int, seed: int = SEED) -> None:
    """Write the five files into ``folder``, which is made if it is not there."""
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    registers = _Registers(random, Sizes.of(calls))
    _write(folder, "employees", registers.employees())
    _write(folder, "companies", registers.companies())
    _write(folder, "contacts", registers.contacts())
    _write(folder, "projects", registers.projects())
    _write(folder, "calls", _Calls(random, registers, calls).lines())


def _write(folder: Path, name: str, lines: Iterable[str]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADINGS[name] + "\n")
        file.writelines(lines)


class _Registers:
    """The employees, companies, contact persons and projects, and who belongs where."""

    def __init__(self, random: Random, sizes: Sizes) -> None:
        self.sizes = sizes
        self.phones: list[str] = [""] * (sizes.companies + 1)
        """Of each company, by its id."""
        self.people: list[list[tuple[int, str]]] = [[] for _ in range(sizes.companies + 1)]
        """The contact persons of each company: their ids and telephone numbers."""
        self.tasks: list[list[int]] = [[] for _ in range(sizes.companies + 1)]
        """The projects of each company."""
        self._random = random

    def employees(self) -> Iterator[str]:
        """The lines of employees.csv. No two have the same initials."""
        taken: set[str] = set()
        while len(taken) < self.sizes.employees:
            first, last = self._random.choice(words.FIRST_NAMES), self._random.choice(words.LAST_NAMES)
            initials = first[0] + last[0]
            if initials not in taken:
                taken.add(initials)
                active = int(len(taken) % 12 != 7)
                yield f"{len(taken)},{initials},{first} {last},{_address(first, last, 'eksempel')},{active}\n"

    def companies(self) -> Iterator[str]:
        """The lines of companies.csv."""
        choice = self._random.choice
        owners = (*words.LAST_NAMES, *words.PLACES)
        org_numbers = self._random.sample(range(810_000_000, 1_000_000_000), self.sizes.companies)
        for row_id, org_no in enumerate(org_numbers, 1):
            where = choice(words.PLACES)
            middle = f" {where}" if row_id % 2 else ""
            name = f"{choice(owners)} {choice(words.TRADES)}{middle} {choice(words.FORMS)}"
            self.phones[row_id] = self._phone()
            yield f"{row_id},{name},{org_no},{self.phones[row_id]},{where},NO\n"

    def contacts(self) -> Iterator[str]:
        """The lines of contacts.csv: one for each company, the others where they fall."""
        choice, companies = self._random.choice, self.sizes.companies
        for row_id in range(1, self.sizes.contacts + 1):
            company = row_id if row_id <= companies else self.some_company()
            first, last, phone = choice(words.FIRST_NAMES), choice(words.LAST_NAMES), self._phone()
            self.people[company].append((row_id, phone))
            yield f"{row_id},{company},{first} {last},{phone},{_address(first, last, f'firma{company}')}\n"

    def projects(self) -> Iterator[str]:
        """The lines of projects.csv."""
        choice = self._random.choice
        for row_id in range(1, self.sizes.projects + 1):
            company, status = self.some_company(), "closed" if self._random.random() < 0.6 else "open"
            self.tasks[company].append(row_id)
            name = f"{choice(words.THINGS).capitalize()} {choice(words.PLACES)}"
            yield f"{row_id},{company},P{row_id:05},{name},{status}\n"

    def some_company(self) -> int:
        """A company: a few are named often, most seldom."""
        # A stride without common factors spreads the frequent ones over all ids.
        rank = int(self.sizes.companies * self._random.random() ** 2.2)
        return 1 + rank * 7919 % self.sizes.companies

    def _phone(self) -> str:
        digits = str(self._random.randrange(20_000_000, 99_999_999))
        pairs = f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
        forms = (digits, pairs, f"{digits[:3]} {digits[3:5]} {digits[5:]}", f"+47{digits}", f"+47 {pairs}")
        return self._random.choice(forms)


def _address(first: str, last: str, house: str) -> str:
    ascii_only = str.maketrans({"æ": "a", "ø": "o", "å": "a", "Æ": "a", "Ø": "o", "Å": "a"})
    return f"{first}.{last}@{house}.invalid".translate(ascii_only).lower()


@dataclass(frozen=True, slots=True)
class _Thread:
    """What a call is about, which its follow-ups share: parts of its line, joined already."""

    call_id: int
    depth: int
    day: int
    employee: int
    phone_subject: str
    links: str


class _Calls:
    """The calls, in the order in which they were made."""

    def __init__(self, random: Random, registers: _Registers, calls: int) -> None:
        self._random = random
        self._registers = registers
        self._calls = calls
        self._days = _working_days()
        self._today = self._days.index(LAST_DAY.isoformat())
        self._recent: list[_Thread] = []
        self._chains: list[_Thread | None] = [None] * max(1, calls // 50_000)
        self._subjects = [f"{intent} {thing}" for intent in words.INTENTS for thing in words.THINGS]
        self._phrases = _phrases(random)
        self._clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]
        self._statuses = random.choices(tuple(STATUSES), tuple(STATUSES.values()), k=_MANY)
        # The busiest employee has about four times the calls of the quietest.
        staff = range(1, registers.sizes.employees + 1)
        self._employees = random.choices(staff, [1 / (i + len(staff) / 3) for i in staff], k=_MANY)

    def lines(self) -> Iterator[str]:
        """The lines of calls.csv."""
        draw, recent = self._random.random, self._recent
        for call_id in range(1, self._calls + 1):
            # The office grows: half of the calls are of the last three and a half years.
            created = int(self._today * (call_id / self._calls) ** 0.8)
            origin = None
            if recent and draw() < FOLLOW_UPS:
                origin, thread = self._follow_up(call_id, created)
            else:
                thread = self._fresh(call_id, created)
            if len(recent) < _RECENT:
                recent.append(thread)
            else:
                recent[call_id % _RECENT] = thread
            yield self._line(thread, origin.call_id if origin else 0, created)

    def _fresh(self, call_id: int, created: int) -> _Thread:
        """What a call is about that follows up nothing."""
        draw, registers = self._random.random, self._registers
        company, contact, project = (registers.some_company() if draw() < 0.95 else 0), 0, 0
        phone = registers.phones[company]
        if company and draw() < 0.8:
            people = registers.people[company]
            contact, phone = people[int(len(people) * draw())]
        elif not company and draw() < 0.6:
            phone = str(int(20_000_000 + 79_000_000 * draw()))
        if (tasks := registers.tasks[company]) and draw() < 0.3:
            project = tasks[int(len(tasks) * draw())]
        subject = self._subjects[int(len(self._subjects) * draw())] if draw() < 0.97 else ""
        day = created if draw() < 0.75 else created + int(30 * draw() ** 2)
        employee = self._employees[int(_MANY * draw())]
        links = f"{company or ''},{contact or ''},{project or ''}"
        return _Thread(call_id, 0, day, employee, f"{phone},{subject}", links)

    def _follow_up(self, call_id: int, created: int) -> tuple[_Thread, _Thread]:
        """The call to follow up, a recent one or the end of a chain that is to grow long, and a call
        that does."""
        draw, recent, chains = self._random.random, self._recent, self._chains
        if draw() >= 0.05:
            origin = recent[int(len(recent) * draw())]
            return origin, self._next(origin, call_id, created)
        place = int(len(chains) * draw())
        origin = chains[place] or recent[int(len(recent) * draw())]
        thread = self._next(origin, call_id, created)
        chains[place] = thread if thread.depth < LONGEST_CHAIN else None
        return origin, thread

    def _next(self, origin: _Thread, call_id: int, created: int) -> _Thread:
        """What a follow-up of ``origin`` is about; mostly the same employee makes it."""
        draw = self._random.random
        day = min(max(created, origin.day) + int(8 * draw() ** 2), len(self._days) - 1)
        employee = origin.employee if draw() < 0.85 else self._employees[int(_MANY * draw())]
        return replace(origin, call_id=call_id, depth=origin.depth + 1, day=day, employee=employee)

    def _line(self, thread: _Thread, origin: int, created: int) -> str:
        draw, clocks = self._random.random, self._clocks
        ahead = thread.day > created
        starts = 480 + int(480 * draw())
        ends = starts + 1 + int(40 * draw() ** 2)
        made = 480 + int(480 * draw()) if ahead else starts
        seconds = f"{int(60 * draw()):02}"
        status = "planned" if thread.day > self._today else self._statuses[int(_MANY * draw())]
        on, made_on = self._days[thread.day], f"{self._days[created]}T{clocks[made]}:{seconds}"
        changed = made_on if status == "planned" else f"{on}T{clocks[ends]}:{seconds}"
        reminder = f"{on}T{clocks[starts - 15]}:00" if ahead and draw() < 0.7 else ""
        direction = "out" if draw() < 0.64 else "in"
        creator = thread.employee if draw() < 0.91 else self._employees[int(_MANY * draw())]
        changer = thread.employee if draw() < 0.93 else creator
        return (
            f"{thread.call_id},{origin or ''},{on},{clocks[starts]},{clocks[ends]},{direction},{status},"
            f"{thread.employee},{thread.phone_subject},{self._note()},{thread.links},{reminder},"
            f"{made_on},{creator},{changed},{changer}\n"
        )

    def _note(self) -> str:
        """Nothing, or some phrases, in quotation marks."""
        draw, phrases = self._random.random, self._phrases
        if draw() < 0.2:
            return ""
        blank = "\n" if draw() < 0.03 else " "
        return f'"{blank.join([phrases[int(_MANY * draw())] for _ in range(1 + int(4 * draw() ** 2))])}"'


def _working_days() -> list[str]:
    """All days on which calls are, written as in the file."""
    span = (LAST_DAY - FIRST_DAY).days + 2 * _AHEAD
    days = (FIRST_DAY + timedelta(days=ahead) for ahead in range(span))
    return [day.isoformat() for day in days if day.weekday() < 5]


def _phrases(random: Random) -> list[str]:
    """Phrases filled in, as they stand inside a quoted field."""
    return [
        random.choice(words.PHRASES)
        .format(
            thing=random.choice(words.THINGS),
            person=f"{random.choice(words.FIRST_NAMES)} {random.choice(words.LAST_NAMES)}",
            place=random.choice(words.PLACES),
            day=random.choice(words.DAYS),
            number=random.randrange(2, 200),
        )
        .replace('"', '""')
        for _ in range(_MANY)
    ]


def main() -> None:
    """Write a set."""
    parser = argparse.ArgumentParser(description="Make a set of CSV files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=number, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    write_set(asked.folder, asked.calls, asked.seed)


if __name__ == "__main__":
    main()
