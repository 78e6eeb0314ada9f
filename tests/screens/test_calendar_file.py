"""The calendar file that follows one's own calls while the program runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.screens import office
from tests.screens.work import at_work
from xscalls_tui.exports import following
from xscalls_tui.services import settings
from xscalls_tui.services.session import Session


def _statuses(session: Session) -> list[str]:
    content = following.place(session).read_bytes()
    return sorted(str(event["STATUS"]) for event in Calendar.from_ical(content).walk("VEVENT"))


async def test_the_file_follows_what_is_done(
    as_ol: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press("f5", "ctrl+z")
    assert not following.place(as_ol).exists(), "it is not wanted until it is asked for"
    as_ol = as_ol._replace(settings=settings.put(as_ol, "calendar_file", True))
    async with at_work(as_ol) as ol:
        before = _statuses(as_ol)
        await ol.to(office.TODAY)
        await ol.press("f9", "s", "e", "t", "t", " ", "s", "o", "m", " ", "a", "v", "l", "enter")
        assert _statuses(as_ol).count("CANCELLED") == before.count("CANCELLED") + 1
        following.place(as_ol).unlink()
        following.place(as_ol).mkdir()
        await ol.press("f6")
        assert "Kalenderfilen ble ikke skrevet" in ol.text
