"""The note of a call."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import TextArea

from xscalls_tui.domain.text import clean
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.editing_keys import editing_keys
from xscalls_tui.widgets.form_field import FormField

_TAKEN_BY_THE_FORM = ("f6", "f7")


class NoteText(TextArea, inherit_bindings=False):
    """The editor of a note: soft wrap, Tab leaves, commands' keys go to the form, pastes are cleaned."""

    BINDINGS = [*editing_keys(TextArea.BINDINGS, _TAKEN_BY_THE_FORM)]

    def __init__(self) -> None:
        super().__init__(compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    def action_undo(self) -> None:
        """Take back the last edits."""
        if not self.read_only:
            super().action_undo()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self.read_only:
            super().action_redo()

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self._insert(self.app.clipboard)

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default().stop()
        self._insert(event.text)

    def _insert(self, text: str) -> None:
        if not self.read_only:
            self.replace(clean(text), *self.selection, maintain_selection_offset=False)


class NoteArea(FormField[str]):
    """A text of several lines. Enter begins a new one; Tab goes on."""

    DEFAULT_CSS = """
    NoteArea {
        height: 1fr;
        min-height: 1;
        & > NoteText {
            height: 1fr;
            padding: 0;
        }
    }
    """

    def __init__(
        self, t: Translator, *, help_key: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self.editor = NoteText()

    def compose(self) -> ComposeResult:
        yield self.editor

    @property
    def value(self) -> str:
        """The note as it will be stored."""
        return clean(self.text)

    @property
    def text(self) -> str:
        """The note as typed."""
        return self.editor.text

    @property
    def cursor(self) -> int:
        """The place of the cursor, counted in characters from the beginning."""
        row, column = self.editor.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    @cursor.setter
    def cursor(self, position: int) -> None:
        before = self.text[:position].split("\n")
        self.editor.move_cursor((len(before) - 1, len(before[-1])))

    @property
    def focus_target(self) -> NoteText:
        """The editor."""
        return self.editor

    def set_value(self, value: str) -> None:
        """Show ``value``, from its beginning."""
        with self.prevent(TextArea.Changed):
            self.editor.load_text(value)
        self.error = ""

    def set_text(self, text: str) -> None:
        """Show ``text`` as if it had been typed earlier."""
        self.set_value(text)

    def watch_read_only(self, read_only: bool) -> None:
        self.editor.read_only = read_only

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.changed()
