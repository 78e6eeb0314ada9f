"""What each employee has set for themselves."""

from __future__ import annotations

from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.queries import searches as queries
from xscalls_tui.services.session import Session

START_SEARCH = "start_search"
"""The id of the saved search that the program opens with."""


def value(session: Session, name: str) -> str | None:
    """What the employee has set; None when nothing is. Inside a unit of work or of reading."""
    return queries.preference(session.engine, session.employee.id, name)


def put(session: Session, work: UnitOfWork, name: str, text: str | None) -> None:
    """Set a preference; None sets it no more."""
    row_id = queries.preference_row(session.engine, session.employee.id, name)
    if row_id is None:
        if text is not None:
            values = {"employee_id": session.employee.id, "name": name, "value": text}
            work.insert(tables.Preference, values)
    elif text is None:
        work.update(tables.Preference, row_id, {"deleted_at": work.at})
    else:
        work.update(tables.Preference, row_id, {"value": text, "deleted_at": None})
