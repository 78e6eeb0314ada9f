"""Commands on calls: on the open one, or on a row or the ticked rows of a list."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context


def _changeable(context: Context) -> bool:
    return context.writable and (context.may_change or context.ticked > 0 or context.new)


def _one_changeable(context: Context) -> bool:
    return context.writable and (context.may_change or context.new)


def _stored(context: Context) -> bool:
    return context.writable and context.may_change


def _new(context: Context) -> bool:
    return context.writable and context.new


def _readable(context: Context) -> bool:
    return context.writable and (context.call or context.new)


DONE = Command("call.done", "f5", "call.markdone", "help.call.done", _changeable, footer="call.markdone")
UNANSWERED = Command(
    "call.unanswered",
    "f6",
    "call.markunanswered",
    "help.call.unanswered",
    _changeable,
    footer="call.markunanswered",
)
FOLLOW_UP = Command(
    "call.followup",
    "f7",
    "call.followup",
    "help.call.followup",
    _readable,
    footer="key.followup",
    in_tools=True,
)
UNANSWERED_FOLLOW_UP = Command(
    "call.unanswered_followup",
    "f8",
    "call.unansweredfollowup",
    "help.call.unanswered_followup",
    _one_changeable,
    footer="key.unansweredfollowup",
    in_tools=True,
)
COPY = Command("call.copy", "y", "call.makecopy", "help.call.copy", _readable, in_tools=True)
DELETE = Command(
    "call.delete",
    "delete",
    "call.delete",
    "help.call.delete",
    lambda c: c.writable and (c.may_change or c.ticked > 0),
    in_tools=True,
)
SET_DONE = Command("call.set_done", "", "tools.setdone", "help.call.done", _changeable, in_tools=True)
SET_PLANNED = Command(
    "call.set_planned", "", "tools.setplanned", "help.call.planned", _changeable, in_tools=True
)
SET_CANCELLED = Command(
    "call.set_cancelled", "", "tools.setcancelled", "help.call.cancelled", _changeable, in_tools=True
)
SET_UNANSWERED = Command(
    "call.set_unanswered", "", "tools.setunanswered", "help.call.unanswered", _changeable, in_tools=True
)
LOG = Command("call.log", "d", "log.page", "help.changes", lambda c: c.call, in_tools=True)
HISTORY = Command(
    "call.history", "h", "call.tab.history", "help.call.history", lambda c: c.in_chain, in_tools=True
)

SAVE = Command("call.save", "ctrl+s", "call.save", "help.call.save", _stored, footer="call.save")
SAVE_CLOSE = Command(
    "call.save_close", "ctrl+o", "call.saveclose", "help.call.save_close", _stored, footer="call.saveclose"
)
SAVE_NEW = Command("call.save_new", "ctrl+n", "call.savenew", "help.call.savenew", _stored)
CREATE = Command("call.create", "ctrl+s", "call.create", "help.call.save", _new, footer="call.create")
CREATE_CLOSE = Command(
    "call.create_close", "ctrl+o", "call.createclose", "help.call.save_close", _new, footer="call.createclose"
)
CREATE_NEW = Command("call.create_new", "ctrl+n", "call.createnew", "help.call.save_new", _new)
TAB = Command("call.tab", "ctrl+l", "call.othertab", "help.call.tab", lambda c: c.in_chain)

MAKE_CASE = Command("call.case", "s", "call.makecase", "help.call.case", _one_changeable, in_tools=True)
MAKE_OPPORTUNITY = Command(
    "call.opportunity", "m", "call.makeopp", "help.call.opportunity", _readable, in_tools=True
)
NEW_TIME = Command("call.hours", "t", "call.newtime", "help.call.hours", _readable, in_tools=True)
LINKED = Command(
    "call.linked", "ctrl+k", "call.linked", "help.call.linked", lambda c: c.linked, in_tools=True
)

DIAL = Command(
    "call.dial", "r,ctrl+d", "call.dial", "help.call.dial",
    lambda c: c.writable and c.dials and not c.on_line, in_tools=True, telephone=True,
)  # fmt: skip
HANG_UP = Command(
    "call.hangup", "r,ctrl+d", "call.hangup", "help.call.hangup", lambda c: c.on_line,
    footer="call.hangup", in_tools=True, everywhere=True, telephone=True,
)  # fmt: skip

CLAIM = Command(
    "call.claim", "ctrl+f", "claim.ask", "help.claim.ask", lambda c: c.claims.possible,
    footer="key.claim", in_tools=True,
)  # fmt: skip
HAND_BACK = Command(
    "call.handback", "ctrl+f", "claim.handback", "help.claim.handback",
    lambda c: c.claims.asked and not c.claims.possible, footer="key.handback", everywhere=True,
)  # fmt: skip
KEEP = Command(
    "call.keep", "", "claim.keep", "help.claim.keep",
    lambda c: c.claims.asked, everywhere=True,
)  # fmt: skip

ON_CALLS = (
    DONE, UNANSWERED, FOLLOW_UP, UNANSWERED_FOLLOW_UP, DIAL,
    DELETE, SET_DONE, SET_PLANNED, SET_CANCELLED, SET_UNANSWERED, COPY,
    MAKE_CASE, MAKE_OPPORTUNITY, NEW_TIME, HISTORY, LOG,
)  # fmt: skip
"""What can be done with a call wherever it stands."""

IN_WINDOW = (
    CREATE, SAVE, CLAIM, *ON_CALLS, CREATE_CLOSE, SAVE_CLOSE, CREATE_NEW, SAVE_NEW, LINKED, TAB,
)  # fmt: skip
