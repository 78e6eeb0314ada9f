"""Calls from a file with columns of somebody's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple, TypeVar

from xscalls_tui.domain import when
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.filter_words import DIRECTIONS, STATUSES
from xscalls_tui.domain.text import fold
from xscalls_tui.models.engine import plain
from xscalls_tui.services.imports.callrows import CallMaker, CallTuple
from xscalls_tui.services.imports.values import Refused, line, note, shown
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import known

_STAMP = re.compile(
    r"(.*\S)[T ]\s*(?:kl\.?\s*)?(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})[:.]\d{2}")
_LENGTH = re.compile(r"(\d{1,4})|(\d{1,2}):(\d{2})(?::\d{2})?")
_YEARS = range(1900, 2300)

T = TypeVar("T")

# Files of other programs have more words for it.
_DIRECTIONS = {fold(w): direction for direction, words in DIRECTIONS.items() for w in words.every} | {
    **dict.fromkeys(("utgaende", "outgoing", "outbound", "dialled", "dialed"), Direction.OUT),
    **dict.fromkeys(("innkommende", "inngaende", "incoming", "inbound", "received"), Direction.IN),
}
_STATUSES = {fold(w): status for status, words in STATUSES.items() for w in words.every} | {
    **dict.fromkeys(("answered", "completed", "besvart", "held", "ok"), Status.DONE),
    **dict.fromkeys(("no answer", "busy", "missed", "tapt", "ikke svar", "not held"), Status.UNANSWERED),
    **dict.fromkeys(("scheduled", "open"), Status.PLANNED),
    **dict.fromkeys(("avbrutt", "canceled"), Status.CANCELLED),
}


class Linked(NamedTuple):
    """What lines can refer to by name."""

    employees: known.Names
    companies: known.Names
    projects: known.Names
    people: known.People


class CallLines:
    """Makes a call of a line's fields."""

    def __init__(self, session: Session, mapping: Mapping[int, str], linked: Linked) -> None:
        self._places = {name: place for place, name in mapping.items()}
        self._linked = linked
        self._make = CallMaker()
        self._me = session.employee.id
        self._now = plain(session.clock.now())
        self._today = session.today()
        self._this_minute = plain(session.now())
        self._direction = session.settings.direction
        self._length = session.settings.duration
        one = lru_cache(1 << 14)
        self._employee: Callable[[str], int | None] = one(lambda t: linked.employees.one("employee", t))
        self._company: Callable[[str], int | None] = one(lambda t: linked.companies.one("company", t))
        self._project: Callable[[str], int | None] = one(lambda t: linked.projects.one("project", t))
        self._day = one(lambda text: _day("date", text, self._today))

    def __call__(self, number: int, fields: Sequence[str]) -> CallTuple:
        """The call, with the line as its id in the file. Raises Refused."""
        told = {name: fields[place] for name, place in self._places.items()}
        get = told.get
        day, starts = self._day(get("date", ""))
        if get("start", "").strip():
            starts = _clock("start", told["start"])
        if starts is None:
            raise Refused("start" if "start" in told else "date", Message.of("msg.sheet.notime"))
        ends = self._end(told, starts)
        starts_at, ends_at = f"{day}T{_minute(starts)}", f"{day}T{_minute(ends)}"
        past = Status.DONE if starts_at <= self._this_minute else Status.PLANNED
        direction = _meant("direction", get("direction", ""), _DIRECTIONS, self._direction)
        status = _meant("status", get("status", ""), _STATUSES, past)
        owner = self._employee(get("employee", "")) or self._me
        company = self._company(get("company", ""))
        partner = line("partner", get("partner", ""))
        person = self._linked.people.named(partner, company) if partner else None
        if person is not None and company is None:
            company = person.company
        subject, phone = line("subject", get("subject", "")), line("phone", get("phone", ""))
        key = "\t".join(
            (str(owner), starts_at, ends_at, str(int(direction)), phone, subject, partner, str(company))
        )
        return self._make(
            number,
            f"sheet|{sha256(key.encode()).hexdigest()[:32]}",
            links=(
                owner, company, person.id if person else None, self._project(get("project", "")),
                self._me, self._me,
            ),
            starts_at=starts_at,
            ends_at=ends_at,
            direction=direction,
            status=status,
            subject=subject,
            phone=phone,
            note=note("note", get("note", "")),
            reminder=None,
            created_at=self._now,
            changed_at=self._now,
            partner="" if person else partner,
        )  # fmt: skip

    def _end(self, told: Mapping[str, str], starts: time) -> time:
        if (text := told.get("end", "")).strip():
            ends = _clock("end", text)
            if ends < starts:
                raise Refused("end", Message.of("msg.endbeforestart"))
            return ends
        if (text := told.get("duration", "")).strip():
            return when.add_minutes(starts, _minutes(text))
        return when.add_minutes(starts, self._length)


def _minute(at: time) -> str:
    return at.isoformat(timespec="minutes")


def _meant(column: str, text: str, words: Mapping[str, T], otherwise: T) -> T:
    """What a word stands for; ``otherwise`` for none."""
    wanted = fold(" ".join(text.split()))
    if not wanted:
        return otherwise
    if wanted not in words:
        raise Refused(column, Message.of("msg.import.badword", text=shown(text)))
    return words[wanted]


def _day(column: str, text: str, today: date) -> tuple[str, time | None]:
    """A day, and the time of day where the column holds both."""
    text = " ".join(text.split())
    if not text:
        raise Refused(column, Message.of("msg.required"))
    both = _STAMP.fullmatch(text)
    day = when.parse_date(both[1].rstrip(",") if both else text, today)
    if day is None or day.year not in _YEARS:
        raise Refused(column, Message.of("msg.sheet.baddate", text=shown(text)))
    return day.isoformat(), _clock(column, both[2]) if both else None


@lru_cache(maxsize=4096)
def _clock(column: str, text: str) -> time:
    """A time of day, also one that has a date before it; seconds are left out."""
    text = " ".join(text.split())
    if both := _STAMP.fullmatch(text):
        text = both[2]
    if exact := _CLOCK.fullmatch(text):
        text = f"{exact[1]}:{exact[2]}"
    at = when.parse_time(text)
    if at is None:
        raise Refused(column, Message.of("msg.import.badtime", text=shown(text)))
    return at


def _minutes(text: str) -> int:
    """How long: minutes, or hours and minutes."""
    found = _LENGTH.fullmatch(text.strip().casefold().removesuffix("min").removesuffix("m").strip())
    if found is None:
        raise Refused("duration", Message.of("msg.sheet.badduration", text=shown(text)))
    return int(found[1]) if found[1] else 60 * int(found[2]) + int(found[3])
