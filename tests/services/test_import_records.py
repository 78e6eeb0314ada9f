"""What the files of a set say of cases, sales opportunities, hours and all else of the registers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.models.soundness import assert_sound, contents, everything
from tests.services import csv_sets
from tests.services.csv_sets import COMPANY, CONTACT, NONE, PROJECT, Row, call
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.record_types import PAGES, TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import registers, undo
from xscalls_tui.services.imports import BadRow, ImportReport, import_set
from xscalls_tui.services.imports.layout import (
    CASE_NOTES,
    CASES,
    COMPETITORS,
    FOLLOWING,
    OPPORTUNITIES,
    REGISTERS,
    TIME_ENTRIES,
    Sheet,
)
from xscalls_tui.services.session import Session

CASE: Row = {
    "case_id": 31, "subject": "Feil på kai", "status": "venter", "priority": "high", "company_id": 3,
    "contact_id": 5, "project_id": 6, "employee_id": 8, "call_id": 50, "description": "To\nlinjer",
    "created_at": "2026-03-09T09:20:00", "created_by": 7,
    "changed_at": "2026-03-10T08:00:00", "changed_by": 8,
}  # fmt: skip
NOTES: list[Row] = [
    {
        "case_note_id": 41,
        "case_id": 31,
        "text": "Ringte",
        "created_at": "2026-03-09T10:00:00",
        "created_by": 8,
    },
    {"case_note_id": 42, "case_id": 31, "text": "Bra", "reply_to": 41},
]
OPPORTUNITY: Row = {
    "opportunity_id": 51, "subject": "Ny kai", "status": "won", "company_id": 3, "employee_id": 7,
    "call_id": 51, "probability": "90 %", "value": "1 234,5", "closes_on": "2027-01-31", "note": "Haster",
}  # fmt: skip
COMPETITOR: Row = {"competitor_id": 61, "opportunity_id": 51, "name": "Andre AS", "won": 0}
HOURS: Row = {
    "time_entry_id": 71, "date": "2026-03-09", "employee_id": 8, "hours": "0.75", "hour_type": "overtid",
    "activity": "Support", "company_id": 3, "project_id": 6, "case_id": 31, "call_id": 50, "note": "På kaia",
    "order_text": "Arbeid", "finished": 1,
}  # fmt: skip
ADDED = NONE | {
    "employee": 2, "company": 1, "contact": 1, "project": 1, "call": 2,
    "crm_case": 1, "case_note": 2, "opportunity": 1, "competitor": 1, "time_entry": 1,
}  # fmt: skip


def write(folder: Path, changes: dict[Sheet, list[Row]] | None = None, **files: Any) -> Path:
    """A set with some of everything; the folder."""
    others: dict[Sheet, list[Row]] = {
        CASES: [CASE],
        CASE_NOTES: NOTES,
        OPPORTUNITIES: [OPPORTUNITY],
        COMPETITORS: [COMPETITOR],
        TIME_ENTRIES: [HOURS],
        **(changes or {}),
    }
    return csv_sets.write(folder, **{"calls": [call(50), call(51)], "others": others, **files})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The set."""
    return write(tmp_path / "set")


def of(session: Session, register: Register, row_id: int) -> dict[str, Any]:
    """The values of a record."""
    return dict(registers.read(session, register, row_id).values)


def test_records_are_what_their_rows_say(session: Session, folder: Path) -> None:
    report = import_set(session, folder)
    assert (dict(report.added), report.refused) == (ADDED, ())
    ab, hø = 7, 8
    case = registers.read(session, Register.CASE, 31)
    assert case.values == {
        "subject": "Feil på kai", "status": 3, "priority": 1, "company": 3, "contact": 5, "project": 6,
        "responsible": hø, "call": 50, "description": "To\nlinjer",
    }  # fmt: skip
    assert case.created is not None and case.changed is not None
    assert (case.created.initials, case.changed.initials) == ("AB", "HØ")
    assert case.changed.at.isoformat() == "2026-03-10T07:00:00+00:00"
    assert of(session, Register.CASE_NOTE, 42) == {"case": 31, "reply_to": 41, "text": "Bra"}
    assert registers.read(session, Register.CASE_NOTE, 42).created is None
    opportunity = of(session, Register.OPPORTUNITY, 51)
    told = {"status": 3, "probability": 90, "value": Decimal("1234.50"), "closes_on": date(2027, 1, 31)}
    assert opportunity.items() >= {**told, "call": 51, "responsible": ab, "note": "Haster"}.items()
    assert of(session, Register.COMPETITOR, 61)["won"] is False
    hours = of(session, Register.TIME_ENTRY, 71)
    told = {"day": date(2026, 3, 9), "hours": Decimal("0.75"), "billable": Decimal("0.75"), "hour_type": 2}
    assert hours.items() >= {**told, "case": 31, "call": 50, "finished": True, "employee": hø}.items()
    linked = {(one.register, one.row.id) for one in registers.linked(session, 50)}
    assert linked == {(Register.CASE, 31), (Register.TIME_ENTRY, 71)}
    assert_sound(session.engine)


