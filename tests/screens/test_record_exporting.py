"""Exports of the registers' lists: what the list shows, or what is ticked, in its order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.screens.test_registers import fill, go_to, listed, rows
from tests.screens.work import LARGE, at_work
from xscalls_tui.domain.record_types import PAGES, TYPES, RecordType
from xscalls_tui.domain.registers import Register
from xscalls_tui.services.session import Session


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "xscalls" / "exports" / "KN"


@pytest.mark.parametrize("listed_kind", PAGES, ids=lambda one: str(one.register))
async def test_every_list_is_written_as_it_stands(
    session: Session, place: Path, listed_kind: RecordType
) -> None:
    fill(session, listed_kind)
    async with at_work(session, LARGE) as kn:
        await go_to(kn, listed_kind.register)
        shown = rows(kn)
        assert shown
        await kn.press("x", "w", "f9", *"eksport", "enter", *"csv, rå", "enter")
        endings = sorted(file.suffix for file in place.iterdir())
        assert endings == [".csv", ".pdf", ".xlsx"], kn.text
        (book,), (pages,) = place.glob("*.xlsx"), place.glob("*.pdf")
    heading, *lines = openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True)
    if listed_kind.status:
        status = listed_kind.named(listed_kind.status)
        assert (heading[0], *(line[0] for line in lines)) == (
            kn.t(status.label),
            *(kn.t(status.choice(row.status).label) for row in shown),
        )
        heading, lines = heading[1:], [line[1:] for line in lines]
    assert heading == tuple(kn.t(listed_kind.heading(column)) for column in listed_kind.columns)
    assert len(lines) == len(shown)
    for line, row in zip(lines, shown, strict=True):
        for column, value, cell in zip(listed_kind.columns, line, row.cells, strict=True):
            known = listed_kind.by_name.get(column.of)
            if isinstance(cell, str) and column.of != "changed_at" and not (known and known.choices):
                assert (value or "") == cell
            elif isinstance(cell, date):
                assert value is not None and str(value)[:10] == cell.isoformat()
    text = "".join(page.extract_text() for page in PdfReader(pages).pages)
    assert kn.t(listed_kind.page) in text and "side 1 av" in text


async def test_only_what_is_ticked_and_under_its_conditions(session: Session, place: Path) -> None:
    fill(session, TYPES[Register.COMPANY])
    async with at_work(session, LARGE) as kn:
        await go_to(kn, Register.COMPANY)
        await kn.press("slash", *"a", "enter", "space", "x")
        (book,) = place.glob("alle_firmaer_2026-11-23.xlsx")
        ticked = next(row for row in rows(kn) if row.id in listed(kn).table.ticked)
    sheets = openpyxl.load_workbook(book).worksheets
    (line,) = sheets[0].iter_rows(min_row=2, values_only=True)
    assert ticked.title in line
    conditions = [str(cell.value) for row in sheets[1].iter_rows() for cell in row]
    assert "a" in conditions and not any("active" in one for one in conditions)
    async with at_work(session, LARGE) as kn:
        await go_to(kn, Register.CONTACT)
        await kn.press("f", "x")
        (book,) = place.glob("kontaktpersoner_2026-11-23.xlsx")
        (firm,) = {row.cells[2] for row in rows(kn)}
    sheets = openpyxl.load_workbook(book).worksheets
    assert f"Firma: {firm}" in [str(cell.value) for row in sheets[1].iter_rows() for cell in row]
