"""Numbers as people type them: with a decimal comma or point, blanks or the other sign between thousands."""

from __future__ import annotations

import re
from decimal import Decimal

_BLANKS = re.compile(r"[\s\u00a0\u202f']")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*([.,])\d{1,2}")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?|[.,]\d{1,2}")
_LONGEST = 15


def parse_decimal(text: str) -> Decimal | None:
    """The number that ``text`` means (``1,5``, ``1.5``, ``1 234,50``, ``1.234,50``), or None; never more than
    two places, never below nothing."""
    compact = _BLANKS.sub("", text)
    if len(compact) > _LONGEST:
        return None
    grouped = _GROUPED.fullmatch(compact)
    if grouped and grouped[1] != grouped[2]:
        compact = compact.replace(grouped[1], "")
    elif not _PLAIN.fullmatch(compact):
        return None
    return Decimal(compact.replace(",", ".")).quantize(Decimal("0.01"))


def parse_percent(text: str) -> int | None:
    """A whole number from 0 to 100, with or without its sign, or None."""
    figures = _BLANKS.sub("", text).removesuffix("%")
    whole = figures.isascii() and figures.isdigit() and len(figures) <= len("100")
    return int(figures) if whole and int(figures) <= 100 else None
