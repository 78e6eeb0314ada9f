"""CRM - Importer on the screen: a file is chosen, shown, set right, brought in and undone."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.models.soundness import contents
from tests.screens.work import LARGE, SMALL, Operator, at_work, keys_to
from xscalls_tui.commands import pages
from xscalls_tui.i18n import Language
from xscalls_tui.screens.base import Given
from xscalls_tui.screens.imports import ImportsScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.services import sheets
from xscalls_tui.services.bulk import Progress
from xscalls_tui.services.session import Session
from xscalls_tui.services.sheets import Job, Report

PAGE = keys_to(pages.IMPORTS)
FIRMS = (
    "Firmanavn;Org.nr;Sentralbord;Poststed;Rabatt\n"
    "Åsheim Rør;974760673;22 33 44 55;Oslo;5\nFeil;123;;;\nBø Vin;;91234567;Bø;10\nåsheim  rør;;;;\n"
)
CDR = (
    '"","101","91234567","inside","","PJSIP/101-1","PJSIP/t-2","Dial","","2026-03-09 09:00:00",'
    '"2026-03-09 09:00:05","2026-03-09 09:04:10",250,245,"ANSWERED","DOC","1773043200.1"\n'
)


@pytest.fixture
def firms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The name of a file of companies in the folder that the program was started in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firmaer.csv").write_text(FIRMS, encoding="utf-8")
    return "firmaer.csv"


async def choose(ol: Operator, file: str, contents_: str) -> None:
    """Go to the page and choose a file, and what it holds."""
    await ol.press(*PAGE, "enter")
    await ol.type(file)
    await ol.press("enter")
    await ol.type(contents_)
    await ol.press("enter")


def heading(at: Operator) -> str:
    """What would happen, in words."""
    return next(line.strip() for line in at.lines if "Nye " in line or "New " in line)


def told(session: Session, name: str) -> list[str]:
    """The companies of this name that are stored and not deleted."""
    rows = contents(session.engine)["company"]
    return [row["city"] for row in rows if row["name"] == name and row["deleted_at"] is None]


def stopped(at: Operator) -> bool:
    """Whether the reading that goes on has been told to stop."""
    assert isinstance(at.screen, ImportsScreen)
    return at.screen._stop.is_set()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_page_looks_as_it_did(
    as_ol: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion, firms: str
) -> None:
    async with at_work(as_ol, size, language) as ol:
        await ol.press(*PAGE)
        assert ol.text == snapshot(name="empty")
        await ol.press("enter")
        await ol.type(firms)
        await ol.press("enter", "enter")
        assert ol.text == snapshot(name="shown")


async def test_a_file_is_shown_brought_in_and_undone(as_ol: Session, firms: str) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await choose(ol, firms, "firma")
        assert heading(ol) == "Dette ville skje:  Nye 2  Endret 0  Uendret 1  Avvist 1"
        assert told(as_ol, "Bø Vin") == [], "nothing is written yet"
        await ol.press("4")
        assert "Feil · 123" in ol.text and "Bø Vin ·" not in ol.text
        await ol.press("1")
        assert "Feil · 123" not in ol.text and "Bø Vin ·" in ol.text
        await ol.press("0", "ctrl+s")
        assert "Lese inn? Nye: 2, endrede: 0, avvist: 1" in ol.text
        await ol.press("n")
        assert told(as_ol, "Bø Vin") == []
        await ol.press("ctrl+s", "j")
        assert told(as_ol, "Bø Vin") == ["Bø"] and told(as_ol, "Åsheim Rør") == ["Oslo"]
        assert "Lest inn. Nye: 2, endrede: 0" in ol.text
        assert heading(ol) == "Dette ville skje:  Nye 0  Endret 0  Uendret 3  Avvist 1"
        await ol.press("ctrl+s")
        assert "Lese inn?" not in ol.text, "there is nothing to bring in any more"
        await ol.press("ctrl+z")
        assert told(as_ol, "Bø Vin") == []
        assert heading(ol).startswith("Dette ville skje:  Nye 2")
        await ol.press("escape")
        assert not isinstance(ol.screen, ImportsScreen)


async def test_a_column_is_said_to_be_something_else_and_that_is_remembered(
    as_ol: Session, firms: str
) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await choose(ol, firms, "firma")
        assert "Rabatt                  → (tas ikke med)" in ol.text
        await ol.burst(*["down"] * 8)
        await ol.press("enter")
        assert "Hva er «Rabatt»?" in ol.text
        await ol.type("notat")
        await ol.press("enter")
        assert "Rabatt                  → Notat" in ol.text
        await ol.press("ctrl+s", "j")
        assert told(as_ol, "Bø Vin") == ["Bø"]
        await ol.press("ctrl+z")
        assert told(as_ol, "Bø Vin") == [], "the import is what is undone, not what was said of the columns"
        await ol.press("ctrl+y")
        assert told(as_ol, "Bø Vin") == ["Bø"]
        await ol.press("escape")
        await choose(ol, firms, "firma")
        assert "Rabatt                  → Notat" in ol.text
        await ol.burst(*["down"] * 4)
        await ol.press("enter", "enter")  # the name, left out: nothing can be read
        assert "Firmanavn               → (tas ikke med)" in ol.text
        assert "Dette ville skje" not in ol.text
        await ol.press("ctrl+s")
        assert "Lese inn?" not in ol.text


async def test_what_is_there_already_is_filled_in_or_replaced(as_ol: Session, firms: str) -> None:
    Path("mer.csv").write_text("Navn;Telefon;Poststed\nÅsen Bygg AS;22 00 00 00;Ås\n", encoding="utf-8")
    async with at_work(as_ol, LARGE) as ol:
        await choose(ol, "mer.csv", "firma")
        assert ol.line("Endret     Åsen Bygg AS").split()[-1] == "Poststed"
        await ol.press("down", "down", "enter")
        assert "Filen går foran" in ol.text
        assert "Telefon, Poststed" in ol.line("Endret     Åsen Bygg AS")


async def test_files_that_cannot_be_read(as_ol: Session, firms: str) -> None:
    Path("tom.csv").write_text("\n")
    async with at_work(as_ol) as ol:
        await ol.press(*PAGE, "enter")
        await ol.type("finnes-ikke.csv")
        await ol.press("enter")
        assert "Det er ingen fil der som kan leses" in ol.text and "finnes-ikke.csv" in ol.text
        await ol.press("escape")
        await ol.press("escape")
        assert not isinstance(ol.screen, ImportsScreen)
        await choose(ol, "tom.csv", "firma")
        assert "tom.csv har ingen kolonneoverskrifter" in ol.text


async def test_calls_are_a_superuser_s_to_bring_in(as_ol: Session, firms: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PAGE, "enter")
        await ol.type(firms)
        await ol.press("enter")
        await ol.type("samtaler")
        await ol.press("enter")
        assert "Dette ville skje" not in ol.text, "the line is dimmed"


async def test_an_exchange_s_extensions_are_said_on_the_page(session: Session, firms: str) -> None:
    Path("Master.csv").write_text(CDR)
    async with at_work(session, LARGE) as kn:
        await choose(kn, "Master.csv", "sentral")
        assert "Si hvem internnumrene er, som 101=OL" in kn.text
        await kn.press("down", "down", "enter")
        await kn.type("101")
        await kn.press("enter")
        assert "«101» er ikke internnummer=initialer" in kn.text
        await kn.type("101=ol")
        await kn.press("enter")
        assert "Nye 1" in heading(kn) and "101=OL" in kn.text
        await kn.press("ctrl+s", "j")
        assert "Uendret 1" in heading(kn)


async def test_reading_is_given_up_by_escape(
    as_ol: Session, firms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    real = sheets.preview

    def slow(session: Session, job: Job, progress: Progress | None = None) -> Report:
        begun.set()
        assert go_on.wait(20)
        return real(session, job, progress)

    monkeypatch.setattr(sheets, "preview", slow)
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*PAGE, "enter")
        await ol.type(firms)
        await ol.press("enter")
        ol.send("enter")
        await ol.until(begun.is_set)
        assert "Leser … 0 %" in ol.text
        ol.send("escape")
        await ol.until(lambda: stopped(ol))
        go_on.set()
        await ol.settle()
        assert "Avbrutt" in ol.text and isinstance(ol.screen, ImportsScreen)
        await ol.press("ctrl+r")
        assert "Nye 2" in heading(ol)


async def test_what_others_save_does_not_break_off_an_import(
    as_ol: Session, firms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    real = sheets.bring_in

    def slow(session: Session, job: Job, *, progress: Progress | None = None) -> Report:
        begun.set()
        assert go_on.wait(20)
        return real(session, job, progress=progress)

    monkeypatch.setattr(sheets, "bring_in", slow)
    async with at_work(as_ol, LARGE) as ol:
        await choose(ol, firms, "firma")
        await ol.press("ctrl+s")
        ol.send("j")
        await ol.until(begun.is_set)
        ol.app.post_message(DataChanged())
        ol.send("ctrl+r")
        await ol.until(lambda: not ol.app.message_queue_size)
        assert not stopped(ol)
        go_on.set()
        await ol.settle()
        assert told(as_ol, "Bø Vin") == ["Bø"] and "Uendret 3" in heading(ol)


async def test_behind_the_gate_only_one_s_own_files_can_be_read(
    as_ol: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    secret = tmp_path / "hemmelig.csv"
    secret.write_text(FIRMS, encoding="utf-8")
    own = tmp_path / "xscalls" / "exports" / "OL"
    own.mkdir(parents=True)
    (own / "min.csv").write_text(FIRMS, encoding="utf-8")
    async with at_work(as_ol, LARGE, given=Given(gate="crm@server")) as ol:
        for wrong in (str(secret), "../../../hemmelig.csv", "~/.ssh/authorized_keys"):
            await ol.press(*PAGE, "enter")
            await ol.type(wrong)
            await ol.press("enter")
            assert "Det er ingen fil der som kan leses" in ol.text, wrong
            await ol.press("escape", "escape")
        await choose(ol, "min.csv", "firma")
        assert "Nye 2" in heading(ol)


async def test_an_exchange_s_records_are_told_from_calls(session: Session, firms: str) -> None:
    Path("Master.csv").write_text(CDR)
    async with at_work(session, LARGE) as kn:
        await choose(kn, "Master.csv", "samtaler")
        assert "Dette ser ut som sentralens logg" in kn.text
