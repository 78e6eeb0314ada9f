"""The commands of a record's card."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context, OnCard
from xscalls_tui.domain.record_types import Kind
from xscalls_tui.domain.records import Record, RecordDraft, Value
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import bindings, styles
from xscalls_tui.screens.card_lists import CardLists
from xscalls_tui.screens.linked import LinkedItem, choose_linked
from xscalls_tui.screens.messages import DataChanged, NewCall, NewRecord, RingUp
from xscalls_tui.screens.question import confirm
from xscalls_tui.services import calls, registers
from xscalls_tui.services.bulk import BulkReport
from xscalls_tui.widgets.phone_field import PhoneField
from xscalls_tui.widgets.thread import Thread


class CardScreen(CardLists):
    """One record of a register, new or stored, with what hangs on it."""

    CSS_PATH = styles("fields", "record_table", "card")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.CARD_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.CARD_SCREEN)

    def context(self) -> Context:
        """What can be done depends on the record, on what is typed, and on the tab that is open."""
        record, kind = self.record, self.kind
        active = bool(record.values[kind.active]) if record is not None and kind.active else None
        card = OnCard(
            stored=record is not None,
            tabs=record is not None and bool(kind.tabs),
            in_use=active is True,
            unused=active is False,
            listed=self.tab is not None,
            note=isinstance(self.open_list, Thread) and self.row_id is not None,
        )
        return (
            super()
            .context()
            ._replace(
                dials=record is not None and self.desk.rings,
                may_change=record is not None and self.may_change,
                call=self.row_id is not None,
                new=record is None and self.may_change,
                dirty=self.dirty,
                linked=bool(self._links()),
                card=card,
            )
        )

    def do_call_save(self) -> None:
        """Opprett or Lagre: stays open."""
        created = self.record is None

        def told(record: Record) -> None:
            self.say(self._told_created(record) if created else self.t("msg.saved"))

        self.save(told)

    def do_call_save_new(self) -> None:
        """Opprett og ny: an empty card for the next record."""

        def next_record(record: Record) -> None:
            kind, session = self.kind, self.session
            given: dict[str, Value] = {kind.parent: record.values[kind.parent]} if kind.parent else {}

            def show(draft: RecordDraft) -> None:
                self.new(draft)
                self.say(self._told_created(record))

            self.ask("next", lambda: registers.blank(session, kind.register, given), show, hold=True)

        self.save(next_record, goes_on=True)

    def do_call_save_close(self) -> None:
        """Opprett og lukk."""
        self.save(lambda _record: self.leave(), goes_on=True)

    do_call_create = do_call_save
    do_call_create_new = do_call_save_new
    do_call_create_close = do_call_save_close

    def do_card_delete(self) -> None:
        """Slett, after asking."""
        record = self.record
        if record is None:
            return
        once, register = self.session.once(), self.kind.register

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.ask("delete", lambda: registers.delete(once, register, [record.id]), deleted)

        def deleted(result: BulkReport) -> None:
            if result.refused:
                self.say(self.t(result.refused[0].reason), alarm=True)
            else:
                self.post_message(DataChanged())
                self.dismiss()

        question = self.t("card.confirmdelete", noun=self.t(self.kind.noun).lower(), title=record.title)
        self.app.push_screen(confirm(question, self.t), answered)

    def do_card_unuse(self) -> None:
        """Ta ut av bruk, with what else is typed."""
        self.save(lambda _record: self.say(self.t("card.unused")), **{self.kind.active: False})

    def do_card_use(self) -> None:
        """Ta i bruk igjen."""
        self.save(lambda _record: self.say(self.t("msg.saved")), **{self.kind.active: True})

    def do_card_tab(self) -> None:
        """Turn to the next tab."""
        self.show_tab((self.place + 1) % (len(self.kind.tabs) + 1))

    def do_list_open(self) -> None:
        """Open the row under the cursor of the open list."""
        if self.row_id is not None:
            self.open_row(self.row_id)

    def do_card_add(self) -> None:
        """A new one of what the open tab lists, about whom this record is about."""
        self._add()

    def do_card_reply(self) -> None:
        """Reply to the note under the cursor."""
        if self.row_id is not None:
            self._add(reply_to=self.row_id)

    def _add(self, **more: Value) -> None:
        tab, record, session = self.tab, self.record, self.session
        if tab is None or record is None:
            return
        if tab.register is None:
            self.go(NewCall())
            return
        register = tab.register

        def work() -> NewRecord:
            draft = registers.from_record.hanging(session, record, register, tab.by, **more)
            return NewRecord(draft, register)

        self.ask("next", work, self.go, hold=True)

    @on(NewCall)
    def _fill_in(self, wanted: NewCall) -> None:
        """Ny samtale is to whom the record is about, or to the contact person under the cursor."""
        record, tab = self.record, self.tab
        if record is None or wanted.draft is not None:
            return
        wanted.stop()
        contact = self.row_id if tab is not None and tab.register is Register.CONTACT else None

        def work() -> NewCall:
            return NewCall(*registers.from_record.call(self.session, record, contact))

        self.ask("next", work, self.go, hold=True)

    def do_call_dial(self) -> None:
        """Ring the call under the cursor of the open list, else whom Ny samtale here would be to."""
        tab, record, row_id, session = self.tab, self.record, self.row_id, self.session
        if record is None:
            return
        contact = row_id if tab is not None and tab.register is Register.CONTACT else None

        def work() -> RingUp:
            if tab is not None and tab.register is None and row_id is not None:
                return RingUp(calls.read(session, row_id))
            return RingUp(None, *registers.from_record.call(session, record, contact))

        self.ask("next", work, self.go, hold=True)

    @on(PhoneField.Ring)
    def _ring_clicked(self, event: PhoneField.Ring) -> None:
        """Ring that very number."""
        record, session, number = self.record, self.session, event.field.text
        if record is None or self.on_line:
            return

        def work() -> RingUp:
            draft, names = registers.from_record.call(session, record)
            return RingUp(None, draft._replace(phone=number), names)

        self.ask("next", work, self.go, hold=True)

    def do_card_log(self) -> None:
        """Who changed what of the record."""
        from xscalls_tui.screens.change_log import show_log

        if self.record is not None:
            show_log(self, self.kind.register, self.record.id, self.record.title)

    def do_call_linked(self) -> None:
        """Choose something that the record is tied to, and open it."""
        choose_linked(self, self._links())

    def _links(self) -> list[LinkedItem]:
        """The call that the record was made from, and the rows that it links to."""
        record, found = self.record, []
        if record is None:
            return []
        for one in self.kind.properties:
            value = record.values[one.name]
            if one.kind in (Kind.LINK, Kind.CALL) and isinstance(value, int):
                label = self.t("noun.call" if one.register is None else one.label)
                name = f"{value} {record.names[one.name]}" if one.register is None else record.names[one.name]
                found.append(LinkedItem(one.register, value, f"{label}  {' '.join(name.split())}"))
        return sorted(found, key=lambda link: link.register is not None)

    def _told_created(self, record: Record) -> str:
        return self.t("card.created", noun=self.t(self.kind.noun), id=record.id)
