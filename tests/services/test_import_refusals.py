"""What cannot be right is named with file, line, column and reason, and everything else is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.models.soundness import assert_sound, everything
from tests.services import csv_sets
from tests.services.csv_sets import COLLEAGUE, COMPANY, CONTACT, EMPLOYEE, NONE, PROJECT, Row, call
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import Message
from xscalls_tui.services import calls
from xscalls_tui.services.imports import BadRow, import_set
from xscalls_tui.services.imports.layout import CALLS
from xscalls_tui.services.imports.links import Links
from xscalls_tui.services.session import Session

REQUIRED = Message.of("msg.required")


def unknown(row_id: str | int) -> Message:
    """That a link leads to no good row."""
    return Message.of("msg.import.unknown", id=row_id)


BAD_CALLS: list[tuple[dict[str, object], str, Message]] = [
    ({"company_id": 99}, "company_id", unknown("99")),
    ({"contact_id": 99}, "contact_id", unknown("99")),
    ({"project_id": 99}, "project_id", unknown("99")),
    ({"employee_id": 99}, "employee_id", unknown("99")),
    ({"created_by": 99}, "created_by", unknown("99")),
    ({"changed_by": 99}, "changed_by", unknown("99")),
    ({"follow_up_of": 99}, "follow_up_of", unknown(99)),
    ({"follow_up_of": 51}, "follow_up_of", Message.of("msg.import.ring")),
    ({"employee_id": ""}, "employee_id", REQUIRED),
    ({"call_id": ""}, "call_id", REQUIRED),
    ({"call_id": "A7"}, "call_id", Message.of("msg.import.badid", text="A7")),
    ({"call_id": 0}, "call_id", Message.of("msg.import.badid", text="0")),
    ({"call_id": "000000000015"}, "call_id", Message.of("msg.import.badid", text="000000000015")),
    ({"call_id": 2**31}, "call_id", Message.of("msg.import.badid", text="2147483648")),
    ({"call_id": 50}, "call_id", Message.of("msg.import.twice", value=50)),
    ({"date": ""}, "date", REQUIRED),
    ({"date": "2026-02-30"}, "date", Message.of("msg.import.baddate", text="2026-02-30")),
    ({"date": "09.03.2026"}, "date", Message.of("msg.import.baddate", text="09.03.2026")),
    ({"date": "0026-03-09"}, "date", Message.of("msg.import.baddate", text="0026-03-09")),
    ({"date": "2026-W10-4"}, "date", Message.of("msg.import.baddate", text="2026-W10-4")),
    ({"start": "25:00"}, "start", Message.of("msg.import.badtime", text="25:00")),
    ({"end": "9:15"}, "end", Message.of("msg.import.badtime", text="9:15")),
    ({"end": "08:59"}, "end", Message.of("msg.endbeforestart")),
    ({"status": "ferdig"}, "status", Message.of("msg.import.badword", text="ferdig")),
    ({"status": ""}, "status", REQUIRED),
    ({"direction": "opp"}, "direction", Message.of("msg.import.badword", text="opp")),
    ({"created_at": "i går"}, "created_at", Message.of("msg.import.badstamp", text="i går")),
    (
        {"changed_at": "2026-03-09T09:15:30+01:00"},
        "changed_at",
        Message.of("msg.import.badstamp", text="2026-03-09T09:15:30+01:00"),
    ),
    ({"reminder_at": "2026-03-09T09:01:00"}, "reminder_at", Message.of("msg.import.latereminder")),
    ({"subject": "x" * 501}, "subject", Message.of("msg.toolong", longest=500)),
    ({"note": "x" * 100_001}, "note", Message.of("msg.toolong", longest=100_000)),
]


@pytest.mark.parametrize(("fields", "column", "reason"), BAD_CALLS, ids=lambda value: str(value)[:40])
def test_a_bad_call_is_named_and_the_others_are_imported(
    session: Session, tmp_path: Path, fields: dict[str, object], column: str, reason: Message
) -> None:
    rows = [call(50, note="To\nlinjer"), {**call(51), **fields}, call(52)]
    report = import_set(session, csv_sets.write(tmp_path / "set", calls=rows))
    assert report.refused == (BadRow("calls.csv", 4, column, reason),)
    assert report.added["call"] == 2
    assert [calls.read(session, i).subject for i in (50, 52)] == ["Samtale 50", "Samtale 52"]
    assert_sound(session.engine)


@pytest.mark.parametrize(
    ("sheet", "row", "line", "column", "reason"),
    [
        ("employees", {"initials": "A1"}, 4, "initials", Message.of("msg.badinitials", longest=4)),
        ("employees", {"initials": "hø"}, 4, "initials", Message.of("msg.import.twice", value="HØ")),
        ("employees", {"name": " "}, 4, "name", REQUIRED),
        ("employees", {"active": "ja"}, 4, "active", Message.of("msg.import.badword", text="ja")),
        ("employees", {"employee_id": 7}, 4, "employee_id", Message.of("msg.import.twice", value=7)),
        ("companies", {"name": ""}, 3, "name", REQUIRED),
        ("companies", {"company_id": "-4"}, 3, "company_id", Message.of("msg.import.badid", text="-4")),
        ("contacts", {"company_id": 99}, 3, "company_id", unknown("99")),
        ("projects", {"number": "P1"}, 3, "number", Message.of("msg.import.twice", value="P1")),
        ("projects", {"status": "halv"}, 3, "status", Message.of("msg.import.badword", text="halv")),
    ],
)
def test_a_bad_row_of_a_register_is_named(
    session: Session,
    tmp_path: Path,
    sheet: str,
    row: dict[str, object],
    line: int,
    column: str,
    reason: Message,
) -> None:
    good: dict[str, list[Row]] = {
        "employees": [EMPLOYEE, COLLEAGUE],
        "companies": [COMPANY],
        "contacts": [CONTACT],
        "projects": [PROJECT],
    }
    another: dict[str, Row] = {
        "employees": {"employee_id": 17, "initials": "XY", "name": "Xa Ye"},
        "companies": {"company_id": 13, "name": "Tromsø Elektro"},
        "contacts": {"contact_id": 15, "name": "Åse Å"},
        "projects": {"project_id": 16, "number": "P2", "name": "Brygge"},
    }
    files: dict[str, Any] = good | {sheet: [*good[sheet], {**another[sheet], **row}]}
    report = import_set(session, csv_sets.write(tmp_path / "set", calls=[call(50)], **files))
    assert report.refused == (BadRow(f"{sheet}.csv", line, column, reason),)
    assert dict(report.added) == NONE | {"employee": 2, "company": 1, "contact": 1, "project": 1, "call": 1}


def test_what_refers_to_a_bad_row_is_bad_too(session: Session, tmp_path: Path) -> None:
    folder = csv_sets.write(
        tmp_path / "set",
        companies=[{"company_id": 3, "name": ""}],
        calls=[call(50), call(51, contact_id=5), call(52, follow_up_of=51), call(53, follow_up_of=52)],
    )
    report = import_set(session, folder)
    assert [(bad.file, bad.line, bad.reason) for bad in report.refused] == [
        ("companies.csv", 2, REQUIRED),
        ("contacts.csv", 2, unknown("3")),
        ("projects.csv", 2, unknown("3")),
        ("calls.csv", 3, unknown("5")),
        ("calls.csv", 4, unknown(51)),
        ("calls.csv", 5, unknown(52)),
    ]
    assert report.added["call"] == 1
    assert_sound(session.engine)


def test_calls_that_follow_each_other_round(session: Session, tmp_path: Path) -> None:
    ring = [call(51, follow_up_of=53), call(52, follow_up_of=51), call(53, follow_up_of=52)]
    rows = [call(50), *ring, call(54, follow_up_of=52), call(55, follow_up_of=50)]
    report = import_set(session, csv_sets.write(tmp_path / "set", calls=rows))
    assert [(bad.line, bad.reason) for bad in report.refused] == [
        *((line, Message.of("msg.import.ring")) for line in (3, 4, 5)),
        (6, unknown(52)),
    ]
    assert report.added["call"] == 2
    assert_sound(session.engine)


def test_a_strict_import_takes_all_or_nothing(session: Session, tmp_path: Path) -> None:
    before = everything(session.engine)
    bad = csv_sets.write(tmp_path / "bad", calls=[call(50), call(51, date="2026-02-30"), call(52, end="")])
    report = import_set(session, bad, strict=True)
    assert [(row.line, row.column) for row in report.refused] == [(3, "date"), (4, "end")]
    assert (sum(report.added.values()), report.uid) == (0, "")
    assert everything(session.engine) == before
    good = csv_sets.write(tmp_path / "good", calls=[call(50)])
    assert import_set(session, good, strict=True).added["call"] == 1


def test_a_mended_set_brings_in_the_rest(session: Session, tmp_path: Path) -> None:
    rows = [call(50), call(51, date="2026-02-30")]
    import_set(session, csv_sets.write(tmp_path / "first", calls=rows))
    rows[1] = call(51, date="2026-02-28")
    report = import_set(session, csv_sets.write(tmp_path / "second", calls=rows))
    assert (report.added["call"], report.present["call"], report.refused) == (1, 1, ())


def test_a_reason_quotes_what_is_safe_to_show(session: Session, tmp_path: Path) -> None:
    rows = [call(50, status="\x1b[31m" + "x" * 60)]
    (bad,) = import_set(session, csv_sets.write(tmp_path / "set", calls=rows)).refused
    assert bad.reason == Message.of("msg.import.badword", text="[31m" + "x" * 35 + "…")


def test_a_file_without_a_column_that_it_needs(session: Session, tmp_path: Path) -> None:
    folder = csv_sets.write(tmp_path / "set", calls=[call(50)])
    (folder / "calls.csv").write_text("call_id,date,start,end,direction,subject\n1,2026-03-09,,,,\n")
    report = import_set(session, folder)
    missing = Message.of("msg.import.nocolumn", column="employee_id, status")
    assert report.refused == (BadRow("calls.csv", 1, "", missing),)
    assert report.added["employee"] == 2


def test_rows_that_cannot_be_read(session: Session, tmp_path: Path) -> None:
    folder = csv_sets.write(tmp_path / "set")
    lines = csv_sets.text(CALLS, [call(50), call(51), call(52)]).splitlines(keepends=True)
    stray, short = '49,,"2026-03-09\n', "48,,2026-03-09\n"
    text = "".join([*lines[:2], stray, lines[2], "\n", short, ",,,,\n", lines[3]])
    (folder / "calls.csv").write_text(text, encoding="utf-8")
    report = import_set(session, folder)
    assert [(bad.line, bad.column, bad.reason) for bad in report.refused] == [
        (3, "", Message.of("msg.import.unquoted")),
        (6, "", Message.of("msg.import.fieldcount", found=3, expected=19)),
    ]
    assert report.added["call"] == 3


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\xff\xfe" * 50_000, b"PK\x03\x04 not a CSV file"])
def test_a_file_that_is_something_else(session: Session, tmp_path: Path, content: bytes) -> None:
    folder = csv_sets.write(tmp_path / "set")
    (folder / "calls.csv").write_bytes(content)
    (bad,) = import_set(session, folder).refused
    assert (bad.file, bad.reason.key) == ("calls.csv", "msg.import.nocolumn")
    assert bad.line >= 1


def test_nothing_but_bad_rows_is_no_operation(session: Session, tmp_path: Path) -> None:
    files: dict[str, Any] = {
        name: [{"name": "x"}] for name in ("employees", "companies", "contacts", "projects")
    }
    before = everything(session.engine)
    report = import_set(session, csv_sets.write(tmp_path / "set", calls=[call("x")], **files))
    assert (len(report.refused), report.uid) == (5, "")
    assert everything(session.engine) == before


@given(st.dictionaries(st.integers(1, 12), st.integers(1, 14), max_size=12), st.sets(st.integers(1, 14)))
def test_a_link_is_kept_only_if_it_leads_to_a_good_call(originals: dict[int, int], bad: set[int]) -> None:
    good = set(range(1, 13)) - bad
    links = Links()
    for line, (child, original) in enumerate(originals.items(), 2):
        if child in good:
            links.add(child, original, line)
    broken = {child for child, _, _ in links.broken(good)}
    assert broken == {child for child in links.original if not _sound(child, links.original, good)}


def _sound(child: int, original: dict[int, int], good: set[int]) -> bool:
    for _ in range(20):
        if child not in good:
            return False
        if child not in original:
            return True
        child = original[child]
    return False


def test_a_long_chain_is_no_trouble(session: Session, tmp_path: Path) -> None:
    rows = [call(100 + n, follow_up_of=101 + n if n < 2999 else "") for n in range(3000)]
    assert import_set(session, csv_sets.write(tmp_path / "set", calls=rows)).added["call"] == 3000
    assert calls.count(session, Criteria()) == 3000
    assert factories.employee(session, "AB").active
    assert_sound(session.engine)
