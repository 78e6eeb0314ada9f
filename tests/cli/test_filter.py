"""list --filter: which calls are listed, and what is said of a line that cannot be understood."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.conftest import Run
from xscalls_tui.domain.filter_words import KEYS
from xscalls_tui.services.session import Session


@pytest.fixture
def office(session: Session) -> None:
    """Three calls, on 22, 23 and 24 November, the last of which follows up the first."""
    vik = factories.company(session, "Vik Elektro")
    liv = factories.contact(session, "Liv Ås", vik)
    project = factories.project(session, "1042", "Skolen", vik)
    ola = factories.employee(session, "OL").id
    first = factories.call(
        session,
        starts_at=factories.moment("22.11 09:00"),
        subject="Faktura, purring",
        company=vik,
        note="Ring",
    )
    factories.call(session, subject="Tilbud", partner=liv, project=project, phone="22 33 44 55", reminder=15)
    factories.call(
        session, starts_at=factories.moment("24.11 09:00"), subject="Årsmøte", employee=ola, origin=first.id
    )


@pytest.mark.usefixtures("office")
def test_which_calls_are_listed(run: Run) -> None:
    for arguments, ids in (
        ((), [3, 2, 1]),
        (("--filter", ""), [3, 2, 1]),
        (("--filter", "firma:vik"), [1]),
        (("--filter", 'company:"vik elektro"'), [1]),
        (("--filter", "!firma:#1"), [3, 2]),
        (("--filter", "partner:liv"), [2]),
        (("--filter", "prosjekt:1042|ansatt:ol"), [3, 2]),
        (("--filter", "emne:faktura,tilbud"), [2, 1]),
        (("--filter", 'emne:"faktura, p"'), [1]),
        (("--filter", "!emne:arsmote"), [2, 1]),
        (("--filter", "ring"), [1]),
        (("--filter", "telefon:2233"), [2]),
        (("--filter", "id>1 id!=2"), [3]),
        (("--filter", "har:oppfølging"), [1]),
        (("--filter", "oppfølging:ingen"), [2]),
        (("--filter", "dato:i-dag.."), [3, 2]),
        (("--filter", "dato:forrige-uke"), [1]),
        (("--filter", "dato:22.11,24.11"), [3, 1]),
        (("--filter", "påminnelse:.."), [2]),
        (("--filter", "opprettet:i-dag", "--mine"), [2, 1]),
        (("--filter", "!firma:vik", "--employee", "OL"), [3]),
        (("--filter", "status:planlagt", "--status", "done"), []),
        (("--filter", "ansatt:ol", "--mine"), []),
        (("--filter", "id<3", "--limit", "1"), [2]),
        (("--filter", "id<3", "--reverse"), [1, 2]),
        (("--sort", "emne"), [1, 2, 3]),
        (("--sort", "subject", "--reverse"), [3, 2, 1]),
        (("--sort", "dato", "--reverse"), [1, 2, 3]),
    ):
        assert [record["id"] for record in run("list", "--json", *arguments).json] == ids, arguments


@pytest.mark.parametrize(
    ("language", "line", "told"),
    [
        (
            "nb",
            "firma:vik dato:32.13",
            "  firma:vik dato:32.13\n"
            "                 ^^^^^\n"
            "xscalls: --filter: «32.13» er ingen dato. "
            "Skriv for eksempel 23.11, i-dag, uke-48, forrige-uke eller 1.11..15.11\n",
        ),
        (
            "en",
            "日本 frima:x",
            "  日本 frima:x\n       ^^^^^^\nxscalls: --filter: “frima:” is no key. Did you mean “firma:”?\n",
        ),
        ("en", "a\tid>abc", "  a id>abc\n       ^^^\nxscalls: --filter: “abc” is not a whole number\n"),
        ("en", "firma:åse", "  firma:åse\n        ^^^\nxscalls: --filter: No company matches “åse”\n"),
        ("nb", "\x1b[31m |", "  [31m |\n       ^\nxscalls: --filter: Skriv noe på begge sider av |\n"),
    ],
)
@pytest.mark.usefixtures("database")
def test_a_line_that_cannot_be_understood(run: Run, language: str, line: str, told: str) -> None:
    result = run("--lang", language, "list", "--filter", line)
    assert (result.code, result.out, result.err) == (2, "", told)


def test_the_keys_of_filters(run: Run) -> None:
    heading, *lines = run("keys", "--filter").lines
    assert heading.split("  ")[0] == "Norsk" and len(lines) == len(KEYS)
    assert run("--lang", "en", "keys", "--filter", "--json").json[0] == {
        "nb": ["emne"], "en": ["subject", "subj"], "values": "text in the subject"
    }  # fmt: skip
    table = run("keys", "--filter", "--markdown").lines
    assert table[:2] == ["| Norsk | Engelsk | Hva som kan stå etter |", "|---|---|---|"]
    assert all(line.count("|") == 4 for line in table) and len(table) == 2 + len(KEYS)
    assert run("keys", "--filter", "--json", "--markdown").code == 2
