"""Commands of the call list and of the history tree."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _has_row(context: Context) -> bool:
    return context.call


SEARCH = Command("list.search", "f3", "tb.search", "help.list.search")
FIND = Command("list.find", "slash", "list.find", "help.list.find")
RESET = Command("list.reset", "f12", "tb.reset", "help.list.reset")
OPEN = Command("list.open", "enter", "list.open", "help.list.open", _has_row, footer="list.open")
TICK = Command("list.tick", "space", "list.tick", "help.list.tick", _has_row)
TICK_ALL = Command(
    "list.tick_all", "asterisk", "tools.tickall", "help.list.tick_all", _has_row, in_tools=True
)
UNTICK = Command("list.untick", "", "tools.untick", "help.list.untick", lambda c: c.ticked > 0, in_tools=True)
FILTER_EMPLOYEE = Command(
    "list.filter_employee", "a", "list.filter.employee", "help.list.filter_employee",
    lambda c: c.call and not c.private,
)  # fmt: skip
FILTER_COMPANY = Command(
    "list.filter_company", "f", "list.filter.company", "help.list.filter_company", lambda c: c.has_company
)
FILTER_PROJECT = Command(
    "list.filter_project", "p", "list.filter.project", "help.list.filter_project", lambda c: c.has_project
)
FILTER_CONTACT = Command(
    "list.filter_contact", "c", "list.filter.contact", "help.list.filter_contact", lambda c: c.has_contact
)
DROP_FILTER = Command(
    "list.drop_filter", "backspace", "list.filter.drop", "help.list.drop_filter", lambda c: c.filtered
)
VIEW = Command("list.view", "v", "tb.show", "help.list.view", lambda c: not c.private)
STATUS_ALL = Command("list.status_all", "0", "list.status.all", "help.list.status")
STATUS_PLANNED = Command("list.status_planned", "1", "list.status.planned", "help.list.status")
STATUS_DONE = Command("list.status_done", "2", "list.status.done", "help.list.status")
STATUS_CANCELLED = Command("list.status_cancelled", "3", "list.status.cancelled", "help.list.status")
STATUS_UNANSWERED = Command("list.status_unanswered", "4", "list.status.unanswered", "help.list.status")
SORT_LEFT = Command("list.sort_left", "less_than_sign", "list.sort.left", "help.list.sort")
SORT_RIGHT = Command("list.sort_right", "greater_than_sign", "list.sort.right", "help.list.sort")
SORT_TURN = Command("list.sort_turn", "exclamation_mark", "list.sort.turn", "help.list.sort_turn")
QUICK = Command("list.quick", "o", "list.quick", "help.list.quick")
SEARCHES = Command("list.searches", "l", "page.searches", "help.list.searches", in_tools=True)

REST = (
    SEARCH, FIND, RESET,
    TICK, TICK_ALL, UNTICK,
    FILTER_EMPLOYEE, FILTER_COMPANY, FILTER_PROJECT, FILTER_CONTACT, DROP_FILTER,
    VIEW, STATUS_ALL, STATUS_PLANNED, STATUS_DONE, STATUS_CANCELLED, STATUS_UNANSWERED,
    SORT_LEFT, SORT_RIGHT, SORT_TURN, QUICK, SEARCHES,
)  # fmt: skip
