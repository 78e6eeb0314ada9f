"""The lists of the registers: what is declared of one can be done in its list, whatever register it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import acting
from tests.screens import office
from tests.screens.work import Operator, at_work
from tests.services.test_registers import make
from xscalls_tui.commands.pages import PAGES
from xscalls_tui.domain.record_types import TYPES, RecordType
from xscalls_tui.domain.records import RecordRow
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.card import CardScreen
from xscalls_tui.screens.record_list import RecordListScreen
from xscalls_tui.services import registers
from xscalls_tui.services.session import Session

REGISTERS = [page.register for page in PAGES if page.register]


async def go_to(at: Operator, register: Register) -> RecordListScreen:
    """Choose the page of a register from the main menu."""
    await at.press("f10")
    await at.type(at.t(TYPES[register].page))
    await at.press("enter")
    return listed(at)


def listed(at: Operator) -> RecordListScreen:
    """The list on top."""
    assert isinstance(at.screen, RecordListScreen), at.text
    return at.screen


def rows(at: Operator) -> list[RecordRow]:
    """The records on the screen, from the top."""
    view = listed(at).table.view
    found = (view.window.row(index) for index in view.lines)
    return [row for row in found if row is not None]


def under_cursor(at: Operator) -> RecordRow:
    row = listed(at).table.cursor_row
    assert row is not None, at.text
    return row


def fill(session: Session, kind: RecordType) -> list[int]:
    """Three more records of a register."""
    return [make(session, kind, number).id for number in (0, 1, 2)]


async def tool(at: Operator, label: str) -> None:
    """Choose from the menu Verktøy."""
    await at.press("f9")
    await at.type(label)
    await at.press("enter")


@pytest.mark.parametrize("register", REGISTERS)
async def test_a_list_is_looked_through_opened_and_changed(session: Session, register: Register) -> None:
    kn, kind = acting(session, "KN"), TYPES[register]
    fill(kn, kind)
    async with at_work(kn, (120, 40)) as at:
        page = await go_to(at, register)
        assert at.t(kind.page) in at.lines[0]
        assert {row.id for row in rows(at)} == set(registers.ids(kn, register, page.criteria))
        assert at.t.count("rec.count", len(rows(at))) in at.lines[1] or f"1 av {len(rows(at))}" in at.lines[1]

        before = [row.id for row in rows(at)]
        await at.press("greater_than_sign", "less_than_sign", "exclamation_mark")
        assert [row.key for row in rows(at)] == sorted(
            (row.key for row in rows(at)), reverse=not kind.descending
        )
        await at.press("exclamation_mark")
        assert [row.id for row in rows(at)] == before

        await at.press("down")
        opened = under_cursor(at)
        await at.press("enter")
        assert isinstance(at.screen, CardScreen) and at.screen.kind is kind
        assert at.screen.record is not None and at.screen.record.id == opened.id
        await at.press("escape")
        assert under_cursor(at) == opened

        await at.press("plus")
        assert isinstance(at.screen, CardScreen) and at.screen.record is None
        await at.press("escape")
        assert listed(at).kind is kind


@pytest.mark.parametrize("register", [one.register for one in TYPES.values() if one.status])
async def test_statuses_narrow_a_list_down_and_are_given_to_what_is_ticked(
    session: Session, register: Register
) -> None:
    kn, kind = acting(session, "KN"), TYPES[register]
    made = fill(kn, kind)
    first, last = kind.statuses[0], kind.statuses[-1]
    async with at_work(kn, (120, 40)) as at:
        await go_to(at, register)
        what, count = at.t("rec.setas", what=at.t(last.label)), len(rows(at))
        await at.press("asterisk")
        await tool(at, what)
        assert at.t.count("rec.confirm", count, what=what) in at.text
        await at.press("j")
        assert {row.status for row in rows(at)} == {last.code}
        await at.press("1")
        assert rows(at) == [] and at.t("list.norecords") in at.text
        await at.press("0", "ctrl+z")
        assert {row.status for row in rows(at)} != {last.code}
        await at.press("1")
        assert {row.status for row in rows(at)} <= {first.code}
        assert at.t(first.label) in at.lines[1]
        await at.press("f12")
        assert set(made) <= {row.id for row in rows(at)}


async def test_what_is_out_of_use_is_seen_only_when_it_is_asked_for(session: Session) -> None:
    kn = acting(session, "KN")
    async with at_work(kn) as at:
        await go_to(at, Register.COMPANY)
        gone = under_cursor(at)
        await tool(at, "ta ut av")
        assert gone.id not in {row.id for row in rows(at)}
        await at.press("u")
        assert under_cursor(at).id == gone.id and f"{gone.title} (ute)" in at.text
        assert "også ute av bruk" in at.lines[1]
        await tool(at, "ta i bruk")
        await at.click("×", on="også ute av bruk")
        assert gone.id in {row.id for row in rows(at)} and "(ute)" not in at.text


async def test_what_something_hangs_on_is_not_deleted_and_the_rest_comes_back(session: Session) -> None:
    kn = acting(session, "KN")
    free = make(kn, TYPES[Register.COMPANY], 1).id
    async with at_work(kn) as at:
        await go_to(at, Register.COMPANY)
        await at.press("asterisk", "delete")
        assert at.t.count("rec.confirmdelete", 4, name="") in at.text
        await at.press("n")
        assert len(rows(at)) == 4
        await at.press("delete", "j")
        assert "Åsen Bygg AS" in at.text and at.t("msg.record.inuse.active") in at.text, at.text
        await at.press("enter")
        assert free not in {row.id for row in rows(at)}
        await at.press("ctrl+z")
        assert free in {row.id for row in rows(at)}


async def test_a_list_is_narrowed_down_by_what_a_row_has_and_a_new_record_starts_with_it(
    session: Session,
) -> None:
    kn = acting(session, "KN")
    async with at_work(kn) as at:
        await go_to(at, Register.CONTACT)
        await at.press("slash")
        await at.type("łukasz")
        await at.press("enter")
        assert [row.id for row in rows(at)] == [office.LUKASZ] and "łukasz" in at.lines[1]
        await at.press("f", "slash", "backspace", "enter")
        assert "Åsen Bygg AS" in at.lines[1] and [row.id for row in rows(at)] == [office.LUKASZ]
        await at.press("plus")
        assert isinstance(at.screen, CardScreen) and "Åsen Bygg AS" in at.text
        await at.press("escape", "backspace")
        assert len(rows(at)) == 3


async def test_hours_are_read_by_weeks_with_their_sums(session: Session) -> None:
    ol = acting(session, "OL")
    kind = TYPES[Register.TIME_ENTRY]
    for days, hours in ((0, "7.5"), (7, "6.25"), (7, "1")):
        make(ol, kind, 1, day=ol.today() - timedelta(days), hours=Decimal(hours), billable=None)
    make(acting(session, "PH"), kind, 1, day=ol.today(), hours=Decimal(2))
    async with at_work(ol) as at:
        await go_to(at, Register.TIME_ENTRY)
        assert "Uke 48 · 23.11–29.11" in at.lines[1] and len(rows(at)) == 1
        assert at.line("Utført  ma").split()[-2:] == ["Sum", "7,50"]
        await at.press("left")
        assert "Uke 47 · 16.11–22.11" in at.lines[1] and "ma 7,25" in at.line("Utført  ma")
        await at.press("left", "i", "v")
        assert "Uke 48" in at.lines[1] and len(rows(at)) == 2
        assert at.line("Utført  ma").split()[-2:] == ["Sum", "9,50"]
        await at.press("right")
        assert rows(at) == []


async def test_a_record_is_opened_by_its_number_or_the_start_of_its_name(session: Session) -> None:
    kn = acting(session, "KN")
    async with at_work(kn) as at:
        await at.press("o")
        await at.burst(*str(office.TODAY), "enter")
        assert at.window.call is not None and at.window.call.id == office.TODAY
        await at.press("escape")
        await go_to(at, Register.COMPANY)
        await at.press("o")
        await at.burst(*"nord", "enter")
        assert isinstance(at.screen, CardScreen) and "Nord Rør AS" in at.lines[0] + at.text
        await at.press("escape", "o")
        await at.burst(*str(office.AASGARD), "enter")
        assert isinstance(at.screen, CardScreen) and "Åsgård Eiendom" in at.text


async def test_pages_take_each_others_place_and_what_may_not_be_made_is_not_offered(session: Session) -> None:
    ol = acting(session, "OL")
    async with at_work(ol) as at:
        await at.press("f2")
        await go_to(at, Register.CASE)
        await go_to(at, Register.EMPLOYEE)
        assert len(at.app.screen_stack) == 3
        assert "records.new" not in at.offered
        await at.press("plus")
        listed(at)
        await at.press("f4")
        assert at.t("noun.company") in at.text and at.t("noun.employee") not in at.text.split("\n")[5:]
        await at.type("kontakt")
        await at.press("enter")
        assert isinstance(at.screen, CardScreen) and at.screen.kind.register is Register.CONTACT
        await at.press("escape", "q")
        assert at.window.call is None


async def test_a_hit_of_the_global_search_opens_its_card_and_the_list_of_its_kind(session: Session) -> None:
    kn = acting(session, "KN")
    make(kn, TYPES[Register.CASE], 1, subject="Lekkasje i kjeller")
    async with at_work(kn) as at:
        await at.press("ctrl+g")
        await at.type("lekkasje")
        await at.press("enter")
        assert isinstance(at.screen, CardScreen) and at.screen.kind.register is Register.CASE
        await at.press("escape", "f3")
        assert [row.title for row in rows(at)] == ["Lekkasje i kjeller"]
