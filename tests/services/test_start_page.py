"""The start page's elements and what there is to do, on both engines."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.factories import moment
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.start_page import LINES, Element, Todo
from xscalls_tui.services import start_page, undo
from xscalls_tui.services.session import Session


def standing(session: Session) -> dict[Element, list[int]]:
    """The calls of each element."""
    return {one.element: [row.id for row in one.rows] for one in start_page.read(session)}


def test_each_element_has_its_calls_those_overdue_first(session: Session) -> None:
    def call(at: str, **changes: object) -> int:
        return factories.call(session, starts_at=moment(at), **changes).id

    done = call("08:00", status=Status.DONE)
    late, soon = call("10:00"), call("11:00")
    forgotten, later = call("20.11 09:00"), call("27.11 09:00")
    missed = call("19.11 09:00", status=Status.UNANSWERED)
    tried = call("18.11 09:00", status=Status.UNANSWERED)
    follow_up = call("26.11 09:00", origin=tried)
    factories.call(factories.acting(session, "OL"), starts_at=moment("10:00"))
    assert standing(session) == {
        Element.TODAY: [late, soon, done],
        Element.PLANNED: [forgotten, late, soon, follow_up, later],
        Element.UNANSWERED: [missed],
        Element.LATEST: [done, missed, tried],
    }
    assert start_page.todo(session) == Todo(today=2, overdue=2)


def test_a_full_element_says_that_there_are_more(session: Session) -> None:
    first = moment("24.11 08:00")
    for number in range(LINES + 1):
        factories.call(session, starts_at=first + timedelta(minutes=number))
    planned = next(one for one in start_page.read(session) if one.element is Element.PLANNED)
    assert (len(planned.rows), planned.more) == (LINES, True)


def test_everybody_has_a_page_of_their_own_and_takes_changes_back(session: Session) -> None:
    start_page.arrange(session, [Element.LATEST, Element.TODAY])
    assert start_page.chosen(session) == (Element.LATEST, Element.TODAY)
    assert start_page.chosen(factories.acting(session, "OL")) == tuple(Element)
    start_page.arrange(session, [])
    assert start_page.read(session) == []
    undo.undo(session)
    assert start_page.chosen(session) == (Element.LATEST, Element.TODAY)
