"""Commands of the lists of the registers. Those that a register gives names to (its statuses, what a new one
is called) are declared here once, and told in its words by ``of``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xscalls_tui.commands import calls, exporting, general, lists
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.registers import Register

if TYPE_CHECKING:
    from xscalls_tui.domain.record_types import RecordType

_NTH = ("rec.nth.1", "rec.nth.2", "rec.nth.3", "rec.nth.4")


def _writable(context: Context) -> bool:
    return context.writable


def _changeable(context: Context) -> bool:
    return context.writable and (context.may_change or context.ticked > 0)


NEW = Command("records.new", "plus", "rec.new", "help.rec.new", _writable, footer="rec.new")
FIND = Command("records.find", "slash", "rec.find", "help.rec.find", footer="key.rec.find")
DELETE = Command("records.delete", "delete", "call.delete", "help.rec.delete", _changeable, in_tools=True)
UNUSE = Command("records.unuse", "", "card.unuse", "help.card.unuse", _changeable, in_tools=True)
USE = Command("records.use", "", "card.use", "help.card.use", _changeable, in_tools=True)
UNUSED = Command("records.unused", "u", "rec.showunused", "help.rec.showunused", in_tools=True)
STATUSES = tuple(
    Command(f"records.status_{n}", str(n), "rec.status.is", "help.rec.status", what=nth)
    for n, nth in enumerate(_NTH, 1)
)
SETTERS = tuple(
    Command(f"records.set_{n}", "", "rec.setas", "help.rec.setas", _changeable, in_tools=True, what=nth)
    for n, nth in enumerate(_NTH, 1)
)
WEEK_BACK = Command("records.week_back", "left", "rec.week.back", "help.rec.week", footer="key.rec.week.back")
WEEK_ON = Command("records.week_on", "right", "rec.week.on", "help.rec.week", footer="key.rec.week.on")
THIS_WEEK = Command("records.week_this", "i", "rec.week.this", "help.rec.week.this")
RUNG = (Register.COMPANY, Register.CONTACT)
"""Whose records have numbers to ring."""
WEEKS = (WEEK_BACK, WEEK_ON, THIS_WEEK)

OWN: tuple[Command, ...] = (
    lists.OPEN, NEW, FIND, *WEEKS, general.NEW_CALL,
    calls.DIAL, DELETE, *SETTERS, UNUSE, USE, *exporting.OF_LIST,
    lists.QUICK, lists.RESET, lists.TICK, lists.TICK_ALL, lists.UNTICK,
    lists.FILTER_EMPLOYEE, lists.FILTER_COMPANY, lists.FILTER_PROJECT, lists.FILTER_CONTACT,
    lists.DROP_FILTER, lists.VIEW, lists.STATUS_ALL, *STATUSES, UNUSED,
    lists.SORT_LEFT, lists.SORT_RIGHT, lists.SORT_TURN,
)  # fmt: skip


def of(kind: RecordType, *, may_create: bool) -> tuple[Command, ...]:
    """Those that make sense for a register, in its words."""
    named: dict[Command, Command | None] = {
        NEW: NEW._replace(label=kind.new, footer=kind.new) if may_create else None
    }
    for many in (STATUSES, SETTERS):
        labels = [one.label for one in kind.statuses]
        named |= dict.fromkeys(many)
        named |= {one: one._replace(what=label) for one, label in zip(many, labels, strict=False)}
    if kind.register not in RUNG:
        named[calls.DIAL] = None
    if not kind.status:
        named[lists.STATUS_ALL] = None
    if not kind.active:
        named |= dict.fromkeys((UNUSE, USE, UNUSED))
    if not kind.weekly:
        named |= dict.fromkeys(WEEKS)
    if not kind.owner:
        named |= dict.fromkeys((lists.VIEW, lists.FILTER_EMPLOYEE))
    told = (named.get(command, command) for command in OWN)
    return tuple(command for command in told if command is not None)
