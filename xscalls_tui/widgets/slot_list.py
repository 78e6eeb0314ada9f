"""The calls of the slot that a calendar's cursor stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from xscalls_tui.domain.calendar import Entry, Slot, View
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.calendar_words import entry_line, slot_title
from xscalls_tui.widgets.glyphs import STATUS_COLOURS, Glyphs
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.looks import Looks
from xscalls_tui.widgets.themes import colour


class SlotList(Looks):
    """A heading that says where the cursor stands, and the calls there; as many as there is room for."""

    ALLOW_SELECT = False
    LOOKS = {"slot-list--heading", "slot-list--over", "slot-list--dim", "slot-list--holiday"}

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A call was clicked."""

        entry: Entry

    def __init__(self, t: Translator, glyphs: Glyphs) -> None:
        super().__init__()
        self.t = t
        self._glyphs = glyphs
        self._title = ""
        self._holiday = ""
        self.entries: Sequence[Entry] = ()

    def show(self, slot: Slot, entries: Sequence[Entry], view: View, *, named: bool) -> None:
        """Show the calls of a slot; ``named`` says whose they are."""
        whose = [one.name for one in view.people if one.id == slot.employee and named]
        self._title = " · ".join([slot_title(slot, self.t), *whose])
        self._holiday = view.holidays.get(slot.day, "")
        self.entries = entries
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            style = self._look("heading")
            holiday = f"  {self._holiday}" if self._holiday else ""
            line = Segment(f" {self._title}", style), Segment(holiday, style + self._look("holiday"))
            return Strip(line).adjust_cell_length(width, style)
        place, rest = y - 1, len(self.entries) - (self.size.height - 1)
        if place >= len(self.entries):
            text = f" {self.t('calendar.empty')}" if place == 0 else ""
            return Strip([Segment(fit(text, width), self._look("dim"))])
        if rest > 0 and y == self.size.height - 1:
            more = self.t("calendar.more", count=rest + 1)
            return Strip([Segment(fit(f" {more}", width), self._look("dim"))])
        entry = self.entries[place]
        flag_style = Style(color=colour(self, STATUS_COLOURS[entry.status]))
        flag = Segment(f" {self._glyphs.flags[entry.status]} ", flag_style)
        style = self._look("over") if entry.over else self.rich_style
        return Strip([flag, Segment(fit(entry_line(entry, self.t, self._glyphs), width - 3), style)])

    def on_click(self, event: events.Click) -> None:
        """A click opens a call."""
        if 0 < event.y <= len(self.entries):
            self.post_message(self.Opened(self.entries[event.y - 1]))

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"slot-list--{name}", partial=name in ("over", "holiday"))
