"""Two on one call: each sees who else has it open, loses and gets back the right to change it before their
eyes, and neither loses a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests import factories
from tests.factories import acting
from tests.screens.work import LARGE, SMALL, at_work
from xscalls_tui.i18n import Language
from xscalls_tui.models import tables
from xscalls_tui.screens import presence as screens
from xscalls_tui.services import calls, places, presence
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """On both engines."""
    return str(request.param)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is open is told at once."""
    monkeypatch.setattr(screens, "TOLD_AFTER_SECONDS", 0.001)


@contextmanager
def elsewhere() -> Iterator[None]:
    """What is done meanwhile is done in another run of the program, which lives."""
    with pytest.MonkeyPatch.context() as there:
        there.setattr(places, "here", lambda: "otherhost/1/1")
        yield


@pytest.fixture
def colleague(session: Session) -> Iterator[Session]:
    """PH at a terminal of their own: another session on the same database."""
    other = open_session(factories.where(session), session.employee.initials, clock=session.clock)
    yield acting(other, "PH")
    other.close()


@pytest.fixture
def planned(session: Session) -> int:
    """A call that OL has planned for PH, on a day before all others."""
    starts = factories.moment("02.11 09:00")
    return factories.call(acting(session, "OL"), subject="Befaring", employee="PH", starts_at=starts).id


def opens(colleague: Session, *call_ids: int) -> None:
    """PH has these calls open, and no others."""
    with elsewhere():
        presence.show(colleague, call_ids)


def known(session: Session) -> dict[int, list[str]]:
    """What others know to be open."""
    table, employee = tables.Presence, tables.Employee
    with session.reading():
        rows = session.engine.rows(table.select(table.call, employee.initials).join(employee))
    return {call_id: [initials] for call_id, initials in rows}


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("language", ["nb", "en"])
async def test_list_and_form_tell_who_has_a_call_open(
    session: Session, colleague: Session, planned: int, size: tuple[int, int], language: Language
) -> None:
    said = "åpen hos PH (10:42)" if language == "nb" else "open with PH (10:42)"
    async with at_work(acting(session, "OL"), size, language) as ol:
        await ol.to(planned)
        assert "●" not in ol.line("Befaring") and said not in ol.text
        opens(colleague, planned)
        await ol.until(lambda: said in ol.text)
        assert ol.line("Befaring").startswith("●☐")
        await ol.press("enter")
        await ol.until(lambda: "● PH" in ol.lines[0])
        opens(colleague)
        await ol.until(lambda: "● PH" not in ol.lines[0])
        await ol.press("escape")
        await ol.until(lambda: not ol.line("Befaring").startswith("●"))


async def test_what_is_open_here_is_told_and_no_more_when_it_is_left(
    session: Session, planned: int, colleague: Session
) -> None:
    async with at_work(acting(session, "OL")) as ol:
        await ol.open(planned)
        await ol.until(lambda: known(colleague) == {planned: ["OL"]})
        await ol.press("f2")
        await ol.settle()
        assert known(colleague) == {planned: ["OL"]}, "it is under the new one"
        await ol.press("escape", "escape")
        await ol.until(lambda: known(colleague) == {})
        await ol.press("f2")
        await ol.fill(subject="Ny", phone="22 33 44 55")
        await ol.press("ctrl+s")
        await ol.until(lambda: list(known(colleague).values()) == [["OL"]])
    assert known(colleague) == {}, "the program has ended"


async def test_the_planners_form_turns_read_only_the_moment_the_owner_saves(
    session: Session, colleague: Session, planned: int
) -> None:
    async with at_work(acting(session, "OL"), LARGE) as ol:
        await ol.open(planned)
        calls.read(colleague, planned)
        assert not ol.fields["subject"].read_only
        factories.save(colleague, planned, note="Jeg tar den.")
        await ol.until(lambda: ol.fields["subject"].read_only)
        assert "PH lagret samtalen 23.11.2026 10:42" in ol.text and "Be om den" in ol.text


