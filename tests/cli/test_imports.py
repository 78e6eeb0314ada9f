"""The verb import: a folder of CSV files, and one file of somebody's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

EMPLOYEES = """\
employee_id,initials,name,email,active
7,NN,Nina Nilsen,nn@example.invalid,1
8,HØ,Harald Ødegård,,0
"""
COMPANIES = "company_id,name,org_no,phone,city,country\n3,Åsen Båt AS,,,Moss,NO\n"
CONTACTS = "contact_id,company_id,name,phone,email\n5,3,Frode Rød,48968681,\n"
PROJECTS = "project_id,company_id,number,name,status\n6,3,P1,Kai,open\n"
CALLS_HEADING = (
    "call_id,follow_up_of,date,start,end,direction,status,employee_id,phone,subject,note,"
    "company_id,contact_id,project_id,reminder_at,created_at,created_by,changed_at,changed_by\n"
)
CALLS = """\
41,,2024-03-07,13:45,14:00,out,done,7,995 65 150,Status,"To
linjer",3,5,6,,2024-03-01T09:00:05,7,2024-03-07T14:00:31,8
42,41,2026-12-01,09:00,09:15,in,planned,8,,Videre,,,,,2026-12-01T08:45:00,2026-11-01T09:00:05,7,2026-11-01T09:00:05,7
"""
BAD_CALLS = """\
51,,2024-02-30,13:45,14:00,out,done,7,,,,,,,,2024-03-01T09:00:05,7,2024-03-01T09:00:05,7
52,,2024-03-07,13:45,13:00,out,done,7,,,,,,,,2024-03-01T09:00:05,7,2024-03-01T09:00:05,7
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of CSV files."""
    folder = tmp_path / "set"
    folder.mkdir()
    texts = {"employees": EMPLOYEES, "companies": COMPANIES, "contacts": CONTACTS, "projects": PROJECTS}
    for name, text in {**texts, "calls": CALLS_HEADING + CALLS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_set_is_imported_once(run: Run, database: Path, folder: Path) -> None:
    first, again = run("import", folder, "--json").json, run("import", folder, "--json").json
    numbers = {"employee": 2, "company": 1, "contact": 1, "project": 1, "call": 2}
    others = dict.fromkeys(("case", "case_note", "opportunity", "competitor", "time_entry"), 0)
    none = dict.fromkeys(numbers, 0) | others
    numbers |= others
    assert first == [{"added": numbers, "present": none, "refused": []}]
    assert again == [{"added": none, "present": numbers, "refused": []}]


def test_an_imported_call_reads_as_it_stood_in_the_file(run: Run, database: Path, folder: Path) -> None:
    run("import", folder)
    later, earlier = run("list", "--json").json
    wanted = {
        "id": 41, "follow_up_of": None, "date": "2024-03-07", "start": "13:45", "end": "14:00",
        "direction": "out", "status": "done", "employee": "NN", "phone": "995 65 150", "subject": "Status",
        "note": "To\nlinjer", "company": "Åsen Båt AS", "contact": "Frode Rød", "project": "P1 Kai",
        "reminder_at": None, "created_at": "2024-03-01T09:00:05", "changed_at": "2024-03-07T14:00:31",
        "has_followups": True,
    }  # fmt: skip
    assert {key: earlier[key] for key in wanted} == wanted
    assert (later["follow_up_of"], later["reminder"], later["reminder_at"]) == (41, 15, "2026-12-01T08:45:00")
    initials = {one["id"]: one["initials"] for one in run("employee", "list", "--json").json}
    assert (initials[earlier["created_by"]], initials[earlier["changed_by"]]) == ("NN", "HØ")


def test_an_import_for_people(run: Run, database: Path, folder: Path) -> None:
    lines = run("import", folder).lines
    assert [line.split() for line in lines] == [
        ["Nye", "Fra", "før"],
        ["Ansatte", "2", "0"],
        ["Firmaer", "1", "0"],
        ["Kontaktpersoner", "1", "0"],
        ["Prosjekter", "1", "0"],
        ["Samtaler", "2", "0"],
    ]


@pytest.mark.parametrize("strict", [False, True])
def test_bad_rows_are_named(run: Run, database: Path, folder: Path, strict: bool) -> None:
    with (folder / "calls.csv").open("a", encoding="utf-8") as calls:
        calls.write(BAD_CALLS)
    result = run("import", folder, *(["--strict"] if strict else []))
    assert result.code == 1
    first, second, *rest = result.err.splitlines()
    assert first.startswith("xscalls: calls.csv linje 5 (date): ")
    assert second.startswith("xscalls: calls.csv linje 6 (end): ")
    assert rest == (["xscalls: 2 rader er feil; ingenting er lest inn"] if strict else [])
    assert len(run("list", "--json").json) == (0 if strict else 2)


def test_a_folder_that_is_not_there(run: Run, database: Path, tmp_path: Path) -> None:
    result = run("import", tmp_path / "nowhere")
    assert (result.code, result.out) == (1, "")
    assert str(tmp_path / "nowhere") in result.err


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """A file of two new companies, and a line that cannot be right."""
    file = tmp_path / "firmaer.csv"
    file.write_text("Kundens navn;Org.nr\nÅsheim Rør;974760673\nFeil;123\nBø Vin;\n", encoding="utf-8")
    return file


def test_a_file_is_shown_and_then_imported_once(run: Run, database: Path, firms: Path) -> None:
    arguments = ("import", firms, "--as", "companies", "--map", "Kundens navn=navn")
    shown = run(*arguments, "--dry-run")
    assert shown.code == 1, "a line is refused"
    assert shown.out.splitlines()[0].split() == ["2", "Nye", "Åsheim", "Rør", "·", "974760673"]
    assert shown.err.startswith("xscalls: firmaer.csv linje 3 (Org.nr): ")
    assert run("company", "list", "--json").json == []
    first = json.loads(run(*arguments, "--json").out)
    assert [first[0][name] for name in ("new", "changed", "same", "refused")] == [2, 0, 0, 1]
    again = run("import", firms, "--as", "companies")  # what was said of the columns is remembered
    assert [line.split()[-1] for line in again.out.splitlines()] == ["0", "0", "2", "1"]
    assert {one["name"] for one in run("company", "list", "--json").json} == {"Åsheim Rør", "Bø Vin"}


def test_a_strict_import_of_a_file_keeps_all_out(run: Run, database: Path, firms: Path) -> None:
    result = run("import", firms, "--as", "companies", "--map", "Kundens navn=navn", "--strict")
    assert (result.code, result.err.splitlines()[-1]) == (1, "xscalls: 1 rad er feil; ingenting er lest inn")
    assert run("company", "list", "--json").json == []


def test_an_exchange_s_calls_are_those_of_its_extensions(run: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "Master.csv"
    file.write_text(
        '"","101","91234567","inside","","PJSIP/101-1","PJSIP/t-2","Dial","","2026-03-09 09:00:00",'
        '"2026-03-09 09:00:05","2026-03-09 09:04:10",250,245,"ANSWERED","DOC","1773043200.1"\n'
    )
    assert run("import", file, "--as", "cdr").code == 1, "whose extension 101 is has to be said once"
    assert run("import", file, "--as", "cdr", "--extension", "101=ol").code == 0
    (call,) = run("list", "--json").json
    wanted = {"employee": "OL", "status": "done", "direction": "out", "start": "09:00", "end": "09:04"}
    assert {key: call[key] for key in wanted} == wanted
    assert run("import", file, "--as", "cdr").lines[0].split()[-1] == "0"


def test_what_an_import_cannot_be_asked(run: Run, database: Path, folder: Path, firms: Path) -> None:
    for wrong in (
        (firms,),
        (folder, "--dry-run"),
        (folder, "--as", "companies"),
        (firms, "--as", "people"),
        (firms, "--as", "companies", "--map", "navn"),
        (firms, "--as", "cdr", "--extension", "101"),
    ):
        result = run("import", *wrong)
        assert (result.code, result.out) == (2, "") and result.err.startswith("xscalls"), wrong
    for missing in ("Kundens navn=farge", "Fargen=navn"):
        assert run("import", firms, "--as", "companies", "--map", missing).code == 1
