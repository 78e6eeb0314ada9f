"""Commands of Mine innstillinger."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _writable(context: Context) -> bool:
    return context.writable


CHANGE = Command(
    "settings.change", "enter", "set.do.change", "help.settings.change", _writable, footer="set.do.change"
)
NEXT = Command("settings.next", "right,space", "set.do.next", "help.settings.next", _writable)
PREVIOUS = Command("settings.previous", "left", "set.do.previous", "help.settings.previous", _writable)
STANDARD = Command(
    "settings.standard",
    "backspace",
    "set.do.standard",
    "help.settings.standard",
    _writable,
    footer="set.do.standard",
    in_tools=True,
)
OPEN_ALL = Command("settings.open_all", "", "set.do.openall", "help.settings.openall", in_tools=True)
CLOSE_ALL = Command("settings.close_all", "", "set.do.closeall", "help.settings.closeall", in_tools=True)

OWN = (CHANGE, NEXT, PREVIOUS, STANDARD, OPEN_ALL, CLOSE_ALL)
