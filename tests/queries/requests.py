"""What there is to read, and what is asked for, in tests of the read side."""

from __future__ import annotations

from collections.abc import Iterator

from tests import factories
from xscalls_tui.domain.calls import CallKey, CallRow
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


def furnish(session: Session) -> None:
    """A few calls that have every link."""
    company = factories.company(session, "Åsen Bygg")
    factories.contact(session, "Ola Lie", company)
    factories.project(session, "1042", "Skolen", company)
    for number in range(8):
        factories.call(session, subject=f"Tilbud {number}", company=company, partner=1, project=1)


def criteria(*fields: Field) -> Criteria:
    """Each of these fields is the first row of its register, or the first status."""
    return Criteria(tuple(Criterion(field, 1) for field in fields))


def walk(session: Session, criteria: Criteria, sort: Sort, limit: int, backward: bool) -> Iterator[CallRow]:
    """All rows, page after page; backwards they come last row first."""
    anchor: CallKey | None = None
    for _ in range(200):
        page = calls.page(session, PageRequest(criteria, sort, anchor, backward=backward, limit=limit))
        assert len(page.rows) == limit or not page.more
        rows = page.rows[::-1] if backward else page.rows
        yield from rows
        if not page.more:
            return
        anchor = rows[-1].key
    raise AssertionError("the pages never come to an end")
