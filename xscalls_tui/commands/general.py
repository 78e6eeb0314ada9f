"""Commands that work from anywhere."""

from __future__ import annotations

from functools import partial

from xscalls_tui.commands.base import Command

_command = partial(Command, everywhere=True)

HELP = _command("help", "f1,question_mark", "tb.help", "help.help", in_footer=True)
NEW_CALL = _command("call.new", "f2,n", "tb.newcall", "help.call.new", lambda c: c.writable, in_footer=True)
CREATE_MENU = _command("menu.create", "f4", "main.createnew", "help.menu.create", lambda c: c.writable)
TOOLS = _command("menu.tools", "f9", "main.tools", "help.menu.tools", in_footer=True)
MAIN_MENU = _command("menu.main", "f10", "main.mainmenu", "help.menu.main")
PALETTE = _command("palette", "ctrl+p,colon", "main.palette", "help.palette")
REFRESH = _command("refresh", "ctrl+r", "tb.refresh", "help.refresh")
UNDO = _command("undo", "ctrl+z", "main.undo", "help.undo", lambda c: c.writable and not c.dirty)
REDO = _command("redo", "ctrl+y", "main.redo", "help.redo", lambda c: c.writable and not c.dirty)
BACK = _command("back", "escape,ctrl+t,q", "main.back", "help.back")
QUIT = _command("quit", "ctrl+q", "main.quit", "help.quit")

ALL = (HELP, NEW_CALL, CREATE_MENU, TOOLS, MAIN_MENU, PALETTE, REFRESH, UNDO, REDO, BACK, QUIT)
