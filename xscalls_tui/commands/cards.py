"""Commands on the card of a register's record."""

from __future__ import annotations

from collections.abc import Callable

from xscalls_tui.commands import calls
from xscalls_tui.commands.base import Command, Context, OnCard


def _card(there: Callable[[OnCard], bool]) -> Callable[[Context], bool]:
    return lambda context: context.card is not None and there(context.card)


def _changing(there: Callable[[OnCard], bool]) -> Callable[[Context], bool]:
    return lambda context: context.writable and context.may_change and _card(there)(context)


TAB = Command(
    "card.tab", "ctrl+l", "call.othertab", "help.card.tab", _card(lambda c: c.tabs), footer="key.tab"
)
ADD = Command(
    "card.add",
    "plus",
    "card.add",
    "help.card.add",
    lambda c: c.writable and c.card is not None and c.card.listed,
    footer="card.add",
    in_tools=True,
)
REPLY = Command(
    "card.reply",
    "f7",
    "card.reply",
    "help.card.reply",
    lambda c: c.writable and c.card is not None and c.card.note,
    footer="card.reply",
    in_tools=True,
)
DELETE = Command(
    "card.delete", "", "call.delete", "help.card.delete", _changing(lambda c: c.stored), in_tools=True
)
UNUSE = Command(
    "card.unuse", "", "card.unuse", "help.card.unuse", _changing(lambda c: c.in_use), in_tools=True
)
USE = Command("card.use", "", "card.use", "help.card.use", _changing(lambda c: c.unused), in_tools=True)

LOG = Command(
    "card.log", "", "log.page", "help.changes", lambda c: c.card is not None and c.card.stored, in_tools=True
)

OWN = (
    ADD, REPLY, calls.CREATE, calls.SAVE, TAB, calls.CREATE_CLOSE, calls.SAVE_CLOSE,
    calls.CREATE_NEW, calls.SAVE_NEW, calls.LINKED, calls.DIAL, DELETE, UNUSE, USE, LOG,
)  # fmt: skip
