"""What a command is, and what its availability depends on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class OnCard(NamedTuple):
    """What there is on a record's card."""

    stored: bool = False
    """Whether the record is stored."""
    tabs: bool = False
    """Whether there is another tab to turn to."""
    in_use: bool = False
    """Whether it can be put out of use, ``unused`` whether back into it."""
    unused: bool = False
    listed: bool = False
    """Whether a list of what hangs on the record is open."""
    note: bool = False
    """Whether there is a note that can be replied to."""


class Claims(NamedTuple):
    """What is asked of whom about calls that one has planned for another."""

    possible: bool = False
    """Whether the call here can be asked for."""
    asked: bool = False
    """Whether a colleague asks for a call of the employee's."""


class Context(NamedTuple):
    """Where the operator is: what decides which commands make sense now."""

    may_change: bool = False
    """Whether there is a call here that the operator may change or delete."""
    call: bool = False
    """Whether there is a call here that is stored."""
    new: bool = False
    """Whether a call window is open with a call that is not stored yet."""
    dirty: bool = False
    """Whether something is typed that is not saved."""
    ticked: int = 0
    in_chain: bool = False
    has_company: bool = False
    has_project: bool = False
    has_contact: bool = False
    filtered: bool = False
    private: bool = False
    """Whether this is the private list, fixed to one's own calls."""
    arranging: bool = False
    """Whether what is shown on a page is being chosen and ordered, or a call is being moved."""
    brings: bool = False
    """Whether there is something in a file that would be new, or change something."""
    writable: bool = True
    """Whether the database can be written."""
    dials: bool = False
    """Whether there is a telephone, and somebody here to ring."""
    on_line: bool = False
    """Whether a call is being rung already."""
    linked: bool = False
    """Whether there is something tied to the call or record here, that can be opened."""
    claims: Claims = Claims()
    card: OnCard | None = None
    """The record's card that is open. ``call`` then is a row of its list, the other things said of a call are
    said of the record."""


def always(_context: Context) -> bool:
    """For commands that always make sense."""
    return True


class Command(NamedTuple):
    """Something that the operator can do.

    ``id`` is stable and names it in the user's keymap; ``keys`` are its default keys, the first of which
    is shown; ``label`` and ``help`` are keys of the catalogue; ``when`` tells whether it makes sense.
    """

    id: str
    keys: str
    label: str
    help: str
    when: Callable[[Context], bool] = always
    footer: str = ""
    """Its short label (a key of the catalogue) in the bar of keys, where it then stands."""
    in_tools: bool = False
    """Whether it stands in the menu Verktøy."""
    everywhere: bool = False
    """Whether the app runs it, whichever screen is open."""
    telephone: bool = False
    """Whether it takes a telephone that the program can ring with."""
    what: str = ""
    """Key of what stands in the label's place ``{what}``, where it has one."""

    def name(self, t: Callable[..., str]) -> str:
        """Its label in words, by what ``t`` has for a key."""
        return t(self.label, what=t(self.what)) if self.what else t(self.label)

    @property
    def key(self) -> str:
        """The key that is shown, empty when it has none."""
        return self.keys.split(",")[0]

    @property
    def action(self) -> str:
        """The Textual action that runs it."""
        return f"{'app.' if self.everywhere else ''}command('{self.id}')"


KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Delete",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "asterisk": "*",
    "exclamation_mark": "!",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "minus": "-",
}


def key_name(key: str) -> str:
    """How a key is written for people: ``ctrl+s`` is ``Ctrl+S``."""
    *modifiers, last = key.split("+")
    shown = KEY_NAMES.get(last) or (last if len(last) == 1 and not modifiers else last.upper())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
