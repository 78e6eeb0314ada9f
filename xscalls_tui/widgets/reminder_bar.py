"""The notice of a reminder: one line, which takes no keys from whoever is typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from xscalls_tui.commands.base import key_name
from xscalls_tui.domain.reminders import Reminder
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.list_lines import fit

ANSWERS = ("remind.open", "remind.snooze", "remind.move", "remind.close")
"""What a click reports: the key of the word that it is on."""
LIST = "reminders"
"""What a click on the rest reports: the command that shows them all."""
_SUBJECT, _LEAST, _GAP = 0.55, 6, 3
"""The share of the room that the subject has at least; the cells of the other party's name below which it
tells nothing; and those between them."""


class ReminderBar(Bar):
    """The latest reminder, how many others there are, and the answers to click on."""

    DEFAULT_CSS = "ReminderBar { display: none; }"

    def __init__(self, t: Translator, key: str, *, plain: bool) -> None:
        super().__init__()
        self.t = t
        self._key = key
        self._cut = "~" if plain else "…"
        self._reminders: Sequence[Reminder] = ()
        self._today = date.min
        self._missed = False

    @property
    def reminder(self) -> Reminder | None:
        """The one that is shown."""
        return self._reminders[0] if self._reminders else None

    def show(self, reminders: Sequence[Reminder], today: date, *, missed: bool) -> None:
        """Show the first of these, which perhaps came while nobody was there; none, and the bar is gone."""
        self._reminders, self._today, self._missed = reminders, today, missed
        self.display = bool(reminders)
        self.refresh()

    def _right_parts(self) -> list[Part]:
        answers = [Part(f" {self.t(answer)} ", "key", answer) for answer in ANSWERS]
        return [*answers, Part(f" {key_name(self._key)} ", "strong", LIST)]

    def _fitting(self, room: int) -> list[Part]:
        if (reminder := self.reminder) is None:
            return []
        t, others = self.t, len(self._reminders) - 1
        parts = [Part(f" {start(reminder, self._today)} ", "accent", LIST)]
        if self._missed:
            parts.insert(0, Part(f" {t('remind.missed.one')}", "alarm", LIST))
        more = [Part(f" (+{others})", "strong", LIST)] if others else []
        room -= sum(cell_len(part.text) for part in (*parts, *more))
        return [*parts, *self._texts(reminder, room), *more]

    def _texts(self, reminder: Reminder, room: int) -> list[Part]:
        """The subject and the other party, cut to what there is room for."""
        subject, other = reminder.subject or self.t("call.nosubject"), who(reminder)
        wanted, left = cell_len(subject), room - 1
        first = min(wanted, max(int(left * _SUBJECT), left - cell_len(other) - _GAP)) if other else wanted
        rest = min(left - first - _GAP, cell_len(other))
        if rest < min(_LEAST, cell_len(other)):
            first, rest = min(wanted, left), 0
        parts = [Part(f" {fit(subject, first, self._cut)}", "strong", LIST)] if first > 0 else []
        return [*parts, Part(f" · {fit(other, rest, self._cut)}", "", LIST)] if rest > 0 else parts


def who(reminder: Reminder) -> str:
    """The other party and its company, as far as they are known."""
    return ", ".join(name for name in (reminder.partner, reminder.company) if name)


def start(reminder: Reminder, today: date) -> str:
    """When the call starts: the time of day, and the date unless it is today."""
    at = reminder.starts_at
    return formats.clock(at) if at.date() == today else f"{formats.list_date(at)} {formats.clock(at)}"
