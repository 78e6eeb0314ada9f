"""Runs of the command line: in this process, in a home folder of their own, at a fixed time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.clock import FixedClock
from xscalls_tui.cli import main
from xscalls_tui.services import employees, opening
from xscalls_tui.services.session import Session

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""10:42 on a Monday in Oslo."""


@dataclass(frozen=True)
class Result:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, Any]]:
        """The array that was printed, from a run that went well."""
        assert (self.code, self.err) == (0, ""), self
        printed: list[dict[str, Any]] = json.loads(self.out)
        return printed

    @property
    def lines(self) -> list[str]:
        """The lines that were printed, from a run that went well."""
        assert (self.code, self.err) == (0, ""), self
        return self.out.splitlines()


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account without anything of ours, in a Norwegian environment."""
    folder = tmp_path / "home"
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("XSCALLS_DB", "XSCALLS_AS", "XSCALLS_LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(opening, "SystemClock", lambda: FixedClock(NOW))
    return folder


@pytest.fixture
def config_file(home: Path) -> Path:
    """Where the user's configuration is read from; its folder is there."""
    file = home / "config" / "xscalls" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``xscalls`` with some arguments."""

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def database(home: Path) -> Path:
    """The user's own database, with KN (superuser), OL, PH and the inactive XX."""
    file = home / "data" / "xscalls" / "xscalls.db"
    with closing(opening.create_session(str(file), "KN", "Kari Nordmann", FixedClock(NOW))) as session:
        for initials, name in (("OL", "Ola Lie"), ("PH", "Per Hansen"), ("XX", "Xerxes Xu")):
            employees.add(session, initials, name)
        employees.change(session, "XX", active=False)
    return file


@pytest.fixture
def session(database: Path) -> Iterator[Session]:
    """A session of KN on that database."""
    with closing(opening.open_session(str(database))) as opened:
        yield opened
