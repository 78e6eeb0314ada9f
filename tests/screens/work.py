"""An operator at the running program: fingers on keys and mouse, eyes on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from rich.cells import cell_len
from textual import events
from textual._context import visible_screen_stack
from textual.css.query import NoMatches
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from tests import pace
from xscalls_tui.app import XSCallsApp
from xscalls_tui.commands import pages
from xscalls_tui.domain.calls import CallRow
from xscalls_tui.i18n import Language, Translator
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.call import CallScreen
from xscalls_tui.screens.entry import EntryScreen
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.bars import KeyBar
from xscalls_tui.widgets.call_form import CallForm
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.form_field import FormField

SMALL, LARGE = (80, 24), (120, 40)


def keys_to(page: str) -> tuple[str, ...]:
    """The keys from anywhere to a page of the main menu, by its name."""
    place = [one.name for one in pages.PAGES].index(page)
    return ("f10", *("down",) * place, "enter")


PRIVATE_LIST = keys_to(pages.MY_CALLS)


class Operator:
    """Works with the program as a person does, and waits until it has done what it was told."""

    def __init__(self, pilot: Pilot[None], app: XSCallsApp) -> None:
        self._pilot = pilot
        self.app = app
        self.t = app.t

    # Fingers

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has done its work."""
        for key in keys:
            self._send(_key(key))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, as fast as it comes."""
        await self.burst(*text)

    async def burst(self, *keys: str) -> None:
        """Send keys all at once, as a slow line or a quick hand does."""
        self.send(*keys)
        await self.settle()

    def send(self, *keys: str) -> None:
        """Send keys all at once, and do not wait."""
        for key in keys:
            self._send(_key(key))

    def paste(self, text: str) -> None:
        """Paste a text, and do not wait."""
        self._send(events.Paste(text))

    async def fill(self, **fields: str) -> None:
        """Go to each of these fields and type into it."""
        for name, text in fields.items():
            await self.go_to(name)
            await self.type(text)

    async def go_to(self, name: str) -> None:
        """Go to a field of the call window or card by Tab or Shift+Tab, whichever is nearer."""
        order = [known for known, field in self.fields.items() if field.parent and field.parent.display]
        steps = (order.index(name) - order.index(self.field_name)) % len(order)
        forth = steps <= len(order) // 2
        await self.burst(*["tab" if forth else "shift+tab"] * (steps if forth else len(order) - steps))
        assert self.field_name == name

    async def to(self, call_id: int) -> None:
        """Go to a call of the list that is in its first screenful."""
        await self.press("home")
        await self.burst(*["down"] * self.ids.index(call_id))

    async def open(self, call_id: int) -> None:
        """Open a call of the list that is in its first screenful."""
        await self.to(call_id)
        await self.press("enter")

    async def tick(self, *call_ids: int) -> None:
        """Tick these calls of the list, and no others."""
        for call_id in call_ids:
            await self.to(call_id)
            await self.press("space")

    async def click(
        self, text: str, *, on: str = "", dx: int = 0, button: int = 1, ctrl: bool = False, times: int = 1
    ) -> None:
        """Click where a text stands on the screen, in the first line that also has ``on``."""
        x, y = self.place_of(text, on)
        await self.click_at(x + dx, y, button=button, ctrl=ctrl, times=times)

    async def click_at(self, x: int, y: int, *, button: int = 1, ctrl: bool = False, times: int = 1) -> None:
        """Click at a cell. Clicks are one click of several only if they are given as such."""
        type(self.app).CLICK_CHAIN_TIME_THRESHOLD = 60.0 if times > 1 else 0.0
        for _ in range(times):
            for kind in (events.MouseDown, events.MouseUp):
                event = kind(None, x, y, 0, 0, button, False, False, ctrl, x, y)
                self._send(event)
            await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal's window another size."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    def _send(self, event: events.Event) -> None:
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    # Patience

    async def settle(self) -> None:
        """Wait until nothing is under way any more: no worker, no message, no key in the queue."""
        await pace.settled(self.app)

    async def until(self, condition: Callable[[], Any]) -> None:
        """Wait for something that a thread held up by the test will bring."""
        async with asyncio.timeout(pace.PATIENCE):
            while True:
                pace.draw(self.app)
                with suppress(NoMatches):  # a screen that is still coming up
                    if condition():
                        return
                await asyncio.sleep(0)

    # Eyes

    @property
    def screen(self) -> Screen[Any]:
        """The screen on top."""
        return self.app.screen

    @property
    def text(self) -> str:
        """All that stands on the terminal, without blanks at the ends of lines."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The lines of the terminal, without blanks at their ends."""
        return [line.rstrip() for line in self._cells()]

    def line(self, text: str) -> str:
        """The first line that has ``text`` in it."""
        return self.lines[self.place_of(text)[1]]

    def place_of(self, text: str, on: str = "") -> tuple[int, int]:
        """Column and line where ``text`` stands, in the first line that also has ``on``."""
        for y, line in enumerate(self._cells()):
            if on in line and text in line:
                return cell_len(line[: line.index(text)]), y
        raise AssertionError(f"{text!r} does not stand on the screen:\n{self.text}")

    def _cells(self) -> list[str]:
        visible_screen_stack.set(self.app._background_screens)
        return [strip.text for strip in self.screen._compositor.render_strips()]

    # What a test wants to know beyond what can be seen

    @property
    def table(self) -> CallTable:
        """The list of the screen on top."""
        return self.screen.query_one(CallTable)

    @property
    def row(self) -> CallRow:
        """The call under the cursor of the list."""
        row = self.table.cursor_row
        assert row is not None
        return row

    @property
    def rows(self) -> list[CallRow]:
        """The calls of the list that are on the screen, from the top."""
        window = self.table.view.window
        found = (window.row(index) for index in self.table.view.lines)
        return [row for row in found if row is not None]

    @property
    def ids(self) -> list[int]:
        """The ids of the calls on the screen, from the top."""
        return [row.id for row in self.rows]

    @property
    def window(self) -> CallScreen:
        """The call window on top."""
        assert isinstance(self.screen, CallScreen), self.text
        return self.screen

    @property
    def form(self) -> CallForm:
        """The fields of the call window on top."""
        return self.window.form

    @property
    def fields(self) -> dict[str, FormField[Any]]:
        """The fields of the call window or card on top."""
        assert isinstance(self.screen, EntryScreen), self.text
        return self.screen.form.fields

    async def go(self, message: Message) -> None:
        """Have the program go where a screen would send it."""
        self.app.post_message(message)
        await self.settle()

    @property
    def field_name(self) -> str:
        """The field with the focus; empty when there is none."""
        field = FormField.of(self.screen.focused)
        return str(field.id) if field else ""

    def shows(self, name: str) -> str:
        """What stands in a field of the call window or card."""
        field = self.fields.get(name)
        return field.text if field else ""

    @property
    def offered(self) -> set[str]:
        """The ids of the commands in the bar of keys."""
        bar = self.screen.query_one(KeyBar)
        return {part.target for part in (*bar.left, *bar.right)}


@asynccontextmanager
async def at_work(
    session: Session, size: tuple[int, int] = SMALL, language: Language = "nb", **desk: Any
) -> AsyncIterator[Operator]:
    """The program, opened by the employee of ``session``, when it stands still; ``desk`` as in Desk."""
    async with starting(session, size, language, **desk) as operator:
        await operator.settle()
        yield operator


@asynccontextmanager
async def starting(
    session: Session, size: tuple[int, int] = SMALL, language: Language = "nb", **desk: Any
) -> AsyncIterator[Operator]:
    """The program as it starts, for tests that hold something up."""
    app = XSCallsApp(Desk(session, Translator(language), **desk))
    async with app.run_test(size=size) as pilot:
        yield Operator(pilot, app)


def _key(key: str) -> events.Key:
    """A key as the terminal's driver tells it: a character, or a key by its name."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, " " if key == "space" else None)
