"""The lines of the registers' lists: which columns there is room for, and what stands in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.style import Style

from xscalls_tui.domain.flags import Flag
from xscalls_tui.domain.record_types import PAGES, TYPES, RecordType
from xscalls_tui.domain.records import RecordKey, RecordRow, RecordSort, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import Language, Translator
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.list_lines import CommonStyles
from xscalls_tui.widgets.record_line import RecordLines, RecordStyles

PLAIN = Style()
FLAGS = {flag: Style(color=f"color({number})") for number, flag in enumerate(Flag, 30)}
STYLES = RecordStyles(
    PLAIN,
    Style(dim=True),
    FLAGS,
    CommonStyles(Style(bgcolor="blue"), Style(bgcolor="white"), Style(bold=True), PLAIN),
)
OSLO = ZoneInfo("Europe/Oslo")
ALL = [*TYPES.values()]


def drawer(kind: RecordType, width: int, language: Language = "nb", *, letters: bool = False) -> RecordLines:
    t = Translator(language)
    glyphs = glyphs_for(t, letters=letters)
    return RecordLines(t, kind, OSLO, glyphs, STYLES, width=width, letters=letters)


def row(kind: RecordType, active: bool = True, **given: Value) -> RecordRow:
    """A record with these cells; the others are empty."""
    cells = tuple(given.get(column.of) for column in kind.columns)
    status = given.get("status")
    status = status if isinstance(status, int) else kind.statuses[0].code if kind.statuses else None
    return RecordRow(7, 1, "", cells, status, active, True, (), RecordKey(1, 7))


def headings(kind: RecordType, width: int) -> str:
    return drawer(kind, width).heading(Translator("nb"), RecordSort(kind.sort), False).text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("one", ALL, ids=[one.register.value for one in ALL])
def test_every_register_fits_its_line(one: RecordType, width: int) -> None:
    """The heading and a record stand in as many cells as there are, and end where they should."""
    lines = drawer(one, width)
    for text in (lines.line(row(one), False, cursor=False).text, headings(one, width)):
        assert cell_len(text) == width


def test_columns_give_way_as_the_register_says() -> None:
    """Of companies the industry goes first, then who changed it, and the name always stays."""
    companies = TYPES[Register.COMPANY]
    wide, middle, narrow = (headings(companies, width) for width in (120, 80, 60))
    assert "Bransje" in wide and "Bransje" not in middle
    assert "Kategori" in middle and "Kategori" not in narrow
    assert all("Navn" in line for line in (wide, middle, narrow))


def test_what_cells_say() -> None:
    """Money with a comma and groups, shares as such, dates as in all lists, moments on the wall clock."""
    kind = TYPES[Register.OPPORTUNITY]
    told = drawer(kind, 120).line(
        row(
            kind,
            subject="Nytt tak",
            value=Decimal("1250000.5"),
            probability=60,
            closes_on=date(2026, 12, 24),
            changed_at="2026-11-23T23:30:00+00:00",
        ),
        True,
        cursor=False,
    )
    assert told.text.startswith(" ☑ ✎ ⚑ Nytt tak")
    assert " 60 % 1 250 000,50 24.12.26 24.11.26" in told.text
    hours = TYPES[Register.TIME_ENTRY]
    line = drawer(hours, 120).line(
        row(hours, day=date(2026, 11, 23), hours=Decimal("7.5"), finished=True), False, False
    )
    assert line.text.startswith(" ☐ ✎ ma 23.11.26") and "    7,50" in line.text
    assert line.text.rstrip().endswith("✓")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("register", [one.register for one in PAGES if one.status])
def test_statuses_are_told_without_colours(register: Register, language: Language) -> None:
    """By colour each status has its own flag; without colours each has its own letter."""
    kind = TYPES[register]
    plain, coloured = drawer(kind, 80, language, letters=True), drawer(kind, 80, language)
    rows = [row(kind)._replace(status=choice.code) for choice in kind.statuses]
    assert len({plain.line(one, False, False).text[5] for one in rows}) == len(rows)
    flags = [list(coloured.line(one, False, False))[1] for one in rows]
    assert [flag.style for flag in flags] == [FLAGS[choice.flag] for choice in kind.statuses if choice.flag]
    assert {flag.text for flag in flags} == {"⚑"}


def test_what_is_out_of_use_says_so() -> None:
    """It is dimmed, and the word stands after the name, which gives way to it."""
    kind = TYPES[Register.COMPANY]
    gone = row(kind, active=False, name="Åsen Bygg og Anlegg Sør-Trøndelag AS")
    line = drawer(kind, 60).line(gone, False, False)
    assert "… (ute)" in line.text
    assert {segment.style for segment in line} == {STYLES.unused}
