"""A record of a register in its form: opening it, saving it, what its look-ups ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import on

from xscalls_tui.domain.drafts import Draft
from xscalls_tui.domain.lookup import Match
from xscalls_tui.domain.merging import Difference
from xscalls_tui.domain.permissions import Action, record_refusal
from xscalls_tui.domain.record_types import TYPES, RecordType
from xscalls_tui.domain.records import Record, RecordDraft, Value
from xscalls_tui.domain.registers import Register, RegisterRow
from xscalls_tui.screens.base import Desk, signs
from xscalls_tui.screens.conflict import record_differences
from xscalls_tui.screens.entry import EntryScreen
from xscalls_tui.screens.messages import OpenCall, OpenRecord
from xscalls_tui.services import lookups, registers
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.fixed_field import FixedField
from xscalls_tui.widgets.form import Form
from xscalls_tui.widgets.record_form import RecordForm


class CardEntry(EntryScreen):
    """A record, new or stored, that can be changed and saved. A screen shows those of one register: that of
    the first that it is opened for."""

    kind: RecordType

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.record: Record | None = None
        self.draft: RecordDraft | None = None
        """What a new record started out with."""

    @property
    def form(self) -> RecordForm:
        """The fields."""
        return self.query_one(RecordForm)

    @property
    def entry(self) -> Record | None:
        """The record as it is stored."""
        return self.record

    @property
    def refusal(self) -> str | None:
        """Why the record can only be read, or not be made, if so."""
        me = self.session.employee
        if self.record is None:
            return record_refusal(Action.CREATE, me, self.kind.rule, {me.id})
        return record_refusal(Action.CHANGE, me, self.kind.rule, self.record.owners)

    # Opening

    def new(self, draft: RecordDraft) -> None:
        """Show a new record that starts out as ``draft``."""
        self._is_of(TYPES[draft.register])
        self.when_mounted(lambda: self._show(None, draft))

    def open(self, record: Record) -> None:
        """Show a stored record."""
        self._is_of(TYPES[record.register])
        self.when_mounted(lambda: self._show(record, None))

    def come_back(self, kept: Draft, entry: Record | RecordDraft) -> None:
        """Show what was typed and not saved, over the record that it was typed over or as a new one. Somebody
        may have saved the record since: saving this tells."""
        self._is_of(TYPES[Register(kept.form)])

        def show() -> None:
            if isinstance(entry, Record):
                self._show(entry._replace(version=kept.version or 0), None)
            else:
                self._show(None, entry)
            self.put_back(kept)

        self.when_mounted(show)

    def _is_of(self, kind: RecordType) -> None:
        self.kind, self.heading, self.form_name = kind, kind.noun, kind.register.value

    def show_stored(self, entry: Record) -> None:
        """Show what is stored now in place of what stands here, without turning to another tab."""
        self._show(entry, None, stay=True)

    def _show(self, record: Record | None, draft: RecordDraft | None, *, stay: bool = False) -> None:
        self.begin()
        self.record, self.draft = record, draft
        source: Any = record or draft
        self.form.show_telephone(signs(self).telephone if self.desk.rings and self.record else "")
        self.form.load(source.values, source.names, read_only=not self.may_change)
        if not stay:
            self.show_form()
            self.form.focus_first(stored=record is not None)
        self.query_one(StatusBar).clear()
        self.opened()
        self.show_title()
        self.tell_read_only()
        self.update_keys()

    def opened(self) -> None:
        """Another record is shown, or the same one anew."""

    # Saving

    def save(self, done: Callable[[Record], None], *, goes_on: bool = False, **changes: Value) -> None:
        """Save what stands in the fields, with these changes; then ``done``, which ``goes_on`` to another
        screen or record."""
        self.when_settled(lambda: self._save(done, goes_on, changes))

    def _save(self, done: Callable[[Record], None], goes_on: bool, changes: dict[str, Value]) -> None:
        if self.saving:
            return
        for name, value in changes.items():
            self.form.fields[name].set_value(value)
        values = self.form.values()
        if values is None:
            self.show_form()
            self.form.first_error()
            return
        record, uid, register = self.record, self.uid, self.kind.register

        def work() -> Record:
            if record is None:
                return registers.create(self.session, register, values, uid)
            return registers.save(self.session, register, record.id, record.version, values, uid)

        self.store(work, done, lambda: self.save(done, goes_on=goes_on), goes_on=goes_on)

    def rebase(self, entry: Record) -> None:
        """The record is stored."""
        self.record, self.draft = entry, None
        self.form.rebase(entry.values, entry.names, read_only=not self.may_change)
        self.opened()

    def adopt(self, entry: Record) -> None:
        """The record as it stands now; what hangs on it is read again."""
        self.record = entry
        self.opened()

    def read_again(self) -> Callable[[], Record]:
        """What reads the record."""
        assert self.record is not None
        register, row_id = self.kind.register, self.record.id
        return lambda: registers.read(self.session, register, row_id)

    def load(self, entry: Record) -> None:
        """As it stands now."""
        self.adopt(entry)
        self.form.load(entry.values, entry.names, read_only=not self.may_change)

    def differences(self, theirs: Record) -> list[Difference] | None:
        """In what the record that somebody else saved differs."""
        base = None if self.came_from_draft else self.record
        return record_differences(self.desk, self.kind, base, self.form.texts, theirs)

    # Fields

    @on(Form.Chosen)
    def _fill(self, chosen: Form.Chosen) -> None:
        def work() -> tuple[RegisterRow, Match | None]:
            row = lookups.details(self.session, chosen.register, chosen.row_id)
            if row.company is None:
                return row, None
            return row, lookups.shown(self.session, Register.COMPANY, row.company)

        self.ask(f"fill {chosen.register}", work, lambda found: self.form.fill(*found))

    @on(FixedField.Opened)
    def _open_fixed(self, event: FixedField.Opened) -> None:
        register = self.kind.named(str(event.field.id)).register
        self.go(OpenCall(event.row_id) if register is None else OpenRecord(register, event.row_id))
