"""Who changed what, with one key: from the list, the call window and a card."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import factories
from tests.factories import acting
from tests.screens import office
from tests.screens.work import LARGE, SMALL, at_work, keys_to
from xscalls_tui.domain.calls import Status
from xscalls_tui.i18n import Language
from xscalls_tui.services.session import Session


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_log_looks_as_it_did(
    session: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    factories.save(acting(session, "OL"), office.TODAY, subject="Endret", status=Status.DONE, note="x" * 90)
    async with at_work(acting(session, "OL"), size, language) as ol:
        await ol.to(office.TODAY)
        await ol.press("d")
        assert ol.text == snapshot


async def test_from_the_window_and_a_card(session: Session) -> None:
    async with at_work(session, LARGE) as kn:
        await kn.open(office.TODAY)
        await kn.fill(subject="Et annet emne")
        await kn.press("ctrl+s", "f9", *"endringslogg", "enter")
        assert "Emne: " in kn.text and "Et annet emne" in kn.text
        await kn.press("escape", "escape", *keys_to("company"), "enter")
        await kn.fill(phone="22 00 00 00")
        await kn.press("ctrl+s", "f9", *"endringslogg", "enter")
        assert "22 00 00 00" in kn.text and "Endringslogg: " in kn.text
