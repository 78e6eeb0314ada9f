"""The verbs of the registers: the same for each, by what is declared of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from xscalls_tui.cli.record_text import record_lines
from xscalls_tui.domain.record_types import PAGES, Kind, Property, RecordType
from xscalls_tui.domain.records import RecordCriteria, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Translator
from xscalls_tui.services import registers, undo
from xscalls_tui.services.registers import listing
from xscalls_tui.services.session import Session

pytestmark = pytest.mark.usefixtures("database")

GROUPS = [kind for kind in PAGES if kind.register is not Register.EMPLOYEE]
every = pytest.mark.parametrize("of", GROUPS, ids=lambda kind: kind.register.value)


def typed(one: Property, number: int) -> tuple[str, object]:
    """What is typed for a property, and what JSON then has."""
    match one.kind:
        case Kind.DATE:
            return f"{number}.11.26", f"2026-11-{number:02}"
        case Kind.DECIMAL:
            return f"{number},5", number + 0.5
        case Kind.PERCENT:
            return f"{number} %", number
        case Kind.CHOICE:
            choice = one.choices[number % len(one.choices)]
            return Translator("nb" if number % 2 else "en")(choice.label).upper(), choice.word
        case Kind.YES_NO:
            return "ja", True
        case Kind.EMAIL:
            return f"a{number}@eksempel.invalid", f"a{number}@eksempel.invalid"
        case Kind.PHONE:
            return f"22 33 44 {50 + number}", f"22 33 44 {50 + number}"
        case Kind.ORG_NO:
            return "974 760 673", "974760673"
        case _:
            return f"Åsen {one.name} {number}", f"Åsen {one.name} {number}"


def word(kind: RecordType, one: Property) -> str:
    """A property's option."""
    return "--" + kind.word(one).replace("_", "-")


def some(kind: RecordType, number: int) -> tuple[list[str], dict[str, object]]:
    """Options for all that is no link, and what JSON then has."""
    arguments: list[str] = []
    wanted: dict[str, object] = {}
    for one in kind.properties:
        if one.kind not in (Kind.LINK, Kind.CALL) and not one.fixed and one.name != "country":
            text, value = typed(one, number)
            arguments += [word(kind, one), text]
            wanted[kind.word(one)] = value
    return arguments, wanted


def verb(kind: RecordType) -> str:
    """The group of verbs of a register."""
    return kind.register.replace("_", "-")


def new(run: Run, group: str, *arguments: object) -> dict[str, Any]:
    """Make a record."""
    (record,) = run(group, "new", *arguments, "--json").json
    return record


@every
def test_a_record_is_made_listed_changed_and_deleted(run: Run, session: Session, of: RecordType) -> None:
    group = verb(of)
    arguments, wanted = some(of, 1)
    made = new(run, group, *arguments)
    assert {name: made[name] for name in wanted} == wanted
    assert (made["id"], made["version"], made["created_by"], made["changed_by"]) == (1, 1, 1, 1)
    assert made["created_at"] == made["changed_at"] == "2026-11-23T10:42:00"
    keys = {of.word(one) for one in of.properties}
    keys |= {f"{of.word(one)}_id" for one in of.properties if one.kind in (Kind.LINK, Kind.CALL)}
    assert made.keys() == keys | {
        "id", "title", "version", "created_at", "created_by", "changed_at", "changed_by",
    }  # fmt: skip
    assert run(group, "list", "--json").json == [made]
    (shown,) = run(group, "show", "1", "--json").json
    assert shown.items() >= made.items()
    told = run(group, "show", "1").out
    assert all(str(value) in told for value in wanted.values() if isinstance(value, str) and " " in value)
    arguments, wanted = some(of, 2)
    changed = json.loads(run(group, "set", "1", *arguments, "--json").out)[0]
    assert {name: changed[name] for name in wanted} == wanted
    assert changed["version"] == 2
    title = of.named(of.title[-1])
    assert run(group, "set", "1", word(of, title), "Bare dette").code == 0
    (now,) = run(group, "show", "1", "--json").json
    assert {name: now[name] for name in wanted} == wanted | {of.word(title): "Bare dette"}
    assert run(group, "delete", "1").lines == ["1 er slettet"]
    assert run(group, "list", "--json").json == []
    undo.undo(session)
    assert run(group, "show", "1").code == 0


