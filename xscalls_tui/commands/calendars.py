"""Commands of the calendars."""

from __future__ import annotations

from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.calendar import Period


def _looking(context: Context) -> bool:
    return not context.arranging


def _making(context: Context) -> bool:
    return context.writable and not context.arranging


def _moving(context: Context) -> bool:
    return context.writable and context.arranging


OPEN = Command(
    "calendar.open", "enter", "calendar.open", "help.calendar.open", _looking, footer="calendar.open"
)
NEW = Command("calendar.new", "plus", "tb.newcall", "help.calendar.new", _making)
MOVE = Command(
    "calendar.move",
    "b",
    "calendar.move",
    "help.calendar.move",
    lambda c: c.call and _making(c),
    footer="key.calendar.move",
    in_tools=True,
)
DROP = Command(
    "calendar.drop", "enter", "calendar.drop", "help.calendar.drop", _moving, footer="calendar.drop"
)
EARLIER = Command(
    "calendar.earlier", "K", "calendar.earlier", "help.calendar.quarter", _moving, footer="calendar.earlier"
)
LATER = Command(
    "calendar.later", "J", "calendar.later", "help.calendar.quarter", _moving, footer="calendar.later"
)
TODAY = Command(
    "calendar.today", "i", "calendar.today", "help.calendar.today", footer="calendar.today", in_tools=True
)
JUMP = Command(
    "calendar.jump", "g", "calendar.jump", "help.calendar.jump", footer="key.calendar.jump", in_tools=True
)
OTHER = Command("calendar.other", "v", "calendar.other", "help.calendar.other", _looking, in_tools=True)
PERIODS = {
    period: Command(f"calendar.{period}", str(number), label, "help.calendar.period", in_tools=True)
    for number, (period, label) in enumerate(
        {
            Period.DAY: "calendar.day",
            Period.WEEK: "calendar.week",
            Period.TWO_WEEKS: "calendar.twoweeks",
            Period.FIVE_WEEKS: "calendar.fiveweeks",
            Period.MONTH: "calendar.month",
            Period.YEAR: "calendar.year",
        }.items(),
        1,
    )
}
"""The keys 1 to 6."""
FILTER = Command(
    "calendar.filter", "f", "calendar.filter", "help.calendar.filter", footer="calendar.filter", in_tools=True
)
"""Of the group calendar: whose calls are shown."""

OWN = (OPEN, DROP, NEW, EARLIER, LATER, MOVE, TODAY, JUMP, *PERIODS.values(), OTHER)
GROUP = (*OWN, FILTER)
MOVEMENT: tuple[Command, ...] = (
    Command("calendar.left", "left", "calendar.left", "help.calendar.arrows"),
    Command("calendar.right", "right", "calendar.right", "help.calendar.arrows"),
    Command("calendar.up", "up,k", "move.up", "help.calendar.arrows"),
    Command("calendar.down", "down,j", "move.down", "help.calendar.arrows"),
    Command("calendar.back", "pageup", "calendar.back", "help.calendar.page"),
    Command("calendar.on", "pagedown", "calendar.on", "help.calendar.page"),
)
"""How the cursor of a calendar moves."""
