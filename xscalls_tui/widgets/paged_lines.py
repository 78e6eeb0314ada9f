"""A heading and a screenful of lines over a list of any length, with a cursor."""

from __future__ import annotations

from itertools import zip_longest
from typing import ClassVar, Generic

from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip

from xscalls_tui.widgets.looks import PlainLines
from xscalls_tui.widgets.row_window import PAGE_SIZE, Ask, R, View

_WHEEL_LINES = 3
_FEW_LINES = 4


class PagedLines(PlainLines, Generic[R], can_focus=True):
    """Moves a cursor over a View and draws it.

    For each line of the screen it remembers a *picture*, a value that says all that the line shows, and
    draws only the lines whose picture changed: two for a step of the cursor, none for a page that was
    read ahead, those that differ after a refresh. While a list is read for the first time the former
    picture stays: one change on the screen instead of two.
    """

    ALLOW_SELECT = False
    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Textual scrolls nothing here: another size calls for no other layout."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", show=False, id="list.up"),
        Binding("down,j", "move(1, 0)", show=False, id="list.down"),
        Binding("pageup", "move(0, -1)", show=False, id="list.page-up"),
        Binding("pagedown", "move(0, 1)", show=False, id="list.page-down"),
        Binding("home", "go_to_edge(False)", show=False, id="list.start"),
        Binding("end", "go_to_edge(True)", show=False, id="list.end"),
    ]

    def __init__(self, view: View[R], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = view
        self._picture: list[object] = []
        self._fitted = Size(0, 0)
        self._theme = ""

    @property
    def cursor_row(self) -> R | None:
        """The row under the cursor, or None when there is none or it is not loaded yet."""
        return self.view.row

    def action_go_to_edge(self, at_end: bool) -> None:
        """Put the cursor on the first or the last row of the list."""
        self.view.to_edge(at_end)
        self.follow_up()

    def refresh_around(self) -> None:
        """Read the rows around the cursor anew, keeping the cursor on its row and that on its line."""
        self.view.window.refresh(self.view.cursor)
        self.follow_up()

    def follow_up(self) -> None:
        """Do what a change of the view calls for: draw it, ask for rows, tell about the cursor."""
        self.paint()
        for ask in self.view.window.wants(self.view.lines):
            self.ask(ask)
        self.tell()

    def paint(self) -> None:
        """Have the lines drawn that show something else than before."""
        former = self._picture
        window = self.view.window
        if former and window.is_awaiting and not window.ids:
            return
        self._picture = self._pictured()
        stale = [y for y, (old, new) in enumerate(zip_longest(former, self._picture)) if old != new]
        if len(stale) > _FEW_LINES:
            self.refresh(Region(0, stale[0], self.size.width, stale[-1] - stale[0] + 1))
        elif stale:
            self.refresh(*[Region(0, y, self.size.width, 1) for y in stale])

    def _pictured(self) -> list[object]:
        return [self.picture_heading(), *map(self.picture_line, self.view.lines)]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, also in the first frame after a change of size, of which the event tells only later."""
        self._fit()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        if y < len(self._picture):
            return self.draw(self._picture[y])
        return Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Textual's word that the colours may be others now: only another theme has others."""
        super().notify_style_update()
        if self.app.theme != self._theme:
            self._theme = self.app.theme
            self.forget_lines()

    # What a list of a certain kind adds.

    def picture_heading(self) -> object:
        """All that the heading shows, as a value that can be compared."""
        raise NotImplementedError

    def picture_line(self, index: int) -> object:
        """All that the line of the row at ``index`` shows, as a value that can be compared."""
        raise NotImplementedError

    def draw(self, picture: object) -> Strip:
        """The line for a picture."""
        raise NotImplementedError

    def forget_lines(self) -> None:
        """Forget how lines look: their width or colours changed."""
        raise NotImplementedError

    def ask(self, ask: Ask) -> None:
        """Have a page of rows read."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say that the cursor moved, if it did."""
        raise NotImplementedError

    def action_move(self, lines: int, pages: int) -> None:
        """Move the cursor by lines, or by whole screens."""
        if pages:
            self.view.scroll(pages * self.view.height)
        else:
            self.view.move(lines)
        self.follow_up()

    def on_resize(self) -> None:
        self._fit()
        self.follow_up()

    def _fit(self) -> None:
        """Take up another size."""
        if self.size == self._fitted:
            return
        self._fitted = self.size
        view = self.view
        view.height = max(1, self.size.height - 1)
        view.window.page_size = max(PAGE_SIZE, view.height)
        view.place(view.cursor, view.top)
        self._picture = self._pictured()
        self.forget_lines()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _turn_wheel(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        down = isinstance(event, events.MouseScrollDown)
        self.view.scroll(_WHEEL_LINES if down else -_WHEEL_LINES)
        self.follow_up()
