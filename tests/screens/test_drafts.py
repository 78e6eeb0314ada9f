"""What is typed and not saved comes back: in the same fields, in the field that was in use, over nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import factories
from tests.factories import acting
from tests.screens import office
from tests.screens.work import LARGE, SMALL, Operator, at_work, keys_to
from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.i18n import Language
from xscalls_tui.screens import drafting
from xscalls_tui.screens.drafting import DraftingScreen
from xscalls_tui.services import calls, drafts, places
from xscalls_tui.services.session import Session


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Ends this run of the program, as far as drafts know."""
    return lambda: monkeypatch.setattr(places, "alive", lambda _place: False)


def keep(at: Operator) -> None:
    """What the program does when the line is hung up."""
    at.app.before_end()


async def bring_back(at: Operator) -> None:
    """Take the newest draft that is offered."""
    await at.press("enter", "å")


async def test_a_new_call_comes_back_as_it_was(as_ol: Session, ends: Callable[[], None]) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press("f2")
        await ol.fill(phone="912 34 567", subject="Tilbud på vind", company="Åsen Bygg")
        await ol.press("tab")
        await ol.fill(direction="i", start="9", note="Første\nAndre")
        before = {name: field.text for name, field in ol.fields.items()}
        chosen = ol.fields["company"].value
        assert isinstance(chosen, int)
        keep(ol)
    ends()
    async with at_work(as_ol, LARGE) as ol:
        assert "1 utkast ble ikke lagret" in ol.text and "912 34 567" in ol.text
        await bring_back(ol)
        assert {name: field.text for name, field in ol.fields.items()} == before
        assert ol.fields["company"].value == chosen and ol.field_name == "note"
        await ol.press("ctrl+s")
        stored = ol.window.call
        assert stored is not None and (stored.subject, stored.direction) == ("Tilbud på vind", Direction.IN)
        assert drafts.left(as_ol) == []


async def test_a_draft_never_goes_over_a_newer_save(as_ol: Session, ends: Callable[[], None]) -> None:
    async with at_work(as_ol) as ol:
        await ol.open(office.TODAY)
        await ol.fill(subject="Mitt emne")
        keep(ol)
    ends()
    factories.save(as_ol, office.TODAY, subject="Lagret imens", status=Status.DONE)
    async with at_work(as_ol) as ol:
        await bring_back(ol)
        assert "Mitt emne" in ol.shows("subject")
        await ol.press("ctrl+s")
        assert "Lagret imens" in ol.text, "the conflict is told"
        await ol.press("escape")
        assert calls.read(as_ol, office.TODAY).subject == "Lagret imens"


async def test_a_record_comes_back(as_ol: Session, ends: Callable[[], None]) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*keys_to("company"), "plus")
        await ol.fill(name="Nytt Firma AS", phone="22 33 44 55")
        keep(ol)
    ends()
    async with at_work(as_ol, LARGE) as ol:
        await bring_back(ol)
        assert "Nytt Firma AS" in ol.text and "22 33 44 55" in ol.text
        await ol.press("ctrl+s")
        assert drafts.left(as_ol) == []


async def test_what_is_typed_is_kept_by_itself_and_dropped_with_its_reason(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch, ends: Callable[[], None]
) -> None:
    monkeypatch.setattr(drafting, "KEPT_AFTER_SECONDS", 0.01)
    ends()
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Halv")
        await ol.until(lambda: drafts.left(as_ol))
        (draft,) = drafts.left(as_ol)
        assert isinstance(ol.screen, DraftingScreen) and draft.uid == ol.screen.uid
        await ol.press("ctrl+s")
        await ol.until(lambda: not drafts.left(as_ol))
        await ol.fill(subject="Halvt igjen")
        await ol.until(lambda: drafts.left(as_ol))
        await ol.press("escape", "f")
        await ol.until(lambda: not drafts.left(as_ol))


async def test_a_draft_is_discarded_or_left_for_later(as_ol: Session, ends: Callable[[], None]) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.fill(subject="Uferdig")
        keep(ol)
    ends()
    async with at_work(as_ol) as ol:
        await ol.press("enter", "l")
        assert len(drafts.left(as_ol)) == 1
        await ol.press("ctrl+p", *"utkast", "enter")
        assert "Uferdig" in ol.text
        await ol.press("enter", "k")
        assert drafts.left(as_ol) == []
        await ol.press("ctrl+p", *"utkast", "enter")
        assert "Det er ingen utkast" in ol.text


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_offer_looks_as_it_did(
    session: Session,
    size: tuple[int, int],
    language: Language,
    snapshot: SnapshotAssertion,
    ends: Callable[[], None],
) -> None:
    ol = acting(session, "OL")
    async with at_work(ol, size) as at:
        await at.open(office.TODAY)
        await at.fill(subject="Halvt")
        await at.press("f2")
        await at.fill(phone="22 33 44 55")
        keep(at)
    ends()
    async with at_work(ol, size, language) as at:
        assert at.text == snapshot(name="list")
        await at.press("enter")
        assert at.text == snapshot(name="question")
