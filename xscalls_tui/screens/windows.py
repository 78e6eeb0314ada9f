"""The windows of calls and the cards of records: opened for what is asked for, kept, and shown again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from textual import on

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.drafts import CALL
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.general import GeneralCommands
from xscalls_tui.screens.messages import NewCall, NewRecord, OpenCall, OpenRecord, RingUp
from xscalls_tui.services import calls

if TYPE_CHECKING:
    from xscalls_tui.domain.drafts import Draft
    from xscalls_tui.domain.records import Record, RecordDraft
    from xscalls_tui.screens.call import CallScreen
    from xscalls_tui.screens.call_sharing import SharedCall
    from xscalls_tui.screens.card import CardScreen


PREPARED_AFTER_SECONDS = 1.5
_WINDOW = "xscalls_tui.screens.call"


class WindowsApp(GeneralCommands, inherit_bindings=False):
    """An app with such windows and cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._windows: list[CallScreen] = []
        self._cards: list[CardScreen] = []

    def on_mount(self) -> None:
        """While the operator looks at the list, load what the first window takes."""
        if not self.is_headless:
            self.set_timer(PREPARED_AFTER_SECONDS, self._prepare)

    def _prepare(self) -> None:
        Thread(target=import_module, args=(_WINDOW,), name="prepare", daemon=True).start()

    def kept_screens(self) -> Iterable[WorkScreen[None]]:
        """The windows and cards that are kept."""
        return (*self._windows, *self._cards)

    def open_calls(self) -> list[SharedCall]:
        """Those windows that are on the stack."""
        return [window for window in self._windows if window in self.screen_stack]

    @on(NewCall)
    def open_new(self, wanted: NewCall) -> None:
        """Open the window of a new call."""
        draft = wanted.draft or calls.blank(self.desk.session)
        names = wanted.names or calls.own_names(self.desk.session)
        window = self._window()
        window.new(draft, names, wanted.joins)
        self.push_screen(window)

    @on(RingUp)
    def _ring_up(self, wanted: RingUp) -> None:
        """In a window of its own, which stays when nobody can be rung."""
        window = self._window()
        if wanted.call is not None:
            window.open(wanted.call)
        else:
            draft = wanted.draft or calls.blank(self.desk.session)
            window.new(draft, wanted.names or calls.own_names(self.desk.session), None)
        self.push_screen(window)
        window.call_later(window.do_call_dial)

    def come_back(self, draft: Draft) -> None:
        """In a window or card of its own, over the entry as it is stored."""
        from xscalls_tui.services import registers

        session, entry_id, work = self.desk.session, draft.entry_id, self.work
        if work is None:
            return
        if draft.form == CALL:

            def show_call(call: Call | None) -> None:
                window = self._window()
                window.come_back(draft, call)
                self.push_screen(window)

            read = None if entry_id is None else partial(calls.read, session, entry_id)
            work.ask("open", read or (lambda: None), show_call, hold=True)
            return
        register = Register(draft.form)

        def show_card(entry: Record | RecordDraft) -> None:
            card = self._card(register)
            card.come_back(draft, entry)
            self.push_screen(card)

        def read_entry() -> Record | RecordDraft:
            if entry_id is None:
                return registers.blank(session, register)
            return registers.read(session, register, entry_id)

        work.ask("open", read_entry, show_card, hold=True)

    @on(OpenCall)
    def _open_call(self, wanted: OpenCall) -> None:
        def show(call: Call) -> None:
            window = self._window()
            window.open(call)
            self.push_screen(window)

        if self.work is not None:
            self.work.ask("open", lambda: calls.read(self.desk.session, wanted.call_id), show, hold=True)

    @on(OpenRecord)
    def _open_record(self, wanted: OpenRecord) -> None:
        from xscalls_tui.services import registers

        register, session = wanted.register, self.desk.session

        def show(record: Record) -> None:
            card = self._card(register)
            card.open(record)
            self.push_screen(card)

        if self.work is not None:
            self.work.ask("open", lambda: registers.read(session, register, wanted.row_id), show, hold=True)

    @on(NewRecord)
    def _new_record(self, wanted: NewRecord) -> None:
        from xscalls_tui.services import registers

        register, session = wanted.register, self.desk.session

        def show(draft: RecordDraft) -> None:
            card = self._card(register)
            card.new(draft)
            self.push_screen(card)

        if wanted.draft is not None:
            show(wanted.draft)
        elif self.work is not None:
            self.work.ask("open", lambda: registers.blank(session, register), show, hold=True)

    def _card(self, register: Register) -> CardScreen:
        """A card of this register that is not in use."""
        from xscalls_tui.screens.card import CardScreen

        for card in self._cards:
            if card not in self.screen_stack and card.kind.register is register:
                return card
        card = CardScreen(self.desk)
        self.install_screen(card, f"card {len(self._cards)}")
        self._cards.append(card)
        return card

    def _window(self) -> CallScreen:
        """A call window that is not in use: building one costs more than showing one again."""
        # Imported with the first window: the first frame is the list's.
        from xscalls_tui.screens.call import CallScreen

        for window in self._windows:
            if window not in self.screen_stack:
                return window
        window = CallScreen(self.desk)
        self.install_screen(window, f"call {len(self._windows)}")
        self._windows.append(window)
        return window
