"""Commands that take calls out of the program as files."""

from __future__ import annotations

from xscalls_tui.commands.base import Command

EXCEL = Command("export.excel", "x", "tb.excel", "help.export.excel", in_tools=True)
PDF = Command("export.pdf", "w", "tb.pdf", "help.export.pdf", in_tools=True)
OTHERS = Command("export.others", "", "export.others", "help.export.others", in_tools=True)
SHEET = Command(
    "export.sheet", "", "export.sheet", "help.export.sheet", lambda c: c.call and not c.dirty, in_tools=True
)
"""Of the call window: the one call with all that is known of it."""

OF_LIST = (EXCEL, PDF, OTHERS)
