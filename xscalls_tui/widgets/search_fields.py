"""The fields of the search panel and where they stand (R136-R151)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget

from xscalls_tui.commands.criteria_words import NAMES, CriteriaWords
from xscalls_tui.commands.words import DIRECTIONS
from xscalls_tui.domain.criteria import Compare, Compared, Criterion, Field, Ties
from xscalls_tui.domain.periods import Dates
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.search_form import DATE_FIELDS, FIRST_DATES, Slot, parse_id
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.choice_field import Choice, ChoiceField
from xscalls_tui.widgets.date_field import DateField
from xscalls_tui.widgets.field_row import FieldRow, Labelled
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.text_field import TextField

T = TypeVar("T")

REGISTERS = {
    Field.CREATED_BY: Register.EMPLOYEE,
    Field.CHANGED_BY: Register.EMPLOYEE,
    Field.COMPANY: Register.COMPANY,
    Field.CONTACT: Register.CONTACT,
    Field.PROJECT: Register.PROJECT,
    Field.EMPLOYEE: Register.EMPLOYEE,
}
"""The register that each look-up looks in."""

_TIES = {
    Ties.HAS_FOLLOWUPS: "find.fu.has",
    Ties.IS_FOLLOWUP: "find.fu.is",
    Ties.EITHER: "find.fu.any",
    Ties.NEITHER: "find.fu.none",
}
_COMPARISONS = {
    (Compare.MORE, False): "find.gt",
    (Compare.LESS, False): "find.lt",
    (Compare.EQUAL, False): "find.eq",
    (Compare.EQUAL, True): "find.ne",
}
"""By how the ID is compared, and whether that is denied."""

TWO_COLUMNS, THREE_COLUMNS = 74, 116
"""The widths that the criteria need to stand side by side."""


class DateSlot(Container):
    """Which date, and from when to when."""

    def __init__(
        self, t: Translator, number: int, label: str, width: Callable[[], int], today: Callable[[], date]
    ) -> None:
        super().__init__(classes="date-slot")
        self.about = _choice(t, {field: NAMES[field] for field in DATE_FIELDS}, id=f"date-{number}")
        self.first = DateField(t, today, id=f"from-{number}", help_key="help.find.date")
        self.last = DateField(t, today, id=f"to-{number}", help_key="help.find.date")
        self.about.set_value(FIRST_DATES[number - 1])
        self._rows = (
            FieldRow(Labelled(label, self.about, width), classes="about"),
            FieldRow(Labelled("find.fromdate", self.first, width), Labelled("find.todate", self.last)),
        )

    def compose(self) -> ComposeResult:
        yield from self._rows


class SearchFields(Vertical):
    """All criteria as fields: in three columns, in two with the dates below, or in one, as there is room."""

    def __init__(
        self, t: Translator, today: Callable[[], date], *, private: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.t = t
        self.words = CriteriaWords(t)
        self.texts = {
            Field.SUBJECT: TextField(t, id="find-subject", help_key="help.find.text"),
            Field.NOTE: TextField(t, id="find-note", help_key="help.find.text"),
            Field.PHONE: TextField(t, id="find-phone", help_key="help.find.phone"),
        }
        self.lookups = {
            field: LookupField(t, free_text=True, id=_name(field), help_key="help.find.lookup")
            for field in REGISTERS
            if not (private and field is Field.EMPLOYEE)
        }
        directions: list[tuple[int | None, str]] = [
            (None, "find.direction.both"), *DIRECTIONS.items()
        ]  # fmt: skip
        ties: list[tuple[int | None, str]] = [(None, "find.fu.all"), *_TIES.items()]
        self.choices: dict[Field, ChoiceField[Any]] = {
            Field.DIRECTION: _choice(t, dict(directions), id="find-direction"),
            Field.FOLLOWUPS: _choice(t, dict(ties), id="find-followups"),
        }
        self.compare = _choice(t, _COMPARISONS, id="find-compare")
        self.compare.set_value((Compare.EQUAL, False))
        self.number = TextField(t, id="find-id", help_key="help.find.id")
        labels = ["find.date1", "find.date2", "find.date3"]
        width = _widest(t, [*labels, "find.fromdate"])
        self.dates = [DateSlot(t, n, label, width, today) for n, label in enumerate(labels, 1)]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="criteria", can_focus=False):
            with Container(id="names"):
                yield Vertical(*self._first_column())
                yield Vertical(*self._second_column())
            yield Vertical(*self.dates, id="dates")

    def on_resize(self) -> None:
        """Stand in as many columns as there is room for."""
        self.set_class(self.size.width >= THREE_COLUMNS, "-three")
        self.set_class(self.size.width < TWO_COLUMNS, "-one")

    @property
    def _single(self) -> Sequence[Mapping[Field, FormField[Any]]]:
        return self.texts, self.lookups, self.choices

    @property
    def slots(self) -> Mapping[Slot, Sequence[FormField[Any]]]:
        """The fields of each slot, the one whose label names it first."""
        slots: dict[Slot, Sequence[FormField[Any]]] = {Field.ID: (self.compare, self.number)}
        slots |= {slot: (field,) for fields in self._single for slot, field in fields.items()}
        return slots | {n: (slot.about, slot.first, slot.last) for n, slot in enumerate(self.dates, 1)}

    def put(self, slot: Slot, asked: Criterion | None) -> None:
        """Show a condition in its slot, or that there is none."""
        value = asked.value if asked else None
        if isinstance(slot, int):
            dates = self.dates[slot - 1]
            if asked:
                dates.about.set_value(asked.field)
            first, last = value if isinstance(value, Dates) else (None, None)
            dates.first.set_value(first if isinstance(first, date) else None)
            dates.last.set_value(last if isinstance(last, date) else None)
        elif slot is Field.ID:
            if asked and isinstance(value, Compared):
                self.compare.set_value((value.how, asked.negated))
            self.number.set_value(str(value.number) if isinstance(value, Compared) else "")
        elif slot in self.texts:
            self.texts[slot].set_value(str(value or ""))
        elif slot in self.choices:
            self.choices[slot].set_value(value if isinstance(value, int) else None)
        elif asked and isinstance(value, int):
            self.lookups[slot].set_value(value, self.words.value(asked))
        else:
            self.lookups[slot].set_value(str(value or ""))

    def said(self, slot: Slot) -> Criterion | None:
        """The condition that stands in a slot, if any."""
        if isinstance(slot, int):
            dates = self.dates[slot - 1]
            between = Dates(dates.first.value, dates.last.value)
            return Criterion(dates.about.value, between) if any(between) else None
        if slot is Field.ID:
            how, negated = self.compare.value
            number = parse_id(self.number.text)
            return None if number is None else Criterion(slot, Compared(how, number), negated=negated)
        if slot in self.lookups:
            field = self.lookups[slot]
            return Criterion(slot, field.value, self._label(field)) if field.value else None
        value = self.texts[slot].value or None if slot in self.texts else self.choices[slot].value
        return None if value is None else Criterion(slot, value)

    def _label(self, field: LookupField) -> str:
        """How a row is called in the line of filters: an employee by the initials."""
        if field.chosen is None:
            return ""
        employee = REGISTERS[self.field_of(field)] is Register.EMPLOYEE
        return (employee and field.chosen.code) or field.chosen.name

    def field_of(self, field: LookupField) -> Field:
        """What a look-up is about."""
        return next(slot for slot, lookup in self.lookups.items() if lookup is field)

    def check(self, field: FormField[Any]) -> bool:
        """Whether a field can be read; if not, it says why."""
        if field is self.number and field.text.strip() and parse_id(field.text) is None:
            field.error = self.t("msg.badid")
            return False
        turned = any(field is slot.last and _turned(slot) for slot in self.dates)
        if turned:
            field.error = self.t("msg.datesturned")
        return not turned and field.check()

    def _first_column(self) -> Iterable[Widget]:
        labels = {
            Field.SUBJECT: "find.subject",
            Field.NOTE: "find.note",
            Field.PHONE: "find.phone",
            Field.CREATED_BY: "find.createdby",
            Field.CHANGED_BY: "find.changedby",
        }
        width = _widest(self.t, labels.values())
        fields: dict[Field, FormField[Any]] = {**self.texts, **self.lookups}
        return [FieldRow(Labelled(label, fields[field], width)) for field, label in labels.items()]

    def _second_column(self) -> Iterable[Widget]:
        labels = {
            Field.COMPANY: "find.company",
            Field.CONTACT: "find.partner",
            Field.PROJECT: "find.project",
            Field.EMPLOYEE: "find.employee",
            Field.DIRECTION: "find.direction",
        }
        label, number = "find.followup", "find.id"
        width = _widest(self.t, [*labels.values(), number])
        fields: dict[Field, FormField[Any]] = {**self.lookups, **self.choices}
        rows = [Labelled(label, fields[field], width) for field, label in labels.items() if field in fields]
        yield from map(FieldRow, rows)
        yield FieldRow(Labelled(label, self.choices[Field.FOLLOWUPS], _widest(self.t, [label])))
        yield FieldRow(Labelled(number, self.compare, width), Labelled("", self.number, 1))


def _turned(slot: DateSlot) -> bool:
    first, last = slot.first.value, slot.last.value
    return first is not None and last is not None and last < first


def _choice(t: Translator, choices: Mapping[T, str], id: str) -> ChoiceField[T]:
    """A field to choose from values, which are shown by texts of these keys."""

    def offered() -> list[Choice[T]]:
        return [Choice(value, t(key)) for value, key in choices.items()]

    return ChoiceField(t, offered, id=id, help_key="help.find.choice")


def _name(field: Field) -> str:
    return f"find-{field.replace(' ', '-')}"


def _widest(t: Translator, labels: Iterable[str]) -> Callable[[], int]:
    """Room for the longest of the labels of these keys and the blank after it, in the language of now."""
    keys = tuple(labels)
    return lambda: max(cell_len(t(key)) for key in keys) + 1
