"""What all forms have in common: fields by name, errors beside them, look-ups that settle, what is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from textual.containers import Vertical
from textual.message import Message

from xscalls_tui.domain.registers import Register
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.lookup_field import LookupField


class Form(Vertical):
    """An entry to be filled in. It asks by message for what has to be looked up and knows no service."""

    _baseline: Mapping[str, str] = MappingProxyType({})
    _submitted: Mapping[str, str] = MappingProxyType({})

    @dataclass(eq=False, repr=False)
    class Wanted(Message):
        """Matches are wanted for what stands in a look-up field; answer with ``show_matches``."""

        field: LookupField
        register: Register
        text: str
        company: int | None

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A row was chosen in a look-up field; what it brings along may be given to ``fill``."""

        register: Register
        row_id: int

    @property
    def fields(self) -> dict[str, FormField[Any]]:
        """All fields by the names that a draft's errors are told by."""
        return {str(field.id): field for field in self.walk_children(FormField)}

    @property
    def settled(self) -> bool:
        """Whether no look-up is waiting for an answer that will decide what stands in it."""
        return all(field.settled for field in self.walk_children(LookupField))

    @property
    def dirty(self) -> bool:
        """Whether the operator has typed something that is not saved."""
        return self.state() != self._baseline

    @property
    def touched(self) -> set[str]:
        """The fields in which something else stands than what is stored."""
        return {name for name, text in self.state().items() if text != self._baseline.get(name)}

    def state(self) -> dict[str, str]:
        """What stands in the fields, to be compared with later."""
        return {name: field.text for name, field in self.fields.items()}

    def came_back(self) -> None:
        """The fields have been given what was typed into them before: nothing follows from it once more."""

    def begin(self, *, read_only: bool) -> None:
        """What stands in the fields now is what is stored, or what a new entry starts out with."""
        for field in self.fields.values():
            field.read_only = read_only
            field.error = ""
        self._baseline = self.state()

    def submit(self) -> None:
        """What stands in the fields now is handed in to be saved."""
        self._submitted = self.state()

    def stored(self, show: Callable[[], None]) -> bool:
        """What was handed in is stored: ``show`` it, with the cursor where it was, unless something was typed
        since. Whether it was shown."""
        if self.state() != self._submitted:
            self._baseline = self._submitted
            return False
        field = FormField.of(self.screen.focused)
        cursor = field.cursor if field else 0
        show()
        if field:
            field.cursor = cursor
        return True

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each sentence under its field, and the cursor into the first of them."""
        fields = self.fields
        for name, sentence in errors.items():
            fields[name].error = sentence
        self.first_error()

    def first_error(self) -> None:
        """Put the cursor into the first field with an error."""
        for field in self.fields.values():
            if field.error:
                field.focus()
                return
