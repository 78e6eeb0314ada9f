"""Commands of the start page."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _arranging(context: Context) -> bool:
    return context.writable and context.arranging


def _reading(context: Context) -> bool:
    return not context.arranging


OPEN = Command("start.open", "enter", "list.open", "help.start.open", _reading, footer="list.open")
NEW = Command(
    "start.new",
    "plus",
    "tb.newcall",
    "help.start.new",
    lambda c: c.writable and not c.arranging,
    footer="tb.newcall",
)
EDIT = Command(
    "start.edit",
    "e",
    "start.edit",
    "help.start.edit",
    lambda c: c.writable and not c.arranging,
    footer="start.edit",
    in_tools=True,
)
TOGGLE = Command(
    "start.toggle", "space", "start.toggle", "help.start.toggle", _arranging, footer="start.toggle"
)
UP = Command("start.up", "K", "searches.up", "help.start.up", _arranging, footer="searches.up")
DOWN = Command("start.down", "J", "searches.down", "help.start.down", _arranging, footer="searches.down")
KEEP = Command("start.keep", "enter,e", "start.keep", "help.start.keep", _arranging, footer="start.keep")

OWN = (OPEN, NEW, EDIT, TOGGLE, UP, DOWN, KEEP)
