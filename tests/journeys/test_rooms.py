"""What comes of a call, on a real terminal: follow-up, case, sales opportunity and hours, all of them found
again on the company's card, and all of it taken back."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests import factories
from tests.journeys.terminal import Terminal
from xscalls_tui.domain.clock import SystemClock
from xscalls_tui.services.employees import add
from xscalls_tui.services.opening import create_session

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
WORDS = {
    "nb": {
        "calls": "CRM - Samtaler", "all": "alle fir", "companies": "CRM - Alle firmaer",
        "details": "Opplysninger", "undone": "Angret", "nothing": "Det er ingenting å angre",
        "s": "Ny sak", "m": "Ny salgsmulighet", "t": "Ny timeregistrering", "held": "Gjennomført",
    },
    "en": {
        "calls": "CRM - Calls", "all": "all comp", "companies": "CRM - All companies",
        "details": "Details", "undone": "Undone", "nothing": "There is nothing to undo",
        "s": "New case", "m": "New sales opportunity", "t": "New time registration", "held": "Completed",
    },
}  # fmt: skip
KEPT = ("company", "contact", "call", "crm_case", "case_note", "opportunity", "competitor", "time_entry")
OF_EVERY_SAVE = {"version", "changed_at", "changed_by"}


@pytest.fixture
def database(tmp_path: Path) -> str:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    path = str(folder / "calls.db")
    session = create_session(path, "KN", "Kari Nordmann", clock=SystemClock())
    add(session, "OL", "Ola Lie")
    company = factories.company(session, "Åsen Bygg AS", "22 33 44 55")
    person = factories.contact(session, "Łukasz Nowak", company, "912 34 567")
    factories.call(session, subject="Tilbud på vinduer", company=company, partner=person, phone="912 34 567")
    factories.end_the_past(session)
    session.close()
    return path


def standing(database: str) -> dict[str, list[dict[str, object]]]:
    """All that is not deleted, without what every save changes."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        found = {}
        for table in KEPT:
            rows = db.execute(f"SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id")
            found[table] = [{key: row[key] for key in {*row.keys()} - OF_EVERY_SAVE} for row in rows]
    return found


@pytest.mark.parametrize(("size", "language"), [("80x24", "nb"), ("120x40", "en")])
def test_what_comes_of_a_call_is_found_on_the_companys_card_and_taken_back(
    database: str, size: str, language: str
) -> None:
    words, start = WORDS[language], standing(database)
    with Terminal("--db", database, "--lang", language, size=SIZES[size]) as terminal:
        terminal.see(words["calls"], "Tilbud på vinduer")
        terminal.press("F8", "i dag", "Ctrl+O")
        terminal.see(words["calls"], "▖")
        terminal.press("Home")
        terminal.press("F5")
        for key in ("s", "m", "t"):
            terminal.press(key)
            terminal.see(words[key])
            terminal.press("Ctrl+O")
            terminal.see(words["calls"])
        after = standing(database)
        unanswered, held = after["call"]
        assert (unanswered["status"], held["status"], held["origin_id"]) == (4, 2, 1)
        for made in ("crm_case", "opportunity", "time_entry"):
            (record,) = after[made]
            assert (record["call_id"], record["company_id"]) == (2, 1)
        assert after["case_note"][0]["text"] == "Opprettet fra samtale 2"
        told = r"\d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d: Opprettet sak 1 \(KN\)\."
        assert re.fullmatch(told, str(held["note"]))

        terminal.press("F10", words["all"], "Enter")
        terminal.see(words["companies"], "Åsen Bygg AS")
        terminal.press("Enter")
        terminal.see(words["details"])
        subject = "Tilbud på vinduer"
        for seen in ("Łukasz Nowak", "", subject, subject, subject, "Samtale 2"):
            terminal.press("Ctrl+L")
            terminal.see(seen)
        terminal.press("Ctrl+T")
        terminal.see(words["companies"])
        for _ in range(5):
            terminal.press("Ctrl+Z")
            terminal.see(words["undone"])
        terminal.press("Ctrl+Z")
        terminal.see(words["nothing"])
        terminal.press("Ctrl+Q")
        assert terminal.end() == 0
    assert standing(database) == start
