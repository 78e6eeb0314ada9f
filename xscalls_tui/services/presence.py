"""Who has which call open, and asking the owner of a call to let one change it again (R63-R66).

What is open is not journalled, and others are told of it apart from what is: they then read this and nothing
else. A call that is handed back is changed as any other is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from peewee import JOIN

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.domain.news import News
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.presence import Claim, Opened, Presence
from xscalls_tui.models import tables
from xscalls_tui.services import calls, places
from xscalls_tui.services.session import Session

STALE = timedelta(minutes=3)
"""What was last known to be open on another machine so long ago is no more. A session tells of itself every
minute (``still_here``)."""


def now(session: Session) -> Presence:
    """What the employee at work is to know of others."""
    with session.reading():
        return Presence(_opened(session), *_claims(session))


def show(session: Session, opened: Collection[int]) -> None:
    """These calls are open in this run of the program, and no others."""
    table, engine, at = tables.Presence, session.engine, session.clock.now()
    mine = (table.employee == session.employee.id) & (table.place == places.here())
    session.require(Action.READ)
    with engine.writing(News.PRESENCE):
        known = {call_id for (call_id,) in engine.rows(table.select(table.call).where(mine))}
        if gone := known - set(opened):
            engine.execute(table.delete().where(mine & engine.among(table.call, sorted(gone))))
        for call_id in sorted(set(opened) - known):
            engine.insert(
                table,
                {
                    "call_id": call_id,
                    "employee_id": session.employee.id,
                    "place": places.here(),
                    "since": at,
                    "seen_at": at,
                },
            )


def still_here(session: Session) -> None:
    """What is open in this run of the program still is; what was in runs of the employee's that have ended
    is not."""
    table, engine = tables.Presence, session.engine
    mine = table.employee == session.employee.id
    with engine.writing(tells=None):
        engine.execute(table.update(seen_at=session.clock.now()).where(mine & (table.place == places.here())))
        left = engine.rows(table.select(table.place, table.seen_at).where(mine).distinct())
        for place, seen_at in left:
            if not _lives(session, place, seen_at):
                engine.execute(table.delete().where(mine & (table.place == place)))


def ask(session: Session, call_id: int) -> None:
    """Ask the owner of a call that one has planned to let one change it again. Asked again, it is new again.

    Raises NotFound, and NotAllowed for those who have not planned it, and for those who may change it.
    """
    session.require(Action.READ)
    table = tables.Claim
    with session.engine.writing(News.PRESENCE):
        call = calls.existing(session, call_id)
        if not may_ask(session, call):
            raise NotAllowed("msg.noclaim")
        values = {"asked_at": session.clock.now(), "refused_at": None}
        session.engine.execute(
            table.insert(call=call_id, employee=session.employee.id, **values).on_conflict(
                conflict_target=(table.call, table.employee),
                update={getattr(table, name): value for name, value in values.items()},
            )
        )


def may_ask(session: Session, call: Call) -> bool:
    """Whether the employee has planned a call that its owner has taken over."""
    me = session.employee
    return call.creator == me.id and call.employee.id != me.id and call.owner_saved and not me.superuser


def take_back(session: Session, claim_id: int) -> None:
    """Ask no more for what one asked for: it is answered, and one has seen it."""
    table = tables.Claim
    with session.engine.writing(News.PRESENCE):
        session.engine.execute(
            table.delete().where(table.id == claim_id, table.employee == session.employee.id)
        )


def keep(session: Session, claim_id: int) -> None:
    """Keep a call that one is asked for."""
    table, call = tables.Claim, tables.Call
    own = call.select(call.id).where(call.employee == session.employee.id)
    with session.engine.writing(News.PRESENCE):
        session.engine.execute(
            table.update(refused_at=session.clock.now()).where(table.id == claim_id, table.call.in_(own))
        )


def hand_back(session: Session, call_id: int, uid: str | None = None) -> Call:
    """Let whoever planned a call change it again, until one saves it next. Its owner may do so alone.

    Raises NotFound and NotAllowed.
    """
    with session.operation("handback", uid) as work:
        if work.done_before is None:
            work.lock(tables.Call, [call_id])
            call = calls.existing(session, call_id)
            if call.employee.id != session.employee.id:
                raise NotAllowed("msg.nothandback")
            values = {"owner_saved": False, **calls.stamp_columns(work, session)}
            work.update(tables.Call, call_id, values, call.version)
        return calls.existing(session, call_id)


def _opened(session: Session) -> dict[int, tuple[Opened, ...]]:
    table, employee = tables.Presence, tables.Employee
    query = (
        table.select(table.call, employee.initials, table.place, table.since, table.seen_at)
        .join(employee)
        .where(table.place != places.here())
        .order_by(table.since, table.id)
    )
    found: dict[int, tuple[Opened, ...]] = {}
    for call_id, initials, place, since, seen_at in session.engine.rows(query):
        if _lives(session, place, seen_at):
            one = Opened(initials, session.engine.stamp(since))
            found[call_id] = (*found.get(call_id, ()), one)
    return found


def _lives(session: Session, place: str, seen_at: str) -> bool:
    if places.elsewhere(place):
        return session.clock.now() - session.engine.stamp(seen_at) < STALE
    return places.alive(place)


def _claims(session: Session) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Those that others make, and one's own."""
    table, call, asker, owner = tables.Claim, tables.Call, tables.Employee, tables.Employee.alias()
    me = session.employee.id
    query = (
        table.select(
            table.id, call.id, call.subject, asker.initials, owner.initials, table.employee,
            table.refused_at, call.owner_saved,
        )
        .join(call, JOIN.INNER).join(owner, on=call.employee == owner.id)
        .switch(table).join(asker)
        .where(((table.employee == me) | (call.employee == me)) & call.deleted_at.is_null())
        .order_by(table.asked_at.desc(), table.id.desc())
    )  # fmt: skip
    asked, own = [], []
    for claim_id, call_id, subject, by, of, employee, refused_at, saved in session.engine.rows(query):
        claim = Claim(claim_id, call_id, subject, by, of, refused_at is not None, not saved)
        if employee == me:
            own.append(claim)
        elif not (claim.refused or claim.granted):
            asked.append(claim)
    return tuple(asked), tuple(own)
