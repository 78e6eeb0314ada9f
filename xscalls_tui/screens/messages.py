"""Where a screen wants to go. The app answers: screens do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from xscalls_tui.domain.calls import Call, CallDraft, Names
from xscalls_tui.domain.criteria import Criteria

if TYPE_CHECKING:
    from datetime import date

    from xscalls_tui.domain.calendar import Period
    from xscalls_tui.domain.records import RecordDraft
    from xscalls_tui.domain.registers import Register
    from xscalls_tui.domain.reminders import Key, Reminder
    from xscalls_tui.domain.telephone import Progress
    from xscalls_tui.screens.telephone import Running
    from xscalls_tui.services.telephone import Line


@dataclass(eq=False, repr=False)
class OpenCall(Message):
    """Open the window of a stored call."""

    call_id: int


@dataclass(eq=False, repr=False)
class NewCall(Message):
    """Open the window of a new call; ``joins`` is the uid of the operation that is undone with it."""

    draft: CallDraft | None = None
    names: Names | None = None
    joins: str | None = None


@dataclass(eq=False, repr=False)
class RingUp(Message):
    """Ring, in the window of a stored call, or of a new one that starts out as ``draft``."""

    call: Call | None = None
    draft: CallDraft | None = None
    names: Names | None = None


@dataclass(eq=False, repr=False)
class Rung(Message):
    """A call is being rung; ``token`` stands for it until it is stored. ``number`` and ``who`` tell of it."""

    line: Line
    token: object
    number: str
    who: str


@dataclass(eq=False, repr=False)
class RungIsStored(Message):
    """The call that is being rung is stored like this."""

    token: object
    call: Call


@dataclass(eq=False, repr=False)
class TimesSet(Message, bubble=False):
    """A call was given other times elsewhere: a window that it stands in shows them."""

    call: Call


@dataclass(eq=False, repr=False)
class LineTold(Message):
    """How a call goes on; without ``progress`` it cannot be told any more."""

    running: Running
    progress: Progress | None
    error: Exception | None = None


@dataclass(eq=False, repr=False)
class OpenRecord(Message):
    """Open the card of a stored record."""

    register: Register
    row_id: int


@dataclass(eq=False, repr=False)
class NewRecord(Message):
    """Open the card of a new record of a register; without a ``draft`` it starts out blank."""

    draft: RecordDraft | None
    register: Register


@dataclass(eq=False, repr=False)
class ShowHistory(Message):
    """Show the tree of the chain that a call belongs to."""

    call_id: int


@dataclass(eq=False, repr=False)
class ShowCalls(Message):
    """Show the calls that meet these criteria: over what is open, or in place of the global search."""

    criteria: Criteria
    over: bool = False


@dataclass(eq=False, repr=False)
class ShowPage(Message):
    """Go to a page of the main menu, by its name (``commands.pages``)."""

    page: str


@dataclass(eq=False, repr=False)
class ShowCalendar(Message):
    """Go to a calendar, by the name of its page, at a day."""

    page: str
    period: Period
    day: date


@dataclass(eq=False, repr=False)
class ShowRecords(Message):
    """Show the list of a register, with what contains a text, in place of the global search."""

    register: Register
    text: str


@dataclass(eq=False, repr=False)
class NoAnswer(Message):
    """The database did not answer; ``again`` asks once more, when it answers."""

    again: Callable[[], None]


@dataclass(eq=False, repr=False)
class DataChanged(Message):
    """Something was written: what other screens show may be out of date."""


@dataclass(eq=False, repr=False)
class RemindersChanged(Message):
    """Some may be answered: those that stand are to be read again."""


@dataclass(eq=False, repr=False)
class RemindersStand(Message, bubble=False):
    """Which reminders stand now, the latest first; those with the keys ``missed`` came while the program was
    not open."""

    reminders: Sequence[Reminder]
    missed: Collection[Key]


@dataclass(eq=False, repr=False)
class CallShown(Message):
    """A window shows another call than before: which ones are open is to be told to others."""
