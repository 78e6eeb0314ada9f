"""Mine innstillinger: each setting is changed by keys, stored, and in force at once wherever it matters."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.drivers.linux_driver import LinuxDriver

from tests import factories
from tests.clock import FixedClock
from tests.factories import moment
from tests.screens import office
from tests.screens.work import LARGE, SMALL, Operator, at_work, keys_to
from xscalls_tui.commands import pages
from xscalls_tui.domain.calls import Direction
from xscalls_tui.domain.news import News
from xscalls_tui.domain.settings import ITEMS, Settings, StartView, ThemeName
from xscalls_tui.i18n import Language
from xscalls_tui.screens import contact
from xscalls_tui.screens.calendar import CalendarScreen
from xscalls_tui.screens.contact import Heard
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.my_settings import MySettingsScreen
from xscalls_tui.screens.start_page import StartPageScreen
from xscalls_tui.services import calls, settings
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.setting_lines import Line

PAGE = keys_to(pages.SETTINGS)


async def to(at: Operator, name: str) -> None:
    """Go to a setting."""
    assert isinstance(at.screen, MySettingsScreen), at.text
    lines = at.screen.lines
    item = next(item for item in ITEMS if item.name == name)
    await at.press("home")
    await at.burst(*["down"] * lines._lines.index(Line(item.section, item)))
    assert lines.selected.item is item


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_the_page_looks_as_it_did(
    as_ol: Session, size: tuple[int, int], language: Language, snapshot: SnapshotAssertion
) -> None:
    async with at_work(as_ol, size, language) as ol:
        await ol.press(*PAGE)
        await to(ol, "duration")
        await ol.press("right")
        assert ol.text == snapshot(name="values")
        await ol.press("end", "enter", "pagedown")
        assert ol.text == snapshot(name="keys")


async def test_values_are_turned_chosen_and_taken_back(as_ol: Session) -> None:
    def stored() -> Settings:
        return settings.current(as_ol)

    async with at_work(as_ol) as ol:
        await ol.press(*PAGE)
        await to(ol, "duration")
        await ol.press("right", "space")
        assert stored().duration == 30 and "30 min" in ol.text and "(standard: 15 min)" in ol.text
        await ol.press("left")
        assert stored().duration == 20
        await ol.press("enter", *"1 t 3", "enter")
        assert stored().duration == 90
        await ol.press("backspace")
        assert stored().duration == 15
        await ol.press("ctrl+z")
        assert stored().duration == 90 and "1 t 30 min" in ol.text
        await ol.click("Standard retning")
        await ol.press("down", "enter")
        assert stored().direction is Direction.IN
        # New calls have what is set; those that there are keep what they have (R117, R118).
        await to(ol, "reminder")
        before = calls.read(as_ol, office.TODAY)
        await ol.press("enter", *"1 uke", "enter", "f2")
        assert ol.shows("direction") == "Innkommende" and ol.shows("start") == "10:42"
        assert ol.shows("end") == "12:12"
        await ol.fill(date="+30")
        await ol.press("tab")
        assert ol.shows("reminder") == "1 uke før"
        await ol.press("escape", "down", "down", "enter")
        assert calls.read(as_ol, office.TODAY) == before


async def test_sections_close_and_open(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*PAGE, "enter")
        assert "Lyd ved påminnelse" not in ol.text
        await ol.press("right")
        assert "Lyd ved påminnelse" in ol.text
        await ol.press("f9", *"lukk alle", "enter")
        assert "Standard retning" not in ol.text and "Taster" in ol.text
        await ol.press("f9", *"utvid", "enter")
        assert "Standard retning" in ol.text
        await ol.press("pageup", "pageup", "pageup", "left")
        assert "Lyd ved påminnelse" not in ol.text


async def test_the_language_changes_on_all_pages_and_half_filled_forms_keep_their_text(
    as_ol: Session,
) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press("1", "f3", "f3")  # a filter in words; the search panel is built
        await ol.open(office.TODAY)
        await ol.press("escape")
        await ol.press("f2")
        await ol.fill(subject="Halvferdig")
        await ol.press(*PAGE)
        await to(ol, "language")
        await ol.press("enter", *"engelsk", "enter")
        assert "My settings" in ol.lines[0] and "Standard duration" in ol.text and "Tools F9" in ol.lines[0]
        await ol.press("escape")
        assert ol.shows("subject") == "Halvferdig"
        for text in ("Telephone call", "Subject", "Other party", "Outgoing", "Planned", "not saved"):
            assert text in ol.text, text
        await ol.press("escape", "down", "down", "enter")
        assert "CRM - Calls" in ol.lines[0] and "Status: Planned" in ol.lines[1]
        assert "Subject" in ol.lines[2] and "Enter Open" in ol.lines[-1]
        await ol.open(office.TODAY)
        assert "Reminder" in ol.text and "15 minutes before" in ol.text
        await ol.press("escape", "f3")
        assert "Last changed by" in ol.text and "Call direction" in ol.text
        await ol.press("f3", *PAGE, "ctrl+z")
        assert "Mine innstillinger" in ol.lines[0]


async def test_what_was_said_at_the_start_goes_before(as_ol: Session) -> None:
    from xscalls_tui.screens.base import Given

    async with at_work(as_ol, given=Given(language="nb", mouse=False)) as ol:
        await ol.press(*PAGE)
        await to(ol, "language")
        await ol.press("enter", *"engelsk", "enter")
        assert settings.current(as_ol).language == "en" and "Mine innstillinger" in ol.lines[0]


async def test_colours_change_at_once_on_every_page(as_ol: Session) -> None:
    def background(text: str) -> str:
        x, y = ol.place_of(text)
        return str(ol.screen.get_style_at(x, y).bgcolor.name)  # type: ignore[union-attr]

    done = {ThemeName.DARK: "#005f00", ThemeName.LIGHT: "#d7ffd7", ThemeName.COLOUR_BLIND: "#005f87"}
    async with at_work(as_ol) as ol:
        for theme in (ThemeName.LIGHT, ThemeName.COLOUR_BLIND, ThemeName.CONTRAST, ThemeName.DARK):
            await ol.press(*PAGE)
            await to(ol, "theme")
            while settings.current(as_ol).theme is not theme:
                await ol.press("right")
            await ol.press("escape", "0")
            assert background("Reklamasjon") == done.get(theme, "#005f00")
            flags = {row.status.name[0] for row in ol.rows} if theme is ThemeName.COLOUR_BLIND else {"⚑"}
            if theme is ThemeName.COLOUR_BLIND:
                assert {line[6] for line in ol.lines[3:12] if line[1:2] in "☐☑"} <= set("PGAU")
            else:
                assert {line[6] for line in ol.lines[3:12] if line[1:2] in "☐☑"} == flags


async def test_keys_are_set_by_pressing_them_and_clashes_are_refused(as_ol: Session) -> None:
    async with at_work(as_ol, LARGE) as ol:
        await ol.press(*PAGE, "end", "enter")

        async def go_to(command: str) -> None:
            lines = ol.screen.query_one("SettingLines")
            places = [one.command.id if one.command else "" for one in lines._lines]  # type: ignore[attr-defined]
            await ol.press("home")
            await ol.burst(*["down"] * places.index(command))

        await go_to("call.case")
        await ol.press("enter", "h")
        assert "h" in ol.text and "call.history" in ol.text  # taken: which commands clash is told
        await ol.press("b")
        assert "(standard: s)" in ol.text and settings.current(as_ol).keys == {"call.case": "b"}
        await ol.press("escape")
        await ol.to(office.TODAY)
        await ol.press("s")
        assert "Sak" not in ol.lines[0]
        await ol.press("f9")
        assert "Lag sak" in ol.text and ol.line("Lag sak").rstrip(" │").endswith("b")
        await ol.press("escape", "b")
        assert "Ny sak" in ol.text or "Sak 1" in ol.text
        await ol.press("ctrl+t")
        await ol.press(*PAGE)
        if "Lag sak" not in ol.text:
            await ol.press("end", "enter")
        await go_to("call.case")
        await ol.press("backspace")
        assert settings.current(as_ol).keys == {}
        await ol.press("enter", "escape")
        assert settings.current(as_ol).keys == {}


@pytest.mark.parametrize("view", list(StartView))
async def test_the_program_opens_with_the_page_that_is_set(as_ol: Session, view: StartView) -> None:
    opened = as_ol._replace(settings=settings.put(as_ol, "start_view", view))
    async with at_work(opened) as ol:
        if view is StartView.START:
            assert isinstance(ol.screen, StartPageScreen)
        elif view is StartView.CALENDAR:
            assert isinstance(ol.screen, CalendarScreen)
        else:
            name = {StartView.CALLS: "CRM - Samtaler", StartView.MY_CALLS: "Mine samtaler"}[view]
            assert name in ol.lines[0]
        await ol.press("escape")
        assert "CRM - Samtaler" in ol.lines[0]


async def test_another_session_of_the_employee_follows(as_ol: Session, session: Session) -> None:
    async with at_work(as_ol) as ol:
        settings.put(as_ol, "language", "en")
        settings.put(factories.acting(session, "PH"), "theme", ThemeName.LIGHT)  # not OL's
        ol.app.post_message(Heard(News.CHANGED))
        await ol.settle()
        assert "CRM - Calls" in ol.lines[0] and ol.app.theme == "xscalls-dark"


async def test_on_a_slow_line_nothing_is_drawn_unasked(
    as_ol: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = as_ol._replace(settings=settings.put(as_ol, "low_bandwidth", True))
    monkeypatch.setattr(contact, "GATHERED_SECONDS", 3600.0)
    titles: list[str] = []
    monkeypatch.setattr(
        "xscalls_tui.screens.terminal_signals.TerminalSignals.name", lambda _, title: titles.append(title)
    )
    async with at_work(opened) as ol:
        before = ol.text
        clock.at = clock.at.replace(minute=50)
        for bar in ol.screen.query("TopBar"):
            bar.tick()  # type: ignore[attr-defined]
        factories.call(as_ol, starts_at=moment("28.11 10:00"), subject="Fra PH")
        for _ in range(3):
            ol.app.post_message(Heard(News.CHANGED))
        await ol.settle()
        assert ol.text == before and titles == []
        ol.app._tell_gathered()
        await ol.press("home")
        assert "Fra PH" in ol.text and "10:50" not in ol.lines[0]
        settings.put(as_ol, "low_bandwidth", False)
        ol.app.post_message(DataChanged())
        await ol.settle()
        assert "10:50" in ol.lines[0] and titles


def test_the_driver_still_turns_the_mouse_on_and_off() -> None:
    """``TerminalSignals.mouse`` leans on these."""
    for method in (LinuxDriver._enable_mouse_support, LinuxDriver._disable_mouse_support):
        assert "_mouse" in method.__code__.co_names