@every
def test_a_list_is_narrowed_down_sorted_and_shown_to_people(run: Run, of: RecordType) -> None:
    group = verb(of)
    for number in (1, 2, 3):
        new(run, group, *some(of, number)[0])

    def ids(*arguments: object) -> list[int]:
        return [record["id"] for record in run(group, "list", *arguments, "--json").json]

    title = of.named(of.title[-1])
    run(group, "set", "2", word(of, title), "Åsen særegne")
    assert ids("--text", "SAEREG") == [2]
    for one in of.properties:
        if one.kind is Kind.CHOICE:
            wanted = [number for number in (1, 2, 3) if number % len(one.choices) == 1]
            assert sorted(ids(word(of, one), typed(one, 1)[0])) == wanted
        if one.kind is Kind.DATE:
            assert ids(word(of, one), "2.11") == [2]
            assert sorted(ids(word(of, one), "2.11..")) == [2, 3]
    for column in of.columns:
        if column.sort:
            shown = of.by_name.get(column.of)
            by = of.word(shown) if shown else column.of
            up = ids("--sort", by)
            assert (up, ids("--sort", by, "--reverse")) == (up, up[::-1])
    assert len(ids("--limit", "2")) == 2
    if of.owner:
        assert sorted(ids("--mine")) == [1, 2, 3]
        assert ids(word(of, of.named(of.owner)), "ph") == []
    heading, *lines = run(group, "list").lines
    assert len(lines) == 3
    assert "ID" in heading
    assert all("Åsen" in line for line in lines)


@every
def test_links_are_ids_numbers_or_names(run: Run, of: RecordType) -> None:
    new(run, "company", "--name", "Åsen Bygg AS")
    new(run, "company", "--name", "Åsen Båt AS")
    new(run, "contact", "--name", "Frode Rød", "--company", "bygg")
    new(run, "project", "--number", "2", "--name", "Kai", "--company", "#2")
    new(run, "case", "--subject", "Feil")
    rows = {
        Register.COMPANY: ("Båt", 2, "Åsen Båt AS"),
        Register.CONTACT: ("#1", 1, "Frode Rød"),
        Register.PROJECT: ("2", 1, "2 Kai"),
        Register.EMPLOYEE: ("ol", 2, "OL Ola Lie"),
        Register.CASE: ("1", 1, "Feil"),
    }
    arguments, _ = some(of, 4)
    links = [one for one in of.properties if one.kind is Kind.LINK]
    for one in links:
        assert one.register is not None
        arguments += [word(of, one), rows[one.register][0]]
    made = new(run, verb(of), *arguments)
    for one in links:
        assert one.register is not None
        text, row_id, name = rows[one.register]
        assert (made[f"{one.name}_id"], made[one.name]) == (row_id, name)
        listed = run(verb(of), "list", word(of, one), text, "--json").json
        assert made["id"] in [record["id"] for record in listed]
        if not one.required:
            (empty,) = run(verb(of), "set", made["id"], word(of, one), "", "--json").json
            assert (empty[f"{one.name}_id"], empty[one.name]) == (None, "")


def test_what_comes_of_a_call_starts_out_with_it(run: Run) -> None:
    new(run, "company", "--name", "Åsen Bygg AS")
    run("new", "--subject", "Reklamasjon", "--company", "Åsen Bygg AS", "--note", "Haster",
        "--status", "done",
        "--from", "9", "--to", "945", "--employee", "OL")  # fmt: skip
    case = new(run, "case", "--call", "1", "--priority", "høy")
    assert case["subject"] == "Reklamasjon"
    told = {"company_id": 1, "description": "Haster", "status": "open", "priority": "high", "call_id": 1}
    assert {name: case[name] for name in told} == told
    assert run("show", "1", "--json").json[0]["note"] == (
        "Haster\n23.11.2026 kl. 10.42: Opprettet sak 1 (KN)."
    )
    assert new(run, "opportunity", "--call", "1", "--subject", "Nytt")["responsible"] == "OL Ola Lie"
    hours = new(run, "time-entry", "--call", "1", "--billable", "0")
    assert (hours["hours"], hours["billable"], hours["note"]) == (0.75, 0, "Samtale 1: Reklamasjon")
    assert [one["id"] for one in run("case", "list", "--call", "1", "--json").json] == [1]
    result = run("case", "new", "--call", "9")
    assert (result.code, result.err) == (1, "xscalls: Samtale 9 finnes ikke\n")


