"""Whether there is a terminal here that the program can draw on."""

from __future__ import annotations

import codecs
import os
import sys

from xscalls_tui.cli.failures import NoTerminal
from xscalls_tui.domain.errors import Message

# They print what they are sent as it comes, or know other sequences than all terminals since the VT100.
_USELESS = frozenset({"", "dumb", "emacs", "unknown", "vt52"})
_SET_BY_PYTHON = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})


def require_terminal() -> None:
    """Raise NoTerminal, with the reason, if the screen cannot be opened."""
    if (problem := terminal_problem() or locale_problem()) is not None:
        raise NoTerminal(problem.key, **dict(problem.values))


def terminal_problem() -> Message | None:
    """What is wrong with the terminal, if anything."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Message.of("terminal.none")
    name = os.environ.get("TERM", "")
    return Message.of("terminal.useless", name=name) if name in _USELESS else None


def locale_problem() -> Message | None:
    """What is wrong with the character set, if anything. A locale that names none is taken for UTF-8."""
    for encoding in (_named_charset(), sys.stdout.encoding):
        if encoding and not _is_utf8(encoding):
            return Message.of("terminal.charset", charset=encoding)
    return None


def _named_charset() -> str:
    """The character set that the environment names, as ``ISO-8859-1`` in ``nb_NO.ISO-8859-1``.

    Python cannot be asked: it takes a locale that is not installed for UTF-8, and then sets LC_CTYPE so
    that the programs that it starts do too.
    """
    names = {name: os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")}
    if names["LC_CTYPE"] in _SET_BY_PYTHON and names["LANG"]:
        names["LC_CTYPE"] = ""
    first = next(filter(None, names.values()), "")
    return first.partition(".")[2].partition("@")[0]


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
