"""The search panel: the criteria in force as fields, to be changed (R128-R152)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from xscalls_tui.commands import lists
from xscalls_tui.commands.base import Command, key_name
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.search_form import Form, Slot, show, take
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.choice_field import ChoiceField
from xscalls_tui.widgets.field_row import SET, FieldRow
from xscalls_tui.widgets.form_field import FormField
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.lookup_field import LookupField
from xscalls_tui.widgets.search_fields import REGISTERS, SearchFields

RUN = "run"
"""The target of the button Søk."""


class SearchButtons(Bar):
    """Søk, Skjul and Nullstill with their keys, and what is in force besides the fields."""

    def __init__(self, t: Translator, keys: Callable[[Command], Sequence[str]], *, plain: bool) -> None:
        super().__init__()
        self.t = t
        self._keys = keys
        self._cut = "~" if plain else "…"
        self._besides = ""
        self.left = self._buttons

    @property
    def _buttons(self) -> list[Part]:
        buttons = (
            ("enter", "find.run", RUN),
            (self._keys(lists.SEARCH)[0], "find.hide", lists.SEARCH.id),
            (self._keys(lists.RESET)[0], "find.reset", lists.RESET.id),
        )
        return [
            part
            for key, label, target in buttons
            for part in (Part(f" {key_name(key)} ", "key", target), Part(f" {self.t(label)}  ", "", target))
        ]

    def reword(self) -> None:
        """Say it in the language and with the keys of now."""
        self.tell(self._besides)

    def tell(self, besides: str) -> None:
        """Tell what else is in force."""
        self._besides = besides
        self.left = [*self._buttons, Part(besides, "strong")] if besides else self._buttons

    def _fitting(self, room: int) -> list[Part]:
        *buttons, last = self.left
        room -= sum(cell_len(part.text) for part in buttons)
        if cell_len(last.text) <= room or last.target or room < 2:
            return super()._fitting(self.size.width)
        return [*buttons, last._replace(text=fit(last.text, room, self._cut))]


class SearchPanel(SearchFields):
    """Shows criteria and gives those that its fields ask for. What it has no field for it keeps, and tells
    beside the buttons. Like the call form it asks for matches by message and knows no service."""

    @dataclass(eq=False, repr=False)
    class Wanted(Message):
        """Matches are wanted for what stands in a look-up field; answer with its ``show_matches``."""

        field: LookupField
        register: Register
        text: str
        company: int | None

    @dataclass(eq=False, repr=False)
    class Entered(Message):
        """Enter was pressed in a criterion: the search is to be run."""

    def __init__(
        self,
        t: Translator,
        today: Callable[[], date],
        keys: Callable[[Command], Sequence[str]],
        *,
        fixed: Criterion | None = None,
        plain: bool = False,
    ) -> None:
        """``fixed`` is the condition that the private list always has."""
        super().__init__(t, today, private=fixed is not None)
        self._today = today
        self._fixed = fixed
        self._buttons = SearchButtons(t, keys, plain=plain)
        self._criteria = Criteria()
        self._form = Form({}, {}, ())
        self._opening: Criteria | None = None

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._buttons

    @property
    def settled(self) -> bool:
        """Whether no look-up is waiting for an answer that will decide what stands in it."""
        return all(field.settled for field in self.lookups.values())

    def open(self, criteria: Criteria) -> None:
        """Show these criteria, with the cursor in the first field."""
        if self.is_mounted:
            self._open(criteria)
        else:
            self._opening = criteria

    def on_mount(self) -> None:
        """Built for the first time: show what it was opened for."""
        if self._opening is not None:
            self._open(self._opening)

    def _open(self, criteria: Criteria) -> None:
        self.load(criteria)
        self.texts[Field.SUBJECT].focus()

    def load(self, criteria: Criteria) -> None:
        """Show these criteria, and nothing else. What stands there already stays untouched."""
        asked = self._shown(criteria).asked
        stale = [slot for slot in self.slots if slot not in asked or asked[slot] != self.said(slot)]
        self._show(criteria, stale)

    def follow(self, criteria: Criteria) -> None:
        """Show what these criteria say otherwise than the ones before; what is typed elsewhere stays."""
        before = self._form.asked
        after = self._shown(criteria).asked
        self._show(criteria, [slot for slot in self.slots if before.get(slot) != after.get(slot)])

    def taken(self) -> Criteria | None:
        """The criteria that the panel asks for, or None when something in it cannot be read; the fields then
        say so, and the cursor goes to the first of them."""
        failed = [field for field in self.walk_children(FormField) if not self.check(field)]
        if failed:
            failed[0].focus()
            return None
        asked = {slot: asked for slot in self.slots if (asked := self.said(slot))}
        return take(self._criteria, self._form, asked)

    def _shown(self, criteria: Criteria) -> Form:
        return show(criteria, self._today(), [slot.about.value for slot in self.dates], self._fixed)

    def _show(self, criteria: Criteria, changed: Sequence[Slot]) -> None:
        self._criteria, self._form = criteria, self._shown(criteria)
        for slot in changed:
            self.put(slot, self._form.asked.get(slot))
        for slot, fields in self.slots.items():
            for field in fields:
                field.set_class(slot in self._form.asked, SET)
        for row in self.query(FieldRow):
            row.refresh()
        besides = ", ".join(self.words.of(term).full for term in self._form.rest)
        self._buttons.tell(self.t("find.besides", what=besides) if besides else "")

    @on(LookupField.Wanted)
    def _wanted(self, event: LookupField.Wanted) -> None:
        event.stop()
        company = self.lookups[Field.COMPANY].chosen
        register = REGISTERS[self.field_of(event.field)]
        self.post_message(self.Wanted(event.field, register, event.text, company.id if company else None))

    @on(FormField.Advance)
    def _enter(self, event: FormField.Advance) -> None:
        event.stop()
        self.post_message(self.Entered())

    @on(Bar.Clicked, "SearchButtons")
    def _clicked(self, event: Bar.Clicked) -> None:
        if event.target == RUN:
            event.stop()
            self.post_message(self.Entered())

    def on_key(self, event: events.Key) -> None:
        """What a choice has no use for is not meant for the list behind."""
        if not isinstance(self.screen.focused, ChoiceField):
            return
        sign = event.is_printable and event.character not in (" ", "?", ":", "/")
        if sign or event.key in ("backspace", "delete"):
            event.stop()
            event.prevent_default()
