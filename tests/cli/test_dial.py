"""Ringing from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def _configure(home: Path, text: str) -> None:
    file = home / "config" / "xscalls" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_link_is_printed(run: Run, database: Path, home: Path) -> None:
    _configure(home, "[telephone]\nprovider = 'link'\nlink = 'sip:{number}@pbx.example'")
    assert run("dial", "912 34 567").lines == ["sip:+4791234567@pbx.example"]
    run("new", "--phone", "22 33 44 55")
    assert run("dial", "--call", "1").lines == ["sip:+4722334455@pbx.example"]
    refused = run("dial", "*21#")
    assert (refused.code, "*21#" in refused.err) == (1, True)
    assert run("dial").code == run("dial", "110", "--call", "1").code == 2


def test_nobody_rings(run: Run, database: Path) -> None:
    told = run("dial", "912 34 567")
    assert (told.code, "Click-to-call" in told.err) == (1, True)
