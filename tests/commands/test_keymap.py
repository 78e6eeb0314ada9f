"""The operator's own keys."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from textual.keys import _character_to_key

from xscalls_tui.commands import ALL
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.keymap import MOVEMENT, check_keymap, effective, normal
from xscalls_tui.domain.errors import Message
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_table import CallTable


def _command(command_id: str) -> Command:
    return next(command for command in (*ALL, *MOVEMENT) if command.id == command_id)


def _shapes(messages: list[Message]) -> list[tuple[str, dict[str, str | int]]]:
    return [(message.key, dict(message.values)) for message in messages]


def test_the_default_keys_are_sound() -> None:
    own = {command.id: command.keys for command in (*ALL, *MOVEMENT) if command.keys}
    assert check_keymap(own) == []
    assert check_keymap({}) == []


def test_the_movement_keys_are_those_of_the_list() -> None:
    def bound() -> Iterator[tuple[str | None, str]]:
        for base in CallTable.__mro__:
            for binding in vars(base).get("BINDINGS", ()):
                if base.__module__.startswith("xscalls_tui"):
                    yield binding.id, binding.key

    assert dict(bound()) == {command.id: command.keys for command in MOVEMENT}


@pytest.mark.parametrize(
    ("keys", "key", "pressed"),
    [
        ("ctrl+", "keymap.impossible", "Ctrl+"),
        ("ctrl++", "keymap.impossible", "Ctrl++"),
        ("f13", "keymap.impossible", "F13"),
        ("hyper+a", "keymap.impossible", "Hyper+A"),
        ("enterr", "keymap.impossible", "ENTERR"),
        ("tab", "keymap.impossible", "TAB"),
        ("shift+f5", "keymap.unsafe", "Shift+F5"),
        ("ctrl+f5", "keymap.unsafe", "Ctrl+F5"),
        ("ctrl+1", "keymap.unsafe", "Ctrl+1"),
        ("ctrl+c", "keymap.unsafe", "Ctrl+C"),
        ("ctrl+æ", "keymap.unsafe", "Ctrl+Æ"),
        ("ctrl+space", "keymap.unsafe", "Ctrl+Space"),
    ],
)
def test_keys_that_do_not_get_through(keys: str, key: str, pressed: str) -> None:
    assert _shapes(check_keymap({"call.done": keys})) == [(key, {"id": "call.done", "pressed": pressed})]


@pytest.mark.parametrize(
    ("keys", "arrives"),
    [
        ("ctrl+i", "TAB"),
        ("ctrl+m", "Enter"),
        ("ctrl+h", "Backspace"),
        ("ctrl+[", "Esc"),
        ("ctrl+enter", "Enter"),
        ("shift+enter", "Enter"),
        ("ctrl+backspace", "Backspace"),
        ("ctrl+shift+b", "Ctrl+B"),
        ("shift+d", "D"),
    ],
)
def test_keys_that_arrive_as_others(keys: str, arrives: str) -> None:
    ((key, values),) = _shapes(check_keymap({"call.done": keys}))
    assert (key, values["arrives"]) == ("keymap.arrives", arrives)


@pytest.mark.parametrize(
    "keys",
    [
        "f11",
        "g",
        "G",
        "ø",
        "ctrl+b",
        "Ctrl+B",
        "ctrl+]",
        "ctrl+\\",
        "+",
        "insert",
        "alt+b,ctrl+b",
        " f11 , g ",
    ],
)
def test_keys_that_are_fine(keys: str) -> None:
    assert check_keymap({"call.done": keys}) == []


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"call.dome": "f12"}, ("keymap.unknown_nearest", {"id": "call.dome", "nearest": "call.done"})),
        ({"zzzzzz": "f12"}, ("keymap.unknown", {"id": "zzzzzz"})),
        ({"call.done": ""}, ("keymap.nokey", {"id": "call.done"})),
        ({"call.done": "alt+b"}, ("keymap.altonly", {"id": "call.done"})),
        (
            {"call.done": "f6"},
            ("keymap.clash", {"pressed": "F6", "first": "call.done", "second": "call.unanswered"}),
        ),
        (
            {"call.done": "k"},
            ("keymap.clash", {"pressed": "k", "first": "call.done", "second": "list.up"}),
        ),
        (
            {"list.page-down": "l"},
            ("keymap.clash", {"pressed": "l", "first": "list.searches", "second": "list.page-down"}),
        ),
    ],
)
def test_what_is_wrong_is_told_once(
    overrides: dict[str, str], expected: tuple[str, dict[str, str | int]]
) -> None:
    assert _shapes(check_keymap(overrides)) == [expected]


def test_two_commands_may_change_keys() -> None:
    assert check_keymap({"call.done": "f6", "call.unanswered": "f5"}) == []


def test_commands_that_never_apply_together_may_share_a_key() -> None:
    assert check_keymap({"call.create": "ctrl+b", "call.save": "ctrl+b"}) == []


def test_every_finding_can_be_said(nb: Translator, en: Translator) -> None:
    bad = {
        "zzzzzz": "a",
        "call.dome": "a",
        "call.done": "ctrl+,ctrl+i,shift+f5,k",
        "help": "alt+h",
        "undo": "",
    }
    for t in (nb, en):
        said = [t(message.key, **dict(message.values)) for message in check_keymap(bad)]
        assert len(said) == 8
        assert not any("{" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("overrides", "keys"),
    [({}, "f5"), ({"call.done": "F12, G"}, "f12,G"), ({"call.done": ""}, "f5"), ({"help": "f12"}, "f5")],
)
def test_the_keys_in_force(overrides: dict[str, str], keys: str) -> None:
    assert effective(_command("call.done"), overrides) == keys


def test_keys_may_be_written_as_they_are_shown() -> None:
    shown = {"a": "Ctrl+S, Esc", "b": "PgUp,!", "c": "*", "d": " ", "e": "A,Del"}
    assert normal(shown) == {
        "a": "ctrl+s,escape",
        "b": "pageup,exclamation_mark",
        "c": "asterisk",
        "e": "A,delete",
    }


@pytest.mark.parametrize("character", string.punctuation.replace(",", "") + "aBæØ1")
def test_characters_are_named_as_textual_names_them(character: str) -> None:
    assert normal({"call.done": character}) == {"call.done": _character_to_key(character)}
