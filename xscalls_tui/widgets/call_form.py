"""The form of the tab Telefonsamtale: drafts in and out, and what its fields do to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from textual import events, on
from textual.message import Message

from xscalls_tui.domain import when
from xscalls_tui.domain.calls import CallDraft, Names, Status
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.call_fields import CallFields
from xscalls_tui.widgets.day_grid import DayGrid
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.lookup_field import LookupField

REGISTERS = {
    "employee": Register.EMPLOYEE,
    "company": Register.COMPANY,
    "partner": Register.CONTACT,
    "project": Register.PROJECT,
}
"""The register that each look-up field looks in."""


class CallForm(CallFields):
    """A call to be filled in. It asks by message for what has to be looked up and knows no service."""

    @dataclass(eq=False, repr=False)
    class DayChanged(Message):
        """The grid shows another day, or another employee's: their busy times are wanted."""

        employee: int
        day: date

    def __init__(
        self,
        t: Translator,
        glyphs: Glyphs,
        now: Callable[[], datetime],
        standard: Callable[[datetime, Status], int | None],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(t, glyphs, now, id=id)
        self._standard = standard
        self._origin: int | None = None
        self._keep_end = self._keep_reminder = False
        self._start_was = time()
        self._shown_day: tuple[int, date] | None = None

    @property
    def origin(self) -> int | None:
        """The call that this one follows up."""
        return self._origin

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
        self.begin(read_only=read_only)
        self._show_day()

    def rebase(self, draft: CallDraft, names: Names, *, read_only: bool = False) -> None:
        """What was handed in is stored as ``draft``: show that, with the cursor where it was, unless
        something was typed since."""
        if not self.stored(lambda: self.load(draft, names, read_only=read_only, stored=True)):
            self._keep_end = self._keep_reminder = True

    def came_back(self) -> None:
        """The fields have been given what was typed into them before: nothing follows from it once more."""
        start = self.start.value
        self.grid.set_value((start, self.end.value))
        self._start_was = self._start_was if start is None else start
        self._keep_end = self._keep_reminder = True
        self._show_day()

    def set_times(self, starts_at: datetime, ends_at: datetime) -> None:
        """Show other times; what else stands here stays."""
        self.date.set_value(starts_at.date())
        self.start.set_value(starts_at.time())
        self.end.set_value(ends_at.time())
        self.grid.set_value((starts_at.time(), ends_at.time()))
        self._start_was, self._keep_end = starts_at.time(), True
        self._default_reminder()

    def draft(self) -> CallDraft | None:
        """What stands in the fields, or None when a date or time cannot be read; the fields then say so."""
        self._move_end()
        checks = [field.check(required=True) for field in (self.date, self.start, self.end)]
        day, start, end = self.date.value, self.start.value, self.end.value
        if not all(checks) or day is None or start is None or end is None:
            return None
        self.submit()
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

    def fill(self, register: Register, row: RegisterRow, company: Match | None) -> None:
        """What a chosen row brings along goes into fields that are empty."""
        if row.phone and not self.phone.text.strip():
            self.phone.set_value(row.phone)
        if register is not Register.COMPANY and company and not self.company.text.strip():
            self.company.set_value(company.id, company.name)

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
        """The reminder is the standard of a call like this until the operator chooses."""
        if not self._keep_reminder and self.date.value and self.start.value:
            starts = when.at(self.date.value, self.start.value)
            self.reminder.set_value(self._standard(starts, self.status.value))

    def _show_day(self) -> None:
        day, employee = self.date.value, self.employee.value
        if day and isinstance(employee, int) and (employee, day) != self._shown_day:
            self._shown_day = (employee, day)
            self.grid.busy = ()
            self.post_message(self.DayChanged(employee, day))
