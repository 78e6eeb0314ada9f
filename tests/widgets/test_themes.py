"""The colours of the themes: they can be read, are of the 256-colour cube, and everybody tells them apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.color import Color

from xscalls_tui.domain.settings import ThemeName
from xscalls_tui.widgets.themes import THEMES

STATUSES = ("done", "cancelled", "unanswered")
# Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))
PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))


def variables(theme: ThemeName) -> dict[str, str]:
    """The colours that style sheets name."""
    found = THEMES[theme]
    return {**found.variables, "background": str(found.background), "surface": str(found.surface)}


def linear(colour: str) -> tuple[float, float, float]:
    """The light of a colour's parts, from 0 to 1."""
    parts = (value / 255 for value in Color.parse(colour).get_truecolor())
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    """As WCAG 2 has it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(light: tuple[float, float, float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB under D65."""
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (
        v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (max(x, 0), max(y, 0), max(z, 0))
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, matrix: tuple[tuple[float, ...], ...]) -> float:
    """How far apart two colours are to an eye that sees through this matrix (CIE 1976)."""
    seen = []
    for colour in (one, other):
        light = linear(colour)
        parts = [sum(weight * part for weight, part in zip(row, light, strict=True)) for row in matrix]
        seen.append(lab((parts[0], parts[1], parts[2])))
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


@pytest.mark.parametrize("theme", list(ThemeName))
def test_what_is_written_on_a_background_can_be_read(theme: ThemeName) -> None:
    colours = variables(theme)
    least = 6.7 if theme is ThemeName.CONTRAST else 4.5
    for name in (name.removesuffix("-back") for name in colours if name.endswith("-back")):
        wanted = least if name in STATUSES else 4.5
        if name == "history" or name.startswith("flag-"):
            wanted = 3  # a sign, not a text
        assert contrast(colours[name], colours[f"{name}-back"]) >= wanted, name
    for name in (name for name in colours if name.startswith("mark-")):
        for back in ("background", "surface"):
            assert contrast(colours[name], colours[back]) >= 4.5, (name, back)
    assert contrast(str(THEMES[theme].foreground), colours["background"]) >= 7


@pytest.mark.parametrize("theme", list(ThemeName))
def test_all_colours_are_the_same_in_256(theme: ThemeName) -> None:
    palette = {tuple(Color.from_ansi(number).get_truecolor()) for number in range(16, 256)}
    for name, colour in variables(theme).items():
        assert tuple(Color.parse(colour).get_truecolor()) in palette, (name, colour)


@pytest.mark.parametrize("matrix", [DEUTAN, PROTAN], ids=["deutan", "protan"])
def test_statuses_are_told_apart_without_red_and_green(matrix: tuple[tuple[float, ...], ...]) -> None:
    colours = variables(ThemeName.COLOUR_BLIND)
    rows = [colours["background"], *(colours[f"{status}-back"] for status in STATUSES)]
    for one, other in combinations(rows, 2):
        assert distance(one, other, matrix) >= 20, (one, other)
