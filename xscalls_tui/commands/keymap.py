"""The operator's own keys: which keys there are, and what is wrong with a keymap.

Textual takes any keymap without a word: unknown commands, keys that no terminal sends, one key for two
commands. What can be sent was measured in design/terminal.md and the notes behind it.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import combinations, product

from xscalls_tui.commands import (
    ALL,
    CALENDAR_SCREEN,
    CALL_SCREEN,
    CARD_SCREEN,
    GROUP_SCREEN,
    HISTORY_SCREEN,
    LIST_SCREEN,
    RECORD_SCREEN,
    REMINDERS_SCREEN,
    REPORTS_SCREEN,
    SEARCH_SCREEN,
    SEARCHES_SCREEN,
    SETTINGS_SCREEN,
    START_SCREEN,
    calendars,
)
from xscalls_tui.commands.base import KEY_NAMES, Claims, Command, Context, OnCard, key_name
from xscalls_tui.domain.errors import Message

MOVEMENT: tuple[Command, ...] = (
    Command("list.up", "up,k", "move.up", "help.move.up"),
    Command("list.down", "down,j", "move.down", "help.move.down"),
    Command("list.page-up", "pageup", "move.pageup", "help.move.pageup"),
    Command("list.page-down", "pagedown", "move.pagedown", "help.move.pagedown"),
    Command("list.start", "home", "move.start", "help.move.start"),
    Command("list.end", "end", "move.end", "help.move.end"),
)
"""How the cursor of a list moves. The list widget has these bindings itself."""

_SCREENS = (
    (*LIST_SCREEN, *MOVEMENT),
    (*RECORD_SCREEN, *MOVEMENT),
    CALL_SCREEN,
    (*CARD_SCREEN, *MOVEMENT),
    (*HISTORY_SCREEN, *MOVEMENT),
    (*SEARCHES_SCREEN, *MOVEMENT),
    SEARCH_SCREEN,
    (*START_SCREEN, *MOVEMENT),
    (*CALENDAR_SCREEN, *calendars.MOVEMENT),
    (*GROUP_SCREEN, *calendars.MOVEMENT),
    (*REMINDERS_SCREEN, *MOVEMENT),
    (*REPORTS_SCREEN, *MOVEMENT),
    (*SETTINGS_SCREEN, *MOVEMENT),
)
_COMMANDS = {command.id: command for command in (*ALL, *MOVEMENT, *calendars.MOVEMENT)}

_TEXTUAL_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_SPELLINGS = {
    **{shown.lower(): key for key, shown in KEY_NAMES.items()},
    "del": "delete", "ins": "insert", "return": "enter", "pgup": "pageup", "pgdn": "pagedown",
}  # fmt: skip
_MODIFIERS = {"ctrl", "shift", "alt"}
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 13)}
_CURSOR_KEYS = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"}
_OTHER_KEYS = {"enter", "escape", "space", "backspace"}
_ARRIVES_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+3": "escape",
    "ctrl+8": "backspace",
}
_WITH_CTRL = {"backslash", "right_square_bracket", "underscore"}
_HARMLESS = "ctrl+c"
"""Many press it to get out of a program, or to copy: it is to do nothing."""


def effective(command: Command, overrides: Mapping[str, str]) -> str:
    """The keys of a command, comma-separated, the one that is shown first."""
    return ",".join(_keys(overrides.get(command.id, ""))) or command.keys


def normal(overrides: Mapping[str, str]) -> dict[str, str]:
    """A keymap with its keys as Textual names them: ``Ctrl+S, !`` is ``ctrl+s,exclamation_mark``."""
    return {command_id: ",".join(_keys(keys)) for command_id, keys in overrides.items() if _keys(keys)}


def check_keymap(overrides: Mapping[str, str]) -> list[Message]:
    """What is wrong with the operator's own keys, in sentences; nothing for a keymap that is sound."""
    if not overrides:
        return []
    findings = [finding for item in overrides.items() for finding in _check_keys(*item)]
    return findings + list(_clashes(overrides))


def _check_keys(command_id: str, text: str) -> Iterator[Message]:
    if command_id not in _COMMANDS:
        nearest = get_close_matches(command_id, _COMMANDS, 1)
        if nearest:
            yield Message.of("keymap.unknown_nearest", id=command_id, nearest=nearest[0])
        else:
            yield Message.of("keymap.unknown", id=command_id)
        return
    keys = _keys(text)
    if not keys:
        yield Message.of("keymap.nokey", id=command_id)
    for key in keys:
        if finding := _check_key(command_id, key):
            yield finding
    if keys and all("alt" in key.split("+")[:-1] for key in keys):
        yield Message.of("keymap.altonly", id=command_id)


