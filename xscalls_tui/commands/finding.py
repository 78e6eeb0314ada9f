"""Commands of the global search."""

from __future__ import annotations

from xscalls_tui.commands.base import Command

OPEN = Command("hits.open", "enter", "list.open", "help.hits.open", footer="list.open")
SHOW_ALL = Command(
    "hits.show_all", "f3", "hits.showall", "help.hits.showall", footer="hits.showall", in_tools=True
)

OWN = (OPEN, SHOW_ALL)
