"""Undo and redo of whole operations from the screen: told in words, other people's work left and named."""

from __future__ import annotations

import pytest

from tests import factories
from tests.screens import office
from tests.screens.work import at_work
from xscalls_tui.domain.calls import Status
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

NEW = office.COUNT + 1


@pytest.fixture(autouse=True)
def _a_clean_slate(session: Session) -> None:
    """What furnished the office is not for these tests to undo."""
    from xscalls_tui.models.tables import Operation

    with session.engine.writing():
        session.engine.execute(Operation.update(reverted=True))


async def test_a_status_is_taken_back_and_done_again(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press("f5", "ctrl+z")
        assert "Angret: ny status" in ol.text
        assert calls.read(as_ol, office.TODAY).status is Status.PLANNED
        assert ol.row.status is Status.PLANNED
        await ol.press("ctrl+y")
        assert "Gjort om igjen: ny status" in ol.text
        assert ol.row.status is Status.DONE


async def test_a_bulk_change_is_one_step(as_ol: Session) -> None:
    ids = (office.THIRD, office.TODAY, office.LONG)
    async with at_work(as_ol) as ol:
        await ol.tick(*ids)
        await ol.press("f6", "j", "ctrl+z")
        assert [calls.read(as_ol, i).status for i in ids] == [
            Status.PLANNED,
            Status.PLANNED,
            Status.CANCELLED,
        ]
        await ol.press("ctrl+z")
        assert "Det er ingenting å angre" in ol.text


async def test_steps_are_taken_back_from_the_latest(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press("f5", "f6", "delete", "j")
        assert office.TODAY not in ol.ids
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.TODAY).status is Status.UNANSWERED
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.TODAY).status is Status.DONE
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.TODAY).status is Status.PLANNED
        await ol.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert office.TODAY not in ol.ids


@pytest.mark.parametrize(
    ("key", "sentence"),
    [("ctrl+z", "Det er ingenting å angre"), ("ctrl+y", "Det er ingenting å gjøre om igjen")],
)
async def test_nothing_to_take_back_is_told(as_ol: Session, key: str, sentence: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(key)
        assert sentence in ol.text


async def test_a_created_call_is_taken_back(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Feil")
        await ol.press("ctrl+o", "ctrl+z")
        assert "Feil" not in ol.text
        await ol.press("ctrl+y")
        assert "Feil" in ol.text


async def test_rows_that_somebody_else_changed_since_are_left_and_named(
    as_ol: Session, session: Session
) -> None:
    async with at_work(as_ol) as ol:
        await ol.tick(office.THIRD, office.TODAY)
        await ol.press("f5", "j")
        factories.save(session, office.TODAY, note="KN var her")
        await ol.press("ctrl+z")
        assert "Angret: ny status" in ol.text
        assert "6  Avtale om levering" in ol.text
        await ol.press("enter")
        assert isinstance(ol.screen, CallListScreen)
        assert calls.read(as_ol, office.THIRD).status is Status.PLANNED
        now = calls.read(as_ol, office.TODAY)
        assert (now.status, now.note) == (Status.DONE, "KN var her")


async def test_other_peoples_operations_are_not_mine_to_undo(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        factories.save(session, office.TODAY, note="KN var her")
        await ol.press("ctrl+z")
        assert "Det er ingenting å angre" in ol.text
        assert calls.read(as_ol, office.TODAY).note == "KN var her"


async def test_inside_a_text_field_undo_is_the_fields_own(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press("f5", "enter")
        await ol.type("Feil")
        await ol.press("ctrl+z")
        assert ol.shows("note") == ""
        assert calls.read(as_ol, office.TODAY).status is Status.DONE
        await ol.go_to("subject")
        await ol.type("!")
        await ol.press("ctrl+z")
        assert ol.shows("subject") == "Avtale om levering"


async def test_undo_in_a_window_shows_the_call_as_it_is_then(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.TODAY)
        await ol.press("f5")
        await ol.go_to("grid")
        await ol.press("ctrl+z")
        assert "Planlagt" in ol.lines[0]
        assert ol.shows("status") == "Planlagt"
        await ol.fill(note="Videre")
        await ol.press("ctrl+s")
        assert calls.read(as_ol, office.TODAY).note == "Videre"


async def test_undoing_the_creation_of_the_open_call_closes_its_window(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2", "ctrl+s")
        await ol.go_to("grid")
        await ol.press("ctrl+z")
        assert isinstance(ol.screen, CallListScreen)
        assert NEW not in ol.ids


async def test_undo_waits_until_what_is_typed_is_saved_or_dropped(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press("f5", "enter")
        await ol.type("x")
        await ol.go_to("grid")
        await ol.press("ctrl+z")
        assert calls.read(as_ol, office.TODAY).status is Status.DONE
        assert ol.shows("note") == "x"
