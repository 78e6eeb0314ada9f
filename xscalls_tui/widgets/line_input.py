"""The editor inside every one-line field."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple, Protocol

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import Input
from textual.widgets.input import Selection

from xscalls_tui.domain.text import clean_line
from xscalls_tui.widgets.editing_keys import editing_keys


class LineState(NamedTuple):
    """What stands in a line and where the cursor is."""

    text: str
    cursor: int


class LineHistory:
    """The steps that undo takes back. A word typed in one go is one step."""

    def __init__(self, limit: int = 100) -> None:
        self._undo: deque[LineState] = deque(maxlen=limit)
        self._redo: list[LineState] = []
        self._typed: LineState | None = None

    def record(self, before: LineState, after: LineState) -> None:
        """Remember that the operator made ``after`` of ``before``."""
        typing = len(after.text) == len(before.text) + 1 and after.cursor == before.cursor + 1
        if not (typing and before == self._typed and not _starts_word(after)):
            self._undo.append(before)
        self._typed = after if typing else None
        self._redo.clear()

    def undo(self, now: LineState) -> LineState | None:
        """The state before the last step, or None if there is none."""
        if not self._undo:
            return None
        self._redo.append(now)
        self._typed = None
        return self._undo.pop()

    def redo(self, now: LineState) -> LineState | None:
        """The state that the last undo took back, or None if there is none."""
        if not self._redo:
            return None
        self._undo.append(now)
        return self._redo.pop()

    def clear(self) -> None:
        """Forget all steps."""
        self._undo.clear()
        self._redo.clear()
        self._typed = None


class LineOwner(Protocol):
    """The field around a line. It is called at once and not by message, since with several keys in
    the queue a message would reach it when the line already says something else."""

    def line_edited(self) -> None:
        """The operator changed the text."""
        ...

    def line_cut(self) -> None:
        """What was pasted is longer than the field takes; its end was left out."""
        ...

    def line_entered(self) -> None:
        """Enter was pressed."""
        ...

    def line_left(self) -> None:
        """The focus went elsewhere."""
        ...


class LineInput(Input, inherit_bindings=False):
    """One row of text without a border, with undo, whole pastes and a read-only mode.

    The first time, the cursor stands at the end of the text, later where it was. With ``overtype`` the
    text is selected whenever the focus comes by key: what is typed takes its place.
    """

    BINDINGS = [
        *editing_keys(Input.BINDINGS),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]

    def __init__(self, owner: LineOwner, max_length: int, *, overtype: bool = False) -> None:
        super().__init__(compact=True, select_on_focus=False, validate_on=(), max_length=max_length)
        self.cursor_blink = False
        self.read_only = False
        self._owner = owner
        self._overtype = overtype
        self._history = LineHistory()
        self._fresh = True

    @property
    def state(self) -> LineState:
        """The text and the cursor."""
        return LineState(self.value, self.cursor_position)

    def reset(self, text: str) -> None:
        """Show ``text`` with its beginning in sight; undo does not reach behind it."""
        self._history.clear()
        self._put(LineState(text if text.isprintable() else clean_line(text), 0))
        self._fresh = True
        if self.has_focus:
            self._settle_cursor()

    def place_cursor(self, position: int) -> None:
        """Put the cursor where it was when the field was left."""
        self._fresh = False
        self.cursor_position = position

    def overwrite(self, text: str) -> None:
        """Put ``text`` in place of what the operator typed, as a step that undo takes back."""
        before = self.state
        if text != before.text:
            self._put(LineState(text, len(text)))
            self._history.record(before, self.state)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text, unless the field is read-only. All of Input's editing ends here."""
        if self.read_only:
            return
        before = self.state
        cut = False
        if len(text) > 1:
            first, last = sorted((start, end))
            room = max(0, self.max_length - len(self.value) + last - first) if self.max_length else None
            text, whole = clean_line(text)[:room], clean_line(text)
            cut = text != whole
        with self.prevent(Input.Changed):
            super().replace(text, start, end)
        if self.value != before.text:
            self._history.record(before, self.state)
            self._owner.line_edited()
        if cut:
            self._owner.line_cut()

    def action_undo(self) -> None:
        """Take back the last step in this field."""
        self._travel(None if self.read_only else self._history.undo(self.state))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(None if self.read_only else self._history.redo(self.state))

    async def action_submit(self) -> None:
        """Tell the field that Enter was pressed."""
        self._owner.line_entered()

    def on_focus(self) -> None:
        self._settle_cursor()

    def on_blur(self) -> None:
        # Not when the terminal's window loses the focus: the operator is still in the middle of this field.
        if self.app.app_focus:
            self._fresh |= self._overtype
            self.scroll_to(0, 0, animate=False)
            self._owner.line_left()

    def on_paste(self, event: events.Paste) -> None:
        # Input would keep the first line and silently drop the others.
        event.prevent_default().stop()
        self.replace(event.text, *self.selection)

    def _settle_cursor(self) -> None:
        if self._fresh:
            self._fresh = False
            self.selection = Selection(0 if self._overtype else len(self.value), len(self.value))
        column = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
        self.scroll_to_region(Region(column, 0, 1, 1), force=True, animate=False)

    def _travel(self, state: LineState | None) -> None:
        if state is not None:
            self._put(state)
            self._owner.line_edited()

    def _put(self, state: LineState) -> None:
        with self.prevent(Input.Changed):
            self.value = state.text
        self.cursor_position = state.cursor
        if not self.has_focus:
            self.scroll_to(0, 0, animate=False)


def _starts_word(typed: LineState) -> bool:
    before, new = typed.text[typed.cursor - 2 : typed.cursor - 1], typed.text[typed.cursor - 1]
    return before.isspace() and not new.isspace()
