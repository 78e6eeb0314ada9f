"""The demo: a lively office around today, whenever that is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from stdnum.no import orgnr

from tests import factories
from tests.clock import FixedClock
from tests.conftest import Places
from tests.models.soundness import assert_sound, contents, everything
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import clean, clean_line
from xscalls_tui.models.engine import plain
from xscalls_tui.services import calls, employees, registers
from xscalls_tui.services.demo import create_demo
from xscalls_tui.services.followups import history
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 23, 10, 42)


@pytest.fixture(scope="module")
def demo(places: Places) -> Iterator[Session]:
    """The demo of a Monday morning. Only for reading."""
    with places() as place, closing(create_demo(place, factories.clock())) as session:
        yield session


@pytest.fixture(scope="module")
def rows(demo: Session) -> list[dict[str, Any]]:
    """All its calls as they are stored."""
    return contents(demo.engine)["call"]


def test_its_size(demo: Session) -> None:
    found = {entity: len(rows) for entity, rows in contents(demo.engine).items() if rows}
    some = {"employee": 8, "company": 120, "contact": 250, "project": 30, "call": 2000}
    assert found.items() >= {**some, "crm_case": 60, "opportunity": 40}.items()
    assert (found["case_note"] > 120, found["competitor"] > 40, found["time_entry"] > 200) == (True,) * 3
    assert_sound(demo.engine)


def test_what_comes_of_calls_reads_as_if_it_had_been_made_in_the_program(demo: Session) -> None:
    rows = contents(demo.engine)
    by_id = {row["id"]: row for row in rows["call"]}
    told = {row["id"]: row for row in rows["crm_case"] if row["call_id"]}
    assert len(told) > 10
    initials = {one.id: one.initials for one in employees.everybody(demo)}
    for case_id, case in told.items():
        call = by_id[case["call_id"]]
        made = registers.read(demo, Register.CASE, case_id).created
        assert made is not None
        at = made.at.astimezone(OSLO)
        line = f"{at:%d.%m.%Y} kl. {at:%H.%M}: Opprettet sak {case_id} ({initials[case['created_by']]})."
        assert call["note"] == f"{case['description']}\n{line}".lstrip("\n")
        first = min((note for note in rows["case_note"] if note["case_id"] == case_id), key=lambda n: n["id"])
        assert (first["text"], first["reply_to_id"]) == (f"Opprettet fra samtale {call['id']}", None)
    for row in rows["time_entry"]:
        if row["call_id"]:
            call = by_id[row["call_id"]]
            assert row["note"] == f"Samtale {call['id']}: {call['subject']}"
            assert (row["employee_id"], row["day"]) == (call["employee_id"], call["starts_at"][:10])
    assert sum(1 for row in rows["time_entry"] if row["call_id"]) > 20
    assert sum(1 for row in rows["opportunity"] if row["call_id"]) > 5


def test_follow_ups_reply_within_their_case(demo: Session) -> None:
    notes = {row["id"]: row for row in contents(demo.engine)["case_note"]}
    replies = [row for row in notes.values() if row["reply_to_id"]]
    assert len(replies) > 20
    for row in replies:
        first = notes[row["reply_to_id"]]
        assert (first["case_id"], first["created_at"] <= row["created_at"]) == (row["case_id"], True)


def test_the_registers_are_filled_in(demo: Session) -> None:
    rows = contents(demo.engine)
    here = [row for row in rows["company"] if row["country"] == "NO"]
    assert all(orgnr.is_valid(row["org_no"]) and row["postcode"] and row["address"] for row in here)
    assert all(row["email"] and row["web"] and row["industry"] for row in rows["company"])
    assert {row["category"] for row in rows["company"]} >= {1, 2, 4}
    assert all(row["starts_on"] < row["ends_on"] and row["responsible_id"] for row in rows["project"])
    assert all(row["title"] for row in rows["contact"])
    assert len({row["employee_id"] for row in rows["time_entry"]}) == 8


def test_it_opens_as_an_ordinary_employee(demo: Session, place: str) -> None:
    assert (demo.employee.initials, demo.employee.superuser) == ("OL", False)
    assert [one.initials for one in employees.everybody(demo) if one.superuser] == ["KN"]
    create_demo(place, factories.clock()).close()
    with closing(open_session(place, clock=factories.clock())) as again:
        assert again.employee.initials == "OL"


def test_it_is_the_same_each_time(demo: Session, place: str) -> None:
    with closing(create_demo(place, factories.clock())) as another:
        assert contents(another.engine) == contents(demo.engine)


def test_it_overwrites_nothing(session: Session) -> None:
    before = everything(session.engine)
    with pytest.raises(DatabaseUnusable):
        create_demo(factories.where(session), factories.clock())
    assert everything(session.engine) == before


def test_it_reaches_from_five_months_back_to_three_weeks_ahead(rows: list[dict[str, Any]]) -> None:
    starts = sorted(datetime.fromisoformat(row["starts_at"]) for row in rows)
    assert timedelta(days=140) < NOW - starts[0] <= timedelta(days=151)
    assert timedelta(days=16) < starts[-1] - NOW <= timedelta(days=22)


def test_calls_are_in_working_hours(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        starts, ends = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
        assert time(8) <= starts.time() <= ends.time() <= time(17)
        assert starts.weekday() < 5


def test_statuses_are_what_one_would_expect(rows: list[dict[str, Any]]) -> None:
    now = NOW.isoformat()[:16]
    past = [Status(row["status"]) for row in rows if row["starts_at"] < now]
    ahead = [Status(row["status"]) for row in rows if row["starts_at"] > now]
    assert past.count(Status.DONE) > len(past) / 2
    assert past.count(Status.UNANSWERED) > len(past) / 10
    assert 3 <= past.count(Status.PLANNED) <= 60
    assert past.count(Status.CANCELLED) > 20
    assert set(ahead) == {Status.PLANNED, Status.CANCELLED}
    assert ahead.count(Status.PLANNED) > 50


def test_nothing_was_written_later_than_now(demo: Session, rows: list[dict[str, Any]]) -> None:
    now = plain(demo.clock.now())
    assert all(row["created_at"] <= now for row in rows)
    for entity, records in contents(demo.engine).items():
        assert all((row.get("created_at") or "") <= now for row in records), entity
        assert all(row.get("day", "") <= now[:10] for row in records), entity
    for row in rows[:200]:
        call = calls.read(demo, row["id"])
        assert call.created.at <= call.changed.at <= demo.clock.now()


def test_chains_branch_and_are_in_order(demo: Session, rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    followed = [row["origin_id"] for row in rows if row["origin_id"]]
    assert len(followed) > 200
    assert len(set(followed)) < len(followed)
    for row in rows:
        if row["origin_id"]:
            original = by_id[row["origin_id"]]
            assert original["id"] < row["id"]
            assert original["starts_at"] < row["starts_at"]
            assert original["status"] in (Status.DONE, Status.UNANSWERED)
    assert max(line.depth for row in rows for line in history(demo, row["id"])) >= 3


def test_calls_for_colleagues(rows: list[dict[str, Any]]) -> None:
    given = [row for row in rows if row["created_by"] != row["employee_id"]]
    assert len(given) > 100
    assert {row["owner_saved"] for row in given} == {0, 1}
    assert all(row["owner_saved"] for row in rows if row["status"] == Status.DONE)


def test_texts_and_numbers(rows: list[dict[str, Any]]) -> None:
    assert all(row["subject"] and row["phone"] and row["phone_digits"].startswith("+") for row in rows)
    assert all(row["subject"] == clean_line(row["subject"]) for row in rows)
    assert all(row["note"] == clean(row["note"]) for row in rows)
    assert not any("{" in row["subject"] + row["note"] + row["phone"] for row in rows)
    forms = {"".join("0" if c.isdigit() else c for c in row["phone"]) for row in rows}
    assert {"000 00 000", "00000000", "+00 000 00 000", "00 00 00 00", "tlf. 00 00 00 00"} <= forms
    assert any("\n" in row["note"] for row in rows)
    assert {row["direction"] for row in rows} == set(Direction)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 10, 42),
        datetime(2026, 11, 21, 23, 59),  # a Saturday night
        datetime(2027, 1, 1, 0, 0),
        datetime(2028, 2, 29, 8, 15),
        datetime(2026, 3, 29, 3, 0),  # the night of summer time
    ],
)
def test_the_operator_has_calls_today_whatever_the_day(place: str, now: datetime) -> None:
    clock = FixedClock(now.replace(tzinfo=OSLO))
    with closing(create_demo(place, clock)) as session:
        today = now.date().isoformat()
        mine = [
            row
            for row in contents(session.engine)["call"]
            if row["employee_id"] == session.employee.id and row["starts_at"].startswith(today)
        ]
        assert 6 <= len(mine) <= 16
        ahead = [row for row in mine if row["starts_at"] > now.isoformat()]
        assert all(row["status"] in (Status.PLANNED, Status.CANCELLED) for row in ahead)
        assert_sound(session.engine)
