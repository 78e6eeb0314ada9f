"""The colours of the program: one accent, neutral greys of the 256-colour cube, status colours for status.

A style sheet names the colours by these variables. All are of the 256-colour cube as they stand, so that they
are the same over SSH as in true colour; tests/widgets/test_themes.py measures their contrast.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme
from textual.widget import Widget

from xscalls_tui.domain.settings import ThemeName

_BLACK, _WHITE = "#000000", "#ffffff"


def colour(widget: Widget, variable: str) -> str:
    """What a variable of the theme in force stands for; a colour for itself."""
    return widget.app.theme_variables.get(variable, variable)


def needs_letters(app: App[Any]) -> bool:
    """Whether the theme in force tells statuses by letters, where colours may not be told apart."""
    return app.theme == THEMES[ThemeName.COLOUR_BLIND].name


def _pair(name: str, back: str, text: str) -> dict[str, str]:
    """A background and what is written on it."""
    return {f"{name}-back": back, name: text}


_DARK_LISTS = {
    **_pair("away", "#a8a8a8", _BLACK),
    **_pair("list-cursor", "#87afff", _BLACK),
    **_pair("picked", "#005faf", _WHITE),
    **_pair("history", "#bcbcbc", "#af0000"),
    **_pair("calendar-call", "#5fd7d7", _BLACK),
    **_pair("moving", "#d7af00", _BLACK),
    **_pair("done", "#005f00", "#e4e4e4"),
    **_pair("cancelled", "#5f0000", "#e4e4e4"),
    **_pair("unanswered", "#5f5f00", "#eeeeee"),
    **_pair("flag-planned", "$background", "#ffff00"),
    **_pair("flag-done", "#005f00", "#5fff5f"),
    **_pair("flag-cancelled", "#5f0000", "#ff5f5f"),
    **_pair("flag-unanswered", "#5f5f00", "#ffaf00"),
    **_pair("flag-blue", "$background", "#5fafff"),
    **_pair("flag-yellow", "$background", "#ffff00"),
    **_pair("flag-orange", "$background", "#ffaf00"),
    **_pair("flag-green", "$background", "#5fff5f"),
    **_pair("flag-red", "$background", "#ff5f5f"),
    "unused": "#9e9e9e",
    "mark-planned": "#d7af00",
    "mark-done": "#00af00",
    "mark-cancelled": "#ff5f5f",
    "mark-unanswered": "#ff8700",
    "mark-blue": "#5f87ff",
    "mark-yellow": "#d7af00",
    "mark-orange": "#ff8700",
    "mark-green": "#00af00",
    "mark-red": "#ff5f5f",
}
"""``mark-`` is a flag beside its word, on the background of what it stands in."""
# No yellow can be read on white: in the light theme the flag's cell has the colour, not its sign.
_LIGHT_LISTS = {
    **_pair("away", "#585858", _WHITE),
    **_pair("list-cursor", "#005faf", _WHITE),
    **_pair("picked", "#005faf", _WHITE),
    **_pair("history", "#bcbcbc", "#870000"),
    **_pair("calendar-call", "#5fd7d7", _BLACK),
    **_pair("moving", "#d7af00", _BLACK),
    **_pair("done", "#d7ffd7", _BLACK),
    **_pair("cancelled", "#ffd7d7", _BLACK),
    **_pair("unanswered", "#ffffaf", _BLACK),
    **_pair("flag-planned", "#ffff00", _BLACK),
    **_pair("flag-done", "#00af00", _BLACK),
    **_pair("flag-cancelled", "#d70000", _WHITE),
    **_pair("flag-unanswered", "#ff8700", _BLACK),
    **_pair("flag-blue", "#005fff", _WHITE),
    **_pair("flag-yellow", "#ffff00", _BLACK),
    **_pair("flag-orange", "#ff8700", _BLACK),
    **_pair("flag-green", "#00af00", _BLACK),
    **_pair("flag-red", "#d70000", _WHITE),
    "unused": "#5f5f5f",
    "mark-planned": "#5f5f00",
    "mark-done": "#005f00",
    "mark-cancelled": "#af0000",
    "mark-unanswered": "#870000",
    "mark-blue": "#005faf",
    "mark-yellow": "#5f5f00",
    "mark-orange": "#870000",
    "mark-green": "#005f00",
    "mark-red": "#af0000",
}
_CONTRAST_LISTS = _DARK_LISTS | {
    **_pair("away", "#d0d0d0", _BLACK),
    **_pair("list-cursor", _WHITE, _BLACK),
    **_pair("picked", _WHITE, _BLACK),
    **_pair("history", _WHITE, "#870000"),
    **_pair("calendar-call", "#5fffff", _BLACK),
    **_pair("moving", "#ffff00", _BLACK),
    **_pair("done", "#005f00", _WHITE),
    **_pair("cancelled", "#5f0000", _WHITE),
    **_pair("unanswered", "#5f5f00", _WHITE),
    **_pair("flag-done", "#005f00", "#87ff87"),
    **_pair("flag-cancelled", "#5f0000", "#ff8787"),
    **_pair("flag-blue", "$background", "#87d7ff"),
    **_pair("flag-red", "$background", "#ff8787"),
    "unused": "#bcbcbc",
    "mark-planned": "#ffff00",
    "mark-done": "#5fff5f",
    "mark-cancelled": "#ff8787",
    "mark-unanswered": "#ffaf00",
    "mark-blue": "#87d7ff",
    "mark-yellow": "#ffff00",
    "mark-orange": "#ffaf00",
    "mark-green": "#5fff5f",
    "mark-red": "#ff8787",
}
# Blue, dark yellow and a dusty red: blueness and lightness part them, whoever looks. Letters besides.
_COLOUR_BLIND_LISTS = _DARK_LISTS | {
    **_pair("away", "#bcbcbc", _BLACK),
    **_pair("list-cursor", "#afd7ff", _BLACK),
    **_pair("done", "#005f87", _WHITE),
    **_pair("cancelled", "#875f5f", _WHITE),
    **_pair("unanswered", "#5f5f00", _WHITE),
    **_pair("flag-planned", "$background", "#ffffaf"),
    **_pair("flag-done", "#005f87", "#87d7ff"),
    **_pair("flag-cancelled", "#875f5f", "#ffd7d7"),
    **_pair("flag-unanswered", "#5f5f00", "#ffd75f"),
    **_pair("flag-blue", "$background", "#5fafff"),
    **_pair("flag-yellow", "$background", "#ffffaf"),
    **_pair("flag-orange", "$background", "#d7af00"),
    **_pair("flag-green", "$background", "#87d7ff"),
    **_pair("flag-red", "$background", "#ffafff"),
    "mark-planned": "#ffffaf",
    "mark-done": "#87d7ff",
    "mark-cancelled": "#ffafff",
    "mark-unanswered": "#d7af00",
    "mark-yellow": "#ffffaf",
    "mark-orange": "#d7af00",
    "mark-green": "#87d7ff",
    "mark-red": "#ffafff",
}


def _theme(name: str, lists: Mapping[str, str], colours: Mapping[str, str], *, dark: bool = True) -> Theme:
    ground = colours["background"]
    variables = {key: ground if value == "$background" else value for key, value in lists.items()}
    parts: dict[str, Any] = dict(colours)
    return Theme(name=f"xscalls-{name}", dark=dark, variables=variables, **parts)


_GREYS = {
    "primary": "#5fafd7",
    "accent": "#5fafd7",
    "secondary": "#87afaf",
    "warning": "#d7af00",
    "error": "#ff5f5f",
    "success": "#5faf5f",
    "foreground": "#d0d0d0",
    "background": "#121212",
    "surface": "#262626",
    "panel": "#303030",
}
_WHITES = {
    "primary": "#005f87",
    "accent": "#005f87",
    "secondary": "#5f8787",
    "warning": "#875f00",
    "error": "#af0000",
    "success": "#005f00",
    "foreground": "#1c1c1c",
    "background": _WHITE,
    "surface": "#eeeeee",
    "panel": "#dadada",
}
_BLACKS = {
    "primary": "#5fffff",
    "accent": "#5fffff",
    "secondary": "#d7ffff",
    "warning": "#ffff00",
    "error": "#ff8787",
    "success": "#87ff87",
    "foreground": _WHITE,
    "background": _BLACK,
    "surface": "#121212",
    "panel": "#262626",
}
THEMES: Mapping[ThemeName, Theme] = {
    ThemeName.DARK: _theme("dark", _DARK_LISTS, _GREYS),
    ThemeName.LIGHT: _theme("light", _LIGHT_LISTS, _WHITES, dark=False),
    ThemeName.CONTRAST: _theme("contrast", _CONTRAST_LISTS, _BLACKS),
    ThemeName.COLOUR_BLIND: _theme(
        "colourblind", _COLOUR_BLIND_LISTS, _GREYS | {"error": "#ffafff", "success": "#87d7ff"}
    ),
}
