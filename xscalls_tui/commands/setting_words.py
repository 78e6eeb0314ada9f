"""The words for settings, their sections and their values, as keys of the catalogue."""

from __future__ import annotations

from typing import Any

from xscalls_tui.commands.words import DIRECTIONS
from xscalls_tui.domain.calls import Direction
from xscalls_tui.domain.settings import Dialling, Item, Section, StartView, ThemeName
from xscalls_tui.i18n import Translator, formats

SECTIONS = {
    Section.REMINDERS: "set.reminders",
    Section.CALLS: "set.calls",
    Section.SCREEN: "set.ui",
    Section.TELEPHONE: "set.telephone",
    Section.KEYS: "set.keys",
}
NAMES = {
    "reminder": "set.callreminder",
    "bell": "set.bell",
    "window_title": "set.windowtitle",
    "direction": "set.calldirection",
    "duration": "set.callduration",
    "start_view": "set.startview",
    "calendar_file": "set.calendarfile",
    "language": "set.language",
    "theme": "set.theme",
    "mouse": "set.mouse",
    "low_bandwidth": "set.lowbandwidth",
    "dialling": "set.dialling",
}
HELPS = {
    "reminder": "help.set.callreminder",
    "bell": "help.set.bell",
    "window_title": "help.set.windowtitle",
    "direction": "help.set.calldirection",
    "duration": "help.set.callduration",
    "start_view": "help.set.startview",
    "calendar_file": "help.set.calendarfile",
    "language": "help.set.language",
    "theme": "help.set.theme",
    "mouse": "help.set.mouse",
    "low_bandwidth": "help.set.lowbandwidth",
    "dialling": "help.set.dialling",
}
_VIEWS = {
    StartView.CALLS: "page.calls",
    StartView.MY_CALLS: "page.mycalls",
    StartView.START: "main.start",
    StartView.CALENDAR: "page.calendar",
}
_THEMES = {
    ThemeName.DARK: "theme.dark",
    ThemeName.LIGHT: "theme.light",
    ThemeName.CONTRAST: "theme.contrast",
    ThemeName.COLOUR_BLIND: "theme.colourblind",
}
_DIALLING = {
    Dialling.NONE: "dialling.none",
    Dialling.LINK: "dialling.link",
    Dialling.COMMAND: "dialling.command",
    Dialling.HTTP: "dialling.http",
    Dialling.BARESIP: "dialling.baresip",
    None: "dialling.configured",
}
_LANGUAGES = {"nb": "language.nb", "en": "language.en", None: "language.surroundings"}


def value_text(item: Item, value: Any, t: Translator) -> str:
    """A value of a setting in words."""
    match item.name:
        case "reminder":
            return formats.reminder(value, t)
        case "duration":
            return formats.duration(value, t)
        case "language":
            return t(_LANGUAGES[value])
        case "dialling":
            return t(_DIALLING[value])
    match value:
        case bool():
            return t("btn.yes" if value else "btn.no")
        case Direction():
            return t(DIRECTIONS[value])
        case StartView():
            return t(_VIEWS[value])
        case ThemeName():
            return t(_THEMES[value])
        case _:
            return str(value)
