"""Commands of the list of reminders."""

from __future__ import annotations

from functools import partial

from xscalls_tui.commands.base import Command, Context


def _there(context: Context) -> bool:
    return context.call


def _answerable(context: Context) -> bool:
    return context.writable and context.call


_answer = partial(Command, when=_answerable, in_tools=True)

OPEN = Command("reminders.open", "enter", "remind.open", "help.remind.open", _there, footer="remind.open")
SNOOZE = _answer("reminders.snooze", "z", "remind.snooze", "help.remind.snooze", footer="remind.snooze")
MOVE = _answer("reminders.move", "b", "remind.move", "help.remind.move", footer="remind.move")
CLOSE = _answer("reminders.close", "d", "remind.close", "help.remind.close", footer="remind.close")

OWN = (OPEN, SNOOZE, MOVE, CLOSE)
