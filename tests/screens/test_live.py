"""Two operators at once: what one saves stands on the other's screen, and nothing jumps under the hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import factories
from tests.factories import acting
from tests.screens.work import LARGE, at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.services import bulk
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """On both engines."""
    return str(request.param)


@pytest.fixture
def colleague(session: Session) -> Iterator[Session]:
    """PH at a terminal of their own: another session on the same database."""
    other = open_session(factories.where(session), session.employee.initials, clock=session.clock)
    yield acting(other, "PH")
    other.close()


@pytest.fixture
def mine(session: Session) -> int:
    """A call of OL's, on a day before all others that are made here."""
    starts = factories.moment("02.11 09:00")
    return factories.call(acting(session, "OL"), subject="Avtale om levering", starts_at=starts).id


async def test_a_save_stands_on_the_other_s_list_and_the_cursor_on_its_call(
    session: Session, colleague: Session, mine: int
) -> None:
    async with at_work(acting(session, "OL"), LARGE) as ol:
        await ol.to(mine)
        made = factories.call(colleague, subject="Nettopp ringt")
        await ol.until(lambda: made.id in ol.ids)
        await ol.settle()
        assert ol.ids.index(made.id) < ol.ids.index(mine) and ol.row.id == mine
        bulk.set_status(colleague, [made.id], Status.DONE)
        await ol.until(lambda: any(row.id == made.id and row.status is Status.DONE for row in ol.rows))
        bulk.delete(colleague, [made.id])
        await ol.until(lambda: made.id not in ol.ids)
        await ol.settle()
        assert ol.row.id == mine


async def test_what_is_being_typed_stays_when_others_save(
    session: Session, colleague: Session, mine: int
) -> None:
    async with at_work(acting(session, "OL"), LARGE) as ol:
        await ol.open(mine)
        await ol.go_to("subject")
        await ol.press("end", "!")
        made = factories.call(colleague, subject="Nettopp ringt")
        await ol.settle()
        assert ol.shows("subject") == "Avtale om levering!" and ol.field_name == "subject"
        await ol.press("ctrl+o")
        await ol.until(lambda: made.id in ol.ids)
