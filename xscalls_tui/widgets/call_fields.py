"""The fields of the tab Telefonsamtale and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import (
    REMINDER_CHOICES,
    Direction,
    Names,
    Status,
)
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.date_field import DateField
from xscalls_tui.widgets.day_grid import DayGrid
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form import Form
from xscalls_tui.widgets.glyphs import STATUS_COLOURS, Glyphs
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.phone_field import PhoneField
from xscalls_tui.widgets.text_field import TextField
from xscalls_tui.widgets.time_field import TimeField


class CallFields(Form):
    """One call as fields, in the order in which the eye goes."""

    def __init__(
        self, t: Translator, glyphs: Glyphs, now: Callable[[], datetime], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.t = t
        self.glyphs = glyphs
        self.date = DateField(t, lambda: now().date(), id="date", help_key="help.field.date")
        self.start = TimeField(t, id="start", help_key="help.field.time")
        self.end = TimeField(t, lambda: self.start.value, id="end", help_key="help.field.end")
        self.grid = DayGrid(t, id="grid", help_key="help.field.grid")
        self.employee = LookupField(t, id="employee", help_key="help.field.employee")
        self.direction = ChoiceField(
            t, self._directions, inline=True, id="direction", help_key="help.field.direction"
        )
        self.phone = PhoneField(t, id="phone", help_key="help.field.phone")
        self.reminder: ChoiceField[int | None] = ChoiceField(
            t,
            lambda: [Choice(minutes, formats.reminder(minutes, t)) for minutes in REMINDER_CHOICES],
            describe=lambda minutes: formats.reminder(minutes, t),
            id="reminder",
            help_key="help.field.reminder",
        )
        self.subject = TextField(t, id="subject", help_key="help.field.subject")
        self.company = LookupField(t, id="company", help_key="help.field.lookup")
        self.partner = LookupField(t, free_text=True, id="partner", help_key="help.field.partner")
        self.project = LookupField(t, id="project", help_key="help.field.lookup")
        self.status = ChoiceField(t, self._statuses, id="status", help_key="help.field.status")
        self.note = NoteArea(t, id="note", help_key="help.field.note")

    def compose(self) -> ComposeResult:
        yield FieldRow(
            Labelled("call.date", self.date),
            Labelled("call.from", self.start),
            Labelled("call.to", self.end),
            id="row-when",
        )
        yield FieldRow(Labelled("call.fromto", self.grid))
        yield FieldRow(
            Labelled("call.employee", self.employee), Labelled("call.direction", self.direction, 15)
        )
        yield FieldRow(Labelled("call.phone.short", self.phone), Labelled("call.reminder", self.reminder, 15))
        yield FieldRow(Labelled("call.subject", self.subject))
        yield FieldRow(Labelled("call.company", self.company), Labelled("call.partner", self.partner, 15))
        yield FieldRow(Labelled("call.project", self.project), Labelled("call.status", self.status, 15))
        yield FieldRow(Labelled("call.note", self.note), id="row-note")

    def _directions(self) -> list[Choice[Direction]]:
        return [Choice(d, self.t(key), self.glyphs.directions[d]) for d, key in words.DIRECTIONS.items()]

    def _statuses(self) -> list[Choice[Status]]:
        flags = self.glyphs.flags
        return [Choice(s, self.t(words.STATUSES[s]), flags[s], STATUS_COLOURS[s]) for s in Status]

    @property
    def names(self) -> Names:
        """What stands in the look-up fields."""
        return Names(self.employee.text, self.company.text, self.partner.text, self.project.text)

    def state(self) -> dict[str, str]:
        """What stands in the fields, to be compared with later."""
        return {name: field.text for name, field in self.fields.items() if field is not self.grid}
