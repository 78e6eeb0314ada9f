"""The part of an endless list that is loaded, and the cursor over it.

Nothing here depends on how long the list is: rows come in pages by key, stand at whole-number
coordinates that may be negative, and are dropped again on the far side of the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, KeysView
from itertools import chain
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

PAGE_SIZE = 100
MAX_ROWS = 2_000


class Row(Protocol):
    """A row of any list."""

    @property
    def id(self) -> int:
        """What it is told from all others by."""

    @property
    def key(self) -> object:
        """Where it stands in its list; the anchor of a request."""


R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


class Page(Protocol[R_co]):
    """The answer to a Request, as ``criteria.Page`` tells it."""

    @property
    def rows(self) -> tuple[R_co, ...]:
        """Its rows, in list order."""

    @property
    def more(self) -> bool:
        """Whether there are others in the direction asked for."""


class Request(Protocol):
    """What rows are asked for, as ``criteria.PageRequest`` tells it."""

    @property
    def backward(self) -> bool:
        """Whether they are those before the anchor."""


class Ask(NamedTuple):
    """A page to be read. The answer is handed to ``RowWindow.receive`` with both of these."""

    request: Any
    generation: int


class _Run(Generic[R]):
    """A run of rows without gaps: rows ``first`` to before ``stop``. ``origin`` is the coordinate of the
    list's first row and ``end`` the one after its last, as far as they are known."""

    def __init__(
        self, at: int = 0, key: object = None, origin: int | None = None, end: int | None = None
    ) -> None:
        self.rows: dict[int, R] = {}
        self.places: dict[int, int] = {}
        self.first = self.stop = at
        self.origin = origin
        self.end = end
        # Where to read on. Not simply the keys of the outermost rows: a row that moved while the run
        # grew is not taken twice, but its key is behind us all the same.
        self.head = self.tail = key

    def reached(self, backward: bool) -> bool:
        """Whether there is nothing more to read in that direction."""
        return self.first == self.origin if backward else self.stop == self.end

    def extend(self, page: Page[R], backward: bool) -> None:
        """Add the rows of a page read from one end of the run."""
        news = [row for row in page.rows if row.id not in self.places]
        if backward:
            self.first -= len(news)
        at = self.first if backward else self.stop
        for index, row in enumerate(news, at):
            self.rows[index] = row
            self.places[row.id] = index
        if not backward:
            self.stop += len(news)
        if page.rows:
            self.head = page.rows[0].key if backward or self.head is None else self.head
            self.tail = self.tail if backward and self.tail is not None else page.rows[-1].key
        self._note_end(page.more and bool(page.rows), backward)

    def _note_end(self, more: bool, backward: bool) -> None:
        if backward:
            if not more:
                self.origin = self.first
            elif self.origin is not None and self.first <= self.origin:
                self.origin = None
        elif not more:
            self.end = self.stop
        elif self.end is not None and self.stop >= self.end:
            self.end = None

    def trim(self, maximum: int, keep: int) -> bool | None:
        """Drop what is more than ``maximum`` rows on the side that is farther from ``keep``. Returns
        the direction in which rows are missing now (backward?), or None if nothing was dropped."""
        excess = self.stop - self.first - maximum
        if excess <= 0:
            return None
        backward = keep - self.first > self.stop - 1 - keep
        dropped = range(self.first, self.first + excess) if backward else range(self.stop - excess, self.stop)
        for index in dropped:
            del self.places[self.rows.pop(index).id]
        if backward:
            self.first += excess
            self.head = self.rows[self.first].key
        else:
            self.stop -= excess
            self.tail = self.rows[self.stop - 1].key
        return backward

    def landing(self, old: _Run[R], index: int) -> int:
        """Where the row at ``index`` of an ``old`` run stands here; if it is gone the next one, or the
        one before."""
        for near in chain(range(index, old.stop), range(min(index, old.stop) - 1, old.first - 1, -1)):
            row = old.rows.get(near)
            if row is not None and row.id in self.places:
                return self.places[row.id]
        return min(max(index, self.first), max(self.first, self.stop - 1))


