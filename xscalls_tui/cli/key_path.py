"""Which keys really arrive: from the keyboard through terminal, SSH client and multiplexer to the program."""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xscalls_tui.commands import ALL
from xscalls_tui.commands.base import key_name
from xscalls_tui.commands.keymap import MOVEMENT, effective
from xscalls_tui.domain.errors import Message
from xscalls_tui.i18n import Translator
from xscalls_tui.services.doctor import Finding, Level

_FUNCTION_KEY = re.compile(r"f\d+")
_END, _NOTHING = "enter", "space"
"""These are not asked for: they end the asking, and say that a key does nothing."""
_NAMED = {
    "escape", "backspace", "delete", "left", "right", "up", "down", "home", "end", "pageup", "pagedown",
}  # fmt: skip
_LOST = {
    "f1": "doctor.key.lost.terminal",
    "f10": "doctor.key.lost.terminal",
    "f11": "doctor.key.lost.terminal",
    "f12": "doctor.key.lost.terminal",
    "escape": "doctor.key.lost.escape",
}
"""Why a key may not arrive, and what helps."""


def known() -> Iterator[Finding]:
    """What is known of the way without anybody pressing a key."""
    term = os.environ.get("TERM", "")
    client = os.environ.get("SSH_CONNECTION", "").partition(" ")[0]
    if client:
        yield Finding("path", Level.OK, Message.of("doctor.path.ssh", client=client, term=term))
    if "TMUX" in os.environ or term.startswith("tmux"):
        yield Finding("path", Level.OK, Message.of("doctor.path.tmux"))
    elif "STY" in os.environ or term.startswith("screen"):
        yield Finding("path", Level.OK, Message.of("doctor.path.screen"))


def asked_keys(overrides: Mapping[str, str]) -> list[str]:
    """The keys that commands have, but for characters: function keys first."""
    keys = {key for command in (*ALL, *MOVEMENT) for key in effective(command, overrides).split(",")}
    wanted = {key for key in keys if key in _NAMED or "+" in key or _FUNCTION_KEY.fullmatch(key)}
    return sorted(wanted, key=lambda key: (not _FUNCTION_KEY.fullmatch(key), len(key), key))


def press(overrides: Mapping[str, str], t: Translator) -> Iterator[Finding]:
    """Ask for each key, and tell what has arrived. Asks on the error stream: the answers can be kept."""
    with _raw() as fd:
        for key in asked_keys(overrides):
            name = key_name(key)
            sys.stderr.write(f"\r\x1b[K{t('doctor.key.press', key=name)} ")
            sys.stderr.flush()
            arrived = _pressed(fd)
            if arrived in (None, _END):
                break
            assert arrived is not None
            yield _finding(key, name, arrived)
        sys.stderr.write("\r\x1b[K")


def _finding(key: str, name: str, arrived: str) -> Finding:
    if arrived == key:
        return Finding("key", Level.OK, Message.of("doctor.key.arrives", key=name))
    if arrived == _NOTHING:
        return Finding("key", Level.WARNING, Message.of(_LOST.get(key, "doctor.key.lost"), key=name))
    return Finding("key", Level.WARNING, Message.of("doctor.key.other", key=name, other=key_name(arrived)))


@contextmanager
def _raw() -> Iterator[int]:
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    tty.setraw(fd)
    try:
        yield fd
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _pressed(fd: int) -> str | None:
    """The next key as the program would be told it; None when there is no more input."""
    from textual import constants, events
    from textual._xterm_parser import XTermParser

    from xscalls_tui.screens.terminal_driver import ESCAPE_SECONDS

    constants.ESCAPE_DELAY = ESCAPE_SECONDS  # type: ignore[misc]
    parser = XTermParser()
    waiting: float | None = None
    while True:
        if select.select([fd], [], [], waiting)[0]:
            if not (received := os.read(fd, 1024)):
                return None
            told = [*parser.feed(received.decode("utf-8", "replace"))]
        else:
            told = [*parser.tick()]
        for event in told:
            if isinstance(event, events.Key):
                return event.key
        waiting = 2 * ESCAPE_SECONDS
