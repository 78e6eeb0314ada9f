"""Commands of the page of saved searches."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _writable(context: Context) -> bool:
    return context.writable


USE = Command("searches.use", "enter", "searches.use", "help.searches.use", footer="searches.use")
SAVE = Command("searches.save", "n", "searches.save", "help.searches.save", _writable, footer="key.searches.save")
RENAME = Command(
    "searches.rename", "e", "searches.rename", "help.searches.rename", _writable, footer="key.searches.rename"
)
REPLACE = Command(
    "searches.replace", "o", "searches.replace", "help.searches.replace", _writable,
    footer="key.searches.replace",
)  # fmt: skip
SHARE = Command(
    "searches.share", "p", "searches.share", "help.searches.share", _writable, footer="key.searches.share"
)
START = Command(
    "searches.start", "s", "searches.start", "help.searches.start", _writable, footer="key.searches.start"
)
UP = Command("searches.up", "plus", "searches.up", "help.searches.up", _writable)
DOWN = Command("searches.down", "minus", "searches.down", "help.searches.down", _writable)
DELETE = Command("searches.delete", "delete", "searches.delete", "help.searches.delete", _writable)

OWN = (USE, SAVE, RENAME, REPLACE, SHARE, START, UP, DOWN, DELETE)
