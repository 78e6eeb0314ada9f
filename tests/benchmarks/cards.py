"""What the registers cost beside many calls: a card on which thousands of calls hang against one with few,
and the lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.benchmarks.bare import servers_of
from tests.benchmarks.store import at_work
from tests.benchmarks.timing import Action, Figure, against_other, interleaved, servers
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.record_types import PAGES
from xscalls_tui.domain.records import RecordCriteria, RecordRequest, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, registers, start_page
from xscalls_tui.services.session import Session

BUSY, QUIET = 5000, 5
CARD = 1.5
"""The budget: a card with BUSY calls against one with QUIET."""
PAGE = 5.0
"""The first page of a register's list against the first page of calls."""


def measure(place: str) -> Iterator[Figure]:
    """All figures, on a database that may be written to."""
    with at_work(place) as session, servers(*servers_of(session)):
        busy, quiet = (_company(session, calls) for calls in (BUSY, QUIET))
        plain = partial(calls.page, session, PageRequest())
        took = interleaved({"busy": card(session, busy), "quiet": card(session, quiet)}, rounds=21)
        yield against_other(
            f"company card with {BUSY} calls opens, against one with {QUIET}",
            took["busy"],
            took["quiet"],
            CARD,
        )
        took = interleaved({"tab": tab(session, busy), "": plain}, rounds=21)
        yield against_other(
            f"its tab with {BUSY} calls, against the first page of calls", took["tab"], took[""], CARD
        )
        for kind in PAGES:
            request = RecordRequest(RecordCriteria(), RecordSort(kind.sort, kind.descending))
            took = interleaved({"it": partial(registers.page, session, kind.register, request), "": plain})
            yield against_other(f"list: {kind.register}, against calls", took["it"], took[""], PAGE)
        for name, action in (("what there is to do", start_page.todo), ("start page", start_page.read)):
            took = interleaved({"it": partial(action, session), "": plain})
            yield against_other(f"{name}, against the first page of calls", took["it"], took[""], PAGE)


def card(session: Session, company: int) -> Action:
    """What a company's card asks for when it opens: the record, and how much there is on each tab."""

    def opened() -> None:
        registers.read(session, Register.COMPANY, company)
        registers.hanging_on(session, Register.COMPANY, company)

    return opened


def tab(session: Session, company: int) -> Action:
    """What its tab Oppfølginger asks for."""
    return partial(calls.page, session, PageRequest(Criteria((Criterion(Field.COMPANY, company),))))


def _company(session: Session, hanging: int) -> int:
    """A company with so many calls, none of which was held lately."""
    made = registers.create(session, Register.COMPANY, {"name": f"Med {hanging} samtaler"})
    with session.engine.writing():
        session.engine.rows_of(
            "UPDATE call SET company_id = ? WHERE id IN "
            "(SELECT id FROM call WHERE deleted_at IS NULL ORDER BY id DESC LIMIT ?) RETURNING id",
            made.id,
            hanging,
        )
    return made.id
