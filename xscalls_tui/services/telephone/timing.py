"""What ringing does to a call: when it starts and ends, and the call to the same party that it may be."""

from __future__ import annotations

from datetime import datetime

from xscalls_tui.domain import when
from xscalls_tui.domain.calls import Call, CallDraft, Direction, Names, Status
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.telephone import end_of
from xscalls_tui.models import tables
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


def starting(session: Session, draft: CallDraft) -> CallDraft:
    """A draft that is rung now: Utgående, from now on, as long as calls are by one's settings."""
    now = session.now()
    end = datetime.combine(now.date(), when.add_minutes(now.time(), session.settings.duration))
    return draft._replace(starts_at=now, ends_at=max(now, end), direction=Direction.OUT, reminder=None)


def again(session: Session, call: Call) -> tuple[CallDraft, Names]:
    """A new planned call to the party of one that is over, or somebody else's."""
    session.require(Action.CREATE)
    draft = call.draft()._replace(status=Status.PLANNED, employee=session.employee.id, note="", origin=None)
    names = call.names._replace(employee=calls.own_names(session).employee)
    return starting(session, draft), names


def begin(session: Session, call_id: int) -> Call:
    """A planned call is being rung: it starts now. Raises NotFound and NotAllowed."""
    return _put(session, call_id, begins=True)


def end(session: Session, call_id: int) -> Call:
    """A call is over: it ends now, on its own day; the status is left to the operator. Raises NotFound and
    NotAllowed."""
    return _put(session, call_id, begins=False)


def _put(session: Session, call_id: int, *, begins: bool) -> Call:
    session.require(Action.CHANGE)
    with session.operation("call.save") as work:
        if work.done_before is None:
            work.lock(tables.Call, [call_id])
            call = calls.existing(session, call_id)
            session.require(Action.CHANGE, call.ownership)
            if begins:
                rung = starting(session, call.draft())
                values = {
                    "starts_at": rung.starts_at,
                    "ends_at": rung.ends_at,
                    "direction": int(rung.direction),
                    "reminder": rung.reminder,
                }
            else:
                values = {"ends_at": end_of(call.starts_at, session.now())}
            calls.write(work, session, call, values)
        return calls.existing(session, call_id)
