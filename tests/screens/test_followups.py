"""Follow-ups, copies, deletion and the tab Historikk in the call window (R36-R43, R56-R59, R93-R100,
R111-R113, R154)."""

from __future__ import annotations

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import at_work
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import NotFound
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.history import HistoryScreen
from xscalls_tui.services import bulk, calls
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1


# F7


async def test_f7_in_a_call_saves_it_and_opens_a_filled_in_follow_up(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        await ol.type("Mer. ")
        await ol.press("f7")
        assert "Mer." in calls.read(as_ol, office.INCOMING).note
        shown = {name: field.text for name, field in ol.form.fields.items()}
        assert shown == {
            "date": "24.11.2026", "start": "09:15", "end": "09:30", "grid": "09:15-09:30",
            "employee": "OL Ola Lie", "direction": "Utgående", "phone": "912 34 567",
            "reminder": "15 minutter før", "subject": "Reklamasjon, ny befaring", "company": "Nord Rør AS",
            "partner": "Kari Vik", "project": "", "status": "Planlagt", "note": "",
        }  # fmt: skip
        assert "Ny samtale" in ol.lines[0]
        assert ol.field_name == "date"


async def test_the_link_is_set_by_itself_and_both_calls_get_the_tab(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        assert "Historikk" not in ol.lines[0]
        await ol.press("f7", "ctrl+o")
        assert "Historikk" in ol.lines[0]
        assert "Samtale 5" in ol.lines[0]
        call = calls.read(as_ol, NEW)
        assert (call.origin, call.direction, call.status) == (office.INCOMING, Direction.OUT, Status.PLANNED)
        await ol.press("escape")
        assert "⚑ ▀ 23.11.26 09:15" in ol.text
        assert "⚑ ▖ 24.11.26 09:15" in ol.text


@pytest.mark.parametrize("key", ["f7", "f8"])
async def test_a_new_call_is_stored_first(as_ol: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Ringte")
        await ol.press(key, "ctrl+s")
        first, second = calls.read(as_ol, NEW), calls.read(as_ol, NEW + 1)
        assert (first.subject, second.origin) == ("Ringte", NEW)
        assert first.status is (Status.PLANNED if key == "f7" else Status.UNANSWERED)


async def test_f7_on_a_row_plans_a_follow_up_and_leaves_the_call_as_it_was(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "f7", "ctrl+o")
        assert calls.read(as_ol, NEW).origin == office.FIRST
        assert calls.read(as_ol, office.FIRST).version == 1
        assert ol.row.id == office.FIRST


async def test_a_follow_up_of_a_follow_up_makes_a_chain_and_a_second_one_a_branch(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2", "f7", "f7", "ctrl+o", "escape", "f7", "ctrl+s", "ctrl+l")
        branches = [line.partition("←")[0] for line in ol.lines[2:6]]
        assert branches == [" ", " ├ ", " │ └ ", " └ "] or branches == [" ", " ├ ", " └ ", "   └ "]


async def test_a_follow_up_that_is_not_stored_links_nothing(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        await ol.press("f7", "escape")
        assert "Samtale 5" in ol.lines[0]
        assert "Historikk" not in ol.lines[0]
        assert len(calls.ids(as_ol, Criteria())) == office.COUNT


async def test_what_cannot_be_saved_makes_no_follow_up(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(start="25")
        await ol.press("f7")
        assert "Ny samtale" in ol.lines[0]
        assert "Ugyldig klokkeslett" in ol.text
        assert len(calls.ids(as_ol, Criteria())) == office.COUNT


# F8


@pytest.mark.parametrize("where", ["list", "window"])
async def test_f8_sets_unanswered_and_makes_a_follow_up_and_one_undo_takes_back_both(
    as_ol: Session, where: str
) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("23.11.26", on="Avtale")
        await ol.press(*(["enter", "f8"] if where == "window" else ["f8"]))
        assert "Ny samtale" in ol.lines[0]
        assert calls.read(as_ol, office.TODAY).status is Status.UNANSWERED
        await ol.press("ctrl+o")
        assert calls.read(as_ol, NEW).origin == office.TODAY
        if where == "window":
            assert "Ubesvart" in ol.lines[0]
            await ol.press("escape")
        assert "⚑ ▀ 23.11.26 13:00" in ol.text
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.TODAY).status is Status.PLANNED
        with pytest.raises(NotFound):
            calls.read(as_ol, NEW)
        assert "⚑   23.11.26 13:00" in ol.text
        await ol.press("ctrl+y")
        assert calls.read(as_ol, office.TODAY).status is Status.UNANSWERED
        assert calls.read(as_ol, NEW).origin == office.TODAY


async def test_f8_in_a_new_call_is_taken_back_with_its_follow_up(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Ringte")
        await ol.press("f8", "ctrl+o", "escape", "ctrl+z")
        assert len(ol.ids) == office.COUNT


async def test_f8_saves_what_is_typed_first(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.type("Tok ikke telefonen")
        await ol.press("f8")
        call = calls.read(as_ol, office.TODAY)
        assert (call.note, call.status) == ("Tok ikke telefonen", Status.UNANSWERED)
        assert ol.shows("note") == ""


# Lag kopi


async def test_a_copy_has_everything_but_links(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "y")
        assert ol.lines[0].split() == ["Ny", "samtale", "Telefonsamtale"]
        await ol.press("ctrl+s")
        copy, original = calls.read(as_ol, NEW), calls.read(as_ol, office.FIRST)
        assert (copy.subject, copy.company, copy.contact, copy.project) == (
            original.subject, original.company, original.contact, original.project,
        )  # fmt: skip
        assert not copy.in_chain
        assert "Historikk" not in ol.lines[0]
        await ol.press("escape")
        assert ol.text.count("▀ 06.11.26") == 1


async def test_lag_kopi_in_the_window_saves_what_is_typed_first(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.type("Viktig")
        await ol.press("f9")
        await ol.click("Lag kopi")
        assert calls.read(as_ol, office.TODAY).note == "Viktig"
        assert (ol.shows("subject"), ol.shows("note")) == ("Avtale om levering", "Viktig")
        await ol.press("ctrl+o", "escape")
        assert len(ol.ids) == office.COUNT + 1


# Slett


async def test_slett_in_the_window_asks_and_deletes_and_closes(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.press("f9")
        await ol.click("Slett")
        assert "Vil du slette samtalen?" in ol.text
        await ol.press("j")
        assert isinstance(ol.screen, CallListScreen)
        assert office.TODAY not in ol.ids
        await ol.press("ctrl+z")
        assert office.TODAY in ol.ids


async def test_no_keeps_the_call_and_the_window(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Avtale om")
        await ol.press("f9")
        await ol.click("Slett")
        await ol.press("enter")
        assert "Samtale 6" in ol.lines[0]
        assert calls.read(as_ol, office.TODAY).subject == "Avtale om levering"


async def test_a_new_call_cannot_be_deleted(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2", "f9")
        await ol.type("slett")
        await ol.press("enter")
        assert "Vil du slette" not in ol.text


# The tab Historikk


@pytest.mark.parametrize(("row", "tied"), [(office.FIRST, True), (office.THIRD, True), (office.BARE, False)])
async def test_the_tab_is_there_only_for_calls_that_are_tied_to_others(
    as_ol: Session, row: int, tied: bool
) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*["down"] * ol.ids.index(row), "enter")
        assert ("Telefonsamtale │ Historikk" in ol.lines[0]) == tied
        await ol.press("ctrl+l")
        assert ("Samtalehistorikk" in ol.text) == tied


async def test_the_tab_lists_the_whole_chain_with_its_columns(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "enter")
        await ol.click("Historikk")
        assert "Samtalehistorikk · 4 samtaler" in ol.lines[1]
        assert [line.split() for line in ol.lines[2:6]] == [
            ["←⚑", "06.11.26", "09:00", "09:15", "Tilbud", "på", "vinduer", "OL", "◀", "denne"],
            ["└", "←⚑", "16.11.26", "10:00", "10:00", "Tilbud", "på", "vinduer", "OL"],
            ["├", "←⚑", "24.11.26", "11:00", "11:15", "Tilbud", "på", "vinduer", "OL"],
            ["└", "→⚑", "25.11.26", "08:00", "08:15", "Mål", "på", "vinduer", "PH"],
        ]


async def test_the_tabs_turn_by_key_and_by_mouse(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "enter", "ctrl+l")
        assert "Samtalehistorikk" in ol.text
        await ol.press("ctrl+l")
        assert "Samtalehistorikk" not in ol.text
        await ol.click("Historikk")
        assert "Samtalehistorikk" in ol.text
        await ol.click("Telefonsamtale")
        assert "Emne " in ol.text


async def test_a_subject_in_the_tab_opens_that_call_over_this_one(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "enter", "ctrl+l")
        await ol.click("Mål på vinduer")
        assert "Samtale 4" in ol.lines[0]
        await ol.press("escape")
        assert "Samtale 1 " in ol.lines[0]
        await ol.press("up", "up", "enter")
        assert "Samtale 2 " in ol.lines[0]


async def test_enter_on_the_call_itself_comes_back_to_its_fields(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "enter", "ctrl+l", "enter")
        assert "Samtale 1 " in ol.lines[0]
        assert ol.field_name == "note"


async def test_saving_from_the_tab_shows_the_field_that_is_wrong(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "enter")
        await ol.fill(date="tull")
        await ol.press("ctrl+l", "ctrl+s")
        assert "Ugyldig dato" in ol.text
        assert ol.field_name == "date"


async def test_the_tab_is_gone_when_the_last_tie_is(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("Reklamasjon")
        await ol.press("f7", "ctrl+s", "f9")
        await ol.click("Slett")
        await ol.press("j")
        assert "Samtale 5" in ol.lines[0]
        assert "Historikk" not in ol.lines[0]


# The screen Historikk


async def test_an_empty_subject_is_told_as_such_in_the_history(as_ol: Session) -> None:
    factories.call(as_ol, starts_at=factories.moment("26.11 09:00"), origin=office.BARE)
    async with at_work(as_ol) as ol:
        await ol.click("▖", on="26.11.26")
        assert "(uten emne)" in ol.text


async def test_a_history_that_is_gone_is_told(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end")
        bulk.delete(session, [office.FIRST])
        await ol.press("h")
        assert isinstance(ol.screen, HistoryScreen)
        assert "Samtale 1 finnes ikke" in ol.text
        await ol.press("escape")
        assert isinstance(ol.screen, CallListScreen)


async def test_f2_and_refresh_work_in_the_history(as_ol: Session, as_ph: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "h", "down")
        factories.call(as_ph, starts_at=factories.moment("26.11 09:00"), origin=office.FOURTH, subject="Ny")
        await ol.press("ctrl+r")
        assert "5 samtaler" in ol.text
        await ol.press("f2")
        assert "Ny samtale" in ol.lines[0]
        await ol.press("escape", "enter")
        assert "Samtale 2 " in ol.lines[0]
