"""Calls as files: every cell is what the list has, in its order, on both engines."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests import factories
from tests.factories import moment
from tests.hostile import TEXTS
from xscalls_tui.domain.calls import CallRow, Direction, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, SortBy
from xscalls_tui.domain.text import clean_line
from xscalls_tui.exports import csv_set
from xscalls_tui.exports.calls import CallExport
from xscalls_tui.exports.csv_file import unguarded
from xscalls_tui.exports.formats import Format, write
from xscalls_tui.i18n import Language, Translator
from xscalls_tui.services import calls, records
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.session import Session

DIRECTIONS = {Direction.OUT: "Utgående", Direction.IN: "Innkommende"}
STATUSES = {
    Status.PLANNED: "Planlagt",
    Status.DONE: "Gjennomført",
    Status.CANCELLED: "Avlyst",
    Status.UNANSWERED: "Ubesvart",
}
CALCULATED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
HISTORY = {
    (False, False): None,
    (False, True): "Har oppfølging",
    (True, False): "Er oppfølging",
    (True, True): "Er og har oppfølging",
}


@pytest.fixture
def furnished(session: Session) -> Session:
    """A dozen calls of every kind, some tied to each other."""
    company = factories.company(session, "Åsen Bygg AS", "22 33 44 55")
    project = factories.project(session, "1042", "Skolen", company)
    contact = factories.contact(session, "Łukasz Nowak", company, "+46 70 123 45 67")
    first = factories.call(
        session, starts_at=moment("06.11 09:00"), status=Status.DONE, subject="=1+1", company=company
    )
    second = factories.call(
        session,
        starts_at=moment("07.11 10:00"),
        origin=first.id,
        subject="Tilbud på vinduer",
        project=project,
    )
    factories.call(session, starts_at=moment("08.11 10:00"), origin=second.id, status=Status.CANCELLED)
    for number, status in enumerate(Status):
        factories.call(
            session,
            starts_at=moment(f"{10 + number}.11 11:30"),
            status=status,
            direction=Direction.IN,
            phone="+47 22 33 44 55",
            partner=contact,
            subject=f"Nummer {number}",
            note="Linje en\nlinje to",
        )
    factories.call(session, starts_at=moment("23.11 12:00"), partner="Ukjent – dame")
    return session


def written(session: Session, form: Format, export: CallExport, language: Language = "nb") -> bytes:
    """The file."""
    stream = io.BytesIO()
    write(stream, form, export, session, Translator(language), lambda _rows: None)
    return stream.getvalue()


def listed(session: Session, criteria: Criteria, sort: Sort) -> list[CallRow]:
    """The rows as the screen's list has them."""
    return list(calls.page(session, PageRequest(criteria, sort, limit=500)).rows)


def cells(row: CallRow) -> list[object]:
    """What a workbook has of a row."""
    texts = (row.initials, row.subject, row.phone, row.company, row.project, row.partner)
    return [
        DIRECTIONS[row.direction],
        STATUSES[row.status],
        HISTORY[row.is_followup, row.has_followups],
        datetime.combine(row.starts_at, time()),
        row.starts_at.time(),
        row.ends_at.time(),
        *(text or None for text in texts),
    ]


