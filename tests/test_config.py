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


TELEPHONE = """
[telephone]
provider = "http"
timeout = 2.5
command = ["ring", "{number}"]
[telephone.http]
url = "https://pbx.example/{number}"
headers = { X-Key = "{secret}" }
secret_file = "key"
[telephone.baresip]
address = "[::1]:5555"
"""


def test_a_telephone(file: Path) -> None:
    config = _load(file, TELEPHONE)
    phone = config.telephone
    assert (phone.provider, phone.timeout, phone.command) == ("http", 2.5, ("ring", "{number}"))
    assert (phone.http.secret_file, phone.baresip) == (file.parent / "key", ("::1", 5555))
    assert [one for one in ("none", "link", "command", "http", "baresip") if phone.offers(one)][
        -1
    ] == "baresip"
    assert _load(file, "[telephone]\nprovider = 'baresip'").telephone.baresip == ("127.0.0.1", 4444)
    assert not _load(file, "").telephone.offers("baresip")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("provider = 'pigeon'", "provider"),
        ("provider = 'http'", "provider"),
        ("provider = ['link']", "provider"),
        ("timeout = 0", "timeout"),
        ("timeout = true", "timeout"),
        ("link = 'tel:110'", "link"),
        ("link = '{number}'", "link"),
        ("command = 'ring {number}'", "command"),
        ("command = ['ring']", "command"),
        ("command = ['{number}', 'x']", "command"),
        ("http = 5", "http"),
        ("http.url = 'file:///{number}'", "http.url"),
        ("http.url = 'https://pbx.example/'", "http.url"),
        ("http = {url = 'http://p/{number}', headers = {a = \"b\\nc\"}}", "http.headers"),
        ("baresip.address = 'localhost'", "baresip.address"),
        ("baresip.address = 'localhost:70000'", "baresip.address"),
    ],
)
def test_a_telephone_that_cannot_be_meant_rings_nobody(file: Path, text: str, key: str) -> None:
    config = _load(file, f"[telephone]\n{text}")
    assert [(p.key, p.values["key"], p.fatal) for p in config.problems] == [
        ("config.badvalue", f"telephone.{key}", True)
    ]
    assert config.telephone.provider == "none"


def test_an_unknown_part_of_a_telephone(file: Path) -> None:
    config = _load(file, "[telephone]\nprovider = 'link'\nlnk = 'x'")
    assert config.problems[0].values["nearest"] == "telephone.link"
    assert config.telephone.provider == "link"