async def test_what_the_planner_was_typing_stays_and_can_be_saved_once_the_call_is_handed_back(
    session: Session, colleague: Session, planned: int
) -> None:
    async with at_work(acting(session, "OL"), LARGE) as ol:
        await ol.open(planned)
        await ol.fill(subject=" fredag")
        factories.save(colleague, planned, note="Jeg tar den.")
        await ol.until(lambda: ol.fields["subject"].read_only)
        assert ol.shows("subject") == "Befaring fredag", "nothing that was typed is lost"
        await ol.press("ctrl+f")
        assert "PH er bedt om å gi samtalen tilbake" in ol.text
        presence.hand_back(colleague, planned)
        await ol.until(lambda: not ol.fields["subject"].read_only)
        await ol.until(lambda: "PH ga samtalen «Befaring» tilbake" in ol.text)
        assert ol.shows("subject") == "Befaring fredag"
        await ol.press("ctrl+s")
        assert "Jeg tar den." in ol.text, "the conflict is told, nobody is overwritten"
        assert calls.read(session, planned).note == "Jeg tar den."


async def test_the_owner_is_asked_on_whatever_screen_and_one_key_grants(
    session: Session, colleague: Session, planned: int
) -> None:
    factories.save(acting(session, "PH"), planned, note="Jeg tar den.")
    ol = acting(colleague, "OL")
    async with at_work(acting(session, "PH"), LARGE) as ph:
        await ph.press("f2")
        await ph.fill(subject="Midt i noe")
        presence.ask(ol, planned)
        await ph.until(lambda: "OL ber om å få endre" in ph.text)
        assert "Befaring" in ph.line("OL ber om") and ph.shows("subject") == "Midt i noe"
        await ph.press("ctrl+f")
        assert "OL kan endre samtalen igjen." in ph.text and "ber om å få endre" not in ph.text
        assert not calls.read(ol, planned).owner_saved
        factories.save(ol, planned, note="Flyttet.")


async def test_the_owner_may_say_no_and_the_planner_is_told(
    session: Session, colleague: Session, planned: int
) -> None:
    factories.save(colleague, planned, note="Jeg tar den.")
    async with at_work(acting(session, "OL"), LARGE) as ol:
        await ol.open(planned)
        await ol.press("ctrl+f")
        (claim,) = presence.now(colleague).asked
        presence.keep(colleague, claim.id)
        await ol.until(lambda: "PH beholder samtalen «Befaring»." in ol.text)
        await ol.settle()
        assert presence.now(acting(session, "OL")).own == ()


async def test_the_owner_keeps_it_with_a_click(session: Session, colleague: Session, planned: int) -> None:
    factories.save(acting(session, "PH"), planned, note="Jeg tar den.")
    ol = acting(colleague, "OL")
    presence.ask(ol, planned)
    async with at_work(acting(session, "PH"), SMALL) as ph:
        await ph.until(lambda: "OL ber om å få endre" in ph.text)
        await ph.click("Behold", on="ber om")
        await ph.until(lambda: "Du beholder samtalen; OL får vite det." in ph.text)
        (claim,) = presence.now(ol).own
        assert claim.refused and "ber om" not in ph.text


async def test_handing_back_the_call_that_one_is_typing_in_is_no_conflict(
    session: Session, colleague: Session, planned: int
) -> None:
    factories.save(acting(session, "PH"), planned, note="Jeg tar den.")
    presence.ask(acting(colleague, "OL"), planned)
    async with at_work(acting(session, "PH"), LARGE) as ph:
        await ph.open(planned)
        await ph.fill(subject=" og måling")
        await ph.until(lambda: "OL ber om å få endre" in ph.text)
        await ph.press("ctrl+f")
        await ph.press("ctrl+s")
        assert calls.read(session, planned).subject == "Befaring og måling"