def test_more_is_said_of_those_that_calls_refer_to(session: Session, tmp_path: Path) -> None:
    company = {
        **COMPANY, "category": "Leverandør", "postcode": "1530", "address": "Kaia 1", "email": "a@b.invalid",
        "web": "b.invalid", "industry": "Båt", "note": "Stengt\nmandag", "active": 0, "employee_id": 8,
        "created_at": "2020-01-02T12:00:00",
    }  # fmt: skip
    contact = {**CONTACT, "title": "Sjef", "direct": "22 33 44 55", "primary": 1, "note": "Snill"}
    project = {
        **PROJECT, "status": "avsluttet", "starts_on": "2026-01-01", "ends_on": "2026-02-01",
        "employee_id": 7,
    }  # fmt: skip
    files = write(tmp_path / "set", companies=[company], contacts=[contact], projects=[project])
    assert import_set(session, files).refused == ()
    told: dict[str, object] = {"category": 2, "postcode": "1530", "address": "Kaia 1", "active": False}
    told |= {"note": "Stengt\nmandag", "responsible": 8, "country": "", "industry": "Båt"}
    assert of(session, Register.COMPANY, 3).items() >= told.items()
    assert registers.read(session, Register.COMPANY, 3).created is not None
    told = {
        "title": "Sjef",
        "mobile": "489 68 681",
        "direct": "22 33 44 55",
        "is_primary": True,
        "active": True,
    }
    assert of(session, Register.CONTACT, 5).items() >= told.items()
    told = {"is_open": 0, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "responsible": 7}
    assert of(session, Register.PROJECT, 6).items() >= told.items()


def test_a_second_import_adds_nothing_and_undo_takes_all_of_it_back(session: Session, folder: Path) -> None:
    before = contents(session.engine)
    import_set(session, folder)
    there, stored = contents(session.engine), everything(session.engine)
    again = import_set(session, folder)
    assert (dict(again.added), dict(again.present), again.uid) == (NONE, ADDED, "")
    assert everything(session.engine) == stored
    report = undo.undo(session)
    assert (report.kind, report.skipped) == ("import", ())
    for entity, rows in contents(session.engine).items():
        assert entity == "employee" or rows == before[entity]
    back = import_set(session, folder)
    assert (back.added["call"], back.added["time_entry"], back.refused) == (2, 1, ())
    now = contents(session.engine)
    assert {entity: len(rows) for entity, rows in now.items()} == {
        entity: len(rows) for entity, rows in there.items()
    }
    assert dict(import_set(session, folder).added) == NONE
    assert undo.undo(session).skipped == ()
    assert all(
        rows == before[entity] for entity, rows in contents(session.engine).items() if entity != "employee"
    )
    assert_sound(session.engine)


def test_records_go_by_what_became_of_the_calls(session: Session, tmp_path: Path) -> None:
    import_set(
        session, csv_sets.write(tmp_path / "first", calls=[call(50, created_at="2020-01-01T10:00:00")])
    )
    import_set(session, write(tmp_path / "second"))
    moved = of(session, Register.CASE, 31)["call"]
    assert moved != 50
    assert of(session, Register.TIME_ENTRY, 71)["call"] == moved
    assert of(session, Register.OPPORTUNITY, 51)["call"] == 51


def unknown(row_id: str | int) -> Message:
    """That a link leads to no good row."""
    return Message.of("msg.import.unknown", id=row_id)


