"""Ticks: one row, all that the list shows, and what is done to them together (R4, R158-R164)."""

from __future__ import annotations

from functools import partial
from threading import Event

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import Operator, at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.errors import Busy, NotFound
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.question import ProgressScreen, QuestionScreen
from xscalls_tui.services import bulk, calls
from xscalls_tui.services.bulk import BulkReport, Progress
from xscalls_tui.services.session import Session

OWN = [office.THIRD, office.TODAY, office.INCOMING, office.BARE, office.LONG, office.SECOND, office.FIRST]


def statuses(session: Session, *ids: int) -> list[Status]:
    return [calls.read(session, call_id).status for call_id in ids]


# Ticking


async def test_space_ticks_the_row_and_goes_to_the_next(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("space", "space")
        assert [line[1] for line in ol.lines[3:6]] == ["☑", "☑", "☐"]
        assert ol.lines[1].endswith("2 merket  3 av 11")
        await ol.press("up", "space")
        assert ol.table.ticked == {office.SAVED}


async def test_the_asterisk_ticks_all_that_the_list_shows_and_again_unticks_them(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("v", "asterisk")
        assert ol.table.ticked == set(OWN)
        assert ol.lines[2].startswith(" ☑")
        assert "7 merket" in ol.lines[1]
        await ol.press("asterisk")
        assert not ol.table.ticked


async def test_the_asterisk_ticks_rows_that_are_not_loaded_as_well(as_ol: Session) -> None:
    for number in range(150):
        factories.call(as_ol, starts_at=factories.moment("02.11 08:00"), subject=f"Eldre {number}")
    async with at_work(as_ol) as ol:
        await ol.press("asterisk")
        assert len(ol.table.ticked) == 150 + office.COUNT


async def test_a_click_in_the_box_ticks_and_unticks_without_opening(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        for wanted in ({office.TODAY}, set[int]()):
            await ol.click_at(1, ol.place_of("Avtale om")[1])
            assert (ol.table.ticked, type(ol.screen)) == (wanted, CallListScreen)


async def test_a_click_in_the_heading_ticks_all_and_again_none(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click_at(1, 2)
        assert len(ol.table.ticked) == office.COUNT
        await ol.click_at(1, 2)
        assert not ol.table.ticked


async def test_the_tools_menu_unticks_all(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("space", "space", "f9")
        await ol.type("fjern")
        await ol.press("enter")
        assert not ol.table.ticked


# Status


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Sett som gjennomført", Status.DONE),
        ("Sett som planlagt", Status.PLANNED),
        ("Sett som avlyst", Status.CANCELLED),
        ("Sett som ubesvart", Status.UNANSWERED),
    ],
)
async def test_the_tools_menu_sets_the_status_of_the_ticked_rows_after_a_question_that_counts(
    as_ol: Session, label: str, status: Status
) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.INCOMING, office.LONG)
        await ol.click("Verktøy F9")
        await ol.click(label)
        assert f"{label}: 3 samtaler?" in ol.text
        await ol.press("j")
        assert statuses(as_ol, office.THIRD, office.INCOMING, office.LONG) == [status] * 3
        assert not ol.table.ticked


@pytest.mark.parametrize(("key", "status"), [("f5", Status.DONE), ("f6", Status.UNANSWERED)])
async def test_f5_and_f6_work_on_the_ticked_rows(as_ol: Session, key: str, status: Status) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("end", key, "j")
        assert statuses(as_ol, office.THIRD, office.TODAY, office.FIRST) == [status, status, Status.DONE]
        assert "2 samtaler endret" in ol.text or key == "f5"


@pytest.mark.parametrize(("key", "status"), [("f5", Status.DONE), ("f6", Status.UNANSWERED)])
async def test_without_ticks_they_work_on_the_row_at_once(as_ol: Session, key: str, status: Status) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("23.11.26", on="Avtale")
        await ol.press(key)
        assert statuses(as_ol, office.TODAY) == [status]
        assert ol.row.id == office.TODAY
        assert ol.row.status is status
        assert "1 samtale endret" in ol.text


@pytest.mark.parametrize("answer", ["n", "enter", "escape"])
async def test_every_answer_but_yes_changes_nothing_and_keeps_the_ticks(as_ol: Session, answer: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("f5", answer)
        assert statuses(as_ol, office.THIRD, office.TODAY) == [Status.PLANNED] * 2
        assert ol.table.ticked == {office.THIRD, office.TODAY}


async def test_a_report_names_the_rows_that_were_refused_and_why(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("asterisk", "f5", "j")
        assert isinstance(ol.screen, QuestionScreen)
        assert "8 samtaler endret. 3 ble ikke endret:" in ol.text
        told = [line.partition("│ ")[2].rpartition("│")[0].rstrip() for line in ol.lines]
        start = told.index("Du har ikke tilgang til å endre denne samtalen:")
        assert told[start + 1 : start + 4] == [
            "  4  25.11.26  Mål på vinduer",
            "  7  20.11.26  Ikke svar, prøv mandag",
            "  9  27.11.26  Tatt av PH",
        ]
        await ol.press("enter")
        assert isinstance(ol.screen, CallListScreen)
        assert statuses(as_ol, 1, 2, 3, 5, 6, 8, 10, 11) == [Status.DONE] * 8
        assert statuses(as_ol, 4, 7, 9) == [Status.CANCELLED, Status.UNANSWERED, Status.PLANNED]


async def test_a_long_report_scrolls_by_key(as_ol: Session, as_ph: Session) -> None:
    for number in range(30):
        factories.call(as_ph, starts_at=factories.moment("28.11 08:00"), subject=f"Nr {number} hos PH")
    async with at_work(as_ol) as ol:
        await ol.press("asterisk", "f5", "j")
        assert f"  {office.COUNT + 30}  28.11.26  Nr 29 hos PH" not in ol.text
        await ol.press("end")
        assert f"  {office.COUNT + 30}  28.11.26  Nr 29 hos PH" in ol.text
        await ol.press("o")
        assert isinstance(ol.screen, CallListScreen)


async def test_a_call_deleted_meanwhile_is_named_among_the_refused(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        bulk.delete(session, [office.THIRD])
        await ol.press("f5", "j")
        assert "1 samtale endret. 1 ble ikke endret:" in ol.text
        assert "Samtalen er slettet:" in ol.text


async def test_a_busy_database_is_told_and_the_ticks_stay(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> BulkReport:
        raise Busy

    monkeypatch.setattr(bulk, "set_status", busy)
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("f5", "j")
        assert "Databasen er opptatt" in ol.text
        assert ol.table.ticked == {office.THIRD, office.TODAY}


# Deleting


async def test_delete_asks_with_the_number_of_calls_and_deletes_them_in_one_operation(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("delete")
        assert "Vil du slette 2 samtaler?" in ol.text
        await ol.press("j")
        assert "2 samtaler slettet" in ol.text
        assert not {office.THIRD, office.TODAY} & set(ol.ids)
        await ol.press("ctrl+z")
        assert {office.THIRD, office.TODAY} <= set(ol.ids)


async def test_slett_stands_in_the_tools_menu(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("f9")
        await ol.type("slett")
        await ol.press("enter", "j")
        assert len(ol.ids) == office.COUNT - 2


async def test_a_single_row_is_asked_about_too(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("23.11.26", on="Avtale")
        await ol.press("delete")
        assert "Vil du slette samtalen?" in ol.text
        await ol.press("escape")
        assert office.TODAY in ol.ids
        await ol.press("delete", "down", "enter")
        assert office.TODAY not in ol.ids


async def test_the_cursor_goes_to_the_next_call_when_its_own_is_deleted(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.click("23.11.26", on="Avtale")
        await ol.press("delete", "j")
        assert ol.row.id == office.INCOMING


async def test_what_may_not_be_deleted_stays_and_is_named(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("asterisk", "delete", "j")
        assert "8 samtaler slettet. 3 ble ikke endret:" in ol.text
        assert "Du har ikke tilgang til å slette denne samtalen:" in ol.text
        await ol.press("o")
        assert ol.ids == [office.SAVED, office.FOURTH, office.STRANGE]


async def test_follow_ups_of_a_deleted_call_stay_without_their_link(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "delete", "j")
        assert "⚑ ▀ 16.11.26" in ol.text
        await ol.press("ctrl+z")
        assert "⚑ ▛ 16.11.26" in ol.text


# Many


class Held:
    """A bulk change that waits after each row for the test to let it go on."""

    def __init__(self) -> None:
        self.go = Event()
        self.told: list[tuple[int, int]] = []
        self.cancelled = False

    def __call__(self, _session: Session, ids: list[int], status: Status, progress: Progress) -> BulkReport:
        for done in range(1, len(ids) + 1):
            self.told.append((done, len(ids)))
            if not progress(done, len(ids)):
                self.cancelled = True
                return BulkReport(0, cancelled=True)
            self.go.wait(20)
            self.go.clear()
        return BulkReport(len(ids))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    held = Held()
    monkeypatch.setattr("xscalls_tui.screens.bulk.PROGRESS_FROM", 2)
    monkeypatch.setattr(bulk, "set_status", held)
    return held


def contains(operator: Operator, text: str) -> bool:
    return text in operator.text


async def test_a_long_operation_tells_how_far_it_has_come(as_ol: Session, held: Held) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY, office.LONG)
        ol.send("f5", "j")
        for done in (1, 2, 3):
            progress = f"{done} av 3 · Esc avbryter"
            await ol.until(partial(contains, ol, progress))
            held.go.set()
        await ol.settle()
        assert isinstance(ol.screen, CallListScreen)
        assert "3 samtaler endret" in ol.text


async def test_escape_cancels_it_and_nothing_is_changed(as_ol: Session, held: Held) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY, office.LONG)
        ol.send("f5", "j")
        await ol.until(lambda: isinstance(ol.screen, ProgressScreen) and "1 av 3" in ol.text)
        ol.send("escape")
        await ol.until(lambda: not ol.app.waiting)
        held.go.set()
        await ol.settle()
        assert held.cancelled
        assert "Avbrutt; ingenting er endret" in ol.text
        assert ol.table.ticked == {office.THIRD, office.TODAY, office.LONG}


async def test_a_real_operation_that_is_cancelled_leaves_no_trace(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 1)
    ids = [office.THIRD, office.TODAY, office.LONG]
    result = bulk.set_status(as_ol, ids, Status.DONE, lambda done, total: done < 2)
    assert result.cancelled
    assert statuses(as_ol, *ids) == [Status.PLANNED, Status.PLANNED, Status.CANCELLED]
    with pytest.raises(NotFound):
        calls.read(as_ol, 99)
