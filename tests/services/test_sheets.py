"""One file of somebody's own: companies, contact persons, calls, an exchange's records."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests import factories
from tests.hostile import TEXTS
from tests.models.soundness import assert_sound, contents
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import calls, registers, sheets, undo
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import fields, workbook
from xscalls_tui.services.sheets.report import Job, Outcome, Report, What

FIRMS = "Firmanavn;Org.nr;Tlf;Poststed;Merknad\n"
CDR = (
    '"","101","91234567","inside","""Ola"" <101>","PJSIP/101-01","PJSIP/trunk-02","Dial","",'
    '"2026-03-09 09:00:00","2026-03-09 09:00:05","2026-03-09 09:04:10",250,245,'
    '"ANSWERED","DOC","1773043200.1",""',
    '"","22334455","101","trunk","""Byen"" <22334455>","PJSIP/trunk-03","PJSIP/101-04","Dial","",'
    '"2026-03-09 10:00:00","","2026-03-09 10:00:30",30,0,"NO ANSWER","DOC","1773046800.3",""',
    '"","101","45454545","inside","""Ola"" <101>","PJSIP/101-05","PJSIP/trunk-06","Dial","",'
    '"2026-03-09 11:00:00","","2026-03-09 11:00:09",9,0,"BUSY","DOC","1773050400.5",""',
)


def file(folder: Path, text: str | bytes, name: str = "fil.csv") -> Path:
    """A file with this in it."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def counts(report: Report) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    new, changed, same, refused = (report.counts[outcome] for outcome in Outcome)
    return new, changed, same, refused


def companies(session: Session, folder: Path, text: str, *, overwrite: bool = False) -> Report:
    """Bring in companies."""
    return sheets.bring_in(session, Job(file(folder, text), What.COMPANIES, overwrite=overwrite))


def as_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these rows."""
    book, packed = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(packed)
    return packed.getvalue()


def test_what_is_shown_first_is_what_is_done(session: Session, tmp_path: Path) -> None:
    text = (
        FIRMS + "Åsheim Rør;974760673;22 33 44 55;Oslo;\nFeil;123;;;\nBø Vin;;91234567;Bø;\nåsheim  rør;;;;\n"
    )
    job = Job(file(tmp_path, text), What.COMPANIES)
    before = contents(session.engine)
    shown = sheets.preview(session, job)
    assert contents(session.engine) == before
    done = sheets.bring_in(session, job)
    assert shown.told == done.told
    assert counts(shown) == counts(done) == (2, 0, 1, 1)
    (refused,) = done.refused
    assert (refused.line, refused.column) == (3, "Org.nr")
    assert_sound(session.engine)
    assert counts(sheets.bring_in(session, job)) == (0, 0, 3, 1)
    assert undo.undo(session).rows
    assert counts(sheets.preview(session, job)) == (2, 0, 1, 1)
    assert_sound(session.engine)


def test_only_what_is_empty_is_filled_in_unless_the_file_goes_first(session: Session, tmp_path: Path) -> None:
    row = factories.company(session, "Åsheim Rør", "22 33 44 55")
    text = FIRMS + "ÅSHEIM RØR;;90 00 00 01;Bergen;\n"
    assert counts(companies(session, tmp_path, text)) == (0, 1, 0, 0)
    told = registers.read(session, Register.COMPANY, row).values
    assert (told["name"], told["phone"], told["city"]) == ("Åsheim Rør", "22 33 44 55", "Bergen")
    assert counts(companies(session, tmp_path, text, overwrite=True)) == (0, 1, 0, 0)
    told = registers.read(session, Register.COMPANY, row).values
    assert (told["name"], told["phone"]) == ("ÅSHEIM RØR", "900 00 001")
    assert undo.undo(session).rows
    assert registers.read(session, Register.COMPANY, row).values["phone"] == "22 33 44 55"


def test_strict_keeps_everything_out(session: Session, tmp_path: Path) -> None:
    before = contents(session.engine)
    job = Job(file(tmp_path, FIRMS + "Ny AS;;;;\nFeil;123;;;\n"), What.COMPANIES)
    report = sheets.bring_in(session, job, strict=True)
    assert report.kept_out
    assert contents(session.engine) == before


def test_a_workbook_is_read_as_the_same_csv_is(session: Session, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Dato", "Fra", "Til", "Gjelder", "Status"],
        [datetime(2026, 3, 9), "09:15", "09:20", "Kjøp", "ubesvart"],
        [datetime(2026, 3, 10, 8, 30), None, None, 1042, None],
    ]
    path = file(tmp_path, as_workbook(rows), "ringt.xlsx")
    report = sheets.bring_in(session, Job(path, What.CALLS))
    assert counts(report) == (2, 0, 0, 0)
    text = "Dato;Fra;Til;Gjelder;Status\n9.3.2026;9.15;9.20;Kjøp;ubesvart\n10.3.2026 08:30;;;1042;\n"
    assert counts(sheets.preview(session, Job(file(tmp_path, text), What.CALLS))) == (0, 0, 2, 0)


