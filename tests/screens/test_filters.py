"""Vis, Status and the quick filters: by key, by click, and all together (R15, R20-R22, R119-R127, O16)."""

from __future__ import annotations

from threading import Event

import pytest

from tests.screens import office
from tests.screens.work import LARGE, PRIVATE_LIST, at_work, keys_to, starting
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.screens.menu import MenuScreen
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


@pytest.mark.parametrize(
    ("key", "told", "left"),
    [
        ("a", "Vis: OL ▾", [3, 6, 5, 10, 11, 2, 1]),
        ("f", "firma: Åsen Bygg AS ×", [4, 3, 2, 1]),
        ("p", "prosjekt: 1042 Skolen ×", [1]),
        ("c", "samtalepartner: Łukasz Nowak ×", [3, 1]),
    ],
)
async def test_a_letter_filters_by_what_the_row_has(
    session: Session, key: str, told: str, left: list[int]
) -> None:
    async with at_work(session) as kn:
        await kn.press("end", key)
        assert kn.ids == left
        assert told in kn.lines[1]
        assert kn.lines[1].endswith(f"1 av {len(left)}")


@pytest.mark.parametrize(
    ("on", "text", "told", "left"),
    [
        ("20.11.26", "PH", "Vis: PH ▾", [9, 8, 4, 7]),
        ("25.11.26", "Åsen Bygg AS", "firma: Åsen Bygg AS ×", [4, 3, 2, 1]),
        ("13:00", "1043 Brua", "prosjekt: 1043 Brua ×", [6]),
        ("09:15", "Kari Vik", "samtalepartner: Kari Vik ×", [5]),
    ],
)
async def test_a_click_on_a_name_filters_by_it(
    session: Session, on: str, text: str, told: str, left: list[int]
) -> None:
    async with at_work(session, LARGE) as kn:
        await kn.click(text, on=on)
        assert kn.ids == left
        assert told in kn.lines[1]


@pytest.mark.parametrize("key", ["f", "p", "c"])
async def test_a_letter_does_nothing_where_the_row_has_nothing_to_filter_by(
    session: Session, key: str
) -> None:
    async with at_work(session) as kn:
        await kn.to(office.SAVED)
        await kn.press(key)
        assert len(kn.ids) == office.COUNT


