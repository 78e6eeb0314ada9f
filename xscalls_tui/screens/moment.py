"""A question that is answered by a date and a time of day."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from xscalls_tui.domain.when import parse_date, parse_time
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.screens.base import styles
from xscalls_tui.screens.composing import FrontModal

_LONGEST = 30


class MomentScreen(FrontModal[datetime | None]):
    """Both are typed in any of the ways of ``domain.when``; ``+15`` counts from ``before``, which stands
    there at first. Enter gives the moment, Esc None. What is no date or no time is told, and stays."""

    CSS_PATH = styles("picked_lines")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+t", "leave", show=False)]

    def __init__(self, t: Translator, title: str, before: datetime, today: date) -> None:
        super().__init__()
        self.t = t
        self._title = title
        self._before = before
        self._today = today

    def compose(self) -> ComposeResult:
        before = self._before
        with Vertical(id="name"):
            yield Static(Content(self._title), id="name-title")
            with Horizontal(id="moment"):
                yield Static(Content(f"{self.t('call.date')} "))
                yield _line(formats.form_date(before), "moment-date")
                yield Static(Content(f"  {self.t('call.from')} "))
                yield _line(formats.clock(before), "moment-time")
            yield Static(id="name-error", markup=False)

    def on_mount(self) -> None:
        """What stands there is selected: what is typed takes its place."""
        self.query_one("#moment-date").focus()

    def action_leave(self) -> None:
        """Give no moment."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _take(self) -> None:
        texts = [self.query_one(name, Input).value for name in ("#moment-date", "#moment-time")]
        day, at = parse_date(texts[0], self._today), parse_time(texts[1], self._before.time())
        if day is not None and at is not None:
            self.dismiss(datetime.combine(day, at))
            return
        error = self.t("msg.baddate" if day is None else "msg.badtime")
        self.query_one("#name-error", Static).update(Content(error))
        self.query_one("#moment-date" if day is None else "#moment-time").focus()


def _line(text: str, name: str) -> Input:
    line = Input(text, id=name, compact=True, max_length=_LONGEST)
    line.cursor_blink = False
    return line
