"""Text from people: cleaning what is stored, folding what is compared, and the Norwegian order."""

from __future__ import annotations

import re
import unicodedata

# Control characters, C1, bidi marks and overrides, zero-width marks, the byte order mark and the tag
# block: none of them may reach a colleague's terminal (design/security.md).
_HIDDEN = "\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNSAFE = re.compile(f"[{_HIDDEN}\ud800-\udfff\U000e0000-\U000e007f]")
_BREAKS = re.compile("[\t\n]+")
_FOLDS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "œ": "oe"})
_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def clean(text: str) -> str:
    """Text for one or more lines, as it may be stored: NFC, line feeds only, nothing invisible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text)).strip("\n")


def clean_line(text: str) -> str:
    """Text for one line, as it may be stored: line feeds and tabs become blanks, ends are trimmed."""
    return _BREAKS.sub(" ", clean(text)).strip()


def fold(text: str) -> str:
    """The form in which texts are compared: blind to case and accents, æ as ae, ø as o, å and aa as a."""
    lowered = text.casefold().translate(_FOLDS)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_FOLDS)
    return lowered.replace("aa", "a")


def sort_key(text: str) -> str:
    """A text whose code point order is the Norwegian order of ``text``: æ, ø, å last, aa as å."""
    ordered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_ORDER)
    if ordered.isascii():
        return ordered
    return "".join(c for c in unicodedata.normalize("NFKD", ordered) if not unicodedata.combining(c))
