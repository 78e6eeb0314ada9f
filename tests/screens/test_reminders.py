"""Reminders on the screen: they come while one works and take no key away; an answer counts everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual._context import active_app

from tests import factories
from tests.clock import FixedClock
from tests.factories import moment
from tests.screens import office
from tests.screens.work import Operator, at_work
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.errors import ConnectionLost
from xscalls_tui.domain.news import News
from xscalls_tui.i18n import Language
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.contact import Heard
from xscalls_tui.screens.messages import RemindersChanged
from xscalls_tui.screens.reminders import RemindersScreen
from xscalls_tui.services import calls, reminders
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.reminder_bar import ReminderBar

BAR = "Åpne  Utsett  Flytt  Lukk"


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the bell has rung."""
    rung: list[int] = []
    monkeypatch.setattr("xscalls_tui.screens.terminal_signals.TerminalSignals.ring", lambda _: rung.append(1))
    return rung


async def at(ol: Operator, clock: FixedClock, hour: int, minute: int) -> None:
    """The next minute that the program looks on."""
    clock.at = clock.at.replace(hour=hour, minute=minute)
    ol.app.call_later(ol.app.tick)
    await ol.settle()


def bar(ol: Operator) -> str:
    """The notice that stands on the screen; empty for none."""
    return next((line for line in ol.lines if BAR in line), "")


async def test_a_reminder_comes_while_one_types_and_is_answered_from_the_keys(
    as_ol: Session, clock: FixedClock, bells: list[int]
) -> None:
    """OL's call at one with a reminder a quarter before."""
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Halvferdig")
        ol.send(*" og")
        clock.at = clock.at.replace(hour=12, minute=45)
        ol.app.tick()
        ol.send(*" mer")
        await ol.settle()
        assert (ol.shows("subject"), ol.field_name) == ("Halvferdig og mer", "subject")
        assert "13:00  Avtale om levering" in bar(ol) and ol.lines.index(bar(ol)) == len(ol.lines) - 3
        await ol.type("!")
        await at(ol, clock, 12, 46)
        assert (len(bells), ol.shows("subject")) == (1, "Halvferdig og mer!")
        await ol.press("ctrl+e", "z", "enter")  # from within the field
        assert isinstance(ol.screen, RemindersScreen) and "utsatt til 12:51" in ol.text
        assert calls.read(as_ol, office.TODAY).starts_at == moment("13:00")
        await ol.press("escape")
        assert bar(ol) == "" and ol.shows("subject") == "Halvferdig og mer!"
        await at(ol, clock, 12, 50)
        assert bar(ol) == ""
        await at(ol, clock, 12, 51)
        assert "Avtale om levering" in bar(ol) and len(bells) == 2
        # Flytt, from the notice; undo brings the call back.
        await ol.click("Flytt", on=BAR)
        await ol.press("down", "enter")
        assert "flyttet til 13:30" in ol.text and bar(ol) == ""
        await ol.press("ctrl+t", "down", "down", "enter", "ctrl+z")
        assert calls.read(as_ol, office.TODAY).starts_at == moment("13:00")
        await ol.press("ctrl+y")
        await at(ol, clock, 13, 15)
        assert "13:30  Avtale om levering" in bar(ol) and len(bells) == 3
        # A clock that goes back and comes again rings no bell.
        await at(ol, clock, 12, 0)
        assert bar(ol) == ""
        await at(ol, clock, 13, 16)
        assert bar(ol) and len(bells) == 3
        await ol.press("ctrl+e", "enter")
        assert isinstance(ol.screen, CallScreen) and ol.shows("subject") == "Avtale om levering"
        assert bar(ol)
        await ol.press("f5")
        assert bar(ol) == ""  # the call is closed
        await ol.press("f9")
        assert len(bells) == 3


async def test_what_was_missed_is_told_at_the_start_and_answered_in_the_list(
    as_ol: Session, clock: FixedClock, bells: list[int]
) -> None:
    for number, start in enumerate(("10:30", "10:40", "11:00")):
        clock.at = factories.NOW.replace(hour=9)
        factories.call(as_ol, starts_at=moment(start), reminder=30, subject=f"Nummer {number}")
    clock.at = factories.NOW
    seen = next(one for one in reminders.standing(as_ol) if one.subject == "Nummer 0")
    reminders.rung(as_ol, [seen])
    async with at_work(as_ol) as ol:
        assert "2 påminnelser kom mens programmet var lukket" in ol.text
        assert "Tapt 11:00  Nummer 2" in bar(ol) and "(+2)" in bar(ol)
        assert len(bells) == 1
        assert [one.rung for one in reminders.standing(as_ol)] == [True, True, True]
        await ol.press("ctrl+e")
        assert [line[:14].split() for line in ol.lines[2:5]] == [
            ["10:30", "Tapt"], ["10:10", "Tapt"], ["10:00"],
        ]  # fmt: skip
        await ol.press("down", "d")
        assert "Påminnelsen er lukket" in ol.text and "Nummer 1" not in ol.text
        await ol.press("b", "up", "enter")  # a date and a time that are typed
        await ol.type("i morgn")
        await ol.press("enter")
        assert "Skriv datoen som" in ol.text or "dato" in ol.text.lower()
        await ol.burst(*["backspace"] * 7)
        await ol.type("fre")
        await ol.press("tab")
        await ol.type("930")
        await ol.press("enter")
        assert "flyttet til fr 27.11.26 09:30" in ol.text
        assert "Nummer 0" not in ol.text
        await ol.press("b", "down", "down", "down", "down", "enter")
        assert "flyttet til ti 24.11.26 11:00" in ol.text and "Ingen påminnelser" not in ol.text
        assert reminders.standing(as_ol) == []
        await ol.press("z")
        assert isinstance(ol.screen, RemindersScreen) and "Ingen påminnelser" in ol.text
        await ol.press("ctrl+e", "escape")
        assert isinstance(ol.screen, CallListScreen) and bar(ol) == ""
    async with at_work(as_ol) as ol:
        assert bar(ol) == "" and len(bells) == 1


