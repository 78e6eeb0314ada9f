"""Commands of CRM - Importer."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _brings(context: Context) -> bool:
    return context.writable and context.brings


CHANGE = Command("imports.change", "enter", "set.do.change", "help.imports.change", footer="set.do.change")
BRING_IN = Command(
    "imports.bring_in", "ctrl+s", "imp.bringin", "help.imports.bringin", _brings,
    footer="imp.bringin", in_tools=True,
)  # fmt: skip
ALL = Command("imports.show_all", "0", "imp.showall", "help.imports.show")
NEW = Command("imports.show_new", "1", "imp.shownew", "help.imports.show")
CHANGED = Command("imports.show_changed", "2", "imp.showchanged", "help.imports.show")
SAME = Command("imports.show_same", "3", "imp.showsame", "help.imports.show")
REFUSED = Command("imports.show_refused", "4", "imp.showrefused", "help.imports.show", footer="sheet.refused")

OWN = (CHANGE, BRING_IN, ALL, NEW, CHANGED, SAME, REFUSED)
