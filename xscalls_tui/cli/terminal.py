"""Whether there is a terminal here that the program can draw on."""

from __future__ import annotations

import codecs
import os
import sys

from xscalls_tui.cli.failures import NoTerminal
from xscalls_tui.domain.errors import Message

# They print what they are sent as it comes, or know other sequences than all terminals since the VT100.
_USELESS = frozenset({"", "dumb", "emacs", "unknown", "vt52"})


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
    """What is wrong with the character set, if anything.

    The environment is asked and not only Python: it takes a locale that is not installed, like the bare
    ``C`` of a fresh machine, for UTF-8. An unset locale is taken for UTF-8 here as well.
    """
    name = next((os.environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(key)), "")
    charset = name.partition(".")[2].partition("@")[0]
    for encoding in (charset, sys.stdout.encoding):
        if encoding and not _is_utf8(encoding):
            return Message.of("terminal.charset", charset=encoding)
    return None


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
