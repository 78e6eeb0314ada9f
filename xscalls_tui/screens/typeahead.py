"""Keys go where they were meant to, however fast they come.

Textual hands a key to the widget that has the focus when the key arrives. An operator who types ahead, or
a line that delivers a burst, would have the text meant for the next field end up in this one, because
moving on takes a few messages. So after a key that may move the focus or open a screen the following keys
wait until no message of what it set off is left; and while a screen waits for an answer that will bring
another screen, they wait for that. A key that moves the cursor of a list needs none of this: the list
answers it at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TypeVar

from textual import events, on
from textual.binding import BindingsMap, Keymap
from textual.message import Message
from textual.widget import Widget

from xscalls_tui.screens.painted import PaintedApp
from xscalls_tui.widgets.paged_lines import PagedLines

R = TypeVar("R")

PATIENCE = 3.0
"""Seconds after which a signal counts as lost (its widget is gone)."""


class HoldKeys(Message):
    """From here on keys wait for ReleaseKeys."""


class ReleaseKeys(Message):
    """What HoldKeys waited for has come."""


class Signal(Message):
    """Sent after a key on the key's own way, and again until nothing else is under way when it arrives."""

    def __init__(self, target: Widget, number: int) -> None:
        super().__init__()
        self.target = target
        self.number = number


class TypeAheadApp(PaintedApp[R]):
    """An app that hands out keys one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: deque[events.Key | events.Paste] = deque()
        self._signal = 0
        self._pending = False
        self._held = 0
        self._answers_come = True
        self._overdue: asyncio.TimerHandle | None = None
        self._moves = BindingsMap(PagedLines.BINDINGS)
        """The keys that move the cursor of a list."""

    def set_keymap(self, keymap: Keymap) -> None:
        """Use other keys."""
        super().set_keymap(keymap)
        self._moves = BindingsMap(PagedLines.BINDINGS)
        self._moves.apply_keymap(self._keymap)

    def key_pressed(self) -> None:
        """A key was pressed, of which the screen hears nothing."""

    @property
    def waiting(self) -> bool:
        """Whether keys wait, or would wait, for what an earlier one has set off."""
        return bool(self._queue or self._pending or self._held)

    async def on_event(self, event: events.Event) -> None:
        """Take an event from the terminal, or put it in the queue."""
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif self._pending or self._held:
            self._queue.append(event)
        else:
            await self._hand_out(event)

    async def _hand_out(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        moves = self._moves.key_to_bindings.get(event.key) if isinstance(event, events.Key) else None
        if moves and isinstance(target, PagedLines) and self.app_focus:
            self.key_pressed()
            await self.run_action(moves[0].action, target)
            ends = not target.view.row_is_coming
        else:
            ends = isinstance(event, events.Paste) or target.check_consume_key(event.key, event.character)
            await super().on_event(event)
        if not ends:
            self.hold_frame()
            self._pending = True
            self._send(target)

    def _send(self, target: Widget) -> None:
        self._signal += 1
        target.post_message(Signal(target, self._signal))
        if self._overdue is not None:
            self._overdue.cancel()
        self._overdue = asyncio.get_running_loop().call_later(PATIENCE, self._give_up, self._signal)

    @on(Signal)
    async def _signal_arrived(self, signal: Signal) -> None:
        if signal.number != self._signal or not self._pending or not self.screen_stack:
            return  # superseded, or the program is closing
        target = self.focused or self.screen
        if target is not signal.target or self.under_way:
            # When the focus is elsewhere, or another screen is coming up, what is under way there goes first.
            self._send(target)
        else:
            self._pending = False
            self.show_frame()
            await self._drain()

    @property
    def under_way(self) -> bool:
        """Whether a message waits in any widget. A pump looks one message ahead, outside of its queue."""
        pumps = (self, *self.screen.walk_children(with_self=True))
        return any(pump.message_queue_size or pump._pending_message is not None for pump in pumps)

    def _give_up(self, number: int) -> None:
        if number == self._signal and self._pending:
            self._pending = False
            self.call_later(self._drain)

    @on(HoldKeys)
    def _hold(self) -> None:
        self._held += self._answers_come

    @on(ReleaseKeys)
    def _release(self) -> None:
        self._held = max(self._held - 1, 0)
        if not self._held:
            self._pending = True
            self._send(self.focused or self.screen)

    def expect_answers(self, expected: bool) -> None:
        """Say whether answers come. While they do not, no key waits for one."""
        self._answers_come = expected
        if not expected and self._held:
            self._held = 1
            self._release()

    async def _drain(self) -> None:
        while self._queue and not self._pending and not self._held:
            await self._hand_out(self._queue.popleft())
