"""A call planned for another: who may ask for it, who may hand it back. The same answer everywhere."""

from __future__ import annotations

import pytest

from tests import factories
from tests.conftest import Acting
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.presence import Presence
from xscalls_tui.services import bulk, calls, presence


@pytest.fixture
def planned(acting: Acting) -> int:
    """A call that OL has planned for PH, who has saved it."""
    planned = factories.call(acting("OL"), subject="Befaring", employee="PH")
    factories.save(acting("PH"), planned.id, note="Jeg tar den.")
    return planned.id


def test_who_planned_a_call_asks_its_owner_and_may_change_it_until_the_owner_saves(
    acting: Acting, planned: int
) -> None:
    ol, ph = acting("OL"), acting("PH")
    with pytest.raises(NotAllowed):
        factories.save(ol, planned, note="Nei")
    presence.ask(ol, planned)
    presence.ask(ol, planned)
    (claim,) = presence.now(ph).asked
    assert (claim.call_id, claim.subject, claim.asker, claim.owner) == (planned, "Befaring", "OL", "PH")
    assert presence.now(ol).own == (claim,) and presence.now(acting("KN")).asked == ()
    presence.hand_back(ph, planned, "uid-1")
    version = calls.read(ol, planned).version
    presence.hand_back(ph, planned, "uid-1")
    assert calls.read(ol, planned).version == version, "once"
    assert presence.now(ph).asked == () and presence.now(ol).own[0].granted
    factories.save(ol, planned, note="Flyttet til fredag.")
    presence.take_back(ol, claim.id)
    assert presence.now(ol).own == ()
    factories.save(ph, planned, note="Greit.")
    with pytest.raises(NotAllowed):
        factories.save(ol, planned, note="Nei")


def test_the_owner_may_keep_it(acting: Acting, planned: int) -> None:
    ol, ph = acting("OL"), acting("PH")
    presence.ask(ol, planned)
    (claim,) = presence.now(ph).asked
    presence.keep(ol, claim.id)  # which is not for the asker to say
    assert presence.now(ph).asked == (claim,)
    presence.keep(ph, claim.id)
    assert presence.now(ph).asked == () and presence.now(ol).own[0].refused
    presence.ask(ol, planned)
    assert presence.now(ph).asked and not presence.now(ol).own[0].refused, "asked anew"
    bulk.delete(ph, [planned])
    assert presence.now(ph) == presence.now(ol) == Presence()


@pytest.mark.parametrize("who", ["OL", "PH", "BR", "KN"])
def test_who_may_ask_and_hand_back(acting: Acting, planned: int, who: str) -> None:
    me = acting(who)
    if who == "OL":
        presence.ask(me, planned)
    else:
        with pytest.raises(NotAllowed):
            presence.ask(me, planned)
    if who == "PH":
        presence.hand_back(me, planned)
    else:
        with pytest.raises(NotAllowed):
            presence.hand_back(me, planned)
    with pytest.raises(NotFound):
        presence.ask(me, 999_999)
