"""Who has a call open, and asking the owner of a call for it: who may, what it changes, what is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.factories import acting
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.domain.news import News
from xscalls_tui.domain.permissions import Action
from xscalls_tui.models import tables
from xscalls_tui.services import calls, places, presence, undo
from xscalls_tui.services.session import Session


@pytest.fixture
def planned(session: Session) -> int:
    """A call that OL has planned for PH, who has saved it."""
    planned = factories.call(acting(session, "OL"), subject="Befaring", employee="PH")
    factories.save(acting(session, "PH"), planned.id, note="Jeg tar den.")
    return planned.id


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A run of the program on another machine: what is shown is open there."""
    with monkeypatch.context() as there:
        there.setattr(places, "here", lambda: "otherhost/7/8")
        yield "otherhost/7/8"


def seen_from_here(session: Session, monkeypatch: pytest.MonkeyPatch) -> dict[int, list[str]]:
    """The calls that others have open, as this run of the program sees it."""
    with monkeypatch.context() as here:
        here.setattr(places, "here", lambda: "this/1/1")
        opened = presence.now(session).opened
    return {call_id: [one.initials for one in others] for call_id, others in opened.items()}


def test_others_see_what_is_open_and_one_does_not_see_oneself(
    session: Session, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ol, ph = acting(session, "OL"), acting(session, "PH")
    other = factories.call(ol, subject="En til").id
    presence.show(ph, [planned, other])
    assert presence.now(ph).opened == {}, "what is open in this run is not told in it"
    assert seen_from_here(ol, monkeypatch) == {planned: ["PH"], other: ["PH"]}
    presence.show(ph, [other])
    assert seen_from_here(ol, monkeypatch) == {other: ["PH"]}
    presence.show(ph, [])
    assert seen_from_here(ol, monkeypatch) == {}


def test_a_run_that_has_ended_has_nothing_open(
    session: Session, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ol = acting(session, "OL")
    with monkeypatch.context() as gone:
        gone.setattr(places, "here", lambda: f"{socket.gethostname()}/999999999/1")
        presence.show(ol, [planned])
    assert seen_from_here(acting(session, "PH"), monkeypatch) == {}
    presence.show(ol, [])
    presence.still_here(ol)
    with session.reading():
        assert session.engine.rows(tables.Presence.select()) == [], "and is cleared away"


def test_another_machine_is_believed_for_as_long_as_it_tells_of_itself(
    session: Session, planned: int, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock(session.clock.now())
    ol, ph = (acting(session, who)._replace(clock=clock) for who in ("OL", "PH"))
    presence.show(ol, [planned])
    for _ in range(3):
        clock.at += timedelta(minutes=2)
        presence.still_here(ol)
        assert seen_from_here(ph, monkeypatch) == {planned: ["OL"]}
    clock.at += presence.STALE
    assert seen_from_here(ph, monkeypatch) == {}


def test_handing_back_can_be_undone(session: Session, planned: int) -> None:
    ol, ph = acting(session, "OL"), acting(session, "PH")
    presence.hand_back(ph, planned)
    ol.require(Action.CHANGE, calls.read(ol, planned).ownership)
    undo.undo(ph)
    with pytest.raises(NotAllowed):
        ol.require(Action.CHANGE, calls.read(ol, planned).ownership)


def test_others_are_told_apart_from_what_is_journalled(
    session: Session, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[News | None] = []
    transaction = session.engine._transaction

    def noted(tells: News | None) -> object:
        told.append(tells)
        return transaction(tells)

    monkeypatch.setattr(session.engine, "_transaction", noted)
    ol = acting(session, "OL")
    presence.show(ol, [planned])
    presence.still_here(ol)
    presence.ask(ol, planned)
    assert told == [News.PRESENCE, None, News.PRESENCE]
