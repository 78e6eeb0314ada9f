"""Bringing in one file of somebody's own: companies, contact persons, calls, or an exchange's records of
calls.

First shown, then done: ``preview`` and ``bring_in`` go the same way, but only the second one writes. What the
file says is checked before anything is locked; what it means is found out in the same transaction that
writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from xscalls_tui.domain.errors import Message, NotAllowed, NotFound
from xscalls_tui.domain.permissions import Action
from xscalls_tui.services import employees
from xscalls_tui.services.bulk import Progress
from xscalls_tui.services.imports.spool import spool
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import remembered
from xscalls_tui.services.sheets.cdr import COLUMNS, is_cdr
from xscalls_tui.services.sheets.fields import guess, missing
from xscalls_tui.services.sheets.opening import open_csv, open_table
from xscalls_tui.services.sheets.records import RecordLines
from xscalls_tui.services.sheets.report import Job, Outcome, Report, Told, What
from xscalls_tui.services.sheets.table import Table
from xscalls_tui.services.steps import Cancelled, Steps

__all__ = [
    "Job",
    "Outcome",
    "Report",
    "Surveyed",
    "Told",
    "What",
    "bring_in",
    "may",
    "preview",
    "remember",
    "survey",
]

_SAMPLE = 20


class Surveyed(NamedTuple):
    """A file as it is before anything is decided: its headings, its first rows, and what each column holds by
    what was said before or by its heading."""

    headings: tuple[str, ...]
    sample: tuple[Sequence[str], ...]
    mapping: Mapping[int, str]


def survey(session: Session, job: Job) -> Surveyed:
    """Look at a file. Raises NotAllowed and NotFound."""
    require(session, job.what)
    table = _table(job)
    fields = (row for _, row in table.rows() if not isinstance(row, Message))
    sample = tuple(tuple(row) for row in islice(fields, _SAMPLE))
    if job.what is What.CDR:
        return Surveyed(COLUMNS, sample, {})
    with session.reading():
        mapping = _mapping(session, job, table)
    return Surveyed(table.headings, sample, mapping)


def preview(session: Session, job: Job, progress: Progress | None = None) -> Report:
    """What the file would bring: nothing is written. Raises NotAllowed, and NotFound for what cannot be
    read."""
    return _go(session, job, progress, write=False, strict=False)


def bring_in(session: Session, job: Job, *, strict: bool = False, progress: Progress | None = None) -> Report:
    """Bring the file in as one operation; ``strict``, only if there is no line to refuse. ``progress`` is
    told steps: two for each line, since it is read and then written. Raises as ``preview`` does."""
    return _go(session, job, progress, write=True, strict=strict)


def remember(session: Session, job: Job) -> None:
    """Keep what the job says of columns and extensions, for the employee's next files of this form. Columns
    with which such a file cannot be read are not kept."""
    if job.mapping is not None and missing(job.what, job.mapping) is None:
        remembered.remember(session, job.what, _table(job).headings, job.mapping)
    if job.extensions:
        with session.reading():
            said = remembered.extensions(session)
        remembered.remember_extensions(session, {**said, **job.extensions})


def may(session: Session, what: What) -> bool:
    """Whether the employee may bring such files in: companies and contact persons are everybody's to make,
    calls by the thousand are made in others' names."""
    return session.employee.superuser or what not in (What.CALLS, What.CDR)


def require(session: Session, what: What) -> None:
    """Raise NotAllowed unless the employee may bring such files in."""
    session.require(Action.CREATE)
    if not may(session, what):
        raise NotAllowed("msg.sheet.superuser")


def _go(session: Session, job: Job, progress: Progress | None, *, write: bool, strict: bool) -> Report:
    require(session, job.what)
    table = _table(job)
    steps = Steps(progress, (2 if write else 1) * table.lines)
    try:
        if job.what in (What.CALLS, What.CDR):
            return _calls(session, job, table, steps, write=write, strict=strict)
        return _records(session, job, table, steps, write=write, strict=strict)
    except Cancelled:
        return Report(table.name, dict.fromkeys(Outcome, 0), cancelled=True)


def _records(session: Session, job: Job, table: Table, steps: Steps, *, write: bool, strict: bool) -> Report:
    with session.reading():
        mapping = _complete(session, job, table)
        lines = RecordLines(session, job.what, mapping, table)
        lines.check(steps)
        if not write:
            lines.match(overwrite=job.overwrite)
            return lines.telling.report(table.name)
    with session.operation("import") as work:
        if work.done_before is not None:
            return Report(table.name, dict.fromkeys(Outcome, 0))
        lines.match(overwrite=job.overwrite)
        if strict and lines.telling.counts[Outcome.REFUSED]:
            return lines.telling.report(table.name, kept_out=True)
        lines.write(work, steps)
    return lines.telling.report(table.name)


def _calls(session: Session, job: Job, table: Table, steps: Steps, *, write: bool, strict: bool) -> Report:
    from xscalls_tui.services.sheets.call_lines import CallBook

    with spool() as held:
        with session.reading():
            mapping = {} if job.what is What.CDR else _complete(session, job, table)
            book = CallBook(session, table, held, mapping)
            if job.what is What.CDR:
                book.check_records(steps, extensions(session, job))
            else:
                book.check(steps)
            book.tell()
        telling = book.telling
        if not write or (strict and telling.counts[Outcome.REFUSED]):
            return telling.report(table.name, kept_out=write)
        book.store(steps)
    return telling.report(table.name)


def extensions(session: Session, job: Job) -> dict[str, int]:
    """Whose each extension is: what the job says, and what was said before. Inside a unit of reading. Raises
    NotFound for initials that nobody has, and where nothing is known of any extension."""
    said = {**remembered.extensions(session), **job.extensions}
    if not said:
        raise NotFound("msg.sheet.noextensions")
    ids = {one.initials: one.id for one in employees.everybody(session)}
    for initials in said.values():
        if initials not in ids:
            raise NotFound("msg.noemployee", initials=initials)
    return {extension: ids[initials] for extension, initials in said.items()}


def _table(job: Job) -> Table:
    if job.what is What.CDR:
        return open_csv(job.path, delimiter=",", headings=COLUMNS)
    return open_table(job.path)


def _complete(session: Session, job: Job, table: Table) -> dict[int, str]:
    mapping = _mapping(session, job, table)
    if lacking := missing(job.what, mapping):
        if job.what is What.CALLS and is_cdr(table.headings):
            raise NotFound("msg.sheet.iscdr")
        raise NotFound(lacking.key, **dict(lacking.values))
    return mapping


def _mapping(session: Session, job: Job, table: Table) -> dict[int, str]:
    if job.mapping is not None:
        return dict(job.mapping)
    said = remembered.mapping(session, job.what, table.headings)
    return guess(job.what, table.headings) if said is None else said
