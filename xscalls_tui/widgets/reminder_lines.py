"""The reminders that nobody has answered, one on each line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from xscalls_tui.domain.clock import wall_clock
from xscalls_tui.domain.reminders import Reminder
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines
from xscalls_tui.widgets.reminder_bar import who

_WHEN, _START = 8, 14
_PHONE = 18
_WIDE = 100
"""From so many cells on there is room for the telephone number."""


class ReminderLines(PickedLines):
    """When it rang, when the call starts, direction, subject, other party, telephone number."""

    HEADINGS: ClassVar[int] = 1

    def __init__(self, t: Translator, glyphs: Glyphs, zone: ZoneInfo) -> None:
        super().__init__()
        self.t = t
        self._glyphs = glyphs
        self._zone = zone
        self._reminders: Sequence[Reminder] = ()
        self._missed: Collection[Any] = ()
        self._now = datetime.min

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._reminders)

    @property
    def selected(self) -> Reminder | None:
        """The one under the cursor."""
        return self._reminders[self.cursor] if self._reminders else None

    def show(self, reminders: Sequence[Reminder], missed: Collection[Any], now: datetime) -> None:
        """Show these; the keys of those that came while nobody was there are ``missed``. The cursor stays on
        its call."""
        on = self.selected.call_id if self.selected else None
        self._reminders, self._missed, self._now = reminders, missed, now
        ids = [one.call_id for one in reminders]
        if on in ids:
            self.cursor = ids.index(on)
        self.changed()

    def heading(self) -> list[Segment]:
        """The names of the columns."""
        t = self.t
        others = t("list.subject"), t("remind.who"), t("list.phone")
        return [Segment(self._line(t("remind.rang"), "", t("remind.call"), " ", *others))]

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A reminder."""
        one, t = self._reminders[index], self.t
        rang = wall_clock(one.rings_at, self._zone)
        today = rang.date() == self._now.date()
        missed = t("remind.missed.one") if one.key in self._missed else ""
        starts = f"{formats.list_date(one.starts_at)} {formats.clock(one.starts_at)}"
        text = self._line(
            formats.clock(rang) if today else formats.list_date(rang),
            missed,
            starts,
            self._glyphs.directions[one.direction],
            one.subject or t("call.nosubject"),
            who(one),
            one.phone,
        )
        return [Segment(text, style)]

    def _line(
        self, rang: str, missed: str, starts: str, direction: str, subject: str, other: str, phone: str
    ) -> str:
        width, cut = self.size.width, self._glyphs.cut
        mark = cell_len(self.t("remind.missed.one")) + 1 if self._missed else 0
        telephone = _PHONE if width >= _WIDE else 0
        room = max(width - _WHEN - mark - _START - telephone - 8, 2)
        first = max(room * 11 // 20, 1)
        parts = [
            fit(rang, _WHEN, cut),
            *([fit(missed, mark - 1, cut)] if mark else []),
            fit(starts, _START, cut),
            direction,
            fit(subject, first, cut),
            fit(other, room - first, cut),
            *([fit(phone, telephone, cut)] if telephone else []),
        ]
        return f" {' '.join(parts)}"
