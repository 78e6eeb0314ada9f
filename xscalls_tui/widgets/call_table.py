"""The call list (R1-R35)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Criteria, Field, Page, PageRequest, Sort, SortBy
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_line import SORTABLE, CallLines, LineStyles
from xscalls_tui.widgets.columns import Column, columns_for
from xscalls_tui.widgets.glyphs import glyphs_for
from xscalls_tui.widgets.paged_lines import PagedLines
from xscalls_tui.widgets.row_window import Ask, RowWindow, View

_LEFT_BUTTON = 1


class _Heading(NamedTuple):
    """What the first line shows."""

    sort: Sort
    all_ticked: bool


class _Line(NamedTuple):
    """What the line of a call shows; no row if it is not loaded, or below the last one."""

    row: CallRow | None
    ticked: bool
    cursor: bool


@dataclass(eq=False, repr=False)
class TableMessage(Message):
    """Something that happened in a call list."""

    table: CallTable

    @property
    def control(self) -> CallTable:
        """The list it happened in."""
        return self.table


class CallTable(PagedLines):
    """A list of calls of any length. It asks for pages of rows by message and draws what it has.

    Only movement is its own; what can be done with a call is for the screen, which calls the public
    methods and answers the messages.
    """

    LOOKS: ClassVar[set[str]] = {
        "call-table--heading",
        "call-table--cursor",
        "call-table--away",
        "call-table--history",
        *(f"call-table--{status.name.lower()}" for status in Status),
        *(f"call-table--flag-{status.name.lower()}" for status in Status),
    }
    DEFAULT_CSS = "CallTable { width: 1fr; height: 1fr; }"

    total: reactive[int | None] = reactive(None, repaint=False)
    """How many rows the list has, once the screen knows it."""

    @dataclass(eq=False, repr=False)
    class PageWanted(TableMessage):
        """Rows are to be read. Answer with ``receive``, or ``give_up`` if they cannot be."""

        request: PageRequest
        generation: int

    @dataclass(eq=False, repr=False)
    class CursorMoved(TableMessage):
        """Another row, the same in another state or at another place of the list is under the cursor;
        None while it is not loaded."""

        row: CallRow | None

    @dataclass(eq=False, repr=False)
    class Opened(TableMessage):
        """A call is to be opened (R17)."""

        call_id: int

    @dataclass(eq=False, repr=False)
    class HistoryWanted(TableMessage):
        """The history of a call is to be shown (R10)."""

        call_id: int

    @dataclass(eq=False, repr=False)
    class FilterWanted(TableMessage):
        """The list is to be reduced to what ``row`` has in ``field`` (R15, R20-R22)."""

        field: Field
        row: CallRow

    @dataclass(eq=False, repr=False)
    class SortWanted(TableMessage):
        """The list is to be sorted by a column, or turned round if it is already."""

        sort_by: SortBy

    @dataclass(eq=False, repr=False)
    class TickAllWanted(TableMessage):
        """All calls of the list are to be ticked, or none if ``ticked`` says that they are."""

        ticked: bool

    @dataclass(eq=False, repr=False)
    class TicksChanged(TableMessage):
        """Calls were ticked or unticked."""

    def __init__(self, t: Translator, *, plain: bool = False, letters: bool = False) -> None:
        """``plain`` keeps to ASCII; ``letters`` shows a status as its letter, as NO_COLOR always does."""
        self._rows = RowWindow()
        super().__init__(View(self._rows))
        self._t = t
        self._plain = plain
        self._letters = letters
        self._criteria: Criteria | None = None
        self._sort = Sort()
        self._ticked: frozenset[int] = frozenset()
        self._lines: CallLines | None = None
        self._told: tuple[CallRow | None, int | None] = (None, None)

    @property
    def row_number(self) -> int | None:
        """Which row of the list the cursor is on, from 1, or None when that is not known."""
        return self._rows.number(self.view.cursor, self.total) if self.cursor_row else None

    @property
    def ticked(self) -> frozenset[int]:
        """The ids of the ticked calls, loaded or not."""
        return self._ticked

    def show(self, criteria: Criteria, sort: Sort, read: Callable[[PageRequest], Page] | None = None) -> None:
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

    def receive(self, asked: PageWanted, page: Page) -> None:
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
        """Tick these calls and no others."""
        ticked = frozenset(ids)
        if ticked != self._ticked:
            self._ticked = ticked
            self.paint()
            self.post_message(self.TicksChanged(self))

    def clear_ticks(self) -> None:
        """Untick all calls."""
        self.set_ticks(())

    def picture_heading(self) -> _Heading:
        """The sort order, and whether every loaded row is ticked."""
        return _Heading(self._sort, bool(self._ticked) and self._rows.ids <= self._ticked)

    def picture_line(self, index: int) -> _Line | str:
        """The call with its tick and the cursor, or a sentence when there is none in the whole list."""
        row = self._rows.row(index)
        if row is None and self._rows.is_empty:
            return self._t("list.empty") if self._criteria is not None and index == self.view.top else ""
        return _Line(row, row is not None and row.id in self._ticked, index == self.view.cursor)

    def draw(self, picture: object) -> Strip:
        """The line for a picture."""
        lines = self._line_drawer()
        match picture:
            case _Line(CallRow() as row, ticked, cursor):
                return lines.call(row, ticked, cursor, not self.has_focus)
            case _Line(None, _, cursor):
                return lines.blank(cursor, not self.has_focus)
            case _Heading(sort, all_ticked):
                return lines.heading(self._t, sort, all_ticked)
            case _:
                return lines.notice(str(picture))

    def ask(self, ask: Ask) -> None:
        """Post a PageWanted."""
        self.post_message(self.PageWanted(self, ask.request, ask.generation))

    def tell(self) -> None:
        """Post a CursorMoved if the row under the cursor, or its number, is another."""
        now = (self.cursor_row, self.row_number)
        if now != self._told:
            self._told = now
            self.post_message(self.CursorMoved(self, now[0]))

    def forget_lines(self) -> None:
        """Lay out and style the lines anew."""
        self._lines = None

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or event.button != _LEFT_BUTTON:
            return
        if at.y == 0:
            self._click_heading(at.x)
            return
        index = self.view.top + at.y - 1
        if row := self._rows.row(index):
            self.view.place(index, self.view.top)
            self.follow_up()
            self._click_call(row, self._line_drawer().part_at(row, at.x), event.chain)

    def _click_heading(self, x: int) -> None:
        column = self._line_drawer().heading_at(x)
        if column is Column.TICK:
            self.post_message(self.TickAllWanted(self, self.picture_heading().all_ticked))
        elif column in SORTABLE:
            self.post_message(self.SortWanted(self, SORTABLE[column]))

    def _click_call(self, row: CallRow, part: Column | Field | None, chain: int) -> None:
        match part:
            case Column.TICK:
                self.set_ticks(self._ticked ^ {row.id})
            case None if chain == 2:
                self.post_message(self.Opened(self, row.id))
            case _ if chain > 1:
                return  # the first click has done it
            case Column.SUBJECT:
                self.post_message(self.Opened(self, row.id))
            case Column.HISTORY:
                self.post_message(self.HistoryWanted(self, row.id))
            case Field() as field:
                self.post_message(self.FilterWanted(self, field, row))

    def _line_drawer(self) -> CallLines:
        if self._lines is None:
            letters = self._letters or self._plain or self.app.no_color
            glyphs = glyphs_for(self._t, plain=self._plain, letters=letters)
            self._lines = CallLines(columns_for(self.size.width), glyphs, _line_styles(self, letters))
        return self._lines


def _line_styles(table: CallTable, letters: bool) -> LineStyles:
    style = table.get_component_rich_style
    rows = {status: style(f"call-table--{status.name.lower()}") for status in Status}
    flags = {status: style(f"call-table--flag-{status.name.lower()}") for status in Status}
    return LineStyles(
        rows=rows,
        flags=rows if letters else flags,  # a letter is text: it needs the contrast of text
        history=style("call-table--history"),
        cursor=style("call-table--cursor"),
        away=style("call-table--away"),
        heading=style("call-table--heading"),
        blank=table.rich_style,
    )