async def test_two_programs_of_one_employee_ring_and_one_answers_for_both(
    as_ol: Session, clock: FixedClock, bells: list[int]
) -> None:
    async with at_work(as_ol) as first, at_work(as_ol) as second:
        for ol in (first, second):
            active_app.set(ol.app)  # the one that is drawn
            await at(ol, clock, 12, 45)
            assert "Avtale om levering" in bar(ol)
        assert len(bells) == 2
        active_app.set(first.app)
        await first.click("Lukk", on=BAR)
        assert bar(first) == "" and "Påminnelsen er lukket" in first.text
        active_app.set(second.app)
        second.app.post_message(Heard(News.CHANGED))
        await second.settle()
        assert bar(second) == ""
    async with at_work(as_ol) as third:
        assert bar(third) == "" and len(bells) == 2


async def test_an_answer_that_cannot_be_given_is_told_and_loses_nothing(
    as_ol: Session, session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(as_ol) as ol:
        await at(ol, clock, 12, 45)
        await ol.press("ctrl+e")
        factories.save(session, office.TODAY, note="KN var her")
        await ol.press("b", "enter")
        assert "KN har lagret samtalen mens du skrev" in ol.text and "Avtale om levering" in ol.text
        await ol.press("b", "enter")
        assert "flyttet til 13:15" in ol.text
        await at(ol, clock, 13, 0)
        await ol.press("z")
        factories.save(session, office.TODAY, status=Status.DONE)
        await ol.press("enter")
        assert "Påminnelsen gjelder ikke lenger" in ol.text and "Avtale om levering" not in ol.text
        # The database does not answer: the answer is given when it does.
        factories.save(session, office.TODAY, status=Status.PLANNED, starts_at=moment("14:00"),
                       ends_at=moment("14:10"))  # fmt: skip
        await at(ol, clock, 13, 45)
        close: Callable[..., Any] = reminders.close
        lost = [ConnectionLost("borte")]

        def failing(*given: Any) -> None:
            if lost:
                raise lost.pop()
            close(*given)

        monkeypatch.setattr(reminders, "close", failing)
        ol.app.post_message(Heard(News.LOST))
        await ol.press("d")
        assert "Ingen kontakt" in ol.text and "Avtale om levering" in ol.text
        ol.app.post_message(Heard(News.ALIVE))
        await ol.settle()
        assert "Avtale om levering" not in ol.text and reminders.standing(as_ol) == []


async def test_a_tick_with_nothing_due_reads_once_and_loads_no_notice(
    as_ol: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, bells: list[int]
) -> None:
    read: list[Session] = []
    standing = reminders.standing

    def counted(session: Session) -> Any:
        read.append(session)
        return standing(session)

    monkeypatch.setattr(reminders, "standing", counted)
    async with at_work(as_ol) as ol:
        for minute in (43, 44):
            await at(ol, clock, 10, minute)
        assert len(read) == 3 and not bells
        assert not ol.screen.query(ReminderBar)
        clock.at += timedelta(hours=-20)  # the clock of the machine is set right
        ol.app.post_message(RemindersChanged())
        await at(ol, clock, 12, 45)
        assert len(read) == 5


def _office_with_reminders(ol: Session, clock: FixedClock) -> list[Call]:
    clock.at = factories.NOW - timedelta(days=2)
    made = [
        factories.call(
            ol, starts_at=moment("10:45"), reminder=5, subject="Tilbud på vinduer og dører til skolen",
            company=office.AASEN, partner=office.LUKASZ, phone="22 33 44 55",
        ),
        factories.call(ol, starts_at=moment("24.11 09:00"), reminder=1440, subject="Årsavtale"),
        factories.call(ol, starts_at=moment("10:50"), reminder=15, partner="Anna Svensson"),
    ]  # fmt: skip
    clock.at = factories.NOW
    return made


@pytest.mark.parametrize(("size", "language"), [((80, 24), "nb"), ((120, 40), "en")])
async def test_notice_and_list_look_as_they_did(
    as_ol: Session, clock: FixedClock, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    _office_with_reminders(as_ol, clock)
    async with at_work(as_ol, size, language) as ol:
        assert ol.text == snapshot(name="call list")
        await ol.press("ctrl+e")
        assert ol.text == snapshot(name="reminders")
        await ol.press("b")
        assert ol.text == snapshot(name="moving")
        await ol.press("escape", "z")
        assert ol.text == snapshot(name="snoozing")
        await ol.press("escape", "escape", "f2")
        assert ol.text == snapshot(name="call window")


async def test_the_notice_fits_and_stands_on_every_page(as_ol: Session, clock: FixedClock) -> None:
    _office_with_reminders(as_ol, clock)
    async with at_work(as_ol, (60, 15)) as ol:
        for width in (60, 61, 72, 80, 100, 120):
            await ol.resize(width, 15)
            notice = bar(ol)
            assert notice.endswith("Ctrl+E") and "10:45  Tilb" in notice and "(+2)" in notice
            assert width < 80 or "Łuk" in notice
            assert width < 120 or "Tilbud på vinduer og dører til skolen · Łukasz Nowak, Åsen" in notice
        for keys in (("f10",), ("enter",), ("escape", "h"), ("escape", "l")):
            await ol.press(*keys)
            assert bar(ol), ol.text