def test_follow_ups_stand_below_what_they_reply_to(run: Run) -> None:
    new(run, "case", "--subject", "Feil")
    assert run("case", "note", "1", "Første").lines == ["Oppfølging 1 er opprettet"]
    assert run("case", "note", "1", "Andre\nmed to linjer").code == 0
    (reply,) = run("--as", "PH", "case", "note", "1", "Svar", "--reply-to", "1", "--json").json
    assert (reply["case_id"], reply["reply_to_id"], reply["created_by"]) == (1, 1, 3)
    lines = run("case", "show", "1").lines
    assert lines[lines.index("Oppfølginger/kommentarer") + 1 :] == [
        "#1 · 23.11.2026 10:42 KN", "  Første",
        "  #3 · 23.11.2026 10:42 PH", "    Svar",
        "#2 · 23.11.2026 10:42 KN", "  Andre", "  med to linjer",
    ]  # fmt: skip
    (shown,) = run("case", "show", "1", "--json").json
    assert [note["text"] for note in shown["case_notes"]] == ["Første", "Andre\nmed to linjer", "Svar"]
    new(run, "opportunity", "--subject", "Salg")
    run("opportunity", "competitor", "1", "Datahuset", "--won", "ja")
    assert "Vant salget: Ja" in run("opportunity", "show", "1").out


def test_what_is_out_of_use_is_asked_for(run: Run, session: Session) -> None:
    new(run, "company", "--name", "Åsen Bygg AS")
    new(run, "contact", "--name", "Frode Rød", "--company", "1")
    result = run("company", "delete", "1")
    told = "1 Åsen Bygg AS: Andre oppføringer henger på denne; ta den heller ut av bruk"
    assert (result.code, result.out, result.err) == (1, "0 er slettet\n", f"xscalls: {told}\n")
    run("company", "set", "1", "--active", "no")
    assert run("company", "list", "--json").json == []
    assert [one["id"] for one in run("company", "list", "--all", "--json").json] == [1]
    assert run("company", "show", "1", "--json").json[0]["active"] is False


