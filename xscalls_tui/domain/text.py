"""Text from people: cleaning what is stored, folding what is compared, and the Norwegian order."""

from __future__ import annotations

import re
import unicodedata

# Control characters, C1, bidi marks and overrides, zero-width marks, the byte order mark and the tag
# block: none of them may reach a colleague's terminal (design/security.md).
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
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
    folded = text.casefold().translate(_FOLDS)
    if not folded.isascii():
        folded = _without_marks(folded).casefold().translate(_FOLDS)
    while "aa" in folded:
        folded = folded.replace("aa", "a")
    return folded


def sort_key(text: str) -> str:
    """A text whose code point order is the Norwegian order of ``text``: æ, ø, å last, aa as å."""
    key = unicodedata.normalize("NFKC", text).casefold().translate(_ORDER)
    if not key.isascii():
        key = _without_marks(key).translate(_ORDER)
    return key.replace("aa", "}")


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
