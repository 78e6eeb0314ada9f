"""Help, languages, and command lines that cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from xscalls_tui import __version__
from xscalls_tui.cli.program import load_verbs, program

VERBS = (
    "admin",
    "backup",
    "case",
    "company",
    "contact",
    "copy",
    "demo",
    "dial",
    "doctor",
    "employee",
    "export",
    "gate",
    "get",
    "import",
    "init",
    "keys",
    "list",
    "log",
    "new",
    "opportunity",
    "project",
    "remind",
    "report",
    "restore",
    "search",
    "searches",
    "serve-sessions",
    "set-status",
    "settings",
    "show",
    "time-entry",
)


def test_the_verbs() -> None:
    load_verbs()
    assert tuple(sorted(program.commands)) == VERBS


@pytest.mark.parametrize(
    ("arguments", "environment", "usage"),
    [
        ((), {}, "Bruk:"),
        ((), {"LANG": "en_GB.UTF-8"}, "Usage:"),
        ((), {"LANG": "en_GB.UTF-8", "XSCALLS_LANG": "nb"}, "Bruk:"),
        (("--lang", "en"), {"XSCALLS_LANG": "nb"}, "Usage:"),
        (("--lang=nb",), {"LANG": "en_GB.UTF-8"}, "Bruk:"),
    ],
)
def test_help_speaks_the_chosen_language(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    usage: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for verb in ((), ("list",), ("employee", "set")):
        assert run(*arguments, *verb, "--help").lines[0].startswith(f"{usage} xscalls")


def test_the_option_wins_over_the_file(run: Run, config_file: Path) -> None:
    config_file.write_text("language = 'en'")
    assert run("--help").out.startswith("Usage:")
    assert run("--lang", "nb", "--help").out.startswith("Bruk:")


def test_help_is_all_in_one_language(run: Run) -> None:
    for path in (
        (),
        *((verb,) for verb in VERBS),
        ("employee", "add"),
        ("employee", "set"),
        ("admin", "pg-init"),
    ):
        norwegian = run(*path, "--help").out
        english = run("--lang", "en", *path, "--help").out
        assert not {"Usage", "Options", "Show", "cli."} & set(norwegian.replace(":", " ").split())
        assert "Bruk" not in english and "cli." not in norwegian + english


def test_help_may_stand_before_the_language(run: Run) -> None:
    assert run("--help", "--lang", "en").out.startswith("Usage:")


def test_the_version(run: Run) -> None:
    assert run("--version").lines == [f"xscalls {__version__}"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("lisst",), "xscalls: There is no verb lisst; did you mean list?"),
        (("quux",), "xscalls: There is no verb quux"),
        (("employee", "quux"), "xscalls: There is no verb quux"),
        (("list", "--staus", "x"), "xscalls list: There is no option --staus; did you mean --status?"),
        (("list", "--quux"), "xscalls list: There is no option --quux"),
        (("--quux", "list"), "xscalls: There is no option --quux"),
        (("list", "--db", "x"), "xscalls list: --db goes before the verb"),
        (("list", "x", "y"), "xscalls: This is too much: x y"),
        (("list", "--limit"), "xscalls list: --limit needs a value"),
        (("list", "--mine=3"), "xscalls list: --mine takes no value"),
        (("list", "--limit", "-1"), "xscalls list: --limit: “-1” is not a whole number from 0 on"),
        (("list", "--mine", "--employee", "KN"), "xscalls: Choose either --mine or --employee"),
        (("list", "--employee", "QQ"), "xscalls: --employee: No employee has the initials “QQ”"),
        (("show",), "xscalls show: ID is missing"),
        (("show", "0"), "xscalls show: ID: “0” is not a whole number from 1 on"),
        (("show", "x"), "xscalls show: ID: “x” is not a whole number from 1 on"),
        (("show", str(2**63)), f"xscalls show: ID: “{2**63}” is not a whole number from 1 on"),
        (("set-status", "done"), "xscalls set-status: ID… is missing"),
        (("set-status",), "xscalls set-status: STATUS is missing"),
        (("employee", "set", "QQ", "--active", "x"), "xscalls: This is too much: x"),
        (("keys", "--json", "--markdown"), "xscalls: Choose either --json or --markdown"),
        (("list", "--status", "quux"), None),
        (("new", "--direction", "up"), None),
        (("--lang", "de", "list"), None),
        (("employee",), None),
    ],
)
def test_bad_usage_is_one_sentence_and_2(
    run: Run,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str | None,
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    if sentence:
        assert result.err == f"{sentence}\n"


def test_bad_usage_in_norwegian(run: Run) -> None:
    assert run("quux").err == "xscalls: Verbet quux finnes ikke\n"
    assert run("list", "--status", "quux").err.startswith("xscalls list: --status: «quux» er ikke noe av")


def test_a_bad_variable_is_bad_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XSCALLS_LANG", "de")
    assert run("list").err == "xscalls: --lang: «de» er ikke noe av dette: nb, en\n"


def test_a_group_without_a_verb_shows_its_verbs(run: Run) -> None:
    assert run("employee").err.startswith("Bruk: xscalls employee [VALG] VERB")


def test_hostile_arguments_do_not_reach_the_terminal(run: Run) -> None:
    result = run("\x1b[31mred\x07\u202e")
    assert result.err == "xscalls: Verbet [31mred finnes ikke\n"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("langage = 'en'", 0, "langage er ukjent; mente du language?"),
        ("mouse = 3", 1, "mouse kan ikke være «3»"),
        ("mouse", 1, "er ikke gyldig TOML; se linje 1"),
    ],
)
def test_a_bad_configuration_is_told(
    run: Run, database: Path, config_file: Path, text: str, code: int, told: str
) -> None:
    config_file.write_text(text)
    result = run("list")
    assert result.code == code
    assert result.err.startswith(f"xscalls: {config_file}") and result.err.endswith(f"{told}\n")


def test_where_the_database_is_comes_from_option_variable_file_default(
    run: Run, home: Path, config_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*options: str) -> str:
        return run(*options, "list").err.split("Databasen ")[1].split(" ")[0]

    assert missing() == str(home / "data" / "xscalls" / "xscalls.db")
    config_file.write_text("database = '/from/file'")
    assert missing() == "/from/file"
    monkeypatch.setenv("XSCALLS_DB", "/from/variable")
    assert missing() == "/from/variable"
    assert missing("--db", "/from/option") == "/from/option"
    assert missing("--db", "sqlite:////from/url") == "/from/url"
