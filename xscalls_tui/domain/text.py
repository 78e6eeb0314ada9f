"""Text from people: cleaning what is stored, folding what is compared, and the Norwegian order."""

from __future__ import annotations

import re
import unicodedata

# Control characters, C1, bidi marks and overrides, zero-width marks, the byte order mark and the tag
# block: none of them may reach a colleague's terminal (design/security.md).
# Compiled when first used.
_UNSAFE = (
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_BREAKS = "[\t\n]+"
_FOLDS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "œ": "oe"})
_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def clean(text: str) -> str:
    """Text for one or more lines, as it may be stored: NFC, line feeds only, nothing invisible."""
    if not text.isprintable():
        for mark in ("\r\n", "\r", "\u2028", "\u2029"):
            text = text.replace(mark, "\n")
        text = re.sub(_UNSAFE, "", text).strip("\n")
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Text for one line, as it may be stored: line feeds and tabs become blanks, ends are trimmed."""
    text = clean(text)
    return (text if text.isprintable() else re.sub(_BREAKS, " ", text)).strip()


def seen(text: str) -> str:
    """What of a text may be sent to a terminal: nothing that it would obey."""
    return text if text.isprintable() else re.sub(f"{_UNSAFE}|{_BREAKS}", "", text)


def fold(text: str) -> str:
    """The form in which texts are compared: blind to case and accents, æ as ae, ø as o, å and aa as a."""
    folded = text.casefold().translate(_FOLDS)
    if not folded.isascii():
        folded = _without_marks(folded).casefold().translate(_FOLDS)
    while "aa" in folded:
        folded = folded.replace("aa", "a")
    return folded


def searchable(text: str) -> str:
    """The form in which texts are searched: folded, on one line, with single blanks."""
    return " ".join(fold(text).split())


def sort_key(text: str) -> str:
    """A text whose code point order is the Norwegian order of ``text``: æ, ø, å last, aa as å."""
    key = unicodedata.normalize("NFKC", text).casefold().translate(_ORDER)
    if not key.isascii():
        key = _without_marks(key).translate(_ORDER)
    return key.replace("aa", "}")


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
