"""Reminders that are due, with what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.reminders import Reminder
from xscalls_tui.models import tables as t
from xscalls_tui.models.engine import Engine, param

MOST = 200
"""So many are read at a time, the oldest first."""


def standing(engine: Engine, employee: int, now: datetime) -> list[Reminder]:
    """What an employee has to be reminded of by ``now`` (aware) and has not answered; oldest first."""

    def build() -> Any:
        state, open_ = t.Reminded, t.Reminded.closed_at.is_null()
        due = state.id.is_null() | (open_ & (state.rings_at <= param("now")))
        return _reminders().where(t.Call.employee == param("employee"), due).order_by(
            fn.COALESCE(state.rings_at, t.Call.remind_at), t.Call.id
        ).limit(MOST)  # fmt: skip

    rows = engine.rows(engine.plan("standing reminders", build), employee=employee, now=now)
    return [_reminder(engine, row) for row in rows]


def unsent(engine: Engine, employee: int | None, now: datetime) -> list[Reminder]:
    """What ``xscalls remind`` has not told of yet; of all active employees for None."""
    state = t.Reminded
    due = state.id.is_null() | (
        state.closed_at.is_null() & state.sent_at.is_null() & (state.rings_at <= param("now"))
    )
    query = _reminders().where(due, t.Employee.active)
    if employee is not None:
        query = query.where(t.Call.employee == param("employee"))
    plan = engine.plan(
        ("unsent reminders", employee is None),
        lambda: query.order_by(t.Call.employee, t.Call.remind_at, t.Call.id).limit(MOST),
    )
    return [_reminder(engine, row) for row in engine.rows(plan, employee=employee, now=now)]


def reminds(engine: Engine, reminder: Reminder) -> bool:
    """Whether a call still reminds its employee of that moment."""
    call = t.Call

    def build() -> Any:
        return call.select(call.id).where(
            call.id == param("call"),
            call.employee == param("employee"),
            call.remind_at == param("due"),
            call.deleted_at.is_null(),
            call.status == int(Status.PLANNED),
        )

    plan = engine.plan("still reminds", build)
    of = {"call": reminder.call_id, "employee": reminder.employee_id, "due": reminder.due}
    return bool(engine.rows(plan, **of))


def _reminders() -> Any:
    call, state = t.Call, t.Reminded
    columns = (
        call.id, call.version, call.remind_at, fn.COALESCE(state.rings_at, call.remind_at), state.rung_at,
        call.starts_at, call.ends_at, call.direction, call.subject, call.phone,
        fn.COALESCE(t.Contact.name, call.partner), fn.COALESCE(t.Company.name, ""),
        call.employee, t.Employee.initials, t.Employee.email,
    )  # fmt: skip
    same = (state.call == call.id) & (state.employee == call.employee) & (state.due_at == call.remind_at)
    return (
        call.select(*columns)
        .join(t.Employee, on=(call.employee == t.Employee.id))
        .join(state, JOIN.LEFT_OUTER, on=same)
        .join(t.Contact, JOIN.LEFT_OUTER, on=(call.contact == t.Contact.id))
        .join(t.Company, JOIN.LEFT_OUTER, on=(call.company == t.Company.id))
        .where(
            call.deleted_at.is_null(),
            call.remind_at.is_null(False),
            call.remind_at <= param("now"),
            call.status == int(Status.PLANNED),  # also if it was closed without this program
        )
    )


def _reminder(engine: Engine, row: tuple[Any, ...]) -> Reminder:
    call, version, due, rings, rung, starts, ends, direction, *texts = row
    return Reminder(
        call, version, engine.stamp(due), engine.stamp(rings), rung is not None,
        engine.wall(starts), engine.wall(ends), Direction(direction), *texts,
    )  # fmt: skip
