"""The user's commands. Each is declared once: bindings, footer, menus, palette, help, ``xscalls keys``
and the README's table of keys are all made from these declarations."""

from __future__ import annotations

from xscalls_tui.commands import calls, general, lists
from xscalls_tui.commands.base import Command

ALL: tuple[Command, ...] = (*general.ALL, *calls.ALL, *lists.ALL)
"""Every command of the program."""

LIST_SCREEN: tuple[Command, ...] = (*lists.ALL, *calls.ON_CALLS, *general.ALL)
CALL_SCREEN: tuple[Command, ...] = (*calls.IN_WINDOW, *general.ALL)
HISTORY_SCREEN: tuple[Command, ...] = (*lists.ON_HISTORY, *general.ALL)
