"""The day view (døgnvisning): start and end of a call, pointed at on a grid of 24 hours (R71, R87-R92)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from itertools import groupby

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from xscalls_tui.domain.when import LAST_MINUTE
from xscalls_tui.i18n.formats import clock
from xscalls_tui.widgets.form_field import FormField

Interval = tuple[time, time]
Times = tuple[time | None, time | None]

STEP = 15
"""Minutes in a cell."""
HOUR = 60 // STEP
ROW = 12 * HOUR
CELLS = 2 * ROW

_FREE, _BUSY, _CALL, _CALL_WHILE_BUSY, _MOMENT = "·", "▒", "█", "▓", "│"
_LEFT, _RIGHT = 1, 3


class DayGrid(FormField[Times], can_focus=True):
    """Two rows of twelve hours, four cells an hour, under the numbers of the hours.

    The left button or ``s`` sets the start, the right button, Ctrl with the left, or ``e`` the end, to
    the time at which the cell begins. A start after the end and an end before the start are refused;
    the two may be equal (O11). What is to the right of the grid explains it, where there is room.
    """

    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", f"move({-ROW})", show=False),
        Binding("down", f"move({ROW})", show=False),
        Binding("pageup", f"move({-HOUR})", show=False),
        Binding("pagedown", f"move({HOUR})", show=False),
        Binding("home", "go(0)", show=False),
        Binding("end", f"go({CELLS - 1})", show=False),
        Binding("s,enter", "start", show=False),
        Binding("e", "end", show=False),
        Binding("shift+left,minus", "stretch(-1)", show=False),
        Binding("shift+right,plus", "stretch(1)", show=False),
    ]
    DEFAULT_CSS = """
    DayGrid {
        height: 4;
        min-width: 48;
    }
    """
    LOOKS = {"day-grid--hours", "day-grid--busy", "day-grid--call", "day-grid--cursor"}

    times: reactive[Times] = reactive((None, None), init=False)
    busy: reactive[tuple[Interval, ...]] = reactive(())
    """When the employee is occupied otherwise."""
    cell: reactive[int] = reactive(0)
    """The cell with the cursor, counted in quarters from midnight."""

    @dataclass(eq=False, repr=False)
    class Picked(Message):
        """The operator set another start or end."""

        grid: DayGrid
        start: time | None
        end: time | None

        @property
        def control(self) -> DayGrid:
            """The grid."""
            return self.grid

    @dataclass(eq=False, repr=False)
    class Refused(Message):
        """The operator pointed at a time that cannot be; ``key`` is the sentence that says why."""

        grid: DayGrid
        key: str

        @property
        def control(self) -> DayGrid:
            """The grid."""
            return self.grid

    @property
    def value(self) -> Times:
        """Start and end; None where there is none (yet)."""
        return self.times

    @property
    def text(self) -> str:
        """``11:00-11:15``."""
        return "-".join(clock(at) if at else "" for at in self.times)

    @property
    def cursor(self) -> int:
        """The cell with the cursor."""
        return self.cell

    @cursor.setter
    def cursor(self, position: int) -> None:
        self.cell = position

    def set_value(self, value: Times) -> None:
        """Show these times. The cursor goes to the start, unless the operator is moving it."""
        self.times = value
        self.error = ""
        if value[0] and not self.has_focus:
            self.cell = _minutes(value[0]) // STEP

    def set_start(self, start: time) -> None:
        """Take ``start`` as the operator's choice, or refuse it."""
        end = self.times[1]
        if end and start > end:
            self._refuse("msg.startafterend")
        else:
            self._pick((start, end))

    def set_end(self, end: time) -> None:
        """Take ``end`` as the operator's choice, or refuse it."""
        start = self.times[0]
        if start and end < start:
            self._refuse("msg.endbeforestart")
        else:
            self._pick((start, end))

    def render_line(self, y: int) -> Strip:
        half, is_cells = divmod(y, 2)
        segments = list(self._cells(half) if is_cells else self._hours(half))
        strip = Strip([*segments, Segment(f"  {self._legend(y)}")])
        return strip.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def action_move(self, cells: int) -> None:
        """Move the cursor, as far as the day goes."""
        if 0 <= self.cell + cells < CELLS:
            self.cell += cells

    def action_go(self, cell: int) -> None:
        """Move the cursor to ``cell``."""
        self.cell = cell

    def action_start(self) -> None:
        """Set the start to the cursor."""
        self.set_start(_time(self.cell))

    def action_end(self) -> None:
        """Set the end to the cursor."""
        self.set_end(_time(self.cell))

    def action_stretch(self, cells: int) -> None:
        """Set the end to the next quarter (1) or the one before (-1)."""
        end = self.times[1] or self.times[0]
        if end is None:
            return
        minutes = _minutes(end)
        quarter = minutes // STEP + 1 if cells > 0 else -(-minutes // STEP) - 1
        if quarter >= 0:
            self.set_end(_time(quarter))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        cell = _cell_at(event.offset)
        if cell is None or event.button not in (_LEFT, _RIGHT):
            return
        self.cell = cell
        if event.button == _RIGHT or event.ctrl:
            self.action_end()
        else:
            self.action_start()

    def _pick(self, times: Times) -> None:
        if self.read_only:
            return
        self.error = ""
        if times != self.times:
            self.times = times
            self.changed()
            self.tell(self.Picked(self, *times))

    def _refuse(self, key: str) -> None:
        if not self.read_only:
            self.error = self.t(key)
            self.tell(self.Refused(self, key))

    def _hours(self, half: int) -> Iterator[Segment]:
        numbers = "".join(f"{hour:02}".ljust(HOUR) for hour in range(half * 12, half * 12 + 12))
        yield Segment(numbers, self.get_component_rich_style("day-grid--hours"))

    def _cells(self, half: int) -> Iterator[Segment]:
        styles = {
            _FREE: None,
            _BUSY: self.get_component_rich_style("day-grid--busy"),
        }
        call = self.get_component_rich_style("day-grid--call")
        cursor = self.get_component_rich_style("day-grid--cursor")
        cells = range(half * ROW, half * ROW + ROW)
        signs = _signs(self.times, self.busy)
        for (sign, at_cursor), run in groupby(
            cells, lambda cell: (signs[cell], cell == self.cell and self.has_focus)
        ):
            yield Segment(sign * len(list(run)), cursor if at_cursor else styles.get(sign, call))

    def _legend(self, y: int) -> str:
        if y == 0 and self.busy:
            return f"{_BUSY} {self.t('grid.busy')}"
        if y == 1 and self.has_focus:
            return f"▸ {clock(_time(self.cell))}"
        if y == 2 and self.has_focus and not self.read_only:
            return self.t("grid.keys")
        return ""


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(cell: int) -> time:
    """When ``cell`` begins; the end of the day for the cell after the last."""
    return time(cell // HOUR, cell % HOUR * STEP) if cell < CELLS else LAST_MINUTE


def _signs(times: Times, busy: Iterable[Interval]) -> list[str]:
    """What every cell of the day shows. An interval without length, or turned round while it is being
    typed, is shown by its ends."""
    signs = [_FREE] * CELLS
    for interval in busy:
        for cell in _covered(*interval):
            signs[cell] = _BUSY
    start, end = times
    if start is None or end is None or start >= end:
        for at in (start, end):
            if at is not None:
                signs[_minutes(at) // STEP] = _MOMENT
    else:
        for cell in _covered(start, end):
            signs[cell] = _CALL_WHILE_BUSY if signs[cell] == _BUSY else _CALL
    return signs


def _covered(start: time, end: time) -> range:
    """The cells that some part of the interval falls into."""
    return range(_minutes(start) // STEP, -(-_minutes(end) // STEP))


def _cell_at(offset: Offset) -> int | None:
    """The cell under the mouse; on a number, the cell in which that hour begins."""
    half, is_cells = divmod(offset.y, 2)
    if not (0 <= offset.x < ROW and 0 <= half < 2):
        return None
    return half * ROW + (offset.x if is_cells else offset.x // HOUR * HOUR)
