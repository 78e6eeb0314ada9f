"""Calls as the exchange Asterisk records them: Master.csv, a line for each leg (cdr_csv).

The columns are accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer,
end, duration, billsec, disposition, amaflags, and, as the exchange is built, uniqueid and userfield. There is
no heading. Times are on the wall clock of the exchange, which is the organisation's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.errors import Message
from xscalls_tui.models.engine import plain
from xscalls_tui.models.phones import number_of
from xscalls_tui.services.imports.callrows import CallMaker, CallTuple
from xscalls_tui.services.imports.values import Refused, line, moment, shown
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import known

COLUMNS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
FEWEST = 16
DISPOSITIONS = {
    "ANSWERED": Status.DONE,
    "NO ANSWER": Status.UNANSWERED,
    "NOANSWER": Status.UNANSWERED,
    "BUSY": Status.UNANSWERED,
    "FAILED": Status.UNANSWERED,
    "CONGESTION": Status.UNANSWERED,
}
"""An attempt that reached nobody is one, whyever it did not."""
_UNIQUE = re.compile(r"(\S+-)?\d{6,}\.\d+", re.ASCII)
_CHANNEL = re.compile(r"[A-Za-z0-9]+/([^-@/;]+)")
_CALLER = re.compile(r'\s*"?(.*?)"?\s*<[^<>]*>\s*')


class Leg(NamedTuple):
    """A line, as far as it matters: whose call it is, who is at the other end, and how it went."""

    line: int
    unique: str
    employee: int
    direction: Direction
    number: str
    caller: str
    """What the other end calls itself."""
    starts_at: str
    ends_at: str
    status: Status


class CdrLines:
    """Makes legs of lines, and calls of legs."""

    def __init__(self, session: Session, extensions: Mapping[str, int], people: known.People) -> None:
        self._extensions = extensions
        self._people = people
        self._make = CallMaker()
        self._me = session.employee.id
        self._now = plain(session.clock.now())

    def leg(self, number: int, fields: Sequence[str]) -> Leg:
        """What a line says. Raises Refused."""
        if not FEWEST <= len(fields) <= len(COLUMNS):
            raise Refused("", Message.of("msg.import.fieldcount", found=len(fields), expected=len(COLUMNS)))
        told = dict(zip(COLUMNS, (*fields, "", ""), strict=False))
        status = DISPOSITIONS.get(told["disposition"].strip().upper())
        if status is None:
            raise Refused("disposition", Message.of("msg.import.badword", text=shown(told["disposition"])))
        starts, ends = moment("start", told["start"]), moment("end", told["end"])
        if starts is None:
            raise Refused("start", Message.of("msg.required"))
        if ends is None:
            ends = starts
        if ends < starts:
            raise Refused("end", Message.of("msg.endbeforestart"))
        if ends.date() != starts.date():  # a call stands on one day
            ends = starts.replace(hour=23, minute=59)
        employee, direction, other = self._who(told)
        caller = _CALLER.fullmatch(told["clid"]) if direction is Direction.IN else None
        return Leg(
            number,
            _unique(told),
            employee,
            direction,
            line("dst" if direction is Direction.OUT else "src", other),
            line("clid", caller[1]) if caller else "",
            starts.isoformat(timespec="minutes"),
            ends.isoformat(timespec="minutes"),
            status,
        )

    def _who(self, told: Mapping[str, str]) -> tuple[int, Direction, str]:
        """Whose call it is, which way it went, and who is at the other end."""
        source, target = told["src"].strip(), told["dst"].strip()
        inside, outside = self._extensions, self._extensions.get
        caller = outside(source) or outside(_extension(told["channel"]))
        called = outside(target) or outside(_extension(told["dstchannel"]))
        if caller is not None and (called is None or (target not in inside and number_of(target)[:1] == "+")):
            return caller, Direction.OUT, target
        if caller is not None:
            raise Refused("dst", Message.of("msg.sheet.internal"))
        if called is not None:
            return called, Direction.IN, source
        asked = _extension(told["dstchannel"]) or target or source
        raise Refused("dst", Message.of("msg.sheet.noextension", extension=shown(asked)))

    def call(self, legs: Sequence[Leg]) -> CallTuple:
        """The call that all these legs are of, with the line of the first as its id in the file: the one that
        was answered tells whose it is."""
        main = min(legs, key=lambda leg: (leg.status is not Status.DONE, leg.line))
        company: int | None = None
        person, company = self._people.reached(number_of(main.number))
        return self._make(
            legs[0].line,
            f"cdr|{main.unique}",
            links=(main.employee, company, person.id if person else None, None, self._me, self._me),
            starts_at=min(leg.starts_at for leg in legs),
            ends_at=max(leg.ends_at for leg in legs),
            direction=main.direction,
            status=main.status,
            subject="",
            phone=main.number,
            note="",
            reminder=None,
            created_at=self._now,
            changed_at=self._now,
            partner="" if person else main.caller,
        )


def is_cdr(fields: Sequence[str]) -> bool:
    """Whether the first line of a file looks like one of these."""
    return FEWEST <= len(fields) <= len(COLUMNS) and fields[14].strip().upper() in DISPOSITIONS


def _extension(channel: str) -> str:
    """Of ``PJSIP/101-0000002f``: 101."""
    found = _CHANNEL.match(channel.strip())
    return found[1] if found else ""


def _unique(told: Mapping[str, str]) -> str:
    """What all legs of a call, and no others, have in common. Exchanges that write no uniqueid write the user
    field in its place, or nothing: then it is what no two calls can have in common."""
    unique = told["uniqueid"].strip()
    if _UNIQUE.fullmatch(unique):
        return unique[:100]
    parts = (told[name].strip() for name in ("start", "src", "dst", "channel", "duration"))
    return "|".join(parts)[:100]
