"""A list of rows of any kind and any length, with ticks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.list_lines import CommonStyles, ListLines
from xscalls_tui.widgets.paged_lines import PagedLines
from xscalls_tui.widgets.row_window import Ask, Page, R, Request, RowWindow, View
from xscalls_tui.widgets.themes import needs_letters

_LEFT_BUTTON = 1


class Heading(NamedTuple):
    """What the first line shows."""

    sort: Any
    all_ticked: bool


class _Line(NamedTuple):
    """What the line of a row shows; no row if it is not loaded, or below the last one."""

    row: Any
    ticked: bool
    cursor: bool
    in_use: bool = False


@dataclass(eq=False, repr=False)
class TableMessage(Message):
    """Something that happened in a list."""

    table: ListTable[Any]

    @property
    def control(self) -> ListTable[Any]:
        """The list it happened in."""
        return self.table


class ListTable(PagedLines[R], Generic[R]):
    """A list of any length. It asks for pages of rows by message and draws what it has.

    Only movement is its own; what can be done with a row is for the screen, which calls the public
    methods and answers the messages.
    """

    EMPTY: ClassVar[str] = "list.empty"
    """Key of the sentence that stands in a list without rows."""
    LOOKS: ClassVar[set[str]] = {"list-table--heading", "list-table--cursor", "list-table--away"}
    DEFAULT_CSS = "ListTable { width: 1fr; height: 1fr; }"

    total: reactive[int | None] = reactive(None, repaint=False)
    """How many rows the list has, once the screen knows it."""
    here: reactive[tuple[R | None, int | None]] = reactive((None, None), repaint=False, init=False)
    """The row under the cursor, in the state in which it is loaded (None while it is not), and its number.
    Who is to know about each move watches it: a message would take longer than all else about a move."""

    @dataclass(eq=False, repr=False)
    class PageWanted(TableMessage):
        """Rows are to be read. Answer with ``receive``, or ``give_up`` if they cannot be."""

        request: Any
        generation: int

    @dataclass(eq=False, repr=False)
    class UsedRowPassed(TableMessage):
        """The cursor came upon a row that somebody else has open, or left one."""

    @dataclass(eq=False, repr=False)
    class Opened(TableMessage):
        """A row is to be opened (R17)."""

        row_id: int

    @dataclass(eq=False, repr=False)
    class SortWanted(TableMessage):
        """The list is to be sorted by a column, or turned round if it is already."""

        sort_by: Any

    @dataclass(eq=False, repr=False)
    class TickAllWanted(TableMessage):
        """All rows of the list are to be ticked, or none if ``ticked`` says that they are."""

        ticked: bool

    @dataclass(eq=False, repr=False)
    class TicksChanged(TableMessage):
        """Rows were ticked or unticked."""

    def __init__(
        self,
        t: Translator,
        request: Callable[..., Request],
        sort: Any,
        *,
        plain: bool = False,
        letters: bool = False,
        id: str | None = None,
    ) -> None:
        """``request`` makes what asks for a page; ``sort`` is the order before one is
        shown. ``plain`` keeps to ASCII; ``letters`` shows a status as its
        letter, as NO_COLOR always does."""
        self._rows: RowWindow[R] = RowWindow(request)
        super().__init__(View(self._rows), id=id)
        self.t = t
        self.plain = plain
        self._letters = letters
        self._criteria: object = None
        self._sort = sort
        self._ticked: frozenset[int] = frozenset()
        self.in_use: Collection[int] = ()
        """The rows that somebody else has open: they are marked when the list is painted next."""
        self._lines: ListLines[R] | None = None

    @property
    def row_number(self) -> int | None:
        """Which row of the list the cursor is on, from 1, or None when that is not known."""
        return self._rows.number(self.view.cursor, self.total) if self.cursor_row else None

    @property
    def ticked(self) -> frozenset[int]:
        """The ids of the ticked rows, loaded or not."""
        return self._ticked

    def show(self, criteria: Any, sort: Any, read: Callable[[Any], Page[R]] | None = None) -> None:
        """Show a list from its start, whose first rows are read by ``read`` or else asked for. Ticks are kept
        when only the order changes."""
        if criteria != self._criteria:
            self.clear_ticks()
            self.total = None
        self._criteria, self._sort = criteria, sort
        self._rows.reset(criteria, sort)
        self.view.place(0, 0)
        if read is not None:
            for ask in self._rows.wants(self.view.lines):
                self.view.receive(ask, read(ask.request))
        self.follow_up()

    def receive(self, asked: PageWanted, page: Page[R]) -> None:
        """Take in the answer to a PageWanted. Late ones are dropped."""
        if self.view.receive(Ask(asked.request, asked.generation), page):
            self.follow_up()

    def give_up(self, asked: PageWanted) -> None:
        """The rows of a PageWanted could not be read: they stay blank, and are asked for again when the
        operator moves."""
        self._rows.give_up(Ask(asked.request, asked.generation))
        self.paint()

    def toggle_tick(self) -> None:
        """Tick or untick the row under the cursor and move to the next."""
        if row := self.cursor_row:
            self.set_ticks(self._ticked ^ {row.id})
            self.action_move(1, 0)

    def tick_all_loaded(self) -> bool:
        """Tick every row that is loaded. Returns whether that is the whole list."""
        self.set_ticks(self._ticked | self._rows.ids)
        return self._rows.at_start and self._rows.at_end

    def set_ticks(self, ids: Iterable[int]) -> None:
        """Tick these rows and no others."""
        ticked = frozenset(ids)
        if ticked != self._ticked:
            self._ticked = ticked
            self.paint()
            self.post_message(self.TicksChanged(self))

    def clear_ticks(self) -> None:
        """Untick all rows."""
        self.set_ticks(())

    def picture_heading(self) -> Heading:
        """The sort order, and whether every loaded row is ticked."""
        return Heading(self._sort, bool(self._ticked) and self._rows.ids <= self._ticked)

    def picture_line(self, index: int) -> _Line | str:
        """The row with its tick and the cursor, or a sentence when there is none in the whole list."""
        row = self._rows.row(index)
        if row is None and self._rows.is_empty:
            return self.t(self.EMPTY) if self._criteria is not None and index == self.view.top else ""
        if row is None:
            return _Line(None, False, index == self.view.cursor)
        return _Line(row, row.id in self._ticked, index == self.view.cursor, row.id in self.in_use)

    def draw(self, picture: object) -> Strip:
        """The line for a picture."""
        lines = self.lines
        match picture:
            case _Line(None, _, cursor):
                return lines.blank(cursor, not self.has_focus)
            case _Line(row, ticked, cursor, in_use):
                return lines.line(row, ticked, cursor, not self.has_focus, in_use=in_use)
            case Heading(sort, all_ticked):
                return lines.heading(self.t, sort, all_ticked)
            case _:
                return lines.notice(str(picture))

    def ask(self, ask: Ask) -> None:
        """Post a PageWanted."""
        self.post_message(self.PageWanted(self, ask.request, ask.generation))

    def tell(self) -> None:
        """Tell who watches if the row under the cursor, its state or its number is another."""
        before, now = self.here, (self.cursor_row, self.row_number)
        if now != before:
            self.here = now
            if any(row and row.id in self.in_use for row in (before[0], now[0])):
                self.post_message(self.UsedRowPassed(self))

    def forget_lines(self) -> None:
        """Lay out and style the lines anew."""
        self._lines = None

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or event.button != _LEFT_BUTTON:
            return
        if at.y == 0:
            self.click(None, at.x, event.chain)
            return
        index = self.view.top + at.y - 1
        if row := self._rows.row(index):
            self.view.place(index, self.view.top)
            self.follow_up()
            self.click(row, at.x, event.chain)

    @property
    def lines(self) -> ListLines[R]:
        """What draws the rows, at this width and in these colours."""
        if self._lines is None:
            letters = self._letters or self.plain or self.app.no_color or needs_letters(self.app)
            self._lines = self.laid_out(letters=letters)
        return self._lines

    # What a list of rows of a certain kind adds.

    def laid_out(self, *, letters: bool) -> ListLines[R]:
        """What draws the rows at the present width; ``letters``, a status as its letter."""
        raise NotImplementedError

    def click(self, row: R | None, x: int, chain: int) -> None:
        """A row, or the heading, was clicked at the cell ``x``, for the ``chain``-th time on end."""
        raise NotImplementedError


def common_styles(table: ListTable[Any]) -> CommonStyles:
    """How the parts look that all lists have."""
    style = table.get_component_rich_style
    return CommonStyles(
        cursor=style("list-table--cursor"),
        away=style("list-table--away"),
        heading=style("list-table--heading"),
        blank=table.rich_style,
    )
