"""Follow-up calls, copies, and the history that ties calls together."""

from __future__ import annotations

from datetime import date, datetime

from xscalls_tui.domain import followups as rules
from xscalls_tui.domain.calls import Call, CallDraft
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.domain.followups import ChainLine, chain_lines
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.when import next_working_day
from xscalls_tui.queries import calls as queries
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


def follow_up(session: Session, call: Call) -> CallDraft:
    """What a follow-up of ``call`` starts out with: the next working day at the same time (R37)."""
    session.require(Action.FOLLOW_UP, call.ownership)
    day = next_working_day(session.today(), is_holiday)
    starts = datetime.combine(day, call.starts_at.time())
    return rules.follow_up_of(call, day, calls.reminder(session, starts))


def copy(session: Session, call: Call) -> CallDraft:
    """What a copy of ``call`` starts out with (R111)."""
    session.require(Action.COPY, call.ownership)
    return rules.copy_of(call)


def history(session: Session, call_id: int) -> list[ChainLine]:
    """The whole chain that a call belongs to, as the lines of a tree. Raises NotFound."""
    with session.reading():
        found = queries.chain(session.engine, call_id)
    if not found:
        raise NotFound("msg.nocall", id=call_id)
    return chain_lines(found)


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Norway."""
    import holidays  # loaded with the first follow-up, not with the program

    return day in holidays.country_holidays("NO", years=day.year)
