"""Commands that work from anywhere."""

from __future__ import annotations

from xscalls_tui.commands.base import Command
from xscalls_tui.commands.calls import HAND_BACK, HANG_UP, KEEP

HELP = Command("help", "f1,question_mark", "tb.help", "help.help", footer="tb.help", everywhere=True)
NEW_CALL = Command(
    "call.new", "f2,n", "tb.newcall", "help.call.new", lambda c: c.writable, footer="key.new", everywhere=True
)
CREATE_MENU = Command(
    "menu.create", "f4", "main.createnew", "help.menu.create", lambda c: c.writable, everywhere=True
)
TOOLS = Command("menu.tools", "f9", "main.tools", "help.menu.tools", footer="main.tools", everywhere=True)
MAIN_MENU = Command("menu.main", "f10", "main.mainmenu", "help.menu.main", everywhere=True)
PALETTE = Command("palette", "ctrl+p,colon", "main.palette", "help.palette", everywhere=True)
REFRESH = Command("refresh", "ctrl+r", "tb.refresh", "help.refresh", everywhere=True)
UNDO = Command(
    "undo", "ctrl+z", "main.undo", "help.undo", lambda c: c.writable and not c.dirty, everywhere=True
)
REDO = Command(
    "redo", "ctrl+y", "main.redo", "help.redo", lambda c: c.writable and not c.dirty, everywhere=True
)
BACK = Command("back", "escape,ctrl+t,q", "main.back", "help.back", everywhere=True)
QUIT = Command("quit", "ctrl+q", "main.quit", "help.quit", everywhere=True)
START_PAGE = Command("menu.start", "", "main.start", "help.menu.start", everywhere=True)
SEARCH = Command("search.global", "ctrl+g", "find.global", "help.search.global", everywhere=True)
REMINDERS = Command("reminders", "ctrl+e", "remind.page", "help.reminders", everywhere=True)
DRAFTS = Command("drafts", "", "draft.page", "help.drafts", lambda c: c.writable, everywhere=True)

REST = (
    HANG_UP, HAND_BACK, KEEP, SEARCH, CREATE_MENU, MAIN_MENU, START_PAGE, REMINDERS, DRAFTS,
    PALETTE, REFRESH, UNDO, REDO, BACK, QUIT, TOOLS, HELP,
)  # fmt: skip
FOR_ALL = (HANG_UP, HAND_BACK, KEEP, REMINDERS, PALETTE, REFRESH, UNDO, REDO, BACK, QUIT, TOOLS, HELP)
"""What pages that do not show calls have of these."""
ALL = (NEW_CALL, *REST)