async def test_a_name_that_is_in_no_register_is_no_filter(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.to(office.BARE)
        await kn.press("c")
        await kn.click("Anna Svensson")
        assert len(kn.ids) == office.COUNT


async def test_filters_add_up_and_backspace_drops_the_latest_first(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("end", "f", "end", "a", "3", "0", "1")
        assert kn.ids == [office.THIRD]
        line = kn.lines[1]
        assert "Vis: OL" in line and "Status: Planlagt" in line and "firma: Åsen Bygg AS ×" in line
        await kn.press("backspace")
        assert kn.ids == [3, 2, 1]
        await kn.press("backspace")
        assert kn.ids == [4, 3, 2, 1]
        await kn.press("backspace")
        assert len(kn.ids) == office.COUNT
        await kn.press("backspace")
        assert len(kn.ids) == office.COUNT


async def test_a_click_on_its_cross_drops_a_filter_and_keeps_the_others(session: Session) -> None:
    async with at_work(session, LARGE) as kn:
        await kn.press("end", "f", "end", "c")
        assert kn.ids == [3, 1]
        await kn.click("×", on="firma: ")
        assert "firma" not in kn.lines[1]
        assert "samtalepartner: Łukasz Nowak ×" in kn.lines[1]


@pytest.mark.parametrize(
    ("key", "name", "status"),
    [
        ("1", "Planlagt", Status.PLANNED),
        ("2", "Gjennomført", Status.DONE),
        ("3", "Avlyst", Status.CANCELLED),
        ("4", "Ubesvart", Status.UNANSWERED),
    ],
)
async def test_a_digit_shows_one_status_and_0_shows_all(
    session: Session, key: str, name: str, status: Status
) -> None:
    async with at_work(session) as kn:
        await kn.press(key)
        assert {row.status for row in kn.rows} == {status}
        assert f"Status: {name} ▾" in kn.lines[1]
        await kn.press("0")
        assert len(kn.ids) == office.COUNT
        assert "Status: Alle ▾" in kn.lines[1]


async def test_v_turns_between_own_calls_and_everybodys(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("v")
        assert {row.initials for row in ol.rows} == {"OL"}
        assert "Vis: Mine samtaler ▾" in ol.lines[1]
        await ol.press("v")
        assert len(ol.ids) == office.COUNT
        assert "Vis: Alle ansatte ▾" in ol.lines[1]


async def test_v_comes_to_own_calls_from_a_colleagues(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("a")
        assert "Vis: PH ▾" in ol.lines[1]
        await ol.press("v")
        assert {row.initials for row in ol.rows} == {"OL"}


async def test_the_drop_down_vis_offers_own_calls_and_all(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Alle ansatte")
        assert isinstance(ol.screen, MenuScreen)
        await ol.click("Mine samtaler")
        assert {row.initials for row in ol.rows} == {"OL"}
        await ol.click("Mine samtaler")
        await ol.click("Alle ansatte")
        assert len(ol.ids) == office.COUNT


async def test_the_drop_down_status_offers_all_and_the_four(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Alle", on="Status:", dx=len("ansatte ▾  Status: Alle"))
        menu = "\n".join(ol.lines[8:20])
        names = ("Alle", "Planlagt", "Gjennomført", "Avlyst", "Ubesvart")
        assert [name for name in names if name in menu] == [
            "Alle", "Planlagt", "Gjennomført", "Avlyst", "Ubesvart",
        ]  # fmt: skip
        await ol.click("Ubesvart")
        assert {row.status for row in ol.rows} == {Status.UNANSWERED}


async def test_a_drop_down_that_is_left_changes_nothing(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Alle ansatte")
        await ol.press("down", "escape")
        assert len(ol.ids) == office.COUNT


async def test_vis_and_status_work_together(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("1", "v")
        assert ol.ids == [office.THIRD, office.TODAY, office.BARE]
        assert "Vis: Mine samtaler" in ol.lines[1] and "Status: Planlagt" in ol.lines[1]
        await ol.press("2")
        assert {(row.initials, row.status) for row in ol.rows} == {("OL", Status.DONE)}


async def test_what_no_longer_meets_the_filter_leaves_the_list(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("v", "1", "f5")
        assert ol.ids == [office.TODAY, office.BARE]
        assert ol.lines[1].endswith("1 av 2")


async def test_all_filters_in_force_stand_on_the_screen_at_80_columns_too(session: Session) -> None:
    async with at_work(session) as kn:
        await kn.press("end", "f", "end", "c", "end", "p", "2", "a", "space")
        line = kn.lines[1]
        for told in ("OL ▾", "Gjennomført ▾", "Åsen", "1042", "Łukasz", "1 merket", "1 av 1"):
            assert told in line
        assert line.count("×") == 3
        await kn.click("×", on="Łukasz")
        assert "Åsen" not in kn.lines[1]
        await kn.resize(60, 15)
        for told in ("OL ▾", "Gjennomført ▾", "1042", "Łuk"):
            assert told in kn.lines[1]


async def test_the_private_list_shows_own_calls_only_and_has_no_vis(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST)
        assert "Mine samtaler" in ol.lines[0]
        assert {row.initials for row in ol.rows} == {"OL"}
        assert "Vis" not in ol.text
        await ol.press("v", "a", "backspace")
        assert {row.initials for row in ol.rows} == {"OL"}


async def test_filters_of_the_private_list_stay_within_own_calls(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST, "end", "f")
        assert ol.ids == [3, 2, 1]
        await ol.press("2")
        assert ol.ids == [1]
        await ol.press("backspace", "backspace")
        assert len(ol.ids) == 7


async def test_leaving_the_private_list_comes_back_to_the_list_as_it_was(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("1", "down")
        await ol.press(*PRIVATE_LIST, "q")
        assert "CRM - Samtaler" in ol.lines[0]
        assert "Status: Planlagt" in ol.lines[1]
        assert ol.lines[1].endswith("2 av 5")


async def test_the_main_menu_leads_from_the_private_list_to_the_list_of_all(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PRIVATE_LIST, *keys_to("calls"))
        assert "CRM - Samtaler" in ol.lines[0]
        assert len(ol.app.screen_stack) == 1


async def test_a_count_that_takes_time_never_holds_up_the_list(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event()
    count = calls.count
    monkeypatch.setattr(calls, "count", lambda *args: held.wait(20) and count(*args))
    async with starting(as_ol) as ol:
        await ol.until(lambda: ol.rows)
        ol.send("down", "down")
        await ol.until(lambda: ol.row.id == office.FOURTH)
        assert " av " not in ol.lines[1]
        held.set()
        await ol.settle()
        assert ol.lines[1].endswith("3 av 11")


async def test_many_calls_are_counted_to_a_thousand_first(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xscalls_tui.screens.counting.COUNT_CAP", 5)
    held = Event()
    count = calls.count

    def slow(session: Session, criteria: Criteria, cap: int | None = None) -> int:
        if cap is None:
            held.wait(20)
        return count(session, criteria, cap)

    monkeypatch.setattr(calls, "count", slow)
    async with starting(as_ol) as ol:
        await ol.until(lambda: "1000+" in ol.lines[1])
        held.set()
        await ol.settle()
        assert ol.lines[1].endswith("1 av 11")


async def test_a_filter_starts_at_the_top_and_forgets_the_ticks(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("space", "space", "end", "1")
        assert ol.lines[1].endswith("1 av 5")
        assert not ol.table.ticked


def test_factories_number_the_office_as_its_names_say(session: Session) -> None:
    subjects = {
        office.FIRST: "Tilbud på vinduer",
        office.INCOMING: "Reklamasjon, ny befaring",
        office.TODAY: "Avtale om levering",
        office.STRANGE: "Ikke svar, prøv mandag",
        office.SAVED: "Tatt av PH",
    }
    assert {call_id: calls.read(session, call_id).subject for call_id in subjects} == subjects
