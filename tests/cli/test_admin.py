"""init, employee, import."""

from __future__ import annotations

import stat
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


def test_init_makes_a_private_database(run: Run, home: Path) -> None:
    file = home / "data" / "xscalls" / "xscalls.db"
    (told,) = run("init", "kn", "Kari Nordmann").lines
    assert told == f"Databasen {file} er laget, med KN som første ansatte"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert run("employee", "list", "--json").json == [
        {"id": 1, "initials": "KN", "name": "Kari Nordmann", "superuser": True, "active": True}
    ]


def test_init_overwrites_nothing(run: Run, database: Path) -> None:
    before = database.read_bytes()
    result = run("init", "KN", "Kari")
    assert (result.code, result.err) == (1, f"xscalls: {database} finnes allerede; ingenting er endret\n")
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("initials", "name", "told"),
    [
        ("K1", "Kari", ["INITIALER: Initialer er bokstaver, høyst 4"]),
        ("KNKNK", "", ["INITIALER: Initialer er bokstaver, høyst 4", "NAVN: Feltet må fylles ut"]),
    ],
)
def test_init_with_what_nobody_is_called(
    run: Run, home: Path, initials: str, name: str, told: list[str]
) -> None:
    result = run("init", initials, name)
    assert result.code == 2
    assert result.err.splitlines() == [f"xscalls: {sentence}" for sentence in told]
    assert not (home / "data" / "xscalls" / "xscalls.db").exists()


def test_employees_are_added_and_changed(run: Run, database: Path) -> None:
    assert run("employee", "add", "ab", "Anna Berg", "--superuser").lines == ["AB er lagt til"]
    assert run("employee", "set", "ab", "--name", "Anna Bø", "--no-superuser").lines == ["AB er endret"]
    assert run("employee", "set", "OL", "--superuser").lines == ["OL er endret"]
    assert run("employee", "set", "PH", "--inactive").lines == ["PH er endret"]
    assert run("employee", "set", "XX", "--active").lines == ["XX er endret"]
    everybody = run("employee", "list", "--json").json
    assert {one["initials"]: (one["superuser"], one["active"]) for one in everybody} == {
        "AB": (False, True),
        "KN": (True, True),
        "OL": (True, True),
        "PH": (False, False),
        "XX": (False, True),
    }


def test_employees_for_people(run: Run, database: Path) -> None:
    assert run("employee", "list").lines == [
        "INITIALER  NAVN           Superbruker  Aktiv",
        "KN         Kari Nordmann  Ja           Ja",
        "OL         Ola Lie        Nei          Ja",
        "PH         Per Hansen     Nei          Ja",
        "XX         Xerxes Xu      Nei          Nei",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("add", "OL", "Olav"), 2, "INITIALER: Initialene OL er i bruk"),
        (("set", "QQ", "--active"), 1, "Ingen ansatt har initialene «QQ»"),
        (("set", "KN", "--no-superuser"), 2, "--superuser: Minst én aktiv ansatt må være superbruker"),
        (("set", "KN", "--inactive"), 2, "--superuser: Minst én aktiv ansatt må være superbruker"),
    ],
)
def test_what_employees_cannot_be(
    run: Run, database: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    result = run("employee", *arguments)
    assert (result.code, result.err) == (code, f"xscalls: {told}\n")


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
