"""The form of a register's record, built from what is declared of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.record_types import TYPES, Kind, Property, RecordType
from xscalls_tui.domain.records import Value, Values
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.field_row import LABEL_WIDTH, FieldRow, Labelled
from xscalls_tui.widgets.fixed_field import FixedField
from xscalls_tui.widgets.form import Form
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.glyphs import Glyphs
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.note_area import NoteArea
from xscalls_tui.widgets.phone_field import PhoneField
from xscalls_tui.widgets.record_fields import field_for

COMPANY = "company"
"""The property by which the choice of contact persons and projects is narrowed down."""


class RecordForm(Form):
    """A field for each property, in their order; the halves of a line side by side."""

    def __init__(
        self,
        kind: RecordType,
        t: Translator,
        glyphs: Glyphs,
        today: Callable[[], date],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.kind = kind
        self.t = t
        self._made = {one.name: field_for(one, t, glyphs, today) for one in kind.properties}

    def compose(self) -> ComposeResult:
        lines = list(_lines(self.kind))
        columns = [[line[place] for line in lines if len(line) > place] for place in (0, 1)]
        widths = [partial(self._room, columns[0], LABEL_WIDTH), partial(self._room, columns[1], 0)]
        for line in lines:
            parts = [
                Labelled(one.label, self._made[one.name], width, _starred(one))
                for one, width in zip(line, widths, strict=False)
            ]
            yield FieldRow(*parts, classes="note" if line[0].kind is Kind.NOTE else None)

    @property
    def fields(self) -> dict[str, FormField[Any]]:
        """The fields by the names of their properties."""
        return self._made

    @property
    def names(self) -> dict[str, str]:
        """What stands in the look-up fields."""
        return {name: field.text for name, field in self._made.items() if isinstance(field, LookupField)}

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each field, as it is read."""
        return {name: field.text for name, field in self._made.items()}

    def show_telephone(self, sign: str) -> None:
        """Have the sign of a telephone beside every number; none where nobody can ring."""
        for field in self._made.values():
            if isinstance(field, PhoneField):
                field.sign = sign

    def load(self, values: Values, names: dict[str, str], *, read_only: bool = False) -> None:
        """Show these values, rows of registers by their names."""
        for one in self.kind.properties:
            field, value = self._made[one.name], values.get(one.name)
            if isinstance(field, LookupField | FixedField):
                field.set_value(value, names.get(one.name, ""))  # type: ignore[arg-type]
            else:
                field.set_value("" if value is None and _is_text(one) else value)
            if isinstance(field, FixedField) and field.parent is not None:
                field.parent.display = value is not None
        self.begin(read_only=read_only)

    def rebase(self, values: Values, names: dict[str, str], *, read_only: bool = False) -> None:
        """What was handed in is stored like this: show that, unless something was typed since."""
        self.stored(lambda: self.load(values, names, read_only=read_only))

    def values(self) -> dict[str, Value] | None:
        """What stands in the fields, or None when some of it cannot be saved; the fields then say so."""
        checks = [self._made[one.name].check(required=one.required) for one in self.kind.properties]
        if not all(checks):
            return None
        self.submit()
        return {name: field.value for name, field in self._made.items()}

    def fill(self, row: RegisterRow, company: Match | None) -> None:
        """What a chosen row brings along goes into a field that is empty."""
        field = self._made.get(COMPANY)
        if company and isinstance(field, LookupField) and not field.text.strip():
            field.set_value(company.id, company.name)

    def focus_first(self, *, stored: bool) -> None:
        """Put the cursor where writing goes on: into the note of what is stored, else into the first field
        that is empty."""
        fields = [field for field in self._made.values() if not isinstance(field, FixedField)]
        notes = [field for field in fields if isinstance(field, NoteArea)]
        empty = [field for field in fields if not field.text.strip()]
        (notes if stored and notes else empty or fields)[0].focus()

    @on(FormField.Changed)
    def _field_changed(self, event: FormField.Changed) -> None:
        field = event.field
        if isinstance(field, LookupField) and field.chosen:
            register = self._register(field)
            if any(one.name == COMPANY for one in TYPES[register].properties):
                self.post_message(self.Chosen(register, field.chosen.id))

    @on(LookupField.Wanted)
    def _wanted(self, event: LookupField.Wanted) -> None:
        event.stop()
        field = self._made.get(COMPANY)
        company = field.chosen if isinstance(field, LookupField) else None
        register = self._register(event.field)
        self.post_message(self.Wanted(event.field, register, event.text, company.id if company else None))

    def _room(self, column: Sequence[Property], least: int) -> int:
        """For the labels of the properties that stand under each other, in the language of now."""
        return max([least, *(cell_len(self.t(one.label)) + _starred(one) + 1 for one in column)])

    def _register(self, field: LookupField) -> Register:
        register = self.kind.named(str(field.id)).register
        assert register is not None
        return register


def _starred(one: Property) -> bool:
    return one.required and not one.fixed


def _is_text(one: Property) -> bool:
    return one.kind not in (Kind.DATE, Kind.DECIMAL, Kind.PERCENT, Kind.CHOICE, Kind.YES_NO)


def _lines(kind: RecordType) -> Iterator[tuple[Property, ...]]:
    """The properties line by line."""
    waiting: Property | None = None
    for one in kind.properties:
        if waiting is not None and one.half:
            yield waiting, one
            waiting = None
            continue
        if waiting is not None:
            yield (waiting,)
            waiting = None
        if one.half:
            waiting = one
        else:
            yield (one,)
    if waiting is not None:
        yield (waiting,)