BAD: list[tuple[Sheet, dict[str, object], str, Message]] = [
    (CASES, {"subject": " "}, "subject", Message.of("msg.required")),
    (CASES, {"employee_id": ""}, "employee_id", Message.of("msg.required")),
    (CASES, {"status": "halv"}, "status", Message.of("msg.import.badword", text="halv")),
    (CASES, {"call_id": 99}, "call_id", unknown("99")),
    (CASES, {"call_id": "x"}, "call_id", Message.of("msg.import.badid", text="x")),
    (CASES, {"company_id": 99}, "company_id", unknown("99")),
    (CASES, {"created_by": 99}, "created_by", unknown("99")),
    (CASES, {"changed_at": "i går"}, "changed_at", Message.of("msg.import.badstamp", text="i går")),
    (CASES, {"case_id": 31}, "case_id", Message.of("msg.import.twice", value=31)),
    (CASE_NOTES, {"case_id": 99}, "case_id", unknown("99")),
    (CASE_NOTES, {"reply_to": 77}, "reply_to", unknown("77")),
    (CASE_NOTES, {"case_id": 32, "reply_to": 41}, "reply_to", unknown(41)),
    (CASE_NOTES, {"text": ""}, "text", Message.of("msg.required")),
    (OPPORTUNITIES, {"probability": "101"}, "probability", Message.of("msg.badpercent")),
    (OPPORTUNITIES, {"value": "mye"}, "value", Message.of("msg.badnumber", text="mye")),
    (OPPORTUNITIES, {"closes_on": "31.1.27"}, "closes_on", Message.of("msg.import.baddate", text="31.1.27")),
    (COMPETITORS, {"opportunity_id": 99}, "opportunity_id", unknown("99")),
    (COMPETITORS, {"won": "ja"}, "won", Message.of("msg.import.badword", text="ja")),
    (TIME_ENTRIES, {"date": "2026-11-24"}, "date", Message.of("time.nofuture")),
    (TIME_ENTRIES, {"hours": "24,25"}, "hours", Message.of("msg.badhours")),
    (TIME_ENTRIES, {"hours": ""}, "hours", Message.of("msg.required")),
    (TIME_ENTRIES, {"case_id": 99}, "case_id", unknown("99")),
]


@pytest.mark.parametrize(
    ("sheet", "fields", "column", "reason"),
    BAD,
    ids=[f"{sheet.name}-{column}" for sheet, _, column, _ in BAD],
)
def test_a_bad_row_is_named_and_the_others_are_imported(
    session: Session,
    tmp_path: Path,
    sheet: Sheet,
    fields: dict[str, object],
    column: str,
    reason: Message,
) -> None:
    good: dict[Sheet, Row] = {
        CASES: CASE, CASE_NOTES: NOTES[0], OPPORTUNITIES: OPPORTUNITY, COMPETITORS: COMPETITOR,
        TIME_ENTRIES: HOURS,
    }  # fmt: skip
    another = {**good[sheet], sheet.columns[0]: 88, **fields}
    more = {CASES: [CASE, {**CASE, "case_id": 32}], sheet: [good[sheet], another]}
    if sheet is CASES:
        more = {CASES: [CASE, another]}
    report = import_set(session, write(tmp_path / "set", {CASE_NOTES: [NOTES[0]], **more}))
    assert report.refused == (BadRow(sheet.name, line_of(sheet), column, reason),)
    assert report.added[sheet.entity] == 1
    assert_sound(session.engine)


def line_of(sheet: Sheet) -> int:
    """Where the second row stands: the first case has two lines."""
    return 4 if sheet is CASES else 3


def test_rows_that_refer_to_a_bad_call_are_bad_too(session: Session, tmp_path: Path) -> None:
    calls = [call(50, status="halv"), call(51, follow_up_of=50)]
    report = import_set(session, write(tmp_path / "set", calls=calls))
    assert [(bad.file, bad.column) for bad in report.refused] == [
        ("calls.csv", "status"), ("calls.csv", "follow_up_of"), ("cases.csv", "call_id"),
        ("case_notes.csv", "case_id"), ("case_notes.csv", "case_id"), ("opportunities.csv", "call_id"),
        ("competitors.csv", "opportunity_id"), ("time_entries.csv", "case_id"),
    ]  # fmt: skip


def test_a_company_has_one_primary_contact(session: Session, tmp_path: Path) -> None:
    contacts = [{**CONTACT, "primary": 1}, {**CONTACT, "contact_id": 6, "primary": 1}]
    (bad,) = import_set(session, write(tmp_path / "set", contacts=contacts)).refused
    assert bad == BadRow("contacts.csv", 3, "primary", Message.of("msg.import.primary"))


def test_the_files_may_be_missing(session: Session, tmp_path: Path) -> None:
    folder = write(tmp_path / "set")
    for sheet in FOLLOWING:
        (folder / sheet.name).unlink()
    report = import_set(session, folder)
    assert isinstance(report, ImportReport)
    assert {report.added[sheet.entity] for sheet in FOLLOWING} == {0}


def test_every_register_has_a_file() -> None:
    entities = {sheet.entity for sheet in (*REGISTERS, *FOLLOWING)}
    assert entities == {kind.entity for kind in TYPES.values()}
    assert {kind.entity for kind in PAGES} <= entities
