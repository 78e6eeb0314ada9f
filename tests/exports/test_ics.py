"""Calls as entries of a calendar: what another program reads there, and how a file follows."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests import factories
from tests.clock import FixedClock
from tests.conftest import Acting
from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.exports import following, ics
from xscalls_tui.i18n import Translator
from xscalls_tui.services import bulk, calendar, calendar_file, calls, undo
from xscalls_tui.services.session import Session

TOMORROW = datetime(2026, 11, 24, 10, 0)
HOSTILE = "a;b,c\\d\nBEGIN:VEVENT\r\nUID:x ÆØÅ Łukasz 🙂 " + "lang " * 40


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def _events(content: bytes) -> dict[str, Any]:
    """The entries by the number of their call."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def _exported(session: Session, t: Translator, *some: Call) -> dict[str, Any]:
    source = ics.Source(calendar_file.database_name(session), session.zone)
    return _events(ics.text_of(ics.calendar_of(some, source, t)))


def _followed(session: Session, t: Translator) -> dict[str, Any]:
    following.follow(session, t)
    return _events(following.place(session).read_bytes())


def test_a_call_is_read_back_as_it_is(session: Session, nb: Translator) -> None:
    company = factories.company(session, "Åsen, Bygg; AS")
    call = factories.call(
        session,
        starts_at=TOMORROW,
        subject="Tilbud, vinduer; på Ås",
        note=HOSTILE,
        company=company,
        partner="Łukasz Nowak",
        phone="+47 912 34 567",
        reminder=30,
    )
    (event,) = _exported(session, nb, call).values()
    assert event.decoded("DTSTART") == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert str(event["SUMMARY"]) == "Tilbud, vinduer; på Ås (Łukasz Nowak, Åsen, Bygg; AS)"
    told = str(event["DESCRIPTION"]).split("\n")
    assert told[:3] == ["Retning: Utgående", "Ansatt: KN Kari Nordmann", "Telefon: +47 912 34 567"]
    assert str(event["DESCRIPTION"]).endswith(calls.read(session, call.id).note)
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CONFIRMED", "OPAQUE")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-30)


@pytest.mark.parametrize(
    ("starts", "utc"),
    [
        ("2027-03-28T01:30", "2027-03-28T00:30"),
        ("2027-03-28T03:30", "2027-03-28T01:30"),
        ("2027-10-31T02:30", "2027-10-31T00:30"),
        ("2027-10-31T03:30", "2027-10-31T02:30"),
    ],
)
def test_nights_of_summer_time(session: Session, en: Translator, starts: str, utc: str) -> None:
    call = factories.call(session, starts_at=datetime.fromisoformat(starts))
    (event,) = _exported(session, en, call).values()
    moment = event.decoded("DTSTART").astimezone(UTC)
    assert moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_only_what_is_planned_reminds_and_what_is_cancelled_stays_cancelled(
    session: Session, nb: Translator
) -> None:
    planned, done, off, missed = (
        factories.call(session, starts_at=TOMORROW, reminder=1440, status=status) for status in Status
    )
    found = _exported(session, nb, planned, done, off, missed)
    alarms = {number: [str(one["TRIGGER"].to_ical().decode()) for one in event.walk("VALARM")]
              for number, event in found.items()}  # fmt: skip
    assert alarms == {str(planned.id): ["-P1D"], str(done.id): [], str(off.id): [], str(missed.id): []}
    assert [str(event["STATUS"]) for event in found.values()] == [
        "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"
    ]  # fmt: skip
    assert [str(event["TRANSP"]) for event in found.values()] == [
        "OPAQUE", "OPAQUE", "TRANSPARENT", "TRANSPARENT"
    ]  # fmt: skip


def test_a_file_follows_its_calls(
    session: Session, acting: Acting, clock: FixedClock, nb: Translator
) -> None:
    call = factories.call(session, starts_at=TOMORROW, subject="Tilbud", reminder=15)
    other = factories.call(session, starts_at=TOMORROW, subject="Gis bort")
    old = factories.call(session, starts_at=TOMORROW - timedelta(days=40))
    colleagues = factories.call(acting("OL"), starts_at=TOMORROW)
    before = _followed(session, nb)
    number, given = str(call.id), str(other.id)
    assert before.keys() == {number, given}
    assert not {str(old.id), str(colleagues.id)} & before.keys()
    assert not following.follow(session, nb), "nothing was changed"

    calendar.move(session, call.id, TOMORROW + timedelta(hours=2))
    bulk.delete(session, [other.id])
    clock.at += timedelta(minutes=5)
    after = _followed(session, nb)
    assert after[number]["UID"] == before[number]["UID"]
    assert after[number]["SEQUENCE"] > before[number]["SEQUENCE"]
    assert after[number].decoded("DTSTART") - before[number].decoded("DTSTART") == timedelta(hours=2)
    assert str(after[given]["STATUS"]) == "CANCELLED"
    assert after[given]["SEQUENCE"] > before[given]["SEQUENCE"]
    assert not after[given].walk("VALARM")
    assert not following.follow(session, nb), "what is cancelled stays as it is"

    undo.undo(session)
    again = _followed(session, nb)
    assert str(again[given]["STATUS"]) == "CONFIRMED"
    assert again[given]["SEQUENCE"] > after[given]["SEQUENCE"]

    factories.save(session, other.id, employee=acting("OL").employee.id)
    assert str(_followed(session, nb)[given]["STATUS"]) == "CANCELLED"
    clock.at += timedelta(days=92)
    assert given not in _followed(session, nb)


def test_the_file_is_ones_own_and_always_whole(session: Session, nb: Translator) -> None:
    factories.call(session, starts_at=TOMORROW)
    following.follow(session, nb)
    file = following.place(session)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    file.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID")
    assert following.follow(session, nb)
    assert len(_events(file.read_bytes())) == 1
    assert [path.name for path in file.parent.iterdir()] == [file.name]
