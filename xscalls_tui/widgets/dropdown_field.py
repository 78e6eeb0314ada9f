"""What a field needs to drop down a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding

from xscalls_tui.widgets.dropdown import Dropdown, DropRow
from xscalls_tui.widgets.form_field import FormField, V
from xscalls_tui.widgets.line_field import LineField

OPENS = "▾"
"""The sign of a list that can be dropped down."""


class DropdownField(FormField[V]):
    """A field that can drop down a list. While it is open, the field hands it Up, Down, PgUp, PgDn and
    Escape; what Enter does is the field's own affair."""

    BINDINGS = [Binding("down", "open_list", show=False)]

    @property
    def list_open(self) -> bool:
        """Whether this field's list is open."""
        return self._own_list is not None

    @property
    def highlighted_row(self) -> int | None:
        """The highlighted row of this field's list; None when it is closed."""
        return self._own_list.highlighted if self._own_list else None

    def show_list(self, rows: Sequence[DropRow], highlighted: int | None = 0) -> None:
        """Open the list with these rows, or give the open one new rows."""
        Dropdown.on(self.screen).open(self, rows, highlighted)

    def highlight(self, index: int | None) -> None:
        """Highlight another row of the open list."""
        if self._own_list:
            self._own_list.highlighted = index

    def close_list(self) -> None:
        """Close the list if it is this field's."""
        if self._own_list:
            self._own_list.close()

    def pick(self, index: int) -> None:
        """Take the row ``index`` of the list."""
        raise NotImplementedError

    def dismissed(self) -> None:
        """The operator closed the list without taking a row."""

    def action_open_list(self) -> None:
        """Open the list."""
        raise NotImplementedError

    def toggle_list(self) -> None:
        """Open the list, or close it."""
        if self.list_open:
            self.close_list()
        else:
            self.action_open_list()

    def on_key(self, event: events.Key) -> None:
        dropdown = self._own_list
        if dropdown is None:
            return
        match event.key:
            case "up" | "down":
                dropdown.move(1 if event.key == "down" else -1)
            case "pageup" | "pagedown":
                dropdown.page(1 if event.key == "pagedown" else -1)
            case "escape":
                self.close_list()
                self.dismissed()
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_dropdown_picked(self, event: Dropdown.Picked) -> None:
        event.stop()
        if self.list_open:
            self.pick(event.index)

    @property
    def _own_list(self) -> Dropdown | None:
        dropdown = Dropdown.find(self.screen) if self.is_attached else None
        return dropdown if dropdown and dropdown.owner is self else None


class DropdownLine(LineField[V], DropdownField[V]):
    """A line that is typed into, with the sign of the list to the right of it."""

    DEFAULT_CSS = """
    DropdownLine > LineInput { margin-right: 1; }
    """

    @property
    def suffix(self) -> str:
        """The sign of the list."""
        return OPENS

    def set_text(self, text: str) -> None:
        """Show ``text`` as if it had been typed earlier. A list for what stood there is closed."""
        self.close_list()
        super().set_text(text)

    def suffix_clicked(self) -> None:
        """The sign of the list was clicked."""
        self.toggle_list()
