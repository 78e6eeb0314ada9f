"""CRM - Rapporter on the screen: periods, several at once, sorting, the calls behind a line, files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from tests import factories
from tests.factories import moment
from tests.screens import office
from tests.screens.work import LARGE, SMALL, Operator, at_work, keys_to
from xscalls_tui.commands import pages
from xscalls_tui.domain.calls import Status
from xscalls_tui.i18n import Language
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.reports import ReportsScreen
from xscalls_tui.services.session import Session

PAGE = keys_to(pages.REPORTS)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "xscalls" / "exports" / "OL"


def figures(at: Operator, name: str) -> list[str]:
    """The figures of the first line that begins so."""
    line = next(line for line in at.lines if line.strip().startswith(name))
    return line.strip().removeprefix(name).split()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_page_looks_as_it_did(
    as_ol: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(as_ol, size, language) as ol:
        await ol.press(*PAGE)
        assert ol.text == snapshot(name="top")
        await ol.press("end")
        assert ol.text == snapshot(name="heat")


async def test_a_line_leads_to_its_calls_and_back(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*PAGE)
        assert "Inneværende måned  01.11.2026–30.11.2026" in ol.lines[1]
        assert figures(ol, "Åsen Bygg AS")[0] == "4" and figures(ol, "(Uten firma)")[0] == "4"
        assert figures(ol, "Sum")[0] == str(office.COUNT)
        await ol.press("enter")
        assert isinstance(ol.screen, CallListScreen) and len(ol.ids) == 4
        assert "firma: Åsen Bygg AS" in ol.lines[1] and "dato: 01.11.2026" in ol.lines[1]
        await ol.press("escape")
        assert isinstance(ol.screen, ReportsScreen)
        await ol.press("down", "enter")
        assert len(ol.ids) == 4 and {row.company_id for row in ol.rows} == {None}
        assert "firma: ingen" in ol.lines[1]
        # What stands there in words is a line that can be edited, too.
        await ol.press("/")
        assert "firma:#0" in ol.text
        await ol.press("enter")
        assert len(ol.ids) == 4 and "firma: ingen" in ol.lines[1]
        await ol.open(ol.ids[0])
        await ol.press("escape", "escape")
        assert isinstance(ol.screen, ReportsScreen)
        await ol.click("Sum", times=1)
        await ol.press("enter")
        assert len(ol.ids) == office.COUNT


async def test_periods_are_chosen_turned_and_typed(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PAGE, "g", *"i dag", "enter")
        assert "I dag  23.11.2026–23.11.2026" in ol.lines[1] and figures(ol, "Sum")[0] == "2"
        await ol.press("left")
        assert "I går  22.11.2026–22.11.2026" in ol.lines[1] and figures(ol, "Sum")[0] == "0"
        await ol.press("right", "right")
        assert "Egendefinert periode  24.11.2026–24.11.2026" in ol.lines[1]
        await ol.press("g", *"egen", "enter", *"16.11 - 20.11", "enter")
        assert "16.11.2026–20.11.2026" in ol.lines[1] and figures(ol, "Sum")[0] == "4"
        await ol.press("g", *"egen", "enter", *"20.11 - tull", "enter")
        assert "Ugyldig dato" in ol.text
        await ol.press("escape", "g", *"egen", "enter", *"20.11-16.11", "enter")
        assert "16.11.2026–20.11.2026" in ol.lines[1] and "Tildato er før" in ol.text


async def test_several_at_once_are_chosen_and_sorted(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*PAGE, "e", *"per uke", "enter", "escape")
        assert "Samtaler per uke" in ol.text and figures(ol, "uke 48 · 23.11.26")[0] == "6"
        await ol.press("e", *"fordeling kunder", "enter", "escape")
        assert "Fordeling kunder" not in ol.text
        for _ in range(2):
            await ol.press("e", *"fordeling ansatte", "enter", "escape")
        names = [line.split()[0] for line in ol.lines if line.startswith((" OL ", " PH "))]
        assert names == ["OL", "PH"]
        await ol.press(">", "!")
        assert [line.split()[0] for line in ol.lines if line.startswith((" OL ", " PH "))] == ["PH", "OL"]
        assert "Antall▴" in ol.text


async def test_what_is_saved_meanwhile_is_counted_and_the_cursor_stays(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*PAGE, "down")
        for number in range(9):
            starts = moment("23.11 12:00") + timedelta(minutes=number)
            factories.call(as_ol, starts_at=starts, company=office.NORD, status=Status.DONE)
        await ol.press("ctrl+r")
        assert figures(ol, "Nord Rør AS")[0] == "11"
        await ol.press("enter")
        assert "firma: ingen" in ol.lines[1]


async def test_reports_leave_as_a_workbook_with_charts_and_as_a_pdf(as_ol: Session, place: Path) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PAGE, "x")
        book = openpyxl.load_workbook(place / "rapporter_2026-11-23.xlsx")
        assert book.sheetnames == ["Fordeling kunder", "Fordeling ansatte", "Fordeling status"]
        sheet = book.worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=6)]
        assert rows[0][:3] == ["Navn", "Antall", "Andel"] and rows[1][:2] == ["Åsen Bygg AS", 4]
        assert rows[5][0] == "Sum" and rows[5][1] == office.COUNT
        assert all(len(one._charts) == 1 for one in book.worksheets)  # type: ignore[attr-defined]
        await ol.press("w")
        text = PdfReader(place / "rapporter_2026-11-23.pdf").pages[0].extract_text()
        titles = ("Fordeling kunder", "Fordeling status", "side 1 av 1")
        for part in (*titles, "Åsen Bygg AS", "Gjennomført", "Sum"):
            assert part in text, part
