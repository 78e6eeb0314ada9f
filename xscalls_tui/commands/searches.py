"""Commands of the page of saved searches."""

from __future__ import annotations

from functools import partial

from xscalls_tui.commands.base import Command, Context


def _writable(context: Context) -> bool:
    return context.writable


_change = partial(Command, when=_writable, in_tools=True)

USE = Command("searches.use", "enter", "searches.use", "help.searches.use", footer="searches.use")
SAVE = _change("searches.save", "n", "searches.save", "help.searches.save", footer="key.searches.save")
RENAME = _change(
    "searches.rename", "e", "searches.rename", "help.searches.rename", footer="key.searches.rename"
)
REPLACE = _change(
    "searches.replace", "o", "searches.replace", "help.searches.replace", footer="key.searches.replace"
)
SHARE = _change("searches.share", "p", "searches.share", "help.searches.share", footer="key.searches.share")
START = _change("searches.start", "s", "searches.start", "help.searches.start", footer="key.searches.start")
UP = _change("searches.up", "K", "searches.up", "help.searches.up")
DOWN = _change("searches.down", "J", "searches.down", "help.searches.down")
DELETE = _change("searches.delete", "delete", "searches.delete", "help.searches.delete")

OWN = (USE, SAVE, RENAME, REPLACE, SHARE, START, UP, DOWN, DELETE)
