"""What each employee sets for themselves (Min side - Mine innstillinger).

Each setting is declared once in ITEMS: its name, the values that it can have, and the one that it has until
the employee chooses. Words for them are the interface's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import DEFAULT_REMINDER, REMINDER_CHOICES, Direction


class StartView(StrEnum):
    """The page that the program opens with. A saved search that is set to open with goes before it."""

    CALLS = "calls"
    MY_CALLS = "mycalls"
    START = "start"
    CALENDAR = "calendar"


class ThemeName(StrEnum):
    """The colours of the screen."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    COLOUR_BLIND = "colourblind"


class Dialling(StrEnum):
    """Who rings a number (Click-to-call)."""

    NONE = "none"
    LINK = "link"
    COMMAND = "command"
    HTTP = "http"
    BARESIP = "baresip"


class Section(StrEnum):
    """The settings stand in these."""

    REMINDERS = "reminders"
    CALLS = "calls"
    SCREEN = "screen"
    TELEPHONE = "telephone"
    KEYS = "keys"
    """The commands with their keys, which ``Settings.keys`` holds."""


class Item(NamedTuple):
    """A setting: where it stands, and its values in their order, the standard among them."""

    name: str
    section: Section
    values: tuple[Any, ...]
    standard: Any

    def written(self, value: Any) -> str:
        """A value as it is stored."""
        return _written(value)

    def read(self, text: str | None) -> Any:
        """The value that is stored as ``text``; the standard for nothing, or for what is unknown."""
        return next((value for value in self.values if _written(value) == text), self.standard)


def _written(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(int(value)) if isinstance(value, int) else str(value)


_YES_NO = (True, False)
ITEMS = (
    Item("reminder", Section.REMINDERS, REMINDER_CHOICES, DEFAULT_REMINDER),
    Item("bell", Section.REMINDERS, _YES_NO, True),
    Item("window_title", Section.REMINDERS, _YES_NO, True),
    Item("direction", Section.CALLS, tuple(Direction), Direction.OUT),
    Item("duration", Section.CALLS, (5, 10, 15, 20, 30, 45, 60, 90), 15),
    Item("start_view", Section.CALLS, tuple(StartView), StartView.CALLS),
    Item("calendar_file", Section.CALLS, _YES_NO, False),
    Item("language", Section.SCREEN, (None, "nb", "en"), None),
    Item("theme", Section.SCREEN, tuple(ThemeName), ThemeName.DARK),
    Item("mouse", Section.SCREEN, _YES_NO, True),
    Item("low_bandwidth", Section.SCREEN, _YES_NO, False),
    Item("dialling", Section.TELEPHONE, (None, *Dialling), None),
)


class Settings(NamedTuple):
    """The settings of one employee."""

    reminder: int | None = DEFAULT_REMINDER
    """Minutes before the start of new planned calls."""
    bell: bool = True
    window_title: bool = True
    direction: Direction = Direction.OUT
    duration: int = 15
    """Minutes of new calls."""
    start_view: StartView = StartView.CALLS
    calendar_file: bool = False
    """Whether a file of calendar entries follows one's calls."""
    language: str | None = None
    """``nb`` or ``en``; None for that of the surroundings."""
    theme: ThemeName = ThemeName.DARK
    mouse: bool = True
    low_bandwidth: bool = False
    dialling: Dialling | None = None
    """None for what the configuration says."""
    keys: Mapping[str, str] = MappingProxyType({})
    """The employee's own keys by the id of their command, comma-separated."""


def read(stored: Mapping[str, str]) -> Settings:
    """The settings, by what is stored under their names."""
    values = {item.name: item.read(stored.get(item.name)) for item in ITEMS}
    return Settings(**values, keys=read_keys(stored.get("keys", "")))


def written_keys(keys: Mapping[str, str]) -> str:
    """Keys as they are stored."""
    return ";".join(f"{name}={keys[name]}" for name in sorted(keys))


def read_keys(text: str) -> Mapping[str, str]:
    """Keys that are stored as ``text``."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return {name: keys for name, _, keys in pairs if keys}
