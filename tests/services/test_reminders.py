"""Reminders: every one exactly once, over more than a year of everything that can come in between."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from tests import factories
from tests.clock import FixedClock
from tests.conftest import Fresh
from tests.domain.test_reminders import NIGHTS
from tests.factories import moment
from tests.models.soundness import assert_sound
from tests.models.statements import statements
from tests.services.office_year import DAY, Office
from xscalls_tui.domain.calls import REMINDER_CHOICES, Status
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.reminders import SNOOZES, Reminder
from xscalls_tui.services import bulk, calendar, reminders
from xscalls_tui.services.session import Session

STEPS = 480
DEEDS = (
    *("create",) * 6, *("answer",) * 3, "move", "give", "remind", "rename", "close", "reopen", "delete",
    *("undo",) * 2, "open", "shut", *("on",) * 6, "forth", "back",
)  # fmt: skip


def _step(office: Office, chance: random.Random) -> None:
    deed, who = chance.choice(DEEDS), chance.choice(("OL", "PH"))
    there = [call for call, one in office.calls.items() if not one.deleted][-12:]
    if deed == "create" or (not there and deed in ("move", "give", "remind", "rename", "close", "delete")):
        office.create(who, _start(office, chance), chance.choice(REMINDER_CHOICES))
    elif deed == "answer":
        standing = reminders.standing(office.sessions[who])
        for one in chance.sample(standing, min(2, len(standing))):
            if chance.random() < 0.6:
                office.snooze(who, one, chance.choice(SNOOZES))
            else:
                office.close(who, one)
    elif deed == "on":
        office.on(office.now + timedelta(minutes=chance.choice((1, 7, 45, 180, 700, 1500, 4000))))
    elif deed == "forth":  # the clock is put forward, or the machine has slept
        office.to(office.now + timedelta(minutes=chance.choice((61, 1440, 5000)), seconds=13))
    elif deed == "back":
        office.to(office.now - timedelta(minutes=chance.choice((2, 60, 1500))))
    elif deed == "open" and len(office.programs) < 4:
        office.open(who)
    elif deed == "shut" and len(office.programs) > 1:
        office.shut(chance.randrange(9))
    elif deed == "undo":
        office.undo()
    elif there:
        _change(office, chance, deed, chance.choice(there))
    office.look()


def _change(office: Office, chance: random.Random, deed: str, call: int) -> None:
    match deed:
        case "move":
            office.move(call, _start(office, chance))
        case "give":
            office.give(call, chance.choice(("OL", "PH")))
        case "remind":
            office.remind(call, chance.choice(REMINDER_CHOICES))
        case "rename":
            office.rename(call, f"Emne {chance.randrange(10_000)}")
        case "close":
            office.set_status(call, chance.choice((Status.DONE, Status.CANCELLED, Status.UNANSWERED)))
        case "reopen":
            office.set_status(call, Status.PLANNED)
        case "delete":
            office.delete(call)


def _start(office: Office, chance: random.Random) -> datetime:
    """Mostly soon, now and then past or far off."""
    ahead = chance.choice((-60, 5, 20, 90, 300, 1500, 3000, 12_000))
    return office.wall + timedelta(minutes=ahead + chance.randrange(60))


def _night(office: Office, night: datetime) -> None:
    """Through a night of summer time, with a call in every quarter of it."""
    eve = (night - timedelta(hours=6)).replace(tzinfo=UTC)
    if eve > office.now:
        office.on(eve)
    office.programs[:] = []
    office.open("OL")
    told = office.programs[0].told
    made = {}
    for quarter in range(12):
        starts = night + timedelta(minutes=60 + 15 * quarter)
        for minutes in (0, 15, 60):
            made[office.create("OL", starts, minutes)] = starts
        made[office.create("OL", starts + timedelta(days=1), DAY)] = starts
    office.open("OL")
    office.on(office.now + timedelta(hours=14))
    rang = Counter(call for call, _ in told if call in made)
    assert rang == dict.fromkeys(made, 1)
    for call, one in list(office.calls.items()):
        if call in made:
            one.deleted, one.due = True, None
    bulk.delete(office.kn, list(made))
    office.undoable = None


def test_every_reminder_comes_exactly_once_over_more_than_a_year(fresh: Fresh) -> None:
    with fresh() as session:
        clock = FixedClock(datetime(2026, 2, 2, 7, 30, tzinfo=UTC))
        office, chance = Office(session._replace(clock=clock), clock), random.Random(6)
        office.open("OL")
        for night in NIGHTS:
            for _ in range(STEPS // len(NIGHTS)):
                _step(office, chance)
            _night(office, night)
        office.on(datetime(2028, 1, 3, tzinfo=UTC))
        programs = [*office.programs, *office.closed]
        assert all(len(set(one.told)) == len(one.told) for one in programs)
        assert set(office.first_shown.values()) == {1}
        assert len(office.first_shown) > 200
        assert sum(len(one.told) for one in programs) > len(office.first_shown)  # some in several programs
        assert_sound(session.engine)


# One thing at a time


@pytest.fixture
def ol(as_ol: Session) -> Session:
    """OL, who has a call at eleven with a reminder a quarter before: three minutes from now."""
    factories.call(as_ol, starts_at=moment("11:00"), reminder=15, subject="Tilbud")
    return as_ol


def _due(session: Session, clock: FixedClock, minutes: int = 3) -> Reminder:
    clock.at += timedelta(minutes=minutes)
    (one,) = reminders.standing(session)
    return one


def test_a_look_costs_one_statement(ol: Session, clock: FixedClock) -> None:
    for due in (0, 1):
        with statements(ol.engine) as run:
            assert len(reminders.standing(ol)) == due
        assert len(run) == 1, run
        clock.at += timedelta(minutes=3)
    factories.call(ol, starts_at=moment("12:00"), reminder=15)
    with statements(ol.engine) as run:
        reminders.send(ol)
        assert not reminders.send(ol)
    assert sum("FROM" in one and "remind_at" in one for one in run) == 3


def test_who_has_shown_a_reminder_that_was_put_off_has_not_shown_the_next_ringing(
    ol: Session, clock: FixedClock
) -> None:
    seen = _due(ol, clock)
    reminders.snooze(ol, seen, 5)
    reminders.rung(ol, [seen])  # another program, late
    reminders.unsend(ol, [seen])
    again = _due(ol, clock, 5)
    assert (again.key, again.rung) == ((seen.call_id, seen.due + timedelta(minutes=5)), False)
    reminders.close(ol, [seen])  # an answer counts all the same
    assert not reminders.standing(ol)
    reminders.snooze(ol, seen, 5)  # and so does one after it
    assert _due(ol, clock, 5).rung is False


def test_a_reminder_is_not_put_off_when_its_call_would_not_ring(ol: Session, clock: FixedClock) -> None:
    one = _due(ol, clock)
    calendar.move(ol, one.call_id, moment("12:00"))
    with pytest.raises(NotFound) as told:
        reminders.snooze(ol, one, 5)
    assert told.value.message.key == "msg.reminder.gone"
    again = _due(ol, clock, 60)
    assert (again.starts_at, again.rung) == (moment("12:00"), False)


def test_what_is_sent_is_sent_once_whoever_asks_at_the_same_time(session: Session, clock: FixedClock) -> None:
    ol, sent = factories.acting(session, "OL"), []
    for number in range(40):
        factories.call(ol, starts_at=moment("11:00") + timedelta(minutes=number), reminder=15)
    clock.at += timedelta(hours=2)
    both = Barrier(2)

    def send() -> None:
        both.wait()
        sent.extend(reminders.send(session, everybody=True))

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(one.call_id for one in sent) == dict.fromkeys(range(1, 41), 1)
    assert reminders.send(ol) == []
    reminders.unsend(ol, sent[:3])
    assert sorted(one.call_id for one in reminders.send(ol)) == sorted(one.call_id for one in sent[:3])
    assert len(reminders.standing(ol)) == 40  # being told by mail is no answer


def test_everybodys_reminders_are_a_superusers_to_send(ol: Session, session: Session) -> None:
    with pytest.raises(NotAllowed):
        reminders.send(ol, everybody=True)
    assert reminders.send(session, everybody=True) == []
