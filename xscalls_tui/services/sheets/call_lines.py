"""The calls of a file: checked and set aside, told of, and stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xscalls_tui.domain.errors import Message
from xscalls_tui.services.imports.callrows import COLUMNS as STORED
from xscalls_tui.services.imports.callrows import CallTuple
from xscalls_tui.services.imports.known import any_imported, imported
from xscalls_tui.services.imports.spool import Spool
from xscalls_tui.services.imports.storing import Storing
from xscalls_tui.services.imports.values import Refused
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import cdr, known
from xscalls_tui.services.sheets.calls import CallLines, Linked
from xscalls_tui.services.sheets.report import Outcome, Telling, Told
from xscalls_tui.services.sheets.table import Table
from xscalls_tui.services.steps import Steps

_TOLD_EVERY = 1000
_MANY = 1000
"""So many new calls may change which index serves a query best."""
_AT = {name: 2 + place for place, name in enumerate(STORED)}
"""Where a column stands in the tuple of a call."""
_ARROWS = {1: ">", 2: "<"}


class CallBook:
    """The calls of a file. Calls are held in ``held``, not in memory."""

    def __init__(self, session: Session, table: Table, held: Spool, mapping: Mapping[int, str]) -> None:
        self.telling = Telling()
        self._session = session
        self._table = table
        self._held = held
        self._mapping = mapping
        self._headings = {name: table.headings[place] for place, name in mapping.items()}
        self._keys: dict[str, int] = {}
        """The lines that calls stand on, by what they are known by."""

    def check(self, steps: Steps) -> None:
        """Read lines with columns of somebody's own; inside a unit of reading."""
        engine = self._session.engine
        people = known.People(engine)
        linked = Linked(known.employees(engine), known.companies(engine), known.projects(engine), people)
        make = CallLines(self._session, self._mapping, linked)
        for line, fields in self._rows(steps):
            try:
                call = make(line, fields)
            except Refused as refused:
                self.telling.refuse(line, refused, self._headings, _words(fields))
                continue
            first = self._keys.setdefault(call[1], line)
            if first == line:
                self._held.add(call)
            else:
                like = Message.of("msg.sheet.sameline", line=first)
                self.telling.add(Told(line, Outcome.SAME, _told(call), why=like))

    def check_records(self, steps: Steps, extensions: Mapping[str, int]) -> None:
        """Read an exchange's records; inside a unit of reading."""
        records = cdr.CdrLines(self._session, extensions, known.People(self._session.engine, numbers=True))
        legs: dict[str, list[cdr.Leg]] = {}
        strays: list[tuple[int, Sequence[str], Refused]] = []
        for line, fields in self._rows(steps):
            if tuple(fields[:3]) == cdr.COLUMNS[:3]:
                self.telling.add(Told(line, Outcome.SAME, _words(fields)))  # a heading after all
                continue
            try:
                leg = records.leg(line, fields)
            except Refused as refused:
                strays.append((line, fields, refused))
            else:
                legs.setdefault(leg.unique, []).append(leg)
        for line, fields, wrong in strays:
            first = legs.get(fields[16].strip()) if len(fields) > cdr.FEWEST else None
            if first and wrong.column == "dst":
                self._leg(line, first[0].line, _words(fields))  # what the exchange itself did with the call
            else:
                self.telling.refuse(line, wrong, self._headings, _words(fields))
        for of_call in legs.values():
            call = records.call(of_call)
            self._keys[call[1]] = call[0]
            self._held.add(call)
            for leg in of_call[1:]:
                self._leg(leg.line, call[0], _told(call))

    def _leg(self, line: int, first: int, text: str) -> None:
        self.telling.add(Told(line, Outcome.SAME, text, why=Message.of("msg.sheet.leg", line=first)))

    def tell(self) -> None:
        """Find out which calls are there already; inside a unit of reading."""
        engine = self._session.engine
        again = any_imported(engine)
        for batch in self._held.batches():
            there = imported(engine, "call", [call[1] for call in batch]) if again else {}
            for call in batch:
                like = there.get(call[1])
                why = Message.of("msg.sheet.sameas", id=like) if like is not None else None
                outcome = Outcome.NEW if like is None else Outcome.SAME
                self.telling.add(Told(call[0], outcome, _told(call), why=why))

    def store(self, steps: Steps) -> None:
        """Write the calls that are not there yet."""
        session, held, lines = self._session, self._held, self._table.lines
        with session.operation("import") as work:
            if work.done_before is not None:
                return
            storing = Storing(work, numbered=False)
            storing.calls(
                held.batches(),
                {},
                highest=0,
                tell=lambda done: steps.at(lines + lines * done // max(held.rows, 1)),
            )
            steps.at(2 * lines)
            if storing.added["call"] >= _MANY:
                session.engine.analyse()
            # Somebody may have brought in the same meanwhile.
            late = self.telling.counts[Outcome.NEW] - storing.added["call"]
            self.telling.counts[Outcome.NEW] -= late
            self.telling.counts[Outcome.SAME] += late

    def _rows(self, steps: Steps) -> Iterator[tuple[int, Sequence[str]]]:
        for number, (line, fields) in enumerate(self._table.rows()):
            if number % _TOLD_EVERY == 0:
                steps.at(min(line, self._table.lines))
            if isinstance(fields, Message):
                self.telling.refuse(line, fields, self._headings)
            else:
                yield line, fields


def _told(call: CallTuple) -> str:
    """A call in a few words, as it would stand in the list."""
    starts, ends = call[_AT["starts_at"]], call[_AT["ends_at"]]
    parts = (
        f"{starts[:10]} {starts[11:16]}–{ends[11:16]} {_ARROWS[call[_AT['direction']]]}",
        call[_AT["phone"]],
        call[_AT["partner"]],
        call[_AT["subject"]],
    )
    return " ".join(part for part in parts if part)


def _words(fields: Sequence[str]) -> str:
    return " · ".join(text for field in fields if (text := " ".join(field.split())))[:200]