def test_a_workbook_that_unpacks_without_end_is_not_opened(session: Session, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (4 * workbook.MEGABYTE))
    path = file(tmp_path, packed.getvalue(), "bombe.xlsx")
    with pytest.raises(NotFound) as error:
        sheets.preview(session, Job(path, What.COMPANIES))
    assert error.value.message.key == "msg.sheet.ratio"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"", b"\n\n", b"\xff" * 9000]
)
def test_what_is_no_table_is_refused_in_words(session: Session, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotFound):
        sheets.preview(session, Job(file(tmp_path, content), What.COMPANIES))


def test_cards_become_contact_persons(session: Session, tmp_path: Path) -> None:
    firm = factories.company(session, "Åsheim Rør")
    text = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Per Å\r\n s\r\nORG:Åsheim Rør;Salg\r\nTEL;TYPE=CELL:91234567\r\n"
        "TEL;TYPE=FAX:22000000\r\nEMAIL:per@as.invalid\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\nVERSION:4.0\nN:Bø;Kari;;;\nTEL;TYPE=work;VALUE=uri:tel:+47-22-33-44-55\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nEND:VCARD\n"
    )
    job = Job(file(tmp_path, text, "folk.vcf"), What.CONTACTS)
    report = sheets.bring_in(session, job)
    assert counts(report) == (2, 0, 0, 1)
    assert counts(sheets.bring_in(session, job)) == (0, 0, 2, 1)
    found = [dict(row) for row in contents(session.engine)["contact"] if row["name"] in ("Per Ås", "Kari Bø")]
    assert [(row["name"], row["company_id"]) for row in found] == [("Per Ås", firm), ("Kari Bø", None)]
    assert_sound(session.engine)


def test_what_columns_hold_is_remembered(session: Session, tmp_path: Path) -> None:
    path = file(tmp_path, "Når;Hvem\n9.3.2026 10:15;Per\n")
    job = Job(path, What.CALLS)
    with pytest.raises(NotFound):
        sheets.preview(session, job)
    mapping = fields.told(What.CALLS, ("Når", "Hvem"), {"når": "Dato", "HVEM": "partner"})
    sheets.remember(session, job._replace(mapping=mapping))
    assert sheets.survey(session, job).mapping == {0: "date", 1: "partner"}
    assert counts(sheets.preview(session, job)) == (1, 0, 0, 0)


def test_an_exchange_s_records_become_calls_once(session: Session, tmp_path: Path) -> None:
    firm = factories.company(session, "Byens Bud", "22 33 44 55")
    job = Job(file(tmp_path, "\n".join(CDR) + "\n", "Master.csv"), What.CDR)
    with pytest.raises(NotFound):
        sheets.preview(session, job)
    known = job._replace(extensions={"101": "OL"})
    report = sheets.bring_in(session, known)
    assert counts(report) == (3, 0, 0, 0)
    sheets.remember(session, known)
    assert counts(sheets.bring_in(session, job)) == (0, 0, 3, 0)
    found = {
        row["phone"]: calls.read(session, row["id"])
        for row in contents(session.engine)["call"]
        if row["starts_at"][:10] == "2026-03-09"
    }
    assert {phone: (call.direction, call.status) for phone, call in found.items()} == {
        "91234567": (Direction.OUT, Status.DONE),
        "22334455": (Direction.IN, Status.UNANSWERED),
        "45454545": (Direction.OUT, Status.UNANSWERED),
    }
    assert found["22334455"].company is not None
    assert found["22334455"].company.id == firm
    assert {call.employee.name for call in found.values()} == {"Ola Lie"}
    assert undo.undo(session).rows
    assert_sound(session.engine)


def test_calls_are_a_superuser_s_to_bring_in(as_ol: Session, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        sheets.preview(as_ol, Job(file(tmp_path, "Dato\n9.3.2026 10:15\n"), What.CALLS))
    assert counts(companies(as_ol, tmp_path, FIRMS + "Ny AS;;;;\n")) == (1, 0, 0, 0)


def test_hostile_texts_stay_texts(session: Session, tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Navn", "Merknad"])
    writer.writerows([f"Firma {place}", text] for place, text in enumerate(TEXTS))
    report = companies(session, tmp_path, out.getvalue())
    assert sum(counts(report)) == len(TEXTS)
    assert report.counts[Outcome.NEW] > len(TEXTS) // 2
    assert_sound(session.engine)


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(_CELLS, min_size=4, max_size=5), max_size=6), what=st.sampled_from(What))
def test_every_line_is_told_of_whatever_it_says(
    session: Session, tmp_path: Path, rows: list[list[str]], what: What
) -> None:
    heading = {
        What.COMPANIES: ["navn", "telefon", "orgnr", "kategori"],
        What.CONTACTS: ["navn", "mobil", "firma", "epost"],
        What.CALLS: ["dato", "fra", "status", "emne"],
        What.CDR: ["a", "b", "c", "d"],
    }[what]
    out = io.StringIO()
    csv.writer(out).writerows([heading, *rows])
    job = Job(file(tmp_path, out.getvalue()), what, extensions={"1": "KN"})
    report = sheets.preview(session, job)
    assert sum(counts(report)) == len(report.told)
    read = list(csv.reader(io.StringIO(out.getvalue())))
    assert len(report.told) >= len([row for row in read[1:] if any(cell.strip() for cell in row)])