class RowWindow(Generic[R]):
    """The loaded rows of one list, and which pages are wanted next. ``request`` makes what asks for a page of
    the list's kind.

    Coordinates stand still while the list is only scrolled. After a refresh they may shift, which
    ``receive`` tells. Answers to requests that no longer count are dropped. ``page_size`` should not be
    less than the lines of the screen. Before the first ``reset`` there are no rows.
    """

    def __init__(
        self, request: Callable[..., Request], page_size: int = PAGE_SIZE, maximum: int = MAX_ROWS
    ) -> None:
        self.page_size = page_size
        self._request = request
        self._maximum = maximum
        self._criteria: object = None
        self._sort: object = None
        self._generation = 0
        self._run: _Run[R] = _Run(origin=0, end=0)
        self._fresh: _Run[R] | None = None
        self._refresh_again = False
        self._pending: dict[bool, Request] = {}
        self._unsent: list[Ask] = []

    @property
    def first(self) -> int:
        """Coordinate of the first loaded row."""
        return self._run.first

    @property
    def stop(self) -> int:
        """Coordinate after the last loaded row."""
        return self._run.stop

    @property
    def at_start(self) -> bool:
        """Whether the list's first row is loaded."""
        return self._run.reached(backward=True)

    @property
    def at_end(self) -> bool:
        """Whether the list's last row is loaded."""
        return self._run.reached(backward=False)

    @property
    def is_empty(self) -> bool:
        """Whether the list is known to have no rows."""
        return not self._run.rows and self.at_start and self.at_end

    @property
    def is_awaiting(self) -> bool:
        """Whether any rows are on their way."""
        return bool(self._pending)

    @property
    def ids(self) -> KeysView[int]:
        """The ids of the loaded rows."""
        return self._run.places.keys()

    def row(self, index: int) -> R | None:
        """The row at a coordinate, or None when it is not loaded."""
        return self._run.rows.get(index)

    def index_of(self, row_id: int) -> int | None:
        """The coordinate of a row, or None when it is not loaded."""
        return self._run.places.get(row_id)

    def number(self, index: int, total: int | None = None) -> int | None:
        """Which row of the whole list stands at a coordinate, counted from 1: known once the list's
        start has been seen, or its end when the ``total`` is known."""
        if self._run.origin is not None:
            return index - self._run.origin + 1
        if self._run.end is not None and total is not None:
            return total - (self._run.end - index) + 1
        return None

    def reset(self, criteria: object, sort: object, at_end: bool = False) -> None:
        """Forget everything and begin at the start or the end of a list. Rows counted from its start
        have coordinates from 0 up, rows counted from its end from -1 down."""
        self._criteria, self._sort = criteria, sort
        self._run = _Run(end=0) if at_end else _Run(origin=0)
        self._refresh_again = False
        self._new_generation()
        self._want(self._run, backward=at_end)

    def restart(self, at_end: bool = False) -> None:
        """Begin again at the start or the end of the same list."""
        self.reset(self._criteria, self._sort, at_end)

    def refresh(self, around: int) -> None:
        """Read the rows around a coordinate anew. What is loaded stays until both halves are there."""
        if self._fresh is not None or (not self._run.rows and self.is_awaiting):
            self._refresh_again = True
            return
        if not self._run.rows:
            self.restart(at_end=self._run.origin is None)
            return
        at = min(max(around, self.first), self.stop - 1)
        self._refresh_again = False
        self._new_generation()
        self._fresh = _Run(at, self._run.rows[at].key)
        self._want(self._fresh, backward=False, inclusive=True)
        self._want(self._fresh, backward=True)

    def wants(self, visible: range) -> tuple[Ask, ...]:
        """The pages to ask for now that the rows ``visible`` are shown, each told once. Rows are read
        ahead when an end of what is loaded is within half a page."""
        reach = self.page_size // 2
        if self._fresh is None:
            if not self.at_end and visible.stop + reach > self.stop:
                self._want(self._run, backward=False)
            if not self.at_start and visible.start - reach < self.first:
                self._want(self._run, backward=True)
        asks, self._unsent = tuple(self._unsent), []
        return asks

    def receive(self, ask: Ask, page: Page[R], keep: int) -> int | None:
        """Take an answer in. ``keep`` is the coordinate that must stay loaded (the cursor's).

        Returns where the row that stood at ``keep`` stands now (its neighbour, if it is gone), or None
        when nothing changed.
        """
        backward = ask.request.backward
        if not self._is_awaited(ask):
            return None
        del self._pending[backward]
        if self._fresh is not None:
            self._fresh.extend(page, backward)
            if self._pending:
                return None
            keep = self._fresh.landing(self._run, keep)
            self._run, self._fresh = self._fresh, None
        else:
            self._run.extend(page, backward)
            short = self._run.trim(self._maximum, keep)
            if short is not None:
                # An answer to it would leave a gap where the rows were dropped.
                self._pending.pop(short, None)
        if self._refresh_again:
            self.refresh(keep)
        return keep

    def give_up(self, ask: Ask) -> None:
        """A page could not be read. It is asked for again when the rows are wanted again."""
        if not self._is_awaited(ask):
            return
        del self._pending[ask.request.backward]
        if self._fresh is not None:
            self._new_generation()

    def _is_awaited(self, ask: Ask) -> bool:
        return ask.generation == self._generation and self._pending.get(ask.request.backward) == ask.request

    def _new_generation(self) -> None:
        self._generation += 1
        self._fresh = None
        self._pending.clear()
        self._unsent.clear()

    def _want(self, run: _Run[R], backward: bool, inclusive: bool = False) -> None:
        if backward in self._pending:
            return
        request = self._request(
            self._criteria,
            self._sort,
            anchor=run.head if backward else run.tail,
            backward=backward,
            inclusive=inclusive,
            limit=self.page_size,
        )
        self._pending[backward] = request
        self._unsent.append(Ask(request, self._generation))


