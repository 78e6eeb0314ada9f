"""The signs of the call lists, each one cell wide, with variants for terminals that cannot draw them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import set_cell_size

from xscalls_tui.domain.calls import Direction, Status
from xscalls_tui.domain.flags import Flag
from xscalls_tui.i18n import Translator

_FLAG_LETTERS = {
    Status.PLANNED: "flag.letter.planned",
    Status.DONE: "flag.letter.done",
    Status.CANCELLED: "flag.letter.cancelled",
    Status.UNANSWERED: "flag.letter.unanswered",
}


STATUS_COLOURS = {status: f"mark-{status.name.lower()}" for status in Status}
"""The flags' colours where a flag stands beside its word, as variables of the theme."""
FLAG_COLOURS = {flag: f"mark-{flag}" for flag in Flag}
"""Likewise, of the choices of a register."""


class Glyphs(NamedTuple):
    """One set of signs. All are one cell wide, so that lines drawn with any set stand alike."""

    ticked: str
    unticked: str
    pencil: str
    directions: Mapping[Direction, str]
    """An outgoing call points left, an incoming one right (R6, R7)."""
    flag: str
    """The heading of the flags."""
    flags: Mapping[Status, str]
    related: str
    """The heading of the history symbols."""
    history: Mapping[tuple[bool, bool], str]
    """By (is a follow-up, has follow-ups), R32-R35; a blank for a call that is tied to no other."""
    rising: str
    falling: str
    cut: str
    """Stands for the rest of a text that had to be cut."""
    here: str
    """Points at the call that a history is shown for."""
    telephone: str
    """Rings the number that it stands beside."""
    yes: str
    """Stands in the column of what is true or is not."""
    in_use: str
    """Somebody else has it open."""


def glyphs_for(t: Translator, *, plain: bool = False, letters: bool = False) -> Glyphs:
    """The signs to draw with.

    ``letters`` writes a status as its letter where the flag's colour alone would not tell it: without
    colours, in 16 of them, or for the colour-blind. ``plain`` also keeps to ASCII (``TERM=linux``).
    """
    flag_letters = {status: set_cell_size(t(key), 1) for status, key in _FLAG_LETTERS.items()}
    if plain:
        return Glyphs(
            ticked="x",
            unticked=".",
            pencil="*",
            directions={Direction.OUT: "<", Direction.IN: ">"},
            flag=set_cell_size(t("list.flag"), 1),
            flags=flag_letters,
            related="^",
            history={(False, False): " ", (False, True): "^", (True, False): ",", (True, True): "%"},
            rising="^",
            falling="v",
            cut="~",
            here="<",
            telephone="&",
            yes="x",
            in_use="@",
        )
    return Glyphs(
        ticked="☑",
        unticked="☐",
        pencil="✎",
        directions={Direction.OUT: "←", Direction.IN: "→"},
        flag="⚑",
        flags=flag_letters if letters else dict.fromkeys(Status, "⚑"),
        related="▀",
        history={(False, False): " ", (False, True): "▀", (True, False): "▖", (True, True): "▛"},
        rising="▴",
        falling="▾",
        cut="…",
        here="◀",
        telephone="☎",
        yes="✓",
        in_use="●",
    )
