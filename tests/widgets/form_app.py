"""A form to put fields into, that notes what they tell."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from xscalls_tui.paths import styles_dir
from xscalls_tui.widgets.day_grid import DayGrid
from xscalls_tui.widgets.dropdown import Dropdown
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.lookup_field import LookupField


class Elsewhere(Widget, can_focus=True):
    """Where the focus can go from the last field."""

    DEFAULT_CSS = "Elsewhere { height: 1; }"


class FormApp(App[None]):
    """Shows each field in a row of its own, labelled with its id. Enter goes on to the next."""

    CSS_PATH = styles_dir() / "fields.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""

    def __init__(self, *parts: FormField[Any] | FieldRow) -> None:
        super().__init__()
        self.parts = parts
        self.changed: list[FormField[Any]] = []
        self.advanced: list[FormField[Any]] = []
        self.wanted: list[str] = []
        self.picked: list[DayGrid.Picked] = []
        self.refused: list[str] = []
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        for part in self.parts:
            yield part if isinstance(part, FieldRow) else FieldRow(Labelled(part.id or "", part))
        yield Elsewhere()

    @property
    def dropdown(self) -> Dropdown | None:
        """The list, while it is open."""
        dropdown = Dropdown.find(self.screen)
        return dropdown if dropdown and dropdown.owner else None

    @property
    def offered(self) -> list[str]:
        """The labels in the open list."""
        return [row.label for row in self.dropdown.rows] if self.dropdown else []

    @property
    def field(self) -> FormField[Any] | None:
        """The field with the focus."""
        return FormField.of(self.focused)

    def on_ready(self) -> None:
        self.screen.focus_next()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        self.changed.append(event.control)

    def on_form_field_advance(self, event: FormField.Advance) -> None:
        self.advanced.append(event.control)
        self.screen.focus_next()

    def on_lookup_field_wanted(self, event: LookupField.Wanted) -> None:
        self.wanted.append(event.text)

    def on_day_grid_picked(self, event: DayGrid.Picked) -> None:
        self.picked.append(event)

    def on_day_grid_refused(self, event: DayGrid.Refused) -> None:
        self.refused.append(event.key)

    def on_key(self, event: events.Key) -> None:
        """Notes the keys that no field kept for itself."""
        self.keys.append(event.key)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste from the terminal."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def shown(widget: Widget) -> list[str]:
    """The lines that ``widget`` draws."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