class View(Generic[R]):
    """A cursor over a RowWindow and the lines of a screen that show it.

    The cursor may stand on rows that are not loaded yet, at most one screen beyond those that are.
    """

    def __init__(self, window: RowWindow[R]) -> None:
        self.window = window
        self.height = 1
        self.top = 0
        self.cursor = 0

    @property
    def lines(self) -> range:
        """Coordinates of the rows on the screen."""
        return range(self.top, self.top + self.height)

    @property
    def row(self) -> R | None:
        """The row under the cursor, or None when it is not loaded."""
        return self.window.row(self.cursor)

    @property
    def row_is_coming(self) -> bool:
        """Whether the row under the cursor is not loaded yet, but asked for."""
        return self.row is None and self.window.is_awaiting

    def place(self, cursor: int, top: int) -> None:
        """Put the cursor and the first line there, as far as the list allows."""
        window, height = self.window, self.height
        low = window.first - (0 if window.at_start else height)
        high = window.stop - 1 + (0 if window.at_end else height)
        self.cursor = max(low, min(cursor, high))
        top = max(low, min(top, high - height + 1))
        self.top = max(min(top, self.cursor), self.cursor - height + 1)

    def move(self, lines: int) -> None:
        """Move the cursor; the screen follows only as far as it must."""
        self.place(self.cursor + lines, self.top)

    def scroll(self, lines: int) -> None:
        """Move the cursor and the screen together."""
        self.place(self.cursor + lines, self.top + lines)

    def to_edge(self, at_end: bool) -> None:
        """Go to the first or the last row of the list, by reading it anew if it is not loaded."""
        if not (self.window.at_end if at_end else self.window.at_start):
            self.window.restart(at_end)
        edge = self.window.stop - 1 if at_end else self.window.first
        self.place(edge, edge)

    def receive(self, ask: Ask, page: Page[R]) -> bool:
        """Take an answer in, keeping the cursor on its row and that on its line; but where the list is seen
        from its start, what is new there is seen as well. Returns whether anything changed."""
        from_start = self.window.at_start and self.top == self.window.first
        landed = self.window.receive(ask, page, self.cursor)
        if landed is None:
            return False
        at_start = from_start and self.window.at_start
        self.place(landed, self.window.first if at_start else self.top + landed - self.cursor)
        return True
