"""Fields of one line that are typed into."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.form_field import FormField, V
from xscalls_tui.widgets.line_input import LineInput

P = TypeVar("P")

LONGEST = 4_000
"""Characters that a line takes. A paste beyond is cut, in words: the editor draws the whole line for
every key, and what can be saved is far less."""


class LineField(FormField[V]):
    """A field with an editor, and room for a short sign (``suffix``) to the right of it."""

    OVERTYPE: ClassVar[bool] = False
    """Whether what is typed after the focus came takes the place of what stood there: for values that
    are chosen anew rather than edited."""

    DEFAULT_CSS = """
    LineField {
        text-align: right;
        & > LineInput { width: 1fr; }
    }
    """

    def __init__(
        self, t: Translator, *, help_key: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self.line = LineInput(self, LONGEST, overtype=self.OVERTYPE)

    def compose(self) -> ComposeResult:
        yield self.line

    def render(self) -> Content:
        return Content(self.suffix)

    @property
    def text(self) -> str:
        """What stands in the field, as typed."""
        return self.line.value

    @property
    def cursor(self) -> int:
        """The column of the cursor in the text."""
        return self.line.cursor_position

    @cursor.setter
    def cursor(self, position: int) -> None:
        self.line.place_cursor(position)

    @property
    def focus_target(self) -> LineInput:
        """The editor."""
        return self.line

    @property
    def suffix(self) -> str:
        """What stands to the right of the editor."""
        return ""

    def set_text(self, text: str) -> None:
        """Show ``text`` as if it had been typed earlier: a draft that comes back, finished or not."""
        self.line.reset(text)
        self.error = ""
        self.refresh()

    def overwrite(self, text: str) -> None:
        """Put ``text`` there for the operator, who can undo it."""
        self.line.overwrite(text)
        self.refresh()

    def suffix_clicked(self) -> None:
        """The sign to the right was clicked."""

    def line_edited(self) -> None:
        """The operator changed the text."""
        self.refresh()
        self.changed()

    def line_cut(self) -> None:
        """A paste was longer than the field takes."""
        self.error = self.t("msg.toolong", longest=LONGEST)

    def line_entered(self) -> None:
        """Enter was pressed."""
        self.advance()

    def line_left(self) -> None:
        """The focus went elsewhere."""

    def watch_read_only(self, read_only: bool) -> None:
        self.line.read_only = read_only

    def on_input_blurred(self, event: Input.Blurred) -> None:
        event.stop()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            event.stop()
            self.focus()
            self.suffix_clicked()


class ParsedField(LineField[P | None], Generic[P]):
    """A line that is read as a value. When the operator is done, the value is written out in full;
    a text that means nothing stays as it is, with an error."""

    OVERTYPE = True

    def parse(self, text: str) -> P | None:
        """The value of ``text``, which is not empty, or None if it has none."""
        raise NotImplementedError

    def written(self, value: P) -> str:
        """``value`` in full."""
        raise NotImplementedError

    def complaint(self) -> str:
        """The sentence for a text that means nothing."""
        raise NotImplementedError

    @property
    def value(self) -> P | None:
        """What the text means; None when it is empty or means nothing."""
        text = self.text.strip()
        return self.parse(text) if text else None

    def set_value(self, value: P | None) -> None:
        """Show ``value``, or nothing."""
        self.set_text("" if value is None else self.written(value))

    def problem(self, required: bool) -> str:
        """The sentence that says what is wrong with the text, empty when nothing is."""
        if self.text.strip() and self.value is None:
            return self.complaint()
        return super().problem(required)

    def settle(self) -> None:
        """Write the value out in full, or say that there is none. An empty text is left for the form."""
        value = self.value
        if value is not None:
            self.overwrite(self.written(value))
        elif self.text.strip():
            self.error = self.complaint()

    def put(self, value: P) -> None:
        """Take ``value`` as the operator's doing."""
        before = self.text
        self.overwrite(self.written(value))
        if self.text != before:
            self.changed()

    def line_entered(self) -> None:
        """Enter was pressed: write the value out and go on."""
        self._settle_if_editable()
        super().line_entered()

    def line_left(self) -> None:
        """The focus went elsewhere: write the value out."""
        self._settle_if_editable()

    def _settle_if_editable(self) -> None:
        if not self.read_only:
            self.settle()
