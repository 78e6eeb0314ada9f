"""The whole set, checked before anything is written: what can be imported, and what is wrong with the
rest."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.errors import Message, NotFound
from xscalls_tui.services.imports.callrows import CallCheck, CallMaker
from xscalls_tui.services.imports.layout import CALLS, COMPANIES, FOLLOWING, REGISTERS, SHEETS, Sheet
from xscalls_tui.services.imports.links import Links
from xscalls_tui.services.imports.reading import Source, rows, survey
from xscalls_tui.services.imports.registers import NATURAL_KEYS, Entry, RecordCheck, by_name
from xscalls_tui.services.imports.spool import Spool
from xscalls_tui.services.imports.values import LONGEST_ID, Known, Refused
from xscalls_tui.services.steps import Steps

_TOLD_EVERY = 1000


class BadRow(NamedTuple):
    """A row that is not imported: its file, the line it starts on, the column that is wrong (empty when
    it is the whole row) and the sentence that says why."""

    file: str
    line: int
    column: str
    reason: Message


@dataclass
class CheckedSet:
    """What a set holds."""

    calls: Spool
    """The good calls, as tuples (see callrows), and those whose link is broken."""
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """The good rows of each register."""
    links: Links = field(default_factory=Links)
    broken: set[int] = field(default_factory=set)
    """The calls, by their ids in the file, that are left out because their link is."""
    highest_call: int = 0
    wanted_calls: set[int] = field(default_factory=set)
    """The calls that records refer to, by their ids in the file."""
    refused: list[BadRow] = field(default_factory=list)


def find_sources(folder: Path) -> dict[Sheet, Source]:
    """The files of a set that are in a folder. Raises NotFound when there are none."""
    if not folder.is_dir():
        raise NotFound("msg.import.nofolder", folder=str(folder))
    paths = {sheet: folder / sheet.name for sheet in SHEETS}
    sources = {sheet: survey(path) for sheet, path in paths.items() if path.is_file()}
    if not sources:
        raise NotFound("msg.import.nofiles", folder=str(folder))
    return sources


class _Calls:
    """The ids of the good calls. Not by their texts: there can be millions, and few are asked for."""

    def __init__(self, good: Container[int], broken: Container[int]) -> None:
        self._good = good
        self._broken = broken

    def get(self, text: str, /) -> int | None:
        """The id, or None."""
        digits = text if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else "0"
        call_id = int(digits)
        return call_id if call_id in self._good and call_id not in self._broken else None


class SetCheck:
    """Goes through the files of a set and fills ``result``."""

    def __init__(self, sources: dict[Sheet, Source], steps: Steps, result: CheckedSet) -> None:
        self._sources = sources
        self._steps = steps
        self._lines = 0
        self._result = result
        self._known: dict[str, Known] = {}

    def run(self, zone: ZoneInfo, now: str, today: date) -> None:
        """Check all files. A call that does not say when it was created was created ``now``, a stamp as
        ``plain`` gives it; hours were worked ``today`` at the latest. Raises Cancelled."""
        for sheet in REGISTERS:
            self._register(sheet, zone, today)
        initials = {entry.file_id: entry.values["initials"] for entry in self._result.entries["employee"]}
        bad = self._calls(CallCheck(CallMaker(), self._known, initials, zone, now))
        self._result.refused += sorted(bad, key=attrgetter("line"))
        for sheet in FOLLOWING:
            self._register(sheet, zone, today)
            called = (entry.values.get("call_id") for entry in self._result.entries[sheet.entity])
            self._result.wanted_calls.update(call for call in called if call is not None)

    def _register(self, sheet: Sheet, zone: ZoneInfo, today: date) -> None:
        known: dict[str, int] = {}
        keys = set()
        self._known[sheet.entity] = known
        entries = self._result.entries[sheet.entity] = []
        check = RecordCheck(sheet, self._known, zone, today)
        for line, fields in self._rows(sheet):
            try:
                entry = check(_readable(fields))
                if str(entry.file_id) in known:
                    raise _twice(sheet.columns[0], entry.file_id)
                if entry.key in keys and sheet is COMPANIES:
                    # Departments share an organisation number: only the first is known by it.
                    entry = entry._replace(key=by_name(entry.file_id, entry.values["name"]))
                elif entry.key in keys:
                    raise _twice(NATURAL_KEYS[sheet.entity], entry.key)
            except Refused as refused:
                self._result.refused.append(BadRow(sheet.name, line, refused.column, refused.reason))
            else:
                keys.add(entry.key)
                known[str(entry.file_id)] = entry.file_id
                entries.append(entry)

    def _calls(self, check: CallCheck) -> list[BadRow]:
        result = self._result
        good: set[int] = set()
        bad = []
        for line, fields in self._rows(CALLS):
            try:
                call, original = check(_readable(fields))
                if call[0] in good:
                    raise _twice(CALLS.columns[0], call[0])
            except Refused as refused:
                bad.append(BadRow(CALLS.name, line, refused.column, refused.reason))
            else:
                good.add(call[0])
                result.calls.add(call)
                if original is not None:
                    result.links.add(call[0], original, line)
        result.highest_call = max(good, default=0)
        self._known[CALLS.entity] = _Calls(good, result.broken)
        for call_id, line, reason in result.links.broken(good):
            result.broken.add(call_id)
            bad.append(BadRow(CALLS.name, line, "follow_up_of", reason))
        return bad

    def _rows(self, sheet: Sheet) -> Iterator[tuple[int, Sequence[str] | Message]]:
        """The rows of a file, if it is there."""
        source = self._sources.get(sheet)
        if source is None:
            return
        told = 0
        for line, fields in rows(source, sheet):
            if line - told >= _TOLD_EVERY:
                self._steps.at(self._lines + line)
                told = line
            yield line, fields
        self._lines += source.lines
        self._steps.at(self._lines)


def _readable(fields: Sequence[str] | Message) -> Sequence[str]:
    if isinstance(fields, Message):
        raise Refused("", fields)
    return fields


def _twice(column: str, value: int | str) -> Refused:
    return Refused(column, Message.of("msg.import.twice", value=value))
