"""Texts that were written to be obeyed stay texts on every screen, even when they came past the services."""

from __future__ import annotations

import re

import pytest

from tests.hostile import TEXTS
from tests.screens import office
from tests.screens.work import LARGE, Operator, at_work, keys_to
from xscalls_tui.models import tables
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.guard import RenderGuard

OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
PAGES = ("company", "contact", "case", "opportunity", "project", "time_entry", "employee", "start", "reports")


def drawn(at: Operator) -> str:
    """All that would be sent to the terminal of what stands on the screen, without its lines' ends."""
    return "".join(segment.text for strip in at.screen._compositor.render_strips() for segment in strip)


def spoil(session: Session, text: str) -> None:
    """Put a text where an import of old, or another program, might have put it: past the services."""
    with session.engine.writing():
        for table, column in ((tables.Call, "subject"), (tables.Call, "note"), (tables.Company, "name"),
                              (tables.Contact, "name"), (tables.Project, "name")):  # fmt: skip
            session.engine.execute(table.update({column: text}))


@pytest.mark.parametrize("part", range(4))
async def test_nothing_is_obeyed_on_any_screen(session: Session, part: int) -> None:
    some = [text for text in TEXTS[part::4] if OBEYED.search(text) or "[" in text or "\x1b" in text]
    assert some
    for text in some[:6]:
        spoil(session, text)
        async with at_work(session, LARGE) as kn:
            assert not OBEYED.search(drawn(kn)), repr(text)
            await kn.press("f1")
            assert not OBEYED.search(drawn(kn)), repr(text)
            await kn.press("escape")
            await kn.open(office.SECOND)
            assert not OBEYED.search(drawn(kn)), repr(text)
            await kn.press("ctrl+l")
            assert not OBEYED.search(drawn(kn)), repr(text)
            await kn.press("escape")
            for page in PAGES:
                await kn.press(*keys_to(page))
                assert not OBEYED.search(drawn(kn)), (page, repr(text))
            assert kn.app.is_running


async def test_only_the_guard_is_between(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual calls its filters an internal matter: this tells that what is tested above is the guard."""
    spoil(session, "Hei\x1b]0;eid\x07 du\u202e")
    async with at_work(session) as kn:
        await kn.open(office.SECOND)
        assert "Hei]0;eid du" in drawn(kn) and not OBEYED.search(drawn(kn))
    monkeypatch.setattr(RenderGuard, "apply", lambda _self, segments, _background: segments)
    async with at_work(session) as kn:
        await kn.open(office.SECOND)
        assert OBEYED.search(drawn(kn))
