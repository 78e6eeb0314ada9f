"""list, show, new, set-status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from xscalls_tui.cli.call_text import call_lines
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.i18n import Translator
from xscalls_tui.models import tables
from xscalls_tui.services import records
from xscalls_tui.services.session import Session

KEYS = [
    "id", "follow_up_of", "date", "start", "end", "direction", "status", "employee_id", "employee",
    "phone", "subject", "note", "company_id", "company", "contact_id", "contact", "project_id", "project",
    "reminder_at", "reminder", "created_at", "created_by", "changed_at", "changed_by", "version",
    "has_followups",
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("database")


def new(run: Run, *arguments: object) -> dict[str, Any]:
    """Create a call; its record."""
    (record,) = run("new", "--json", *arguments).json
    return record


@pytest.fixture
def registers(session: Session) -> None:
    """A company with a contact person and a project."""
    with session.operation("import") as work:
        names = {"name": "Åsen Bygg AS", "name_fold": "asen bygg as", "name_sort": "}sen bygg as"}
        company = work.insert(tables.Company, {**names, "phone": "22 33 44 55"})
        names = {"name": "Ola Nordby", "name_fold": "ola nordby", "name_sort": "ola nordby"}
        work.insert(tables.Contact, {**names, "company_id": company, "mobile": "912 34 567"})
        names = {"name": "Skolen", "name_fold": "1042 skolen", "name_sort": "skolen"}
        work.insert(tables.Project, {**names, "number": "1042", "company_id": company})


def test_a_call_of_defaults(run: Run) -> None:
    record = new(run)
    assert list(record) == KEYS
    assert record == {
        "id": 1, "follow_up_of": None, "date": "2026-11-23", "start": "10:42", "end": "10:57",
        "direction": "out", "status": "planned", "employee_id": 1, "employee": "KN", "phone": "",
        "subject": "", "note": "", "company_id": None, "company": "", "contact_id": None, "contact": "",
        "project_id": None, "project": "", "reminder_at": None, "reminder": None,
        "created_at": "2026-11-23T10:42:00", "created_by": 1, "changed_at": "2026-11-23T10:42:00",
        "changed_by": 1, "version": 1, "has_followups": False,
    }  # fmt: skip


@pytest.mark.usefixtures("registers")
def test_a_call_with_every_field(run: Run) -> None:
    record = new(
        run, "--date", "fre", "--from", "930", "--to", "+20", "--direction", "inn", "--status", "planlagt",
        "--employee", "ol", "--phone", "22 33 44 55", "--subject", "Tilbud på vinduer", "--note", "Én\nto",
        "--company", "asen", "--partner", "ola nordby", "--project", "1042", "--reminder", "30",
    )  # fmt: skip
    wanted = {
        "date": "2026-11-27", "start": "09:30", "end": "09:50", "direction": "in", "employee": "OL",
        "employee_id": 2, "created_by": 1, "phone": "22 33 44 55", "subject": "Tilbud på vinduer",
        "note": "Én\nto", "company": "Åsen Bygg AS", "contact": "Ola Nordby", "project": "1042 Skolen",
        "reminder": 30, "reminder_at": "2026-11-27T09:00:00",
    }  # fmt: skip
    assert {key: record[key] for key in wanted} == wanted


@pytest.mark.usefixtures("registers")
def test_a_contact_brings_company_and_number(run: Run) -> None:
    record = new(run, "--partner", "Ola Nordby")
    assert (record["contact_id"], record["company"], record["phone"]) == (1, "Åsen Bygg AS", "912 34 567")
    record = new(run, "--partner", "Ola Nordby", "--phone", "1881")
    assert record["phone"] == "1881"
    record = new(run, "--partner", "Somebody Else")
    assert (record["contact_id"], record["contact"], record["company"]) == (None, "Somebody Else", "")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (
            ("--date", "+1", "--from", "9"),
            {"date": "2026-11-24", "start": "09:00", "end": "09:15", "reminder": 15},
        ),
        (("--from", "23:50"), {"start": "23:50", "end": "23:59"}),
        (("--to", "+5"), {"start": "10:42", "end": "10:47"}),
        (("--from", "9", "--to", "9"), {"start": "09:00", "end": "09:00"}),
        (("--date", "i morgen", "--status", "gjennomfort"), {"status": "done", "reminder": None}),
        (("--date", "i morgen", "--reminder", "Ingen"), {"reminder": None}),
        (("--date", "2026-12-24", "--reminder", "0"), {"reminder": 0, "date": "2026-12-24"}),
        (("--status", "UBESVART"), {"status": "unanswered"}),
        (("--direction", "incoming"), {"direction": "in"}),
        (("--subject", "a\tb\x1b[31m"), {"subject": "a b[31m"}),
    ],
)
def test_shorthands(run: Run, arguments: tuple[str, ...], wanted: dict[str, object]) -> None:
    record = new(run, *arguments)
    assert {key: record[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--date", "31.2"), ["--date: Ugyldig dato"]),
        (("--from", "25"), ["--from: Ugyldig klokkeslett"]),
        (("--from", "+15"), ["--from: Ugyldig klokkeslett"]),
        (("--to", "9.75"), ["--to: Ugyldig klokkeslett"]),
        (
            ("--from", "10", "--to", "9"),
            ["--to: Sluttidspunktet kan ikke være tidligere enn starttidspunktet"],
        ),
        (("--reminder", "-5"), ["--reminder: «-5» er ikke minutter fra 0 til 10080, og ikke «ingen»"]),
        (("--reminder", "99999"), ["--reminder: «99999» er ikke minutter fra 0 til 10080, og ikke «ingen»"]),
        (("--employee", "XY"), ["--employee: Ingen ansatt har initialene «XY»"]),
        (
            ("--company", "Nix", "--project", "Nix"),
            ["--company: Ingen passer med «Nix»", "--project: Ingen passer med «Nix»"],
        ),
        (("--subject", "x" * 501), ["--subject: Høyst 500 tegn"]),
        (
            ("--date", "x", "--from", "x", "--to", "x"),
            ["--date: Ugyldig dato", "--from: Ugyldig klokkeslett", "--to: Ugyldig klokkeslett"],
        ),
    ],
)
def test_each_bad_field_has_its_sentence(run: Run, arguments: tuple[str, ...], told: list[str]) -> None:
    result = run("new", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [f"xscalls: {sentence}" for sentence in told]
    assert run("list", "--json").json == []


def test_a_follow_up(run: Run) -> None:
    new(run, "--date", "-3", "--from", "14", "--subject", "Tilbud", "--direction", "inn", "--note", "x")
    record = new(run, "--follow-up-of", 1)
    wanted = {
        "follow_up_of": 1, "date": "2026-11-24", "start": "14:00", "end": "14:15", "direction": "out",
        "status": "planned", "subject": "Tilbud", "note": "", "reminder": 15,
    }  # fmt: skip
    assert {key: record[key] for key in wanted} == wanted
    assert run("show", 1, "--json").json[0]["has_followups"] is True


def test_a_new_call_is_told(run: Run) -> None:
    assert run("new").lines == ["Samtale 1 er opprettet"]


def test_a_call_that_does_not_exist(run: Run) -> None:
    for arguments in (("show", 7), ("show", 7, "--json"), ("new", "--follow-up-of", 7)):
        result = run(*arguments)
        assert (result.code, result.out, result.err) == (1, "", "xscalls: Samtale 7 finnes ikke\n")


def test_a_call_in_full(run: Run) -> None:
    new(
        run,
        "--date",
        "+1",
        "--from",
        "9",
        "--subject",
        "Tilbud",
        "--note",
        "Første\nandre",
        "--employee",
        "OL",
    )
    assert run("show", 1).lines == [
        "Samtale-ID      1",
        "Dato            24.11.2026 ti",
        "Fra kl.         09:00",
        "Til kl.         09:15",
        "Status          Planlagt",
        "Retning         Utgående",
        "Ansatt          OL Ola Lie",
        "Telefonnummer",
        "Påminnelse      15 minutter før",
        "Emne            Tilbud",
        "Firma",
        "Samtalepartner",
        "Prosjekt",
        "Oppfølging av",
        "Opprettet       23.11.2026 10:42 KN",
        "Sist endret     23.11.2026 10:42 KN",
        "",
        "Første",
        "andre",
    ]


@pytest.fixture
def three(run: Run, database: Path) -> None:
    """Calls of KN today and in two days, and a done one of OL tomorrow."""
    new(run, "--subject", "I dag")
    new(run, "--date", "+2", "--subject", "Om to dager", "--partner", "Ola Lie", "--phone", "22 33 44 55")
    new(run, "--date", "+1", "--status", "done", "--employee", "OL", "--direction", "in")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ((), [2, 3, 1]),
        (("--status", "planlagt"), [2, 1]),
        (("--status", "planned"), [2, 1]),
        (("--status", "Gjennomført"), [3]),
        (("--status", "avlyst"), []),
        (("--employee", "ol"), [3]),
        (("--mine",), [2, 1]),
        (("--mine", "--status", "done"), []),
        (("--limit", "2"), [2, 3]),
        (("--limit", "0"), []),
        (("--limit", "9"), [2, 3, 1]),
    ],
)
def test_which_calls_are_listed(run: Run, arguments: tuple[str, ...], ids: list[int]) -> None:
    assert [record["id"] for record in run("list", "--json", *arguments).json] == ids
    assert [int(line.split()[0]) for line in run("list", *arguments).lines[1:]] == ids


@pytest.mark.usefixtures("three")
def test_mine_are_those_of_whom_one_works_as(run: Run) -> None:
    assert [record["id"] for record in run("--as", "OL", "list", "--mine", "--json").json] == [3]


@pytest.mark.usefixtures("three")
def test_a_list_for_people(run: Run) -> None:
    assert run("list").lines == [
        "ID        Dato      Fra    Til       Status       Ans   Telefonnummer    Emne"
        "                                      Firma > prosjekt (samtalepartner)",
        "2         25.11.26  10:42  10:57  ←  Planlagt     KN    22 33 44 55      Om to dager"
        "                               (Ola Lie)",
        "3         24.11.26  10:42  10:57  →  Gjennomført  OL",
        "1         23.11.26  10:42  10:57  ←  Planlagt     KN                     I dag",
    ]


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_a_list_fits_the_terminal(run: Run, session: Session, nb: Translator, width: int) -> None:
    new(run, "--subject", "Tilbud på vinduer " * 9, "--partner", "日本語 " * 9, "--phone", "1234567890123456")
    heading, line = call_lines(records.listed(session, Criteria()), nb, width)
    assert len(heading) <= width and len(line) <= width
    if width >= 60:
        assert "Tilbud" in line and "…" in line


def test_a_list_of_several_pages(run: Run, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "PAGE", 2)
    for _ in range(5):
        new(run)
    for limit, ids in ((None, [5, 4, 3, 2, 1]), (3, [5, 4, 3]), (4, [5, 4, 3, 2]), (5, [5, 4, 3, 2, 1])):
        pages = records.listed(session, Criteria(), limit)
        assert [row.id for page in pages for row in page] == ids


def test_nothing_hidden_reaches_the_terminal(run: Run, session: Session) -> None:
    new(run, "--subject", "x")
    hostile = "a\x1b]0;t\x07\u202eb\x9b31m\nc"
    with session.engine.writing():
        session.engine.execute(
            tables.Call.update(subject=hostile, note=hostile, phone=hostile, partner=hostile)
        )
    for arguments in (("list",), ("show", 1), ("list", "--json"), ("show", 1, "--json")):
        printed = run(*arguments).out
        assert not set(printed) & set("\x1b\x07\u202e\x9b"), arguments
    assert run("list", "--json").json[0]["subject"] == hostile


@pytest.mark.usefixtures("three")
def test_statuses_are_set(run: Run) -> None:
    assert run("set-status", "gjennomført", 1, 2).lines == ["2 samtaler er satt til Gjennomført"]
    assert run("--lang", "en", "set-status", "cancelled", 3).lines == ["Set 1 call to Cancelled"]
    printed = run("set-status", "ubesvart", 3, 1, 3, "--json").json
    assert [(record["id"], record["status"], record["version"]) for record in printed] == [
        (3, "unanswered", 3),
        (1, "unanswered", 3),
    ]
    assert [record["status"] for record in run("list", "--json").json] == ["done", "unanswered", "unanswered"]


@pytest.mark.usefixtures("three")
def test_calls_that_are_gone_are_named(run: Run) -> None:
    result = run("set-status", "done", 1, 8, 9)
    assert (result.code, result.out) == (1, "1 samtale er satt til Gjennomført\n")
    assert result.err == "xscalls: 8: Samtalen er slettet\nxscalls: 9: Samtalen er slettet\n"
    assert run("show", 1, "--json").json[0]["status"] == "done"


def test_what_json_says_can_be_given_back(run: Run, database: Path) -> None:
    first = new(
        run, "--date", "uke 50", "--from", "7", "--to", "8", "--direction", "in", "--status", "avlyst",
        "--employee", "PH", "--phone", "+46 8 123", "--subject", "Æ", "--reminder", "5",
    )  # fmt: skip
    same = ("date", "direction", "status", "employee", "phone", "subject", "reminder")
    options = {"from": "start", "to": "end", **{name: name for name in same}}
    given = [part for option, key in options.items() for part in (f"--{option}", first[key])]
    assert {**new(run, *given), "id": 1} == first
