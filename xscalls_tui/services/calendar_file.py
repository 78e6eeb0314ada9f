"""What a calendar file of an employee's calls is made of."""

from __future__ import annotations

from datetime import timedelta

from xscalls_tui.domain.calendar import moved
from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.periods import Dates
from xscalls_tui.queries.journal import first_operation, newest_operation
from xscalls_tui.services import calls, records
from xscalls_tui.services.session import Session

BACK = timedelta(days=30)
"""Calls that are longer ago do not stand in it."""


def own_calls(session: Session) -> list[Call]:
    """The calls of the employee at work that belong into the file: of the last month, and all to come."""
    since = moved(session.today(), -BACK.days)
    mine = Criterion(Field.EMPLOYEE, session.employee.id)
    ids = calls.ids(session, Criteria((mine, Criterion(Field.DATE, Dates(since, None)))))
    return records.whole(session, sorted(ids))


def state(session: Session) -> int:
    """A number that rises when anything is written: as long as it is the same, the file is up to date."""
    with session.reading():
        return newest_operation(session.engine)


def database_name(session: Session) -> str:
    """What tells the calls of this database from those of all others, and of no copy of it: the name of the
    first operation in its journal."""
    with session.reading():
        return first_operation(session.engine) or "empty"
