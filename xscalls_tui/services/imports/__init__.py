"""Bringing in a set of CSV files: checked first, without a lock on anything, then written in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.domain.permissions import Action
from xscalls_tui.models.engine import plain
from xscalls_tui.services.bulk import Progress
from xscalls_tui.services.imports.checking import BadRow, CheckedSet, SetCheck, find_sources
from xscalls_tui.services.imports.layout import FOLLOWING, REGISTERS
from xscalls_tui.services.imports.spool import spool
from xscalls_tui.services.imports.storing import Storing
from xscalls_tui.services.session import Session
from xscalls_tui.services.steps import Cancelled, Steps

__all__ = ["BadRow", "ImportReport", "import_set"]

_MANY = 1000
"""So many new calls may change which index serves a query best."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a set. ``uid`` names the operation; it is empty when nothing was written."""

    added: Mapping[str, int] = field(default_factory=dict)
    """New rows by entity, the journal's name of what a file holds."""
    present: Mapping[str, int] = field(default_factory=dict)
    """Rows that were there already, likewise."""
    refused: tuple[BadRow, ...] = ()
    """Rows that cannot be right, by file and line. When strict, one of them keeps everything out."""
    cancelled: bool = False
    uid: str = ""


def import_set(
    session: Session, folder: Path, *, strict: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import the CSV files of a folder (those of ``layout.SHEETS`` that are there) as one operation.

    Rows that are there already, from an earlier import or under the same initials, organisation number or
    project number, are left as they are. ``progress`` is told steps: two for each line of the files, since
    it is read and then written. Raises NotAllowed, and NotFound for files that are not there or cannot be
    read.
    """
    session.require(Action.CREATE)
    if not session.employee.superuser:
        raise NotAllowed("msg.superuseronly")
    sources = find_sources(folder)
    lines = sum(source.lines for source in sources.values())
    steps = Steps(progress, 2 * lines)
    try:
        with spool() as calls:
            checked = CheckedSet(calls)
            check = SetCheck(sources, steps, checked)
            check.run(session.zone, plain(session.clock.now()), session.today())
            if strict and checked.refused:
                return ImportReport(refused=tuple(checked.refused))
            return _store(session, checked, steps, lines)
    except Cancelled:
        return ImportReport(cancelled=True)


def _store(session: Session, checked: CheckedSet, steps: Steps, lines: int) -> ImportReport:
    uid = session.uids()
    with session.operation("import", uid) as work:
        storing = Storing(work)
        for sheet in REGISTERS:
            storing.register(sheet.entity, checked.entries[sheet.entity])
        calls = checked.calls
        storing.calls(
            calls.batches(),
            checked.links.original,
            highest=checked.highest_call,
            without=checked.broken,
            wanted=checked.wanted_calls,
            tell=lambda done: steps.at(lines + lines * done // calls.rows),
        )
        for sheet in FOLLOWING:
            storing.register(sheet.entity, checked.entries[sheet.entity])
        steps.at(2 * lines)
        if storing.added["call"] >= _MANY:
            session.engine.analyse()
        wrote = work.touched > 0
    return ImportReport(storing.added, storing.present, tuple(checked.refused), uid=uid if wrote else "")