def _check_key(command_id: str, key: str) -> Message | None:
    """Why a key is of no use to a command, if so."""
    *modifiers, last = key.split("+")
    if not set(modifiers) <= _MODIFIERS or not _exists(last):
        return Message.of("keymap.impossible", id=command_id, pressed=key_name(key))
    if (arrives := _arrives_as(set(modifiers), key, last)) is not None:
        return Message.of("keymap.arrives", id=command_id, pressed=key_name(key), arrives=key_name(arrives))
    if not _is_safe(set(modifiers), key, last):
        return Message.of("keymap.unsafe", id=command_id, pressed=key_name(key))
    return None


def _exists(last: str) -> bool:
    named = _FUNCTION_KEYS | _CURSOR_KEYS | _OTHER_KEYS | _PUNCTUATION
    return last in named or (len(last) == 1 and last.isalnum())


def _arrives_as(modifiers: set[str], key: str, last: str) -> str | None:
    """The other key that a terminal sends for this one."""
    if key in _ARRIVES_AS:
        return _ARRIVES_AS[key]
    if modifiers and last in {"enter", "escape", "backspace"}:
        return last
    if "shift" in modifiers and len(last) == 1:
        return f"ctrl+{last}" if "ctrl" in modifiers else last.upper()
    return None


def _is_safe(modifiers: set[str], key: str, last: str) -> bool:
    """Whether a key gets through terminals, tmux and screen. Alt alone is judged with its company."""
    if key == _HARMLESS or (modifiers and last in _FUNCTION_KEYS):
        return False
    if modifiers <= {"alt"} or last in _CURSOR_KEYS:
        return True
    return modifiers == {"ctrl"} and (last in _WITH_CTRL or last in string.ascii_lowercase)


def _clashes(overrides: Mapping[str, str]) -> Iterator[Message]:
    """Keys that stand for two commands at once; each pair is told once, whatever the screens."""
    clashes: dict[tuple[str, str, str], None] = {}
    for commands in _SCREENS:
        for first, second in combinations(commands, 2):
            for key in _shared_keys(first, second, overrides):
                if _meet(first, second):
                    clashes[key_name(key), first.id, second.id] = None
    for pressed, one, other in clashes:
        yield Message.of("keymap.clash", pressed=pressed, first=one, second=other)


def _shared_keys(first: Command, second: Command, overrides: Mapping[str, str]) -> list[str]:
    others = effective(second, overrides).split(",")
    return [key for key in effective(first, overrides).split(",") if key and key in others]


def _meet(first: Command, second: Command) -> bool:
    """Whether there is a moment at which both commands make sense."""
    return any(first.when(context) and second.when(context) for context in _contexts())


@cache
def _contexts() -> list[Context]:
    """Every situation that an operator can be in: a call that is not stored yet is not one that is."""
    either = (False, True)
    fields = len(Context._fields) - 2  # the claims and the card are the last
    situations = [Context(*each) for each in product(either, repeat=fields)]  # type: ignore[arg-type]
    cards = [OnCard(*each) for each in product(either, repeat=len(OnCard._fields))]
    situations += [
        Context(may_change=may_change, new=new, call=call, linked=linked, card=card)
        for may_change, new, call, linked in product(either, repeat=4)
        for card in cards
    ]
    situations += [Context(call=True, claims=Claims(*each)) for each in product(either, repeat=2)]
    return [each for each in situations if not (each.new and (each.call or each.may_change))]


def _keys(text: str) -> list[str]:
    return [_normal_key(key.strip()) for key in text.split(",") if key.strip()]


def _normal_key(key: str) -> str:
    if len(key) == 1:
        return _name(key)
    *modifiers, last = key.lower().split("+")
    return "+".join([*modifiers, _SPELLINGS.get(last) or (_name(last) if len(last) == 1 else last)])


def _name(character: str) -> str:
    """A character's key as Textual names it: itself, or for signs its Unicode name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _TEXTUAL_NAMES.get(name, name)


_PUNCTUATION = {_name(character) for character in string.punctuation}
