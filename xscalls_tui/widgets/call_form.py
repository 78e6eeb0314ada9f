"""The fields of the tab Telefonsamtale, and what they do to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from xscalls_tui.commands import words
from xscalls_tui.domain import when
from xscalls_tui.domain.calls import (
    REMINDER_CHOICES,
    CallDraft,
    Names,
    Status,
    default_reminder,
)
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.date_field import DateField
from xscalls_tui.widgets.day_grid import DayGrid
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.glyphs import FLAG_COLOURS, Glyphs
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.text_field import TextField
from xscalls_tui.widgets.time_field import TimeField

REGISTERS = {
    "employee": Register.EMPLOYEE,
    "company": Register.COMPANY,
    "partner": Register.CONTACT,
    "project": Register.PROJECT,
}
"""The register that each look-up field looks in."""


class CallForm(Vertical):
    """One call as fields. It asks by message for what has to be looked up and knows no service."""

    @dataclass
    class Wanted(Message):
        """Matches are wanted for what stands in a look-up field; answer with ``show_matches``."""

        field: LookupField
        register: Register
        text: str
        company: int | None

    @dataclass
    class Chosen(Message):
        """A row was chosen in a look-up field; what it brings along may be given to ``fill``."""

        register: Register
        row_id: int

    @dataclass
    class DayChanged(Message):
        """The grid shows another day, or another employee's: their busy times are wanted."""

        employee: int
        day: date

    def __init__(
        self, t: Translator, glyphs: Glyphs, now: Callable[[], datetime], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.t = t
        self._now = now
        self._origin: int | None = None
        self._baseline: tuple[Any, ...] = ()
        self._keep_end = self._keep_reminder = False
        self._start_was = time()
        self._shown_day: tuple[int, date] | None = None
        self._submitted: tuple[Any, ...] = ()
        self.date = DateField(t, lambda: now().date(), id="date", help_key="help.field.date")
        self.start = TimeField(t, id="start", help_key="help.field.time")
        self.end = TimeField(t, lambda: self.start.value, id="end", help_key="help.field.end")
        self.grid = DayGrid(t, id="grid", help_key="help.field.grid")
        self.employee = LookupField(t, id="employee", help_key="help.field.employee")
        directions = [Choice(d, t(key), glyphs.directions[d]) for d, key in words.DIRECTIONS.items()]
        self.direction = ChoiceField(
            t, directions, inline=True, id="direction", help_key="help.field.direction"
        )
        self.phone = TextField(t, id="phone", help_key="help.field.phone")
        self.reminder: ChoiceField[int | None] = ChoiceField(
            t,
            [Choice(minutes, formats.reminder(minutes, t)) for minutes in REMINDER_CHOICES],
            describe=lambda minutes: formats.reminder(minutes, t),
            id="reminder",
            help_key="help.field.reminder",
        )
        self.subject = TextField(t, id="subject", help_key="help.field.subject")
        self.company = LookupField(t, id="company", help_key="help.field.lookup")
        self.partner = LookupField(t, free_text=True, id="partner", help_key="help.field.partner")
        self.project = LookupField(t, id="project", help_key="help.field.lookup")
        statuses = [
            Choice(s, t(words.STATUSES[s]), glyphs.flags[s], f"bold {FLAG_COLOURS[s]}") for s in Status
        ]
        self.status = ChoiceField(t, statuses, id="status", help_key="help.field.status")
        self.note = NoteArea(t, id="note", help_key="help.field.note")

    def compose(self) -> ComposeResult:
        t = self.t
        yield FieldRow(
            Labelled(t("call.date"), self.date),
            Labelled(t("call.from"), self.start),
            Labelled(t("call.to"), self.end),
            id="row-when",
        )
        yield FieldRow(Labelled(t("call.fromto"), self.grid))
        yield FieldRow(
            Labelled(t("call.employee"), self.employee), Labelled(t("call.direction"), self.direction, 15)
        )
        yield FieldRow(
            Labelled(t("call.phone.short"), self.phone), Labelled(t("call.reminder"), self.reminder, 15)
        )
        yield FieldRow(Labelled(t("call.subject"), self.subject))
        partner, status = t("call.partner"), t("call.status")
        yield FieldRow(Labelled(t("call.company"), self.company), Labelled(partner, self.partner, 15))
        yield FieldRow(Labelled(t("call.project"), self.project), Labelled(status, self.status, 15))
        yield FieldRow(Labelled(t("call.note"), self.note), id="row-note")

    @property
    def fields(self) -> dict[str, FormField[Any]]:
        """All fields by the names that a draft's errors are told by."""
        return {str(field.id): field for field in self.query(FormField)}

    @property
    def dirty(self) -> bool:
        """Whether the operator has typed something that is not saved."""
        return self._state() != self._baseline

    @property
    def names(self) -> Names:
        """What stands in the look-up fields."""
        return Names(self.employee.text, self.company.text, self.partner.text, self.project.text)

    @property
    def settled(self) -> bool:
        """Whether no look-up is waiting for an answer that will decide what stands in it."""
        return all(field.settled for field in self.query(LookupField))

    def load(self, draft: CallDraft, names: Names, *, read_only: bool = False, stored: bool = False) -> None:
        """Show a draft; ``stored`` when it is what the database holds."""
        self.date.set_value(draft.starts_at.date())
        self.start.set_value(draft.starts_at.time())
        self.end.set_value(draft.ends_at.time())
        self.grid.set_value((draft.starts_at.time(), draft.ends_at.time()))
        self.employee.set_value(draft.employee, names.employee)
        self.direction.set_value(draft.direction)
        self.phone.set_value(draft.phone)
        self.reminder.set_value(draft.reminder)
        self.subject.set_value(draft.subject)
        self.company.set_value(draft.company, names.company)
        self.partner.set_value(draft.partner, names.contact)
        self.project.set_value(draft.project, names.project)
        self.status.set_value(draft.status)
        self.note.set_value(draft.note)
        self._origin, self._start_was = draft.origin, draft.starts_at.time()
        self._keep_end = self._keep_reminder = stored
        self._shown_day = None
        self.grid.busy = ()
        for field in self.fields.values():
            field.read_only = read_only
            field.error = ""
        self._baseline = self._state()
        self._show_day()

    def rebase(self, draft: CallDraft, names: Names, *, read_only: bool = False) -> None:
        """What was handed in is stored as ``draft``: show that, with the cursor where it was, unless
        something was typed since."""
        submitted, now = self._submitted, self._state()
        if now == submitted:
            field = FormField.of(self.screen.focused)
            cursor = field.cursor if field else 0
            self.load(draft, names, read_only=read_only, stored=True)
            if field:
                field.cursor = cursor
        else:
            self._baseline = submitted
            self._keep_end = self._keep_reminder = True

    def draft(self) -> CallDraft | None:
        """What stands in the fields, or None when a date or time cannot be read; the fields then say so."""
        self._move_end()
        checks = [field.check(required=True) for field in (self.date, self.start, self.end)]
        day, start, end = self.date.value, self.start.value, self.end.value
        if not all(checks) or day is None or start is None or end is None:
            return None
        self._submitted = self._state()
        return CallDraft(
            starts_at=when.at(day, start),
            ends_at=when.at(day, end),
            direction=self.direction.value,
            status=self.status.value,
            employee=self.employee.value or "",
            subject=self.subject.value,
            phone=self.phone.value,
            note=self.note.value,
            reminder=self.reminder.value,
            company=self.company.value,
            partner=self.partner.value,
            project=self.project.value,
            origin=self._origin,
        )

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each sentence under its field, and the cursor into the first of them."""
        fields = self.fields
        for name, sentence in errors.items():
            fields[name].error = sentence
        for name, field in fields.items():
            if name in errors:
                field.focus()
                return

    def first_error(self) -> None:
        """Put the cursor into the first field with an error."""
        for field in self.fields.values():
            if field.error:
                field.focus()
                return

    def show_matches(self, field: LookupField, text: str, matches: Iterable[Match]) -> None:
        """The answer to Wanted."""
        field.show_matches(text, matches)

    def fill(self, register: Register, row: RegisterRow, company: Match | None) -> None:
        """What a chosen row brings along goes into fields that are empty."""
        if row.phone and not self.phone.text.strip():
            self.phone.set_value(row.phone)
        if register is not Register.COMPANY and company and not self.company.text.strip():
            self.company.set_value(company.id, company.name)

    def _state(self) -> tuple[Any, ...]:
        return tuple(field.text for field in self.fields.values() if field is not self.grid)

    @on(FormField.Changed)
    def _field_changed(self, event: FormField.Changed) -> None:
        field = event.field
        if field is self.start or field is self.end:
            self._keep_end |= field is self.end
            self.grid.set_value((self.start.value, self.end.value))
        elif field is self.reminder:
            self._keep_reminder = True
        elif isinstance(field, LookupField) and field.chosen:
            self.post_message(self.Chosen(REGISTERS[str(field.id)], field.chosen.id))
        if field in (self.date, self.start, self.status):
            self._default_reminder()
        if field in (self.date, self.employee):
            self._show_day()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The operator is done with a field."""
        if FormField.of(event.widget) is self.start:
            self._move_end()

    def _move_end(self) -> None:
        """The end follows a start that was moved, keeping the call's length, until it was set by itself
        or would come before the start."""
        start, end = self.start.value, self.end.value
        if start is None or end is None:
            return
        length = when.minutes_between(self._start_was, end)
        self._start_was, moved = start, start != self._start_was
        if moved and (not self._keep_end or end < start):
            self.end.set_value(when.add_minutes(start, max(length, 0)))
            self.grid.set_value((start, self.end.value))

    @on(DayGrid.Picked)
    def _picked(self, event: DayGrid.Picked) -> None:
        self._keep_end = True
        if event.start:
            self.start.set_value(event.start)
        if event.end:
            self.end.set_value(event.end)
        self._default_reminder()

    @on(LookupField.Wanted)
    def _wanted(self, event: LookupField.Wanted) -> None:
        event.stop()
        company = self.company.chosen.id if self.company.chosen else None
        register = REGISTERS[str(event.field.id)]
        self.post_message(self.Wanted(event.field, register, event.text, company))

    def _default_reminder(self) -> None:
        """A planned call in the future has a reminder, one logged afterwards none, until the operator
        chooses."""
        if not self._keep_reminder and self.date.value and self.start.value:
            starts = when.at(self.date.value, self.start.value)
            self.reminder.set_value(default_reminder(starts, self.status.value, self._now()))

    def _show_day(self) -> None:
        day, employee = self.date.value, self.employee.value
        if day and isinstance(employee, int) and (employee, day) != self._shown_day:
            self._shown_day = (employee, day)
            self.grid.busy = ()
            self.post_message(self.DayChanged(employee, day))
