"""A Textual program in a test goes at the pace of its messages, not of the clock.

Importing this has two effects on every program that runs in this process. No frame is drawn because a
sixtieth of a second is over: ``settled`` draws what there is to draw. And style sheets are read once, however
many programs are started.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.worker import WorkerCancelled

from xscalls_tui.screens.typeahead import TypeAheadApp

PATIENCE = 60
"""Seconds after which what is waited for will not come any more."""
_QUIET_ROUNDS = 3
_NEVER = 3600.0


def busy(app: App[Any]) -> bool:
    """Whether anything is under way: a worker, a message, a key in the queue. A pump looks one message
    ahead, outside of its queue."""
    if len(app.workers) or (isinstance(app, TypeAheadApp) and app.waiting):
        return True
    pumps: tuple[MessagePump, ...] = (app, *app.screen.walk_children(with_self=True))
    return any(pump.message_queue_size or pump._pending_message is not None for pump in pumps)


def draw(app: App[Any]) -> None:
    """What else would come with the next frame: another size of the window, and what is drawn."""
    if app._resize_timer is not None:
        app._check_resize()
    if app.screen_stack:
        app.screen._on_timer_update()


async def settled(app: App[Any]) -> None:
    """Wait until nothing is under way any more, and all is drawn."""
    quiet = 0
    async with asyncio.timeout(PATIENCE):
        while quiet < _QUIET_ROUNDS:
            await asyncio.sleep(0)
            with suppress(WorkerCancelled):  # its screen was left
                await app.workers.wait_for_complete()
            if not busy(app):
                draw(app)
                await app.animator.wait_until_complete()
            quiet = 0 if busy(app) else quiet + 1


async def _idle(*_: float) -> None:
    """In place of Textual's own, which looks every fiftieth of a second how busy the processor is."""
    await settled(active_app.get())


_read = Stylesheet._parse_rules
_sheets: dict[tuple[object, ...], list[RuleSet]] = {}


def _rules(sheet: Stylesheet, css: str, *place: Any, **named: Any) -> list[RuleSet]:
    """The rules in a style sheet, which depend on the theme's variables besides."""
    key = (css, place, *sorted(named.items()), frozenset(sheet._variables.items()))
    if key not in _sheets:
        _sheets[key] = _read(sheet, css, *place, **named)
    return _sheets[key]


_OURS: tuple[tuple[object, str, object], ...] = (
    (textual.screen, "UPDATE_PERIOD", _NEVER),
    (textual.app, "wait_for_idle", _idle),
    (textual.pilot, "wait_for_idle", _idle),
    (Stylesheet, "_parse_rules", _rules),
)
for _owner, _name, _value in _OURS:
    setattr(_owner, _name, _value)
