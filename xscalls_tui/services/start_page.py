"""The start page of the employee at work, and what they have to do."""

from __future__ import annotations

from collections.abc import Sequence

from xscalls_tui.domain import start_page
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, Ties
from xscalls_tui.domain.periods import Dates
from xscalls_tui.domain.permissions import Action
from xscalls_tui.domain.start_page import LINES, TODO_CAP, Element, Shown, Todo
from xscalls_tui.queries import call_list
from xscalls_tui.queries.todo import todo as count_todo
from xscalls_tui.services import preferences
from xscalls_tui.services.session import Session

START_PAGE = "start_page"
"""The preference that holds the chosen elements in their order."""
_BUSY_DAY = 200
"""Calls of a day that are looked at for those that matter most."""


def chosen(session: Session) -> tuple[Element, ...]:
    """The elements that the employee has chosen, in their order."""
    with session.reading():
        return start_page.read(preferences.value(session, START_PAGE))


def read(session: Session) -> list[Shown]:
    """The chosen elements with their first calls."""
    with session.reading():
        return [_shown(session, element) for element in chosen(session)]


def arrange(session: Session, elements: Sequence[Element]) -> None:
    """Choose these elements, in this order."""
    session.require(Action.READ)
    with session.operation("startpage.arrange") as work:
        if work.done_before is None:
            preferences.put(session, work, START_PAGE, start_page.written(elements))


def todo(session: Session) -> Todo:
    """What the employee has to do."""
    with session.reading():
        return count_todo(session.engine, session.employee.id, session.now(), TODO_CAP)


def criteria(session: Session, element: Element) -> tuple[Criteria, Sort]:
    """Which calls stand in an element, and in which order they are listed."""
    me = Criterion(Field.EMPLOYEE, session.employee.id, session.employee.initials)
    today = session.today()
    match element:
        case Element.TODAY:
            return Criteria((me, Criterion(Field.DATE, Dates(today, today)))), Sort(descending=False)
        case Element.PLANNED:
            return Criteria((me, Criterion(Field.STATUS, Status.PLANNED))), Sort(descending=False)
        case Element.UNANSWERED:
            left = Criterion(Field.FOLLOWUPS, Ties.HAS_FOLLOWUPS, negated=True)
            return Criteria((me, Criterion(Field.STATUS, Status.UNANSWERED), left)), Sort()
        case Element.LATEST:
            return Criteria((me, Criterion(Field.STATUS, Status.PLANNED, negated=True))), Sort()


def _shown(session: Session, element: Element) -> Shown:
    wanted, sort = criteria(session, element)
    limit = _BUSY_DAY if element is Element.TODAY else LINES
    page = call_list.page(session.engine, PageRequest(wanted, sort, limit=limit), session.reader())
    rows = list(page.rows)
    if element is Element.TODAY:
        rows = start_page.in_order(rows, session.now())
    return Shown(element, tuple(rows[:LINES]), page.more or len(rows) > LINES)
