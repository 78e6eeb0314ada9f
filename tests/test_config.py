"""The user's configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from xscalls_tui.config import Config, Problem, load

LANGUAGES = ("nb", "en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def _load(file: Path, text: str) -> Config:
    file.write_text(text, encoding="utf-8")
    return load(file, LANGUAGES)


def test_the_file_need_not_exist(file: Path) -> None:
    assert load(file, LANGUAGES) == Config()


def test_all_that_can_be_said(file: Path) -> None:
    text = """
        database = "/srv/crm.db"
        language = "en"
        mouse = false
        [keys]
        call.done = "f12,g"
        "list.page-down" = "ctrl+d"
        help = "f1"
    """
    keys = {"call.done": "f12,g", "list.page-down": "ctrl+d", "help": "f1"}
    assert _load(file, text) == Config("/srv/crm.db", "en", False, keys)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("crm.db", "{folder}/crm.db"),
        ("../crm.db", "{folder}/../crm.db"),
        ("/srv/crm.db", "/srv/crm.db"),
        ("~/crm.db", "/home/kari/crm.db"),
        ("sqlite:///srv/crm.db", "sqlite:///srv/crm.db"),
        ("postgresql://server/crm", "postgresql://server/crm"),
    ],
)
def test_where_the_database_is(file: Path, monkeypatch: pytest.MonkeyPatch, written: str, read: str) -> None:
    monkeypatch.setenv("HOME", "/home/kari")
    config = _load(file, f'database = "{written}"')
    assert config.database == read.format(folder=file.parent)


@pytest.mark.parametrize(
    ("text", "key", "values", "fatal"),
    [
        ("langage = 'en'", "config.unknown_nearest", {"key": "langage", "nearest": "language"}, False),
        ("qwerty = 1", "config.unknown", {"key": "qwerty"}, False),
        ("language = 'de'", "config.badvalue", {"key": "language", "value": "de"}, True),
        ("language = 1", "config.badvalue", {"key": "language", "value": "1"}, True),
        ("mouse = 'no'", "config.badvalue", {"key": "mouse", "value": "no"}, True),
        ("mouse = 0", "config.badvalue", {"key": "mouse", "value": "0"}, True),
        ("database = 5", "config.badvalue", {"key": "database", "value": "5"}, True),
        ("keys = 'f1'", "config.badvalue", {"key": "keys", "value": "f1"}, True),
        ("[keys]\ncall.done = 5", "config.badvalue", {"key": "keys.call.done", "value": "5"}, True),
        ("mouse = true\nlanguage =", "config.nottoml", {"line": "2"}, True),
        ("mouse = true\nmouse = false\n", "config.nottoml", {"line": "2"}, True),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(
    file: Path, text: str, key: str, values: dict[str, str], fatal: bool
) -> None:
    config = _load(file, text)
    assert config.problems == (Problem(key, {"file": str(file), **values}, fatal),)
    assert config._replace(problems=()) in (Config(), Config(mouse=True))


def test_the_rest_of_a_file_holds(file: Path) -> None:
    config = _load(file, "mouse = false\nlanguage = 'de'\nother = 1\n[keys]\nhelp = 'f1'\nundo = 7")
    assert (config.mouse, config.language, config.keys) == (False, None, {"help": "f1"})
    assert [problem.values["key"] for problem in config.problems] == ["other", "language", "keys.undo"]


def test_a_file_in_another_encoding(file: Path) -> None:
    file.write_bytes("database = 'Åsen.db'".encode("cp1252"))
    assert load(file, LANGUAGES).problems == (Problem("config.notutf8", {"file": str(file)}),)


def test_a_file_that_cannot_be_read(file: Path) -> None:
    file.mkdir()
    (problem,) = load(file, LANGUAGES).problems
    assert (problem.key, problem.fatal, problem.values["file"]) == ("config.unreadable", True, str(file))
