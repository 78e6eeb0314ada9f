"""Help, palette and menus: what they offer is what can be done here and now, and all of it by keys."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.screens import office
from tests.screens.work import PRIVATE_LIST, Operator, at_work
from xscalls_tui import commands
from xscalls_tui.commands.base import Command, key_name
from xscalls_tui.commands.keymap import MOVEMENT
from xscalls_tui.config.telephone import Telephone
from xscalls_tui.domain.calls import Status
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.call_list import CallListScreen
from xscalls_tui.screens.filtering import FilteredList
from xscalls_tui.screens.general import GeneralCommands
from xscalls_tui.screens.help import HelpScreen
from xscalls_tui.screens.history import HistoryScreen
from xscalls_tui.screens.menu import MenuScreen
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.chain_tree import ChainTree
from xscalls_tui.widgets.dropdown_field import DropdownField
from xscalls_tui.widgets.lookup_field import LookupField

TALL = (120, 90)
"""Room for all of the help at once."""

PLACES: dict[str, tuple[str, ...]] = {
    "a row one may change, tied to others": ("end",),
    "a row that can only be read": (),
    "ticked rows": ("end", "space"),
    "a filtered list": ("end", "f"),
    "an empty list": ("a", "3", "4", "f", "p"),
    "the private list": PRIVATE_LIST,
    "a line of a new call": ("f2",),
    "the day view of a new call": ("f2", "shift+tab", "shift+tab", "shift+tab"),
    "the note of a stored call": ("end", "enter"),
    "the status of a stored call": ("end", "enter", "shift+tab"),
    "the day view of a stored call": ("end", "enter", *["shift+tab"] * 10),
    "a call that can only be read": ("enter",),
    "the tab with the history": ("end", "enter", "ctrl+l"),
    "the history": ("end", "h"),
}


def told(ol: Operator) -> dict[str, str]:
    """The keys in the open help, each with the name of its command."""
    found = {}
    for line in ol.lines:
        if match := re.search(r"│ (\S.*?) {2,}(\S.*?)(?: {2,}| *│)", line):
            for key in match[1].split(", "):
                found[key] = match[2]
    return found


def all_keys() -> Iterator[tuple[str, Command]]:
    for command in commands.ALL:
        for key in command.keys.split(","):
            if key:
                yield key, command


@asynccontextmanager
async def unchanged(ol: Operator) -> AsyncIterator[None]:
    """Whatever a key types, picks or drops down is taken back, and the focus comes back."""
    focused = ol.screen.focused
    fields = ol.form.fields.values() if isinstance(ol.screen, CallScreen) else ()
    before = [(field, field.value, field.text) for field in fields]
    yield
    if focused is not None:
        focused.focus()
    for field, value, text in before:
        if isinstance(field, DropdownField):
            field.close_list()
        if (field.value, field.text) == (value, text):
            continue
        if isinstance(field, LookupField):
            field.set_value(value, text)
        else:
            field.set_value(value)
    await ol.settle()


@pytest.mark.parametrize("place", PLACES)
async def test_help_tells_exactly_the_keys_that_do_something_here(
    as_ol: Session, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    async with at_work(as_ol, TALL) as ol:
        await ol.press(*PLACES[place], "f1")
        assert isinstance(ol.screen, HelpScreen), ol.text
        offered = told(ol)
        await ol.press("escape")

        ran: list[str] = []
        for owner in (WorkScreen, FilteredList, GeneralCommands):
            monkeypatch.setattr(owner, "action_command", lambda _self, command_id: ran.append(command_id))
        monkeypatch.setattr(ChainTree, "action_open", lambda _self: ran.append("list.open"))
        names = {command.id: ol.t(command.label) for command in commands.ALL}
        works: dict[str, object] = {}
        for key in dict(all_keys()):
            ran.clear()
            async with unchanged(ol):
                await ol.press(key)
            works |= {key_name(key): names[command_id] for command_id in ran}
        moves = {key_name(key) for command in MOVEMENT for key in command.keys.split(",")}
        assert {key: name for key, name in offered.items() if key not in moves} == works


async def test_help_closes_by_its_own_key_and_leaves_everything_as_it_was(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.type("40")
        for key in ("f1", "escape", "enter"):
            await ol.press("f1")
            assert "Taster her og nå" in ol.text
            await ol.press(key)
            assert (ol.field_name, ol.shows("phone")) == ("phone", "40")


async def test_help_in_a_field_begins_with_the_help_of_the_field(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f2")
        await ol.go_to("date")
        await ol.press("f1")
        assert "23.11 · 231126 · i dag" in "\n".join(ol.lines[:6])


async def test_help_scrolls_by_arrows(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f1")
        assert "Ctrl+Q" not in ol.text
        await ol.press("end")
        assert "Ctrl+Q" in ol.text
        await ol.press("home", "down")
        assert "Enter           Åpne" not in ol.text


async def test_the_bar_of_keys_follows_what_can_be_done(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert "call.done" not in ol.offered
        await ol.press("down")
        assert "call.done" in ol.offered
        await ol.press("up", "space", "up")
        assert "call.done" in ol.offered, "there are ticked rows"


async def test_the_operators_own_keys_take_the_place_of_the_usual_ones(as_ol: Session) -> None:
    async with at_work(as_ol, overrides={"call.done": "f12"}) as ol:
        await ol.to(office.TODAY)
        assert "F12 Gjennomført" in ol.lines[-1]
        await ol.press("f5")
        assert calls.read(as_ol, office.TODAY).status is Status.PLANNED
        await ol.press("f12")
        assert calls.read(as_ol, office.TODAY).status is Status.DONE
        await ol.press("f1")
        assert "F12" in ol.text


# The palette


@pytest.mark.parametrize(("keys", "offered"), [((), commands.LIST_SCREEN), (("f2",), commands.CALL_SCREEN)])
async def test_the_palette_has_every_command_of_the_screen(
    as_ol: Session, keys: tuple[str, ...], offered: tuple[Command, ...]
) -> None:
    async with at_work(as_ol, TALL, telephone=Telephone(provider="link")) as ol:
        await ol.press(*keys, "ctrl+p")
        seen = set()
        for _ in offered:
            text = ol.text
            seen |= {command.id for command in offered if f"│ {ol.t(command.label)} " in text}
            await ol.press("pagedown")
        assert seen == {command.id for command in offered}


async def test_no_command_needs_the_mouse() -> None:
    lists = (*commands.LIST_SCREEN, *commands.RECORD_SCREEN)
    forms = (*commands.CALL_SCREEN, *commands.CARD_SCREEN, *commands.SETTINGS_SCREEN)
    with_palette = {*lists, *forms}
    assert all(command.keys or command in with_palette for command in commands.ALL)


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_a_command_is_found_by_a_part_of_its_name_folded(as_ol: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.to(office.TODAY)
        await ol.press(key)
        await ol.type("som gjennomfort")
        await ol.press("enter")
        assert calls.read(as_ol, office.TODAY).status is Status.DONE


async def test_what_makes_no_sense_here_is_dimmed_and_cannot_be_chosen(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+p")
        await ol.type("historikk")
        await ol.press("enter")
        assert not isinstance(ol.screen, HistoryScreen)
        await ol.press("escape", "end", "ctrl+p")
        await ol.type("historikk")
        await ol.press("enter")
        assert isinstance(ol.screen, HistoryScreen)


async def test_what_matches_nothing_runs_nothing(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+p")
        await ol.type("xyzzy")
        await ol.press("enter")
        assert isinstance(ol.screen, MenuScreen)
        await ol.press("escape")
        assert isinstance(ol.screen, CallListScreen)


# Menus


async def test_the_tools_menu_has_what_can_be_done_with_calls_and_their_keys(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("end", "f9")
        for line in (
            "Lag oppfølging              F7", "Ubesvart og lag oppfølging  F8",
            "Slett                       Delete",
            "Sett som gjennomført ", "Sett som planlagt ", "Sett som avlyst ", "Sett som ubesvart ",
            "Lag kopi                    y", "Historikk                   h",
        ):  # fmt: skip
            assert f"│ {line}" in ol.text


async def test_the_tools_menu_stands_at_the_top_right(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        assert ol.lines[0].endswith("Verktøy F9")
        await ol.click("Verktøy F9")
        assert ol.lines[0].endswith("┐")


@pytest.mark.parametrize("key", ["f4", "f9", "f10", "ctrl+p"])
async def test_escape_leaves_a_menu_and_nothing_has_happened(as_ol: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        before = ol.text
        await ol.press(key)
        assert isinstance(ol.screen, MenuScreen)
        await ol.press("escape")
        assert ol.text == before


@pytest.mark.parametrize("key", ["f4", "f9", "f10"])
async def test_the_key_that_opens_a_menu_closes_it(as_ol: Session, key: str) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(key, key)
        assert isinstance(ol.screen, CallListScreen)


async def test_the_main_menu_has_the_pages(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f10")
        for page in ("CRM - Samtaler", "Mine samtaler", "CRM - Alle firmaer", "Avslutt"):
            assert f"│ {page}" in ol.text
        assert "Ctrl+Q" in ol.line("│ Avslutt")


async def test_the_main_menu_quits(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("f10", "up")
        ol.send("enter")
        await ol.until(lambda: ol.app._exit)


@pytest.mark.parametrize("keys", [(), ("f9",), ("f1",), ("end", "h"), ("end", "delete"), ("f2",)])
async def test_ctrl_q_ends_the_program_from_anywhere(as_ol: Session, keys: tuple[str, ...]) -> None:
    async with at_work(as_ol) as ol:
        await ol.press(*keys)
        ol.send("ctrl+q")
        await ol.until(lambda: ol.app._exit)


async def test_q_and_escape_do_not_leave_the_list(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("q", "escape", "ctrl+t", "q")
        assert isinstance(ol.screen, CallListScreen)
        assert not ol.app._exit


async def test_ctrl_c_is_harmless(as_ol: Session) -> None:
    async with at_work(as_ol) as ol:
        await ol.press("ctrl+c")
        await ol.press("f2")
        await ol.type("40")
        await ol.press("ctrl+c")
        assert ol.shows("phone") == "40"
        assert not ol.app._exit


async def test_everything_is_in_english_too(as_ol: Session) -> None:
    async with at_work(as_ol, language="en") as ol:
        assert ol.lines[0].split()[1:4] == ["CRM", "-", "Calls"]
        await ol.press("down", "f9")
        assert "Set as completed" in ol.text or "Set as" in ol.text
        await ol.press("escape", "f2")
        assert "New call" in ol.lines[0]