@pytest.mark.parametrize(
    ("criteria", "sort"),
    [
        (Criteria(), Sort()),
        (Criteria(), Sort(SortBy.SUBJECT, descending=False)),
        (Criteria((Criterion(Field.STATUS, Status.PLANNED),)), Sort(descending=False)),
    ],
)
def test_every_cell_of_a_workbook_is_that_of_the_list(
    furnished: Session, criteria: Criteria, sort: Sort
) -> None:
    content = written(furnished, Format.XLSX, CallExport(furnished, criteria, sort))
    book: Any = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["CRM - Samtaler"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == [
        "Retning", "Status", "Historikk", "Dato", "Fra", "Til",
        "Ans", "Emne", "Telefonnummer", "Firma", "Prosjekt", "Samtalepartner",
    ]  # fmt: skip
    wanted = listed(furnished, criteria, sort)
    assert rows == [cells(row) for row in wanted]
    colours = {Status.DONE: "D7FFD7", Status.CANCELLED: "FFD7D7", Status.UNANSWERED: "FFFFAF"}
    for row, line in zip(wanted, sheet.iter_rows(min_row=2), strict=True):
        assert {cell.fill.fgColor.rgb[2:] for cell in line} == {colours.get(row.status, "000000")}
        assert all(cell.data_type != "f" for cell in line)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:L{len(wanted) + 1}")
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["H"].width > 30
    told = {row[0].value: row[1].value for row in book["Filtre"].iter_rows()}
    assert (told["Antall"], told["Av"], told["Laget"]) == (len(wanted), "KN", "23.11.2026 10:42")
    assert told["Filter"] == ("status: Planlagt" if criteria.terms else "Ingen: alle samtaler")


def test_only_the_ticked_ones_in_the_order_of_the_list(furnished: Session) -> None:
    rows = listed(furnished, Criteria(), Sort())
    ticked = [rows[5].id, rows[1].id]
    content = written(furnished, Format.XLSX, CallExport(furnished, Criteria(), Sort(), ticked))
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == [cells(rows[1]), cells(rows[5])]
    lines = written(furnished, Format.JSONL, CallExport(furnished, Criteria(), Sort(), ticked))
    assert [json.loads(line)["id"] for line in lines.splitlines()] == [rows[1].id, rows[5].id]


def test_a_limit_is_told_as_it_is_kept(furnished: Session, nb: Translator) -> None:
    export = CallExport(furnished, Criteria(), Sort(), limit=3)
    assert (export.listing(nb).total, len(list(export.lines(nb)))) == (3, 3)


def test_csv_for_excel_is_guarded_and_raw_is_not(furnished: Session) -> None:
    rows = listed(furnished, Criteria(), Sort())
    export = CallExport(furnished, Criteria(), Sort())
    content = written(furnished, Format.CSV, export)
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    _, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert [line[3:6] for line in lines] == [
        [f"{row.starts_at:%d.%m.%Y}", f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}"] for row in rows
    ]
    assert [[unguarded(line[7]), unguarded(line[8])] for line in lines] == [
        [row.subject, row.phone] for row in rows
    ]
    assert {line[7] for line in lines if "1+1" in line[7]} == {"'=1+1"}
    raw = written(furnished, Format.CSV_RAW, export).decode()
    _, *lines = csv.reader(io.StringIO(raw, newline=""))
    assert [[line[3], line[7], line[8], line[11]] for line in lines] == [
        [row.starts_at.date().isoformat(), row.subject, row.phone, row.partner] for row in rows
    ]


def test_json_lines_are_the_records(furnished: Session) -> None:
    lines = written(furnished, Format.JSONL, CallExport(furnished, Criteria(), Sort())).splitlines()
    ids = [row.id for row in listed(furnished, Criteria(), Sort())]
    assert [json.loads(line) for line in lines] == records.by_ids(furnished, ids)


def test_the_text_of_a_pdf_is_that_of_the_list(furnished: Session) -> None:
    content = written(furnished, Format.PDF, CallExport(furnished, Criteria(), Sort()), "en")
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "CRM - Calls" in text and "page 1 of 1" in text and "Made 23.11.2026 10:42 by KN · 8 rows" in text
    place = 0
    for row in listed(furnished, Criteria(), Sort()):
        for part in (f"{row.starts_at:%d.%m.%y}", row.initials, row.subject, row.phone, row.partner):
            assert part in text[place:], part
            place = text.index(part, place) if part else place


def test_a_set_of_csv_files_comes_back_as_it_was(furnished: Session, tmp_path: Path) -> None:
    from contextlib import closing

    from xscalls_tui.services.opening import create_session

    counts = csv_set.write(furnished, tmp_path / "set")
    assert counts["calls.csv"] == 8 and counts["companies.csv"] == 1
    with pytest.raises(FileExistsError):
        csv_set.write(furnished, tmp_path / "set")
    with closing(create_session(str(tmp_path / "other.db"), "XX", "Ny eier", factories.clock())) as other:
        report = import_set(other, tmp_path / "set")
        assert not report.refused and report.added["call"] == 8
        csv_set.write(other, tmp_path / "back")
    for name in counts:
        before, after = (_rows(tmp_path / folder / name) for folder in ("set", "back"))
        if name == "employees.csv":
            assert {row["initials"] for row in before} <= {row["initials"] for row in after}
        else:
            assert [_without_people(row) for row in before] == [_without_people(row) for row in after], name


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _without_people(row: dict[str, str]) -> dict[str, str]:
    """A row without the ids of employees: the other database had one already."""
    return {
        name: value for name, value in row.items() if name not in ("employee_id", "created_by", "changed_by")
    }


def test_hostile_texts_stay_texts_in_every_format(session: Session) -> None:
    for text in TEXTS:
        factories.call(
            session, subject=text[:200], phone=text[:30], note=text[:2000], partner=text[:60] or None
        )
    rows = listed(session, Criteria(), Sort())
    assert len(rows) == len(TEXTS)
    export = CallExport(session, Criteria(), Sort())
    sheet: Any = openpyxl.load_workbook(io.BytesIO(written(session, Format.XLSX, export))).worksheets[0]
    for row, line in zip(rows, sheet.iter_rows(min_row=2), strict=True):
        assert all(cell.data_type in ("s", "inlineStr", "n", "d") for cell in line)
        assert (line[7].value or "") == row.subject
    for form in (Format.CSV, Format.CSV_RAW, Format.JSONL, Format.ICS):
        text = written(session, form, export).decode("utf-8-sig")
        allowed = "\r\n\t" if form is not Format.JSONL else "\n"
        assert all(
            character in allowed or character.isprintable() or ord(character) > 160 for character in text
        )
    guarded = written(session, Format.CSV, export).decode("utf-8-sig")
    for fields in csv.reader(io.StringIO(guarded, newline=""), delimiter=";"):
        assert not any(cell.lstrip().startswith(CALCULATED) for cell in fields)
    pdf = written(session, Format.PDF, export)
    for forbidden in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/SubmitForm", b"/GoToR", b"/AA"):
        assert forbidden not in pdf
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert not any(ord(character) < 32 and character != "\n" for character in text)
    assert clean_line("Łukasz Nowak") in text and "–" in text
