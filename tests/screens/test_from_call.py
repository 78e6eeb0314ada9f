"""What comes of a call: a case, a sales opportunity, hours; the call and they show and open each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import LARGE, Operator, at_work
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.records import RecordCriteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.messages import OpenRecord
from xscalls_tui.services import calls, registers
from xscalls_tui.services.session import Session

NOTE = "Rør lekker i kjelleren.\nNy befaring avtalt."


async def tool(at: Operator, label: str) -> None:
    """Choose something from Verktøy."""
    await at.press("f9")
    await at.type(label)
    await at.press("enter")


def everything(session: Session) -> object:
    """What the call says and which records there are, to be compared with later."""
    ids = {kind: registers.ids(session, kind, RecordCriteria()) for kind in TYPES}
    return calls.read(session, office.INCOMING).draft(), ids


async def test_a_call_becomes_a_case_an_opportunity_and_hours_and_undo_takes_each_back(
    as_ol: Session,
) -> None:
    start = everything(as_ol)
    async with at_work(as_ol, LARGE) as ol:
        await ol.open(office.INCOMING)
        await ol.go_to("subject")
        await ol.press("ctrl+u")
        await ol.type("Rør lekker")
        await tool(ol, "lag sak")
        assert calls.read(as_ol, office.INCOMING).subject == "Rør lekker"  # saved first
        assert [ol.shows(name) for name in ("subject", "status", "company", "contact", "responsible")] == [
            "Rør lekker", "Åpen", "Nord Rør AS", "Kari Vik", "OL Ola Lie",
        ]  # fmt: skip
        assert (ol.shows("description"), ol.shows("call")) == (NOTE, "5 Rør lekker")
        assert calls.read(as_ol, office.INCOMING).note == NOTE  # nothing is told of a case that is not there
        await ol.press("ctrl+s", "ctrl+l")
        assert "Opprettet fra samtale 5" in ol.text
        await ol.press("escape")
        line = "23.11.2026 kl. 10.42: Opprettet sak 1 (OL)."
        assert ol.shows("note") == f"{NOTE}\n{line}"
        assert calls.read(as_ol, office.INCOMING).note == f"{NOTE}\n{line}"
        assert "Sak 1 Åpen" in ol.text

        await tool(ol, "salgsmulighet")
        assert (ol.shows("status"), ol.shows("note")) == ("Pågår", f"{NOTE}\n{line}")
        await ol.fill(value="1 250,5", probability="40")
        await ol.press("ctrl+o")
        opportunity = registers.read(as_ol, Register.OPPORTUNITY, 1)
        assert (opportunity.values["value"], opportunity.values["probability"]) == (Decimal("1250.50"), 40)
        assert calls.read(as_ol, office.INCOMING).note == f"{NOTE}\n{line}"  # no line for this one

        await tool(ol, "timereg")
        assert (ol.shows("hours"), ol.shows("note")) == ("0,25", "Samtale 5: Rør lekker")
        await ol.press("ctrl+o")
        assert "Sak 1 Åpen · Salgsmulighet 1 Pågår · Timer 0,25" in ol.text

        await ol.press("ctrl+k", "enter", "ctrl+l", "f7")
        await ol.type("Rørlegger er bestilt.")
        await ol.press("ctrl+o")
        assert ol.place_of("Rørlegger er bestilt.")[0] > ol.place_of("Opprettet fra samtale 5")[0]
        await ol.press("ctrl+k", "down", "enter")
        assert "Nord Rør AS" in ol.lines[0]
        tabs = ol.lines[1]
        assert all(tab in tabs for tab in ("Oppfølginger 2", "Saker 1", "Salgsmuligheter 1", "Timer 1"))

        await ol.press("escape", "escape", "escape")
        assert isinstance(ol.screen, CallListScreen)
        for _ in range(5):
            await ol.press("ctrl+z")
    assert everything(as_ol) == start


async def test_a_case_opens_its_call_and_the_call_its_case(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.INCOMING)
        await ol.press("s", "ctrl+s", "ctrl+k", "enter")
        assert ol.lines[0].startswith(" Samtale 5")
        await ol.press("ctrl+k", "enter")
        assert ol.lines[0].startswith(" Sak 1")
        await ol.go_to("call")
        await ol.press("enter")
        assert ol.lines[0].startswith(" Samtale 5")
        await ol.click("Sak 1 Åpen")
        await ol.press("enter")
        assert ol.lines[0].startswith(" Sak 1")


async def test_what_may_not_be_is_dimmed_or_refused_in_words(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.SAVED)  # another's, who has saved it
        await ol.go_to("direction")
        await tool(ol, "lag sak")
        assert ol.lines[0].startswith(" Samtale 9")
        await ol.press("escape", "escape")
        await ol.to(office.THIRD)  # tomorrow
        await ol.press("t")
        assert "Timer kan ikke registreres med dato senere enn i dag" in ol.text
        assert isinstance(ol.screen, CallListScreen)
        await ol.press("m")
        assert ol.lines[0].startswith(" Ny salgsmulighet")


async def test_nothing_is_asked_nor_told_of_a_call_that_nothing_was_made_from(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = factories.call(as_ol, subject="Uten noe")
    asked: list[int] = []
    linked = registers.linked

    def told(session: Session, call_id: int) -> list[registers.Linked]:
        asked.append(call_id)
        return linked(session, call_id)

    monkeypatch.setattr(registers, "linked", told)
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        assert not ol.screen.query_one("#linked").display and not asked
        await ol.press("escape")
        await ol.open(call.id)
        assert asked == [call.id]
        assert not ol.screen.query_one("#linked").display
        await ol.press("ctrl+k")
        assert ol.lines[0].startswith(f" Samtale {call.id}")


async def test_hours_of_a_day_to_come_are_told_beside_the_date(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.INCOMING)
        await ol.press("t")
        await ol.fill(day="24.11")
        await ol.press("ctrl+s")
        assert "Timer kan ikke registreres med dato senere enn i dag" in ol.text
        assert ol.field_name == "day"
        await ol.fill(hours="1.5", day="23.11")
        await ol.press("ctrl+s")
        stored = registers.read(as_ol, Register.TIME_ENTRY, 1)
        assert (stored.values["hours"], ol.shows("hours")) == (Decimal("1.50"), "1,50")
        await ol.go(OpenRecord(Register.TIME_ENTRY, 1))
        assert ol.shows("call") == "5 Reklamasjon, ny befaring"
