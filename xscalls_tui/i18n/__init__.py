"""The interface's texts in Norwegian bokmål and English.

A text is asked for by its key (``call.date``); the catalogues under ``locale/`` hold both languages and
are compiled when the package is built. A Translator is handed to whoever needs one: nothing is global,
because threads and sessions differ in language.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "en")
DEFAULT_LANGUAGE: Language = "nb"
LOCALE_DIR = Path(__file__).parent / "locale"


class Translator:
    """Gives the texts of one language at a time."""

    def __init__(self, language: Language = DEFAULT_LANGUAGE) -> None:
        self.speak(language)

    def speak(self, language: Language) -> None:
        """Give the texts of another language from here on, to everybody who holds this translator."""
        self.language = language
        self._catalogue = gettext.translation("xscalls", LOCALE_DIR, [language])

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of ``key`` with its ``{placeholders}`` filled."""
        text = self._catalogue.gettext(key)
        return text.format(**values) if values else text

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The text of ``key`` in the number that ``n`` asks for; ``{n}`` is the count, grouped by blanks."""
        return self._catalogue.ngettext(key, key, n).format(n=grouped(n), **values)


def grouped(n: int) -> str:
    """A whole number with no-break blanks between its thousands, as both languages are shown here."""
    return f"{n:,}".replace(",", "\u00a0")


def choose_language(
    option: str | None = None, setting: str | None = None, environ: Mapping[str, str] = os.environ
) -> Language:
    """The language to use: the option, then the employee's setting, then the environment, else Norwegian."""
    for wanted in (option, setting):
        if wanted in LANGUAGES:
            return wanted
    name = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if name.startswith("en") else DEFAULT_LANGUAGE


def stored_language(setting: str | None) -> Language:
    """The language of texts that the program stores: the organisation's setting, else Norwegian."""
    return next((language for language in LANGUAGES if language == setting), DEFAULT_LANGUAGE)
