"""The colours of the program: one accent, neutral greys of the 256-colour cube, status colours only for
status (those stand in styles/call_table.tcss)."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="xscalls-dark",
    primary="#5fafd7",
    accent="#5fafd7",
    secondary="#87afaf",
    warning="#d7af00",
    error="#ff5f5f",
    success="#5faf5f",
    foreground="#d0d0d0",
    background="#121212",
    surface="#262626",
    panel="#303030",
    dark=True,
)
LIGHT = Theme(
    name="xscalls-light",
    primary="#005f87",
    accent="#005f87",
    secondary="#5f8787",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#eeeeee",
    panel="#dadada",
    dark=False,
)
THEMES = (DARK, LIGHT)