def test_only_some_may(run: Run) -> None:
    new(run, "case", "--subject", "Feil", "--responsible", "KN")
    result = run("--as", "OL", "case", "delete", "1")
    told = "xscalls: 1 Feil: Du har ikke tilgang til å slette denne oppføringen\n"
    assert (result.code, result.err) == (77, told)
    new(run, "time-entry", "--hours", "1", "--employee", "PH", "--note", "Kai")
    result = run("--as", "OL", "time-entry", "set", "1", "--hours", "2")
    assert (result.code, result.out) == (77, "")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("company", "new"), 2, ["--name: Feltet må fylles ut"]),
        (
            ("company", "new", "--name", "x", "--org-no", "1", "--email", "a"),
            2,
            ["--org-no: ", "--email: "],
        ),
        (("project", "new", "--number", "1", "--name", "x", "--status", "halv"), 2, ["--status: «halv» er"]),
        (("project", "new", "--number", "1", "--name", "x", "--starts-on", "x"), 2, ["--starts-on: Ugyldig"]),
        (
            ("project", "new", "--number", "1", "--name", "x", "--starts-on", "2.2", "--ends-on", "1.2"),
            2,
            ["--ends-on: Slutten kan ikke være før starten"],
        ),
        (("opportunity", "new", "--subject", "x", "--value", "mye"), 2, ["--value: "]),
        (("opportunity", "new", "--subject", "x", "--probability", "101"), 2, ["--probability: "]),
        (("opportunity", "new", "--subject", "x", "--company", "7"), 2, ["--company: Ingen passer med «7»"]),
        (("time-entry", "new", "--hours", "1", "--day", "+1"), 2, ["--day: Timer kan ikke registreres"]),
        (("time-entry", "new", "--hours", "25"), 2, ["--hours: Timer er mer enn 0 og høyst 24"]),
        (("time-entry", "list", "--day", "snart"), 2, ["--day: Ugyldig dato"]),
        (("case", "list", "--mine", "--responsible", "OL"), 2, ["Velg enten --mine eller --responsible"]),
        (("case", "list", "--company", "Nei"), 2, ["--company: Ingen passer med «Nei»"]),
        (("case", "show", "7"), 1, ["Ingen passer med «7»"]),
        (("case", "set", "7", "--subject", "x"), 1, ["Ingen passer med «7»"]),
        (("case", "set", "1"), 2, ["Si hva som skal endres"]),
        (("case", "delete", "7"), 1, ["7: Finnes ikke lenger"]),
        (("case", "delete", "x"), 2, ["ID…: «x» er ikke et helt tall fra 1"]),
        (("case", "note", "7", "x"), 1, ["Ingen passer med «7»"]),
        (("case", "lisst"), 2, ["Verbet lisst finnes ikke; mente du list?"]),
        (("case", "new", "--subjekt", "x"), 2, ["Valget --subjekt finnes ikke; mente du --subject?"]),
    ],
)
def test_what_cannot_be_is_told(run: Run, arguments: tuple[str, ...], code: int, told: list[str]) -> None:
    result = run(*arguments)
    assert result.code == code
    sentences = [line.partition(": ")[2] for line in result.err.splitlines()]
    assert len(sentences) == len(told)
    for sentence, begin in zip(sentences, told, strict=True):
        assert sentence.startswith(begin), result.err


def test_an_employee_is_shown_by_initials(run: Run) -> None:
    (shown,) = run("employee", "show", "ol", "--json").json
    assert (shown["id"], shown["initials"], shown["superuser"], shown["active"]) == (2, "OL", False, True)
    assert "Per Hansen" in run("employee", "show", "3").out


def test_help_is_translated(run: Run) -> None:
    for kind in GROUPS:
        for path in ((), ("list",), ("show",), ("new",), ("set",), ("delete",)):
            norwegian = run(verb(kind), *path, "--help").out
            english = run("--lang", "en", verb(kind), *path, "--help").out
            assert norwegian.startswith("Bruk:") and english.startswith("Usage:")
            assert "cli." not in norwegian + english


@every
def test_lines_fit_the_terminal(run: Run, session: Session, of: RecordType) -> None:
    for number in (1, 2):
        new(run, verb(of), *some(of, number)[0])
    for width in (40, 80, 120, 200):
        pages = listing.listed(session, of.register, RecordCriteria(), RecordSort(of.sort))
        lines = list(record_lines(pages, of, Translator("nb"), session.zone, width))
        assert len(lines) == 3
        assert max(map(len, lines)) <= width


def test_a_long_list_is_read_by_pages(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        registers.create(session, Register.COMPANY, {"name": f"Firma {number}"})
    monkeypatch.setattr(listing, "PAGE", 3)
    pages = list(listing.listed(session, Register.COMPANY, RecordCriteria(), RecordSort("id")))
    assert [[row.id for row in page] for page in pages] == [[1, 2, 3], [4, 5, 6], [7]]
    pages = list(listing.listed(session, Register.COMPANY, RecordCriteria(), RecordSort("id"), 5))
    assert [[row.id for row in page] for page in pages] == [[1, 2, 3], [4, 5]]


def test_the_groups_are_made_when_they_are_asked_for(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(kind: RecordType) -> None:
        raise AssertionError(kind)

    monkeypatch.setattr("xscalls_tui.cli.record_verbs.verbs_of", never)
    assert run("list", "--json").json == []
