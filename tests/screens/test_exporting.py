"""Exports from the list and the call window: where the file is, cancelling, and what goes wrong."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests import factories
from tests.screens import office
from tests.screens.work import at_work
from xscalls_tui.exports import files, xlsx
from xscalls_tui.screens.base import Given
from xscalls_tui.screens.question import ProgressScreen
from xscalls_tui.services.session import Session


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "xscalls" / "exports" / "OL"


def subjects(file: Path) -> list[str]:
    """The subjects in a workbook."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [str(row[7].value or "") for row in sheet.iter_rows(min_row=2)]


async def test_excel_has_what_the_list_shows_and_the_ticked_ones(as_ol: Session, place: Path) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("x")
        assert "Eksportert til" in ol.text
        assert ol.app.clipboard == str(place / "samtaler_2026-11-23.xlsx")
        shown = [row.subject for row in ol.rows]
        assert len(shown) == office.COUNT and subjects(place / "samtaler_2026-11-23.xlsx") == shown
        await ol.press("2", "x")
        assert subjects(place / "samtaler_2026-11-23_2.xlsx") == [row.subject for row in ol.rows]
        await ol.press("0")
        await ol.tick(office.SAVED, office.BARE)
        await ol.press("f9", *"excel", "enter")
        assert subjects(place / "samtaler_2026-11-23_3.xlsx") == ["Tatt av PH", ""]


async def test_behind_the_gate_one_is_told_how_to_bring_the_file_home(as_ol: Session, place: Path) -> None:
    async with at_work(as_ol, given=Given(gate="crm@server")) as ol:
        await ol.press("x")
        command = "ssh crm@server get samtaler_2026-11-23.xlsx > samtaler_2026-11-23.xlsx"
        assert ol.app.clipboard == command
        shown = " ".join(line.strip(" │") for line in ol.lines)
        assert command in " ".join(shown.split()) and (place / "samtaler_2026-11-23.xlsx").exists()


async def test_pdf_and_other_formats(as_ol: Session, place: Path) -> None:
    async with at_work(as_ol, language="en") as ol:
        await ol.press("w")
        reader = PdfReader(place / "calls_2026-11-23.pdf")
        assert "page 1 of 1" in reader.pages[0].extract_text()
        for name, ending in (("json", "jsonl"), ("calendar", "ics"), ("csv, raw", "csv")):
            await ol.press("f9", *"export", "enter", *name, "enter")
            assert (place / f"calls_2026-11-23.{ending}").exists(), ol.text


async def test_a_call_is_written_with_its_note_and_its_history(as_ol: Session, place: Path) -> None:
    long = "Et langt notat. " * 1200
    factories.save(as_ol, office.SECOND, note=f"Først\n\n{long}{'x' * 400}\nslutt")
    async with at_work(as_ol) as ol:
        await ol.open(office.SECOND)
        await ol.press("f9", *"pdf", "enter")
        assert "Eksportert til" in ol.text
        reader = PdfReader(place / "samtale_2_2026-11-23.pdf")
        text = "\n".join(page.extract_text() for page in reader.pages)
        for part in (
            "Samtale 2", "Ubesvart", "Tilbud på vinduer", "Åsen Bygg AS", "22 33 44 55", "Først", "slutt",
            "Samtalehistorikk", "06.11.2026 09:00", "Mål på vinduer", f"side {len(reader.pages)} av",
        ):  # fmt: skip
            assert part in text, part
        assert text.count("langt notat") == 1200 and text.count("x") >= 400 and len(reader.pages) > 3


async def test_esc_cancels_and_nothing_is_left(
    as_ol: Session, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway, go_on = threading.Event(), threading.Event()
    real = xlsx.write

    def slowly(stream: io.BytesIO, listing: object, lines: object, t: object, advance: object) -> None:
        halfway.set()
        go_on.wait(20)
        real(stream, listing, lines, t, lambda rows: advance(rows + 1))  # type: ignore[arg-type,operator]

    monkeypatch.setattr(xlsx, "write", slowly)
    factories.duplicates(as_ol, office.TODAY, range(100, 700))
    async with at_work(as_ol) as ol:
        ol.send("x")
        await ol.until(lambda: halfway.is_set() and isinstance(ol.screen, ProgressScreen))
        ol.send("escape")
        await ol.until(lambda: ol.screen._closing or True)
        go_on.set()
        await ol.settle()
        assert "Avbrutt; ingen fil er laget" in ol.text and list(place.iterdir()) == []


async def test_what_goes_wrong_is_told(as_ol: Session, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "Ingen plass på disken")

    monkeypatch.setattr(files, "store", full)
    async with at_work(as_ol) as ol:
        await ol.press("x")
        assert "Filen kunne ikke skrives: Ingen plass på disken" in ol.text
