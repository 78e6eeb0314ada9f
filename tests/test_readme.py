"""What the README says of keys, verbs and options is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Template

import click
import pytest

from tests.architecture.source import ROOT
from tests.cluster.nodes import ETCD, PATRONI
from xscalls_tui.cli import main
from xscalls_tui.cli.program import load_verbs, program
from xscalls_tui.commands.keymap import check_keymap
from xscalls_tui.config import load
from xscalls_tui.domain.filter_text import parse
from xscalls_tui.i18n import LANGUAGES
from xscalls_tui.services.imports.layout import SHEETS

load_verbs()

README = (ROOT / "README.md").read_text(encoding="utf-8")
_PLACEHOLDER = "VERB"
_ADDRESSES = {f"db{number}": f"10.0.0.{number}" for number in (1, 2, 3)}
_FIRST_NODE = {
    "name": "db1",
    "host": "10.0.0.1",
    "network": "10.0.0.0/24",
    "port": 5432,
    "rest": 8008,
    "client": 2379,
    "peer": 2380,
    "password": "SECRET",
    "folder": "/var/lib/postgresql",
    "etcd_folder": "/var/lib/etcd/crm",
    "programs": "/usr/lib/postgresql/15/bin",
    "sockets": "/var/run/postgresql",
    "etcd_hosts": ",".join(f"{host}:2379" for host in _ADDRESSES.values()),
    "etcd_members": ",".join(f"{name}=http://{host}:2380" for name, host in _ADDRESSES.items()),
}
"""What the first of the README's three machines has where the cluster of the tests has loopback."""


def _between(name: str) -> str:
    match = re.search(rf"<!-- {name}:begin -->\n(.*?)<!-- {name}:end -->", README, re.DOTALL)
    assert match is not None
    return match[1]


def _without(name: str) -> str:
    return README.replace(_between(name), "")


def _command_lines() -> Iterator[str]:
    """Every ``xscalls …`` that stands as code, in a block or in a sentence."""
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            yield from (part.strip() for part in line.split("&&") if re.search(r"(^|/)xscalls\b", part))
    prose = re.sub(r"^```.*?^```", "", _without("keys"), flags=re.DOTALL | re.MULTILINE)
    yield from (code for code in re.findall(r"`([^`]+)`", prose) if code.startswith("xscalls "))


def _parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Understand a command line as the program would, without running it."""
    context = command.make_context(command.name, arguments, parent)
    if isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        _, inner, rest = command.resolve_command(context, rest)
        assert inner is not None
        _parse(inner, rest, context)


def _options(command: click.Command) -> set[str]:
    names = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return names.union(*map(_options, inner))


def test_the_table_of_keys_is_the_programs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        main(["--lang", "en", "keys", "--markdown"])
    assert _between("keys") == capsys.readouterr().out, "run: xscalls --lang en keys --markdown"


def test_the_table_of_the_filters_keys_is_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "en", "keys", "--filter", "--markdown"])
    assert _between("filter") == capsys.readouterr().out, "run: xscalls --lang en keys --filter --markdown"


def test_the_filters_of_the_readme_are_understood() -> None:
    chapter = README.partition("## The typed filter")[2].partition("\n## ")[0]
    lines = re.search(r"^```text\n(.*?)^```", chapter, re.DOTALL | re.MULTILINE)
    table = re.search(r"^\| Written \|.*?\n\n", chapter, re.DOTALL | re.MULTILINE)
    assert lines is not None and table is not None
    cells = [row.split(" | ")[0] for row in table[0].splitlines()[2:]]
    written = [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]
    assert len(written) > 15
    for line in (*lines[1].splitlines(), *(code.replace("\\|", "|") for code in written)):
        assert parse(line, date(2026, 11, 23)).terms, line


@pytest.mark.parametrize("line", sorted(set(_command_lines())))
def test_command_lines_are_understood(line: str) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    if _PLACEHOLDER in arguments or "--help" in arguments:
        return
    _parse(program, arguments)


def test_there_are_command_lines() -> None:
    assert len(set(_command_lines())) > 10


def test_options_that_are_named_exist() -> None:
    lines = [line for line in README.splitlines() if "pip" not in line and not line.startswith("sudo ")]
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", "\n".join(lines)))
    assert named - _options(program) == set()


def test_the_settings_are_sound(tmp_path: Path) -> None:
    example = re.search(r"^```toml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert example is not None
    file = tmp_path / "config.toml"
    file.write_text(example[1], encoding="utf-8")
    config = load(file, LANGUAGES)
    assert config.problems == ()
    assert config.database and config.language and config.keys
    assert check_keymap(config.keys) == []


def test_the_table_of_verbs_has_them_all() -> None:
    rows = re.search(r"^\| Verb \|.*?\n\n", README, re.DOTALL | re.MULTILINE)
    assert rows is not None
    cells = [row.split("|")[1] for row in rows[0].splitlines()[2:] if row]
    verbs = {verb for cell in cells for verb in re.findall(r"`([^`]+)`", cell)}
    assert verbs == set(_verbs(program))


def _verbs(group: click.Group) -> Iterator[str]:
    """The name of a group stands before its first verb only."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            first, *rest = _verbs(command)
            yield from (f"{name} {first}", *rest)
        else:
            yield name


@pytest.mark.parametrize(("name", "file"), [("etcd", ETCD), ("patroni", PATRONI)])
def test_the_clusters_settings_are_those_that_are_tested(name: str, file: Path) -> None:
    _, block, _ = re.split("^```.*\n", _between(name), flags=re.MULTILINE)
    assert block == Template(file.read_text(encoding="utf-8")).substitute(_FIRST_NODE)


def test_the_columns_of_an_import_are_those_that_are_read() -> None:
    told = {}
    for name, columns in re.findall(r"^\| `(\w+\.csv)` \| (.*) \|$", README, re.MULTILINE):
        told[name] = {column.strip("* ") for column in columns.split(",")}
        required = {column.strip("* ") for column in columns.split(",") if "**" in column}
        (sheet,) = (sheet for sheet in SHEETS if sheet.name == name)
        assert required == sheet.required, name
    stamps = {"created_at", "created_by", "changed_at", "changed_by"}
    assert told == {sheet.name: {*sheet.columns} - stamps for sheet in SHEETS}
