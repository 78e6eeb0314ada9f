"""CRM - Samtaler: what the list shows, and what opens from it (R1-R19, R23-R35)."""

from __future__ import annotations

from threading import Event

import pytest
from textual.color import Color

from tests import factories
from tests.screens import office
from tests.screens.work import LARGE, Operator, at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Field
from xscalls_tui.domain.errors import Busy, Stopped
from xscalls_tui.domain.stopping import current
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.history import HistoryScreen
from xscalls_tui.services import bulk, calls
from xscalls_tui.services.session import Session


async def test_it_shows_all_calls_newest_first_whoever_they_belong_to(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert ol.ids == [9, 8, 4, 3, 6, 5, 7, 10, 11, 2, 1]
        assert {row.initials for row in ol.rows} == {"OL", "PH"}


async def test_the_columns_stand_in_the_order_of_the_manual(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        assert ol.line("Dato").split() == [
            "☐", "✎", "⚑", "▀", "Dato▾", "Fra", "Til", "Ans", "Emne", "Telefonnummer",
            "Firma", ">", "prosjekt", "(samtalepartner)",
        ]  # fmt: skip
        assert ol.line("Reklamasjon").split() == [
            "☐", "✎", "→⚑", "23.11.26", "09:15", "09:30", "OL", "Reklamasjon,", "ny", "befaring",
            "912", "34", "567", "Nord", "Rør", "AS", "(Kari", "Vik)",
        ]  # fmt: skip


async def test_the_link_column_names_company_project_and_other_party_where_there_are_any(
    as_ol: Session,
) -> None:
    async with at_work(as_ol, (140, 24)) as ol:
        assert ol.line("06.11.26").endswith("Åsen Bygg AS > 1042 Skolen (Łukasz Nowak)")
        assert ol.line("Ikke svar").endswith("  Nord Rør AS")
        assert ol.line("Avtale om").endswith("  1043 Brua")
        assert ol.line("18.11.26").endswith(" +46 8 123 45 67 (Anna Svensson)")
        assert ol.line("Tatt av PH").endswith("PH   Tatt av PH")


async def test_an_outgoing_call_points_left_and_an_incoming_one_right(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert "←⚑" in ol.line("Avtale om")
        assert "→⚑" in ol.line("Reklamasjon")


async def test_the_history_symbol_tells_follow_ups_from_what_they_follow(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert "⚑ ▀ 06.11.26" in ol.text  # has follow-ups
        assert "⚑ ▛ 16.11.26" in ol.text  # is one and has some
        assert "⚑ ▖ 24.11.26" in ol.text  # is one
        assert "⚑   23.11.26 13:00" in ol.text


async def test_every_status_has_its_flag_colour_and_row_colour(as_ol: Session) -> None:
    def colours(ol: Operator, status: Status) -> tuple[Color, Color]:
        line = ol.ids.index(next(row.id for row in ol.rows if row.status is status))
        segments = list(ol.table.render_line(line + 1))
        at = next(number for number, segment in enumerate(segments) if segment.text == "⚑")
        flag, row = segments[at].style, segments[0].style
        assert flag and flag.color and row and row.bgcolor
        return Color.from_rich_color(flag.color), Color.from_rich_color(row.bgcolor)

    async with at_work(as_ol) as ol:
        await ol.press("end")
        shown = {status: colours(ol, status) for status in Status}
        plain = ol.table.rich_style.bgcolor
        assert plain is not None
        assert shown[Status.PLANNED][1] == Color.from_rich_color(plain)
        assert len({flag for flag, _ in shown.values()}) == len(Status)
        assert len({row for _, row in shown.values()}) == len(Status)


async def test_the_pencil_marks_the_rows_that_the_employee_may_change(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        pencils = {row.id: "✎" in ol.lines[number + 3] for number, row in enumerate(ol.rows)}
        without = {office.SAVED, office.FOURTH, office.STRANGE}
        assert pencils == {call_id: call_id not in without for call_id in ol.ids}


async def test_a_superuser_has_a_pencil_everywhere(session: Session) -> None:
    async with at_work(session) as kn:
        assert all("✎" in line for line in kn.lines[3 : 3 + office.COUNT])


async def test_enter_opens_the_call_under_the_cursor_and_escape_comes_back_to_it(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("down", "down", "down", "down", "enter")
        assert "Samtale 6 " in ol.lines[0]
        assert ol.shows("subject") == "Avtale om levering"
        await ol.press("escape")
        assert (type(ol.screen), ol.row.id) == (CallListScreen, office.TODAY)


async def test_a_click_on_the_subject_opens_the_call(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        assert (ol.window.call and ol.window.call.id) == office.INCOMING


async def test_a_click_elsewhere_in_the_row_only_moves_the_cursor_and_two_open_the_call(
    as_ol: Session,
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("20.11.26")
        assert (type(ol.screen), ol.row.id) == (CallListScreen, office.STRANGE)
        await ol.click("23.11.26", on="Avtale", times=2)
        assert (ol.window.call and ol.window.call.id) == office.TODAY


async def test_a_click_on_the_history_symbol_shows_the_history(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("▛")
        assert isinstance(ol.screen, HistoryScreen)
        assert "Samtalehistorikk · 4 samtaler" in ol.text
        assert "◀ denne" in ol.line("16.11.26")


async def test_h_shows_the_history_of_the_row(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "h")
        assert [line.strip()[:10] for line in ol.lines[2:6]] == [
            "←⚑ 06.11.2", "└ ←⚑ 16.11", "├ ←⚑ 24.11", "└ →⚑ 25.11",
        ]  # fmt: skip
        await ol.press("q")
        assert ol.row.id == office.FIRST


async def test_h_does_nothing_where_there_is_no_history(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("h")
        assert isinstance(ol.screen, CallListScreen)


async def test_any_call_opens_from_the_history_of_any_other_by_key_and_by_click(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "h", "down", "down", "down", "enter")
        assert (ol.window.call and ol.window.call.id) == office.FOURTH
        await ol.press("escape")
        await ol.click("24.11.26")
        assert (ol.window.call and ol.window.call.id) == office.THIRD
        await ol.press("escape", "escape")
        assert isinstance(ol.screen, CallListScreen)


async def test_the_cursor_moves_by_arrows_letters_pages_and_ends_and_the_position_is_told(
    as_ol: Session,
) -> None:
    for number in range(30):
        factories.call(as_ol, starts_at=factories.moment("02.11 08:00"), subject=f"Eldre {number}")
    async with at_work(as_ol) as ol:
        for key, position in (
            ("down", 2), ("j", 3), ("up", 2), ("k", 1), ("k", 1), ("pagedown", 20), ("end", 41),
            ("pageup", 22), ("home", 1),
        ):  # fmt: skip
            await ol.press(key)
            assert ol.lines[1].endswith(f"{position} av 41"), key


async def test_the_wheel_moves_on_and_a_long_list_goes_on_to_its_end(as_ol: Session) -> None:
    for number in range(260):
        factories.call(as_ol, starts_at=factories.moment("02.11 08:00"), subject=f"Eldre {number}")
    async with at_work(as_ol) as ol:
        seen: list[int] = []
        while not seen or ol.ids[-1] != seen[-1]:
            seen += [call_id for call_id in ol.ids if call_id not in seen]
            await ol.press("pagedown")
        assert len(seen) == len(set(seen)) == 260 + office.COUNT
        assert ol.lines[1].endswith("271 av 271")


async def test_an_empty_list_says_so(as_br: Session) -> None:
    async with at_work(as_br) as br:
        await br.press("v")
        assert br.rows == []
        assert "Ingen samtaler å vise" in br.text
        assert br.lines[1].endswith("0 samtaler")


async def test_keys_that_need_a_row_do_nothing_in_an_empty_list(as_br: Session) -> None:
    async with at_work(as_br) as br:
        await br.press("v")
        await br.press(
            "enter", "space", "asterisk", "f5", "f6", "f7", "f8", "y", "h", "delete", "a", "f", "p", "c"
        )
        assert isinstance(br.screen, CallListScreen)
        assert "Ingen samtaler å vise" in br.text


async def test_a_list_that_cannot_be_read_is_no_empty_list(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(calls, "page", busy)
    async with at_work(as_ol) as ol:
        assert "Databasen er opptatt" in ol.text
        assert "Ingen samtaler" not in ol.text
        monkeypatch.undo()
        await ol.press("ctrl+r")
        assert len(ol.ids) == office.COUNT


async def test_a_colleagues_work_shows_after_refresh_and_the_cursor_stays_on_its_call(
    as_ol: Session, as_ph: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("down", "down", "down")
        factories.call(as_ph, starts_at=factories.moment("28.11 09:00"), subject="Ny hos PH")
        factories.save(as_ph, office.FOURTH, subject="Nytt emne")
        await ol.press("ctrl+r")
        assert ol.row.id == office.THIRD
        assert ol.lines[1].endswith("5 av 12")
        assert "Ny hos PH" in ol.text
        assert "Nytt emne" in ol.text


async def test_a_call_that_is_gone_is_told_and_not_opened(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        bulk.delete(session, [office.SAVED])
        await ol.press("enter")
        assert isinstance(ol.screen, CallListScreen)
        assert "Samtale 9 finnes ikke" in ol.text
        await ol.press("n")
        assert isinstance(ol.screen, CallScreen)


async def test_the_top_line_tells_date_employee_and_where_the_menus_are(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert ol.lines[0].split() == [
            "xscalls", "CRM", "-", "Samtaler", "23.11.26", "·", "10:42", "1", "▲1", "OL",
            "Ny", "F4", "Verktøy", "F9",
        ]  # fmt: skip
        await ol.resize(*LARGE)
        assert "ma 23. nov 2026 · uke 48 · 10:42  Gjøremål 1 ▲1 forfalt  OL " in ol.lines[0]


async def test_what_nobody_waits_for_any_more_is_given_up(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new filter ends the counting for the one before, and takes its place."""
    begun, ended = Event(), Event()
    count = calls.count

    def slow(at: Session, criteria: Criteria, cap: int | None = None) -> int:
        stop = current()
        if stop is None or criteria.get(Field.STATUS) is None:
            return count(at, criteria, cap)
        with stop.by(ended.set):
            begun.set()
            assert ended.wait(10), "it goes on"
        raise Stopped

    monkeypatch.setattr(calls, "count", slow)
    async with at_work(session) as kn:
        kn.send("1")
        await kn.until(begun.is_set)
        await kn.press("0")
        assert ended.is_set()
        assert "1 av" in kn.lines[1], kn.text
