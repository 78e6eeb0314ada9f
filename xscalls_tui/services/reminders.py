"""Reminders of planned calls: what is due, and the answers to it.

A call reminds the employee that it belongs to, at the moment that the unit of work keeps with it. What
becomes of that stands beside it, not in the journal: it is nothing that is done to the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from xscalls_tui.domain.errors import NotFound
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.reminders import Reminder, put_off
from xscalls_tui.models.tables import Reminded
from xscalls_tui.queries import reminders as queries
from xscalls_tui.services import employees
from xscalls_tui.services.session import Session


def standing(session: Session) -> list[Reminder]:
    """What the employee at work has to be reminded of and has not answered, oldest first."""
    with session.reading():
        return queries.standing(session.engine, session.employee.id, session.clock.now())


def rung(session: Session, reminders: Iterable[Reminder]) -> None:
    """These were shown: nobody who starts the program later has missed them."""
    _note(session, reminders, {"rung_at": session.clock.now()}, once_only=True)


def close(session: Session, reminders: Iterable[Reminder]) -> None:
    """These are answered for good."""
    _note(session, reminders, {"closed_at": session.clock.now()})


def snooze(session: Session, reminder: Reminder, minutes: int) -> datetime:
    """Put a reminder off; the call stays where it is. When it rings again (UTC). Raises NotFound when the
    call was moved, given away, closed or deleted meanwhile: it would not ring."""
    again = put_off(session.clock.now(), minutes, session.zone)
    with session.engine.writing():
        if not queries.reminds(session.engine, reminder):
            raise NotFound("msg.reminder.gone")
        _note(session, [reminder], {"rings_at": again, **_UNANSWERED})
    return again


def send(session: Session, *, everybody: bool = False) -> list[Reminder]:
    """What is due and was not sent before, noted as sent: no second call gives it again, whoever calls at the
    same time. Of the employee at work, or of ``everybody``; ``queries.reminders.MOST`` at a time. Raises
    NotAllowed when that is asked for by somebody who is no superuser."""
    session.require(Action.READ)
    if everybody:
        employees.superusers_only(session)
    now, whose = session.clock.now(), None if everybody else session.employee.id
    with session.reading():
        if not queries.unsent(session.engine, whose, now):
            return []
    with session.engine.writing():
        session.engine.lock_table(Reminded)
        found = queries.unsent(session.engine, whose, now)
        _note(session, found, {"sent_at": now}, once_only=True)
    return found


def unsend(session: Session, reminders: Iterable[Reminder]) -> None:
    """These could not be told of after all: they will be sent again."""
    _note(session, reminders, {"sent_at": None}, once_only=True)


_UNANSWERED = {"rung_at": None, "sent_at": None, "closed_at": None}


def _note(
    session: Session, reminders: Iterable[Reminder], values: Mapping[str, Any], *, once_only: bool = False
) -> None:
    """What became of reminders. ``once_only`` is for what is true of this ringing and not of the next: one
    that was put off meanwhile is left."""
    table = Reminded
    with session.engine.writing():
        for one in reminders:
            row = {"call": one.call_id, "employee": one.employee_id, "due_at": one.due}
            add = table.insert({**row, "rings_at": one.rings_at, **_UNANSWERED, **values})
            one_moment = (table.call, table.employee, table.due_at)
            same = table.rings_at == one.rings_at if once_only else None
            session.engine.execute(
                add.on_conflict(conflict_target=one_moment, update=dict(values), where=same)
            )
