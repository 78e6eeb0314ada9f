"""Cells, tables, JSON, and output that is not UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Run
from xscalls_tui.cli import output
from xscalls_tui.cli.output import cells, fit, print_json, print_table
from xscalls_tui.domain.text import clean_line


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("Åsen", 4), ("日本", 4), ("e\u0301", 1), ("Łukasz", 6)]
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [("abc", 5, "abc  "), ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 4, "日… "), ("abc", 1, "…")],
)
def test_fitting(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


@given(st.text().map(clean_line), st.integers(1, 40))
def test_what_is_fitted_fits(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


@pytest.mark.parametrize("width", [20, 40, 80, None])
def test_a_table_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int | None
) -> None:
    monkeypatch.setattr(output, "line_width", lambda: width)
    print_table([("Id", "Emne"), ("7", "Tilbud på vinduer " * 3)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Id", "Emne"]
    assert max(map(len, lines)) <= (width or 60)
    assert lines[1].endswith("…") == (width in (20, 40))


def test_no_records_are_an_empty_array(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([])
    assert json.loads(capsys.readouterr().out) == []


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.text())))
def test_json_is_read_back_and_harmless(record: dict[str, object]) -> None:
    line = output._json(record)
    assert json.loads(line) == record
    assert clean_line(line) == line.strip()


def test_output_that_is_not_utf8(run: Run, database: Path) -> None:
    run("new", "--subject", "Łukasz på vinduer")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}

    def printed(*arguments: str) -> str:
        command = [sys.executable, "-m", "xscalls_tui", *arguments]
        ended = subprocess.run(command, env=environment, capture_output=True, check=True)
        return ended.stdout.decode("latin-1")

    assert "?ukasz på vinduer" in printed("list")
    assert json.loads(printed("list", "--json"))[0]["subject"] == "Łukasz på vinduer"
