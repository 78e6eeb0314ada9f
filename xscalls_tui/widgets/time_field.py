"""A time of day, typed in any of the ways of ``domain.when`` or chosen from a list (R72)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from xscalls_tui.domain.when import minutes_between, parse_time
from xscalls_tui.i18n import Translator
from xscalls_tui.i18n.formats import clock, duration
from xscalls_tui.widgets.dropdown import DropRow
from xscalls_tui.widgets.dropdown_field import DropdownLine
from xscalls_tui.widgets.line_field import ParsedField

STEP = 15
"""Minutes between two lines of the list."""
_TIMES = [time(minute // 60, minute % 60) for minute in range(0, 24 * 60, STEP)]


class TimeField(DropdownLine[time | None], ParsedField[time]):
    """``11:00``. With a ``base`` (the start, in the field of the end) ``+15`` counts from there, and the
    list tells how long the call becomes."""

    DEFAULT_CSS = """
    TimeField { width: 7; }
    """

    def __init__(
        self,
        t: Translator,
        base: Callable[[], time | None] = lambda: None,
        *,
        help_key: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self._base = base

    def parse(self, text: str) -> time | None:
        """The time that ``text`` means."""
        return parse_time(text, self._base())

    def written(self, value: time) -> str:
        """``11:00``."""
        return clock(value)

    def complaint(self) -> str:
        """That this is no time."""
        return self.t("msg.badtime")

    def action_open_list(self) -> None:
        """Drop down the quarters of the day, at the one that stands in the field."""
        if self.read_only:
            return
        base = self._base()
        now = self.value or base or time(8)
        rows = [DropRow(clock(at), self._lasting(base, at)) for at in _TIMES]
        self.show_list(rows, (now.hour * 60 + now.minute) // STEP)

    def pick(self, index: int) -> None:
        """Take a time from the list."""
        self.close_list()
        self.put(_TIMES[index])

    def line_edited(self) -> None:
        """The operator types instead of choosing."""
        self.close_list()
        super().line_edited()

    def line_entered(self) -> None:
        """Enter takes the highlighted time, if the list is open."""
        if (index := self.highlighted_row) is not None:
            self.pick(index)
        super().line_entered()

    def line_left(self) -> None:
        """The focus went elsewhere."""
        self.close_list()
        super().line_left()

    def _lasting(self, base: time | None, end: time) -> str:
        minutes = minutes_between(base, end) if base else 0
        return duration(minutes, self.t) if minutes > 0 else ""
