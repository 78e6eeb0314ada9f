"""Commands of CRM - Rapporter."""

from __future__ import annotations

from xscalls_tui.commands import exporting, lists
from xscalls_tui.commands.base import Command

OPEN = Command("reports.open", "enter", "rep.open", "help.rep.open", lambda c: c.call, footer="rep.open")
PERIOD = Command("reports.period", "g", "rep.period", "help.rep.period", footer="rep.period", in_tools=True)
EARLIER = Command("reports.earlier", "left", "rep.earlier", "help.rep.turn")
LATER = Command("reports.later", "right", "rep.later", "help.rep.turn")
CHOOSE = Command("reports.choose", "e", "rep.choose", "help.rep.choose", footer="rep.choose", in_tools=True)

OWN = (
    OPEN, PERIOD, CHOOSE, EARLIER, LATER, exporting.EXCEL, exporting.PDF,
    lists.SORT_LEFT, lists.SORT_RIGHT, lists.SORT_TURN,
)  # fmt: skip
