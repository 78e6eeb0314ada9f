"""A database to try the program on: an office with customers and two thousand calls around today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from xscalls_tui.domain.clock import Clock
from xscalls_tui.models.database import set_setting
from xscalls_tui.models.engine import plain
from xscalls_tui.queries import registers
from xscalls_tui.services.demo import texts
from xscalls_tui.services.demo.affairs import Affairs
from xscalls_tui.services.demo.calls import Diary, Talk
from xscalls_tui.services.demo.details import furnish_details
from xscalls_tui.services.demo.office import Office
from xscalls_tui.services.demo.stamping import Stamping
from xscalls_tui.services.imports.callrows import CallMaker, CallTuple
from xscalls_tui.services.imports.storing import Storing
from xscalls_tui.services.opening import EMPLOYEE_SETTING, create_session
from xscalls_tui.services.session import Session

__all__ = ["create_demo"]

_SEED = 515  # the manual's chapter on calls


def create_demo(where: str, clock: Clock) -> Session:
    """Create a demo database, the same each time that the clock shows the same, and open it as an ordinary
    employee; KN is its superuser. Raises DatabaseUnusable when something is there already."""
    session = create_session(where, *texts.SUPERUSER, clock=clock)
    random = Random(_SEED)
    office = Office(random).furnish()
    initials = [initials for initials, _ in texts.EMPLOYEES]
    talks = Diary(office, random, session.now()).talks(1 + initials.index(texts.OPERATOR))
    ids = {talk: number for number, talk in enumerate(talks, 1)}
    stamping = Stamping(session.now(), session.zone)
    furnish_details(office, Random(_SEED + 1), stamping)
    affairs = Affairs(office, ids, Random(_SEED + 2), stamping)
    affairs.make()
    with session.operation("import") as work:
        storing = Storing(work, remembered=False)
        storing.register("employee", office.employees)
        storing.register("company", office.companies)
        storing.register("contact", office.contacts)
        storing.register("project", office.projects)
        originals = {ids[talk]: ids[talk.original] for talk in talks if talk.original}
        batches = [list(_calls(session, ids, affairs.notes))]
        storing.calls(batches, originals, highest=len(talks), wanted=affairs.called)
        for entity, entries in affairs.entries.items():
            storing.register(entity, entries)
        operator = registers.employee(session.engine, initials=texts.OPERATOR)
        assert operator is not None
        set_setting(session.engine, EMPLOYEE_SETTING, str(operator.id))
    return session.acting_as(operator)


def _calls(session: Session, ids: dict[Talk, int], notes: dict[Talk, str]) -> Iterator[CallTuple]:
    make = CallMaker()

    def stamp(at: datetime) -> Any:
        return plain(at.replace(tzinfo=session.zone))

    for talk, number in ids.items():
        party, project = talk.matter.party, talk.matter.project
        yield make(
            number,
            "",
            links=(talk.employee, party.company, party.contact, project, talk.creator, talk.changer),
            starts_at=plain(talk.starts_at),
            ends_at=plain(talk.ends_at),
            direction=talk.direction,
            status=talk.status,
            subject=talk.matter.subject,
            phone=party.phone,
            note=notes.get(talk, talk.note),
            reminder=talk.reminder,
            created_at=stamp(talk.created_at),
            changed_at=stamp(talk.changed_at),
        )
