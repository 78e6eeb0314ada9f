"""What an entry was made from: shown, and opened by a key."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.list_lines import fit


class FixedField(FormField[int | None], can_focus=True):
    """``4711 Tilbud på vinduer``: a row that is linked to and stays so. Enter or a click opens it."""

    BINDINGS = [Binding("enter", "open", show=False)]

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """What stands in the field is to be opened."""

        field: FixedField
        row_id: int

        @property
        def control(self) -> FixedField:
            """The field."""
            return self.field

    def __init__(self, t: Translator, *, help_key: str = "", id: str | None = None) -> None:
        super().__init__(t, help_key=help_key, id=id)
        self._row_id: int | None = None
        self._name = ""

    @property
    def value(self) -> int | None:
        """The id of the row."""
        return self._row_id

    @property
    def text(self) -> str:
        """The row's number and name."""
        return "" if self._row_id is None else f"{self._row_id} {self._name}".strip()

    def set_value(self, value: int | None, name: str = "") -> None:
        """Show a row by its number and name, or nothing."""
        self._row_id, self._name = value, " ".join(name.split())
        self.error = ""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        text = "" if y else fit(self.text, self.size.width)
        return Strip([Segment(text)]).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def action_open(self) -> None:
        """Open the row."""
        if self._row_id is not None:
            self.tell(self.Opened(self, self._row_id))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()
