"""Compiles the catalogues (.po) to what gettext reads (.mo).

hatchling runs this as its build hook, also for an editable install; ``python -m
xscalls_tui.i18n.compile_catalogues`` does the same by hand.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from hatchling.builders.config import BuilderConfig
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("xscalls_tui", "i18n", "locale")


def compile_catalogues(locale_dir: Path) -> list[Path]:
    """Write a .mo beside every .po that is newer; return those written."""
    written = []
    for source in sorted(locale_dir.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as readable:
            catalogue = read_po(readable, locale=source.parts[-3], abort_invalid=True)
        # Renamed into place, so that a program that starts meanwhile never reads half a catalogue.
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as writable:
            write_mo(writable, catalogue)
        unfinished.replace(target)
        written.append(target)
    return written


def get_build_hook() -> type[BuildHookInterface[BuilderConfig]]:
    """hatchling asks here for its hook. Everybody else can do without hatchling."""
    from hatchling.builders.config import BuilderConfig
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileCatalogues(BuildHookInterface[BuilderConfig]):
        """Compiles before hatchling collects the files."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Called before each target is built."""
            compile_catalogues(Path(self.root) / LOCALES)

    return CompileCatalogues


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent / "locale")
