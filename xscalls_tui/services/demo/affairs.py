"""What has come of the demo's calls, and what else the office works on: cases with follow-ups, sales
opportunities with competitors, hours. Chance of its own decides, so that the calls do not depend on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.record_types.work import CASE_STATUSES, OPPORTUNITY_STATUSES
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.services.demo import texts, working
from xscalls_tui.services.demo.calls import Talk
from xscalls_tui.services.demo.office import Office
from xscalls_tui.services.demo.stamping import Stamping
from xscalls_tui.services.imports.registers import Entry, record_entry

CASES, CASES_FROM_CALLS = 60, 24
OPPORTUNITIES, OPPORTUNITIES_FROM_CALLS = 40, 14
WEEKS = 4
"""So far back hours are written down."""
_CASE = {choice.word: choice.code for choice in CASE_STATUSES}
_SALE = {choice.word: choice.code for choice in OPPORTUNITY_STATUSES}
_HOUR = timedelta(hours=1)
_EVENING = time(15, 30)
"""By now the day's hours are written down."""


class _Matter(NamedTuple):
    """What a record is about before it has an id."""

    at: datetime
    by: int
    subject: str
    text: str
    company: int | None
    contact: int | None
    project: int | None
    talk: Talk | None


class Affairs:
    """Makes up the records; ``talks`` are the calls with their ids. Call ``make`` once."""

    def __init__(self, office: Office, talks: Mapping[Talk, int], random: Random, stamping: Stamping) -> None:
        self.entries: dict[str, list[Entry]] = {
            entity: [] for entity in ("crm_case", "case_note", "opportunity", "competitor", "time_entry")
        }
        """The records by entity, in the order in which they refer to each other."""
        self.notes: dict[Talk, str] = {}
        """The calls' notes that tell of a case."""
        self._office = office
        self._talks = talks
        self._random = random
        self._stamping = stamping
        self._t = Translator()  # the language of texts that the program stores
        self._contacts: dict[int, list[int]] = {}
        for entry in office.contacts:
            self._contacts.setdefault(entry.values["company_id"], []).append(entry.file_id)
        self._held: dict[tuple[date, int], list[Talk]] = {}
        for talk in talks:
            if talk.status is Status.DONE and talk.ends_at <= stamping.now:
                self._held.setdefault((talk.starts_at.date(), talk.employee), []).append(talk)

    def make(self) -> None:
        """Make up all of it."""
        for case_id, matter in enumerate(
            self._matters(CASES, CASES_FROM_CALLS, working.TROUBLE, working.CASE_SUBJECTS), 1
        ):
            self._case(case_id, matter)
        sales = self._matters(OPPORTUNITIES, OPPORTUNITIES_FROM_CALLS, working.INTEREST, working.SALES)
        for opportunity_id, matter in enumerate(sales, 1):
            self._opportunity(opportunity_id, matter)
        for day in self._days():
            for employee in range(1, len(self._office.employees) + 1):
                self._hours(day, employee)

    @property
    def called(self) -> set[int]:
        """The calls that records refer to."""
        found = {one.values.get("call_id") for some in self.entries.values() for one in some}
        return {call for call in found if call is not None}

    def _matters(
        self, many: int, from_calls: int, begins: tuple[str, ...], subjects: tuple[str, ...]
    ) -> list[_Matter]:
        """What so many records are about, some of them calls whose subject begins like this, in the order in
        which they were made."""
        now = self._stamping.now
        since = now - timedelta(days=60)
        fit = [
            talk
            for talk in self._talks
            if talk.status is Status.DONE
            and talk.matter.party.company
            and since < talk.changed_at < now
            and talk.matter.subject.startswith(begins)
        ]
        found = [
            _Matter(talk.changed_at, talk.employee, talk.matter.subject, talk.note, talk.matter.party.company,
                    talk.matter.party.contact, talk.matter.project, talk)
            for talk in self._random.sample(fit, min(from_calls, len(fit)))
        ]  # fmt: skip
        while len(found) < many:
            company = 1 + self._random.randrange(len(self._office.companies))
            subject = self._random.choice(subjects).format(thing=self._random.choice(texts.THINGS))
            about = self._random.choice(working.DESCRIPTIONS)
            contact = self._random.choice(self._contacts[company])
            project = self._office.project_of.get(company)
            at, by = self._some_time(120), self._anybody()
            found.append(_Matter(at, by, subject, about, company, contact, project, None))
        return sorted(found, key=lambda matter: (matter.at, matter.subject))

    def _case(self, case_id: int, matter: _Matter) -> None:
        age = self._stamping.now - matter.at
        if self._random.random() < min(age / timedelta(days=90), 0.8):
            status = _CASE["closed"]
        elif matter.talk is not None:
            status = self._random.choice((_CASE["open"], _CASE["open"], _CASE["waiting"]))
        else:
            status = self._random.choice((_CASE["new"], _CASE["open"], _CASE["waiting"]))
        last = self._thread(case_id, matter, 0 if status == _CASE["new"] else self._random.randint(1, 6))
        changed = matter.at if status == _CASE["new"] else last
        responsible = matter.by if self._random.random() < 0.7 else self._anybody()
        columns = {
            "status": status,
            "priority": self._random.choice((1, 2, 2, 2, 3)),
            "responsible_id": responsible,
            "description": matter.text,
            **self._common(matter),
            **self._stamping.columns(matter.at, matter.by, changed, responsible),
        }
        self._add(Register.CASE, "crm_case", columns)
        if matter.talk is not None:
            at = self._t(
                "case.time",
                date=formats.form_date(matter.at.date()),
                time=formats.clock(matter.at).replace(":", "."),
            )
            initials = texts.EMPLOYEES[matter.by - 1][0]
            line = self._t("case.noteline", time=at, id=case_id, initials=initials)
            self.notes[matter.talk] = "\n".join(filter(None, (matter.text, line)))

    def _thread(self, case_id: int, matter: _Matter, many: int) -> datetime:
        """The follow-ups of a case, some in reply to others; when the last was written."""
        at = matter.at
        written: list[int] = []
        if matter.talk is not None:
            text = self._t("case.fromcall", id=self._talks[matter.talk])
            self._follow_up(case_id, text, at, matter.by, None)
        for _ in range(many):
            at = self._stamping.between(at, self._random.random() * 0.6)
            reply_to = self._random.choice(written) if written and self._random.random() < 0.5 else None
            text = self._random.choice(working.REPLIES if reply_to else working.FOLLOWUPS)
            written.append(self._follow_up(case_id, text, at, self._anybody(), reply_to))
        return at

    def _follow_up(self, case_id: int, text: str, at: datetime, by: int, reply_to: int | None) -> int:
        columns = {"case_id": case_id, "text": text, "reply_to_id": reply_to}
        return self._add(Register.CASE_NOTE, "case_note", columns | self._stamping.columns(at, by))

    def _opportunity(self, opportunity_id: int, matter: _Matter) -> None:
        old = self._stamping.now - matter.at > timedelta(days=45)
        words = ("won", "lost", "open") if old else ("open", "open", "open", "not_started")
        word = self._random.choice(words)
        likely = {"won": 100, "lost": 0}.get(word, 10 * self._random.randint(1, 9))
        closes = matter.at.date() + timedelta(days=self._random.randint(20, 90))
        changed = self._stamping.between(matter.at, self._random.random())
        columns = {
            "status": _SALE[word],
            "responsible_id": matter.by,
            "note": matter.text,
            "probability": likely,
            "value": 50_000 * self._random.randint(10, 900),
            "closes_on": closes.isoformat(),
            **self._common(matter),
            **self._stamping.columns(matter.at, matter.by, changed),
        }
        self._add(Register.OPPORTUNITY, "opportunity", columns)
        rivals = self._random.sample(working.COMPETITORS, self._random.randint(word == "lost", 3))
        for place, name in enumerate(rivals):
            about = {
                "opportunity_id": opportunity_id,
                "name": name,
                "won": word == "lost" and place == 0,
                "note": self._random.choice(working.COMPETITOR_NOTES),
            }
            self._add(Register.COMPETITOR, "competitor", about | self._stamping.columns(changed, matter.by))

    def _hours(self, day: date, employee: int) -> None:
        """A day's work: what was said on the telephone, and one or two longer pieces."""
        if self._random.random() < 0.1:
            return  # away
        for talk in self._spoken(day, employee)[:2]:
            spent = round((talk.ends_at - talk.starts_at) / _HOUR * 100)
            note = self._t("time.fromcall", id=self._talks[talk], subject=talk.matter.subject)
            columns = {
                "hours": spent,
                "billable": spent,
                "company_id": talk.matter.party.company,
                "project_id": talk.matter.project,
                "note": note,
                "call_id": self._talks[talk],
            }
            self._worked(day, employee, columns)
        for _ in range(self._random.randint(1, 2)):
            activity, note, pays = self._random.choice(working.WORK)
            spent = 25 * self._random.randint(4, 14)
            columns = {
                "hours": spent,
                "billable": spent if pays else 0,
                "activity": activity,
                "note": note.format(thing=self._random.choice(texts.THINGS)),
            }
            if pays:
                case = self._random.choice(self.entries["crm_case"])
                columns |= {name: case.values[name] for name in ("company_id", "project_id")}
                columns["order_text"] = self._random.choice(working.ORDER_TEXTS)
                if case.values["created_at"][:10] <= day.isoformat():
                    columns["case_id"] = case.file_id
            self._worked(day, employee, columns)

    def _worked(self, day: date, employee: int, columns: dict[str, Any]) -> None:
        at = datetime.combine(day, time(16, self._random.randrange(60)))
        this_week = self._stamping.now.date().isocalendar()[:2] == day.isocalendar()[:2]
        about = {"day": day.isoformat(), "employee_id": employee, "finished": not this_week}
        self._add(Register.TIME_ENTRY, "time_entry", about | columns | self._stamping.columns(at, employee))

    def _spoken(self, day: date, employee: int) -> list[Talk]:
        """The calls that an employee held that day and that took their time."""
        return [
            talk
            for talk in self._held.get((day, employee), [])
            if talk.ends_at - talk.starts_at >= timedelta(minutes=10)
        ]

    def _common(self, matter: _Matter) -> dict[str, Any]:
        return {
            "subject": matter.subject,
            "company_id": matter.company,
            "contact_id": matter.contact,
            "project_id": matter.project,
            "call_id": self._talks[matter.talk] if matter.talk else None,
        }

    def _add(self, register: Register, entity: str, columns: dict[str, Any]) -> int:
        entries = self.entries[entity]
        entries.append(record_entry(register, len(entries) + 1, columns))
        return len(entries)

    def _days(self) -> Iterator[date]:
        today = self._stamping.now.date()
        for back in range(7 * WEEKS, -1, -1):
            day = today - timedelta(days=back)
            over = day < today or self._stamping.now.time() >= _EVENING
            if over and day.weekday() < 5 and (day.month, day.day) not in texts.HOLIDAYS:
                yield day

    def _some_time(self, days: int) -> datetime:
        """In working hours, so many days ago at most."""
        day = self._stamping.now - timedelta(days=1 + self._random.randrange(days))
        day -= timedelta(days=max(0, day.weekday() - 4))
        at = datetime.combine(day, time(8)) + timedelta(minutes=self._random.randrange(480))
        return min(at, self._stamping.now)

    def _anybody(self) -> int:
        return 1 + self._random.randrange(len(self._office.employees))
