"""Mine innstillinger, a line for each setting, in sections that open and close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from xscalls_tui.commands.base import Command, key_name
from xscalls_tui.commands.setting_words import NAMES, SECTIONS, value_text
from xscalls_tui.domain.settings import ITEMS, Item, Section, Settings
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines

_NAMES, _MOST_NAMES = 0.45, 44
"""The share of a line that names take, and the cells that they take at most."""


class Line(NamedTuple):
    """A line: the heading of a section, a setting, or a command whose keys can be set."""

    section: Section
    item: Item | None = None
    command: Command | None = None


class SettingLines(PickedLines):
    """Names and values; what is not the standard stands out, and the standard is told beside it."""

    class Moved(Message):
        """The cursor stands on another line."""

    def __init__(
        self, t: Translator, commands: Sequence[Command], keys: Callable[[Command], Sequence[str]]
    ) -> None:
        """``commands`` are those whose keys can be set, ``keys`` gives those in force."""
        super().__init__()
        self.t = t
        self._commands = commands
        self._keys = keys
        self._settings = Settings()
        self._open = set(Section) - {Section.KEYS}
        self._lines: list[Line] = []
        self._lay_out()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def selected(self) -> Line:
        """The line under the cursor."""
        return self._lines[self.cursor]

    def show(self, settings: Settings) -> None:
        """Show these; the cursor stays where it is."""
        self._settings = settings
        self.refresh()

    def turn(self, section: Section, *, to: bool | None = None) -> None:
        """Open a section, or close it; ``to`` says which, else it is turned."""
        wanted = section not in self._open if to is None else to
        self._open = self._open | {section} if wanted else self._open - {section}
        here = self.selected
        self._lay_out()
        stays = here if here in self._lines else Line(section)
        self.cursor = self._lines.index(stays)
        self.changed()

    def watch_cursor(self) -> None:
        """Tell that it moved."""
        super().watch_cursor()
        self.post_message(self.Moved())

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A heading, a setting, or a command with its keys."""
        line = self._lines[index]
        if line.item is None and line.command is None:
            sign = "▾" if line.section in self._open else "▸"
            look = style if index == self.cursor else self.look("heading", partial=False)
            text = f" {sign} {self.t(SECTIONS[line.section])}"
            return [Segment(fit(text, self.size.width), look)]
        name, value, standard = self._told(line)
        width = min(int(self.size.width * _NAMES), _MOST_NAMES)
        beside = "" if value == standard else f"  ({self.t('set.standard', value=standard)})"
        return [
            Segment(f"   {fit(name, width)}  ", style),
            Segment(value or "–", style + self.look("strong") if beside else style),
            Segment(beside, style + self.look("dim")),
        ]

    def _told(self, line: Line) -> tuple[str, str, str]:
        """The name of what stands in a line, its value and its standard, in words."""
        t = self.t
        if line.item is not None:
            item = line.item
            value = getattr(self._settings, item.name)
            return t(NAMES[item.name]), value_text(item, value, t), value_text(item, item.standard, t)
        assert line.command is not None
        standard = ", ".join(key_name(key) for key in line.command.keys.split(",") if key)
        value = ", ".join(key_name(key) for key in self._keys(line.command))
        return line.command.name(t), value, standard

    def _lay_out(self) -> None:
        self._lines = []
        for section in Section:
            self._lines.append(Line(section))
            if section not in self._open:
                continue
            if section is Section.KEYS:
                self._lines += [Line(section, command=command) for command in self._commands]
            self._lines += [Line(section, item) for item in ITEMS if item.section is section]
