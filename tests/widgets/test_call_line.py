"""A call as a line: what stands where, how it is cut, and what a click there is meant for."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tests.widgets.call_rows import SAMPLE
from xscalls_tui.domain.calls import CallRow, Direction, Status
from xscalls_tui.domain.criteria import Field, Sort, SortBy
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_line import CallLines, LineStyles, fit_phone
from xscalls_tui.widgets.columns import Column, columns_for
from xscalls_tui.widgets.glyphs import Glyphs, glyphs_for
from xscalls_tui.widgets.list_lines import CommonStyles, fit

STYLES = LineStyles(
    rows={status: Style(bgcolor=f"color({number})") for number, status in enumerate(Status, 20)},
    flags={status: Style(color=f"color({number})") for number, status in enumerate(Status, 30)},
    history=Style(color="red"),
    common=CommonStyles(
        cursor=Style(bgcolor="blue"),
        away=Style(bgcolor="white"),
        heading=Style(bold=True),
        blank=Style(),
    ),
)
HOSTILE = "\x1b[31m\x07\x9b31mrød\u202eesrever\u200b\U000e0041"


def lines(nb: Translator, width: int = 120, **kinds: bool) -> CallLines:
    return CallLines(columns_for(width), glyphs_for(nb, **kinds), STYLES)


def text(nb: Translator, row: CallRow, width: int = 120, *, ticked: bool = False, **kinds: bool) -> str:
    return lines(nb, width, **kinds).line(row, ticked, cursor=False).text


def cells(line: str, column: Column, width: int = 120) -> str:
    """What stands in a column of a line of single cells."""
    slot = columns_for(width).slot(column)
    assert slot is not None
    return line[slot.x : slot.x + slot.width].rstrip()


def test_every_column_shows_its_part_of_the_call(nb: Translator) -> None:
    row = SAMPLE._replace(starts_at=datetime(2026, 1, 2, 9, 5), ends_at=datetime(2026, 1, 2, 9, 20))
    line = text(nb, row)
    assert {column: cells(line, column) for column in Column} == {
        Column.TICK: "☐",
        Column.PENCIL: "✎",
        Column.DIRECTION: "←",
        Column.FLAG: "⚑",
        Column.HISTORY: "",
        Column.DATE: "02.01.26",
        Column.START: "09:05",
        Column.END: "09:20",
        Column.EMPLOYEE: "KN",
        Column.SUBJECT: "Tilbud på vinduer",
        Column.PHONE: "+47 912 34 567",
        Column.LINK: "Åsen Bygg AS > 1042 Skolen (Ola Lie)",
    }


@pytest.mark.parametrize(("direction", "arrow"), [(Direction.OUT, "←"), (Direction.IN, "→")])
def test_outgoing_calls_point_left_and_incoming_ones_right(
    nb: Translator, direction: Direction, arrow: str
) -> None:
    assert cells(text(nb, SAMPLE._replace(direction=direction)), Column.DIRECTION) == arrow


def test_only_calls_that_may_be_changed_have_a_pencil(nb: Translator) -> None:
    assert cells(text(nb, SAMPLE._replace(may_change=False)), Column.PENCIL) == ""


@pytest.mark.parametrize(
    ("is_followup", "has_followups", "sign", "plain"),
    [(False, True, "▀", "^"), (True, False, "▖", ","), (True, True, "▛", "%"), (False, False, "", "")],
)
def test_history_symbols(
    nb: Translator, is_followup: bool, has_followups: bool, sign: str, plain: str
) -> None:
    row = SAMPLE._replace(is_followup=is_followup, has_followups=has_followups)
    assert cells(text(nb, row), Column.HISTORY) == sign
    assert cells(text(nb, row, plain=True), Column.HISTORY) == plain


@pytest.mark.parametrize(
    ("company", "project", "partner", "shown"),
    [
        ("Ås", "", "Ola Lie", "Ås (Ola Lie)"),
        ("Ås", "1042 Skolen", "", "Ås > 1042 Skolen"),
        ("Ås", "", "", "Ås"),
        ("", "1042 Skolen", "Ola Lie", "1042 Skolen (Ola Lie)"),
        ("", "", "Ola Lie", "(Ola Lie)"),
        ("", "", "", ""),
    ],
)
def test_only_what_is_linked_is_named(
    nb: Translator, company: str, project: str, partner: str, shown: str
) -> None:
    row = SAMPLE._replace(company=company, project=project, partner=partner)
    assert cells(text(nb, row), Column.LINK) == shown


def test_the_project_gives_way_to_the_company_but_not_to_nothing(nb: Translator) -> None:
    assert cells(text(nb, SAMPLE._replace(partner=""), 80), Column.LINK, 80) == "Åsen Bygg AS"
    assert cells(text(nb, SAMPLE._replace(company="", partner=""), 80), Column.LINK, 80) == "1042 Skolen"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_status_is_told_by_its_letter_where_colours_do_not_tell_it(language: str) -> None:
    t = Translator("nb" if language == "nb" else "en")
    letters = [cells(text(t, SAMPLE._replace(status=status), letters=True), Column.FLAG) for status in Status]
    assert letters == list({"nb": "PGAU", "en": "PDCU"}[language])
    assert cells(text(t, SAMPLE, letters=True), Column.DIRECTION) == "←"


def test_plain_lines_are_ascii(nb: Translator) -> None:
    row = SAMPLE._replace(subject="Tilbud " * 10, company="Asen", is_followup=True)
    for direction in Direction:
        line = text(nb, row._replace(direction=direction), plain=True, ticked=True)
        assert line.isascii()
    assert lines(nb, 60, plain=True).heading(nb, Sort(), False).text.isascii()


@pytest.mark.parametrize("kinds", [{}, {"letters": True}, {"plain": True}])
def test_every_sign_is_one_cell_wide(nb: Translator, kinds: dict[str, bool]) -> None:
    glyphs: Glyphs = glyphs_for(nb, **kinds)
    signs = [
        *(glyphs.ticked, glyphs.unticked, glyphs.pencil, glyphs.flag, glyphs.related),
        *(glyphs.rising, glyphs.falling, glyphs.cut),
        *glyphs.directions.values(),
        *glyphs.flags.values(),
        *glyphs.history.values(),
    ]
    assert {cell_len(sign) for sign in signs} == {1}


def test_a_line_has_few_segments_in_the_styles_of_its_status(nb: Translator) -> None:
    row = SAMPLE._replace(status=Status.DONE)
    plain = list(lines(nb).line(row, False, cursor=False))
    assert [segment.style for segment in plain] == [
        STYLES.rows[Status.DONE],
        STYLES.flags[Status.DONE],
        STYLES.rows[Status.DONE],
    ]
    chained = list(lines(nb).line(row._replace(is_followup=True), False, cursor=True))
    assert [segment.style for segment in chained] == [
        STYLES.common.cursor,
        STYLES.flags[Status.DONE],
        STYLES.common.cursor,
        STYLES.history,
        STYLES.common.cursor,
    ]


def test_a_line_is_drawn_once(nb: Translator) -> None:
    drawer = lines(nb)
    assert drawer.line(SAMPLE, False, False) is drawer.line(SAMPLE._replace(), False, False)
    others = [(SAMPLE._replace(company="Ås"), False, False), (SAMPLE, True, False), (SAMPLE, False, True)]
    assert len({id(drawer.line(*other)) for other in [*others, (SAMPLE, False, False)]}) == 4


@given(st.text(max_size=60), st.text(max_size=60), st.integers(60, 200), st.booleans())
def test_any_text_leaves_a_line_straight(subject: str, company: str, width: int, plain: bool) -> None:
    t = Translator("nb")
    row = SAMPLE._replace(subject=subject, company=company, partner=subject, phone=company, initials=subject)
    strip = CallLines(columns_for(width), glyphs_for(t, plain=plain), STYLES).line(row, False, False)
    assert cell_len(strip.text) == strip.cell_length == width


def test_no_control_character_reaches_a_segment(nb: Translator) -> None:
    line = text(nb, SAMPLE._replace(subject=HOSTILE, company=HOSTILE, initials="K\x1b", phone="\x079"))
    assert line.isprintable()
    assert "rød" in line


@pytest.mark.parametrize(
    ("given_text", "width", "fitted"),
    [
        ("Emne", 6, "Emne  "),
        ("Emne", 4, "Emne"),
        ("Tilbud på vinduer", 10, "Tilbud på…"),
        ("Tilbud på vinduer", 11, "Tilbud på… "),
        ("日本語です", 6, "日本… "),
        ("日本語です", 7, "日本語…"),
        ("cafe\u0301 noir", 5, "cafe\u0301…"),
        ("👍🏽 bra", 6, "👍 bra"),
        ("☎\ufe0f ring", 6, "☎ ring"),
        ("to\nlinjer", 9, "to linjer"),
        ("", 2, "  "),
        ("x", 0, ""),
    ],
)
def test_texts_are_cut_and_filled_by_cells(given_text: str, width: int, fitted: str) -> None:
    assert fit(given_text, width) == fitted


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+47 912 34 567", "912 34 567 "),
        ("+4791234567", "+4791234567"),
        ("+46 8 123 45 6", "8 123 45 6 "),
        ("+354 555 12 34", "555 12 34  "),
        ("0047 912 34 567", "912 34 567 "),
        ("+4791234567890", "91234567890"),
        ("912 34 567", "912 34 567 "),
        ("sentralbordet 22", "sentralbor…"),
    ],
)
def test_the_country_code_gives_way_before_a_number_is_cut(phone: str, shown: str) -> None:
    assert fit_phone(phone, 11) == shown


@pytest.mark.parametrize(
    ("by", "column"),
    [
        (SortBy.DATE, Column.DATE),
        (SortBy.STATUS, Column.FLAG),
        (SortBy.EMPLOYEE, Column.EMPLOYEE),
        (SortBy.SUBJECT, Column.SUBJECT),
        (SortBy.COMPANY, Column.LINK),
    ],
)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_heading_marks_the_column_sorted_by(
    nb: Translator, by: SortBy, column: Column, width: int
) -> None:
    for descending, mark in ((True, "▾"), (False, "▴")):
        strip = lines(nb, width).heading(nb, Sort(by, descending), all_ticked=False)
        assert strip.cell_length == cell_len(strip.text) == width
        assert cells(strip.text, column, width).endswith(mark)
        assert strip.text.count("▾") + strip.text.count("▴") == 1


def test_the_heading_names_the_columns(nb: Translator) -> None:
    heading = lines(nb).heading(nb, Sort(SortBy.STATUS), all_ticked=True).text
    assert cells(heading, Column.TICK) == "☑"
    assert cells(heading, Column.PENCIL) == "✎"
    for column in (Column.DATE, Column.START, Column.END, Column.EMPLOYEE, Column.SUBJECT, Column.PHONE):
        assert cells(heading, column)
    assert cells(heading, Column.LINK) == nb("list.link")


def parts(nb: Translator, row: CallRow, width: int = 120) -> dict[str, Column | Field | None]:
    """What a click is meant for, by the letters that stand there; where letters repeat, the last."""
    drawer = lines(nb, width)
    line = drawer.line(row, False, False).text
    return {line[x]: drawer.part_at(row, x) for x in range(width)}


def test_what_a_click_on_a_line_is_meant_for(nb: Translator) -> None:
    row = SAMPLE._replace(
        initials="AA",
        subject="SS",
        phone="99",
        company="CC",
        project="PP",
        partner="KK",
        has_followups=True,
    )
    assert parts(nb, row) == {
        **dict.fromkeys("✎←⚑23.110685: 9>()", None),
        "☐": Column.TICK,
        "▀": Column.HISTORY,
        "A": Field.EMPLOYEE,
        "S": Column.SUBJECT,
        "C": Field.COMPANY,
        "P": Field.PROJECT,
        "K": Field.CONTACT,
    }


def test_names_that_are_no_links_are_no_quick_filters(nb: Translator) -> None:
    row = SAMPLE._replace(company="C", project="P", partner="K", contact_id=None, project_id=None)
    found = parts(nb, row)
    assert (found["C"], found["P"], found["K"]) == (Field.COMPANY, None, None)


def test_a_click_on_a_cut_name_is_still_meant_for_it(nb: Translator) -> None:
    row = SAMPLE._replace(company="C" * 99)
    found = parts(nb, row, 80)
    assert found["C"] is Field.COMPANY
    assert lines(nb, 80).part_at(row, 79) is Field.COMPANY


def test_a_wide_company_name_is_hit_by_cells(nb: Translator) -> None:
    row = SAMPLE._replace(company="日本", project="", partner="K")
    slot = columns_for(120).slot(Column.LINK)
    assert slot is not None
    hits = [lines(nb).part_at(row, slot.x + offset) for offset in range(8)]
    assert hits == [*[Field.COMPANY] * 4, None, None, Field.CONTACT, None]


def test_the_box_is_hit_from_the_edge_of_the_line(nb: Translator) -> None:
    drawer = lines(nb)
    assert [drawer.part_at(SAMPLE, x) for x in (0, 1, 2)] == [Column.TICK, Column.TICK, None]
    assert [drawer.heading_at(x) for x in (0, 1, 2)] == [Column.TICK, Column.TICK, None]
