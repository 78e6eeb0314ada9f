"""How a cell looks, and the shortest codes (ECMA-48, SGR) that lead from one look to another."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import NamedTuple

_TURNED_OFF_BY = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
                  "9": "29", "21": "24", "51": "54", "52": "54", "53": "55"}  # fmt: skip
_SHOWN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})


class Look(NamedTuple):
    """How a cell looks: the SGR codes of what it is besides coloured, of its colour and of its background.
    A blank cell shows its background alone; it has None for a colour."""

    attributes: frozenset[str] = frozenset()
    colour: str | None = "39"
    background: str = "49"


PLAIN = Look()
_NUMBERS = count(0xF0000)
MARKED: dict[str, Look] = {}
"""The looks by their marks."""


@cache
def mark_of(look: Look) -> str:
    """A character that stands for a look, one for private use: in a text of them it is quickly found where a
    look ends."""
    mark = chr(next(_NUMBERS))
    MARKED[mark] = look
    return mark


@cache
def marks_alike(look: Look) -> str:
    """Those of the look and of blanks that need no other."""
    return mark_of(look) + mark_of(on_blank(look))


@cache
def on_blank(look: Look) -> Look:
    """The look of a blank cell."""
    shown = look.attributes & _SHOWN_ON_BLANKS
    return look if shown else Look(frozenset(), None, look.background)


def parsed(codes: str) -> Look:
    """A look from the codes that turn it on."""
    attributes, colour, background = [], "39", "49"
    parts = iter(filter(None, codes.split(";")))
    for code in parts:
        if code in ("38", "48"):
            depth = next(parts)
            whole = ";".join((code, depth, *(next(parts) for _ in range(1 if depth == "5" else 3))))
        else:
            whole = code
        number = int(code)
        if number == 38 or 30 <= number <= 37 or number == 39 or 90 <= number <= 97:
            colour = whole
        elif number == 48 or 40 <= number <= 47 or number == 49 or 100 <= number <= 107:
            background = whole
        else:
            attributes.append(code)
    return Look(frozenset(attributes), colour, background)


@cache
def turning(before: Look | None, look: Look) -> tuple[str, Look]:
    """What turns one look into another, and the one that is then in force: on a blank what is not seen
    stays as it was."""
    if look.colour is None:
        kept = before or PLAIN
        look = Look(kept.attributes - _SHOWN_ON_BLANKS, kept.colour, look.background)
    codes = _from_nothing(look) if before is None else _between(before, look)
    return f"\x1b[{codes}m" if codes or before is None else "", look


@cache
def _from_nothing(look: Look) -> str:
    """The codes that turn a look on, whatever is in force; a bare reset is the empty one."""
    colour = look.colour if look.colour not in (None, "39") else ""
    background = look.background if look.background != "49" else ""
    codes = [*sorted(look.attributes), *filter(None, (colour, background))]
    return ";".join(("0", *codes)) if codes else ""


@cache
def _between(old: Look, new: Look) -> str:
    """The shortest codes that lead from one look to another; none if nothing that is seen changes."""
    gone = old.attributes - new.attributes
    off = {_TURNED_OFF_BY[code] for code in gone}
    # What turns one off turns off those of its kind: bold and faint have one code.
    added = {code for code in new.attributes if code not in old.attributes or _TURNED_OFF_BY[code] in off}
    codes = [*sorted(off), *sorted(added)]
    if new.colour and new.colour != old.colour:
        codes.append(new.colour)
    if new.background != old.background:
        codes.append(new.background)
    return min(";".join(codes), _from_nothing(new) or "0", key=len) if codes else ""
