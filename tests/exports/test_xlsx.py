"""Workbooks: sheets that are full, texts that are too long, and what another program makes of them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.hostile import TEXTS
from xscalls_tui.domain.calls import Status
from xscalls_tui.exports import xlsx
from xscalls_tui.exports.listing import Column, Kind, Line, Listing
from xscalls_tui.i18n import Translator

T = Translator("nb")
COLUMNS = (Column("Dato", Kind.DATE, 10), Column("Fra", Kind.TIME, 6), Column("Emne", Kind.TEXT, 30))
LISTING = Listing("CRM - Samtaler", COLUMNS, (), 0, datetime(2026, 11, 23, 10, 42), "KN")


def lines(*texts: str) -> Iterator[Line]:
    """A row for each text."""
    for number, text in enumerate(texts):
        yield Line((date(2026, 11, 1 + number % 28), time(9, number % 60), text), Status(1 + number % 4))


def book(rows: int, *texts: str) -> Any:
    """A workbook of these texts, as it is read back."""
    stream = io.BytesIO()
    xlsx.write(stream, LISTING, lines(*texts), T, rows=rows)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def test_rows_go_on_on_another_sheet_when_one_is_full() -> None:
    texts = [f"Nummer {number}" for number in range(10)]
    found = book(5, *texts)
    assert found.sheetnames == ["CRM - Samtaler", "CRM - Samtaler 2", "CRM - Samtaler 3", "Filtre"]
    told = [row[2].value for name in found.sheetnames[:3] for row in found[name].iter_rows(min_row=2)]
    assert told == texts
    assert all(found[name]["C1"].value == "Emne" for name in found.sheetnames[:3])
    assert found["CRM - Samtaler 3"].auto_filter.ref == "A1:C3"
    assert found["Filtre"]["B4"].value == 10
    assert book(5).sheetnames == ["CRM - Samtaler", "Filtre"]


def test_too_long_texts_are_cut_where_one_sees_it() -> None:
    (cell,) = (row[2] for row in book(9, "x" * 40_000)["CRM - Samtaler"].iter_rows(min_row=2))
    assert len(cell.value) == 32_767 and cell.value.endswith("x…")


def test_writing_is_broken_off_by_what_is_told() -> None:
    def advance(rows: int) -> None:
        raise InterruptedError(rows)

    with pytest.raises(InterruptedError, match="1000"):
        xlsx.write(io.BytesIO(), LISTING, lines(*["x"] * 5000), T, advance)


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not here (Debian: libreoffice-calc-nogui)"
)
def test_libreoffice_opens_it_and_has_the_same_texts(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if text.isprintable() and len(text) < 1000]
    with (tmp_path / "ut.xlsx").open("wb") as stream:
        xlsx.write(stream, LISTING, lines(*texts), T)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "ut.xlsx"], check=True, capture_output=True, timeout=120
    )
    with (tmp_path / "ut.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    assert [row[0] for row in rows][:2] == ["01.11.2026", "02.11.2026"] and rows[1][1] == "09:01"
    assert [row[2] for row in rows] == texts
