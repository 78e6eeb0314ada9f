"""The calls of a calendar: opening those of a slot, and making one there."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.message import Message

from xscalls_tui.domain.calendar import Entry, start_in
from xscalls_tui.domain.calls import Names
from xscalls_tui.screens.calendar_turning import TurningCalendar
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.messages import NewCall, OpenCall
from xscalls_tui.services import calendar
from xscalls_tui.widgets.calendar_grid import CalendarGrid
from xscalls_tui.widgets.calendar_words import entry_line, slot_title
from xscalls_tui.widgets.slot_list import SlotList


class CallsCalendar(TurningCalendar):
    """A calendar whose calls can be opened, and in whose slots calls are made."""

    def do_calendar_open(self) -> None:
        """Open the call of the slot; choose among several; make one where there is none."""

        def opened(entry: Entry | None) -> None:
            if entry is None:
                self.do_calendar_new()
            else:
                self.post_message(OpenCall(entry.id))

        self.pick(opened)

    def pick(self, then: Callable[[Entry | None], None]) -> None:
        """Have one of the slot's calls chosen; None when there is none."""
        slot = self.slot

        def choose(entries: list[Entry]) -> None:
            if len(entries) < 2:
                then(entries[0] if entries else None)
                return
            by_id = {str(one.id): one for one in entries}
            items = [Item(key, entry_line(one, self.t, self.glyphs)) for key, one in by_id.items()]

            def chosen(key: str | None) -> None:
                if key is not None:
                    then(by_id[key])

            self.app.push_screen(MenuScreen(slot_title(slot, self.t), items), chosen)

        self.ask("pick", lambda: self.read_slot(slot), choose, hold=True)

    def do_calendar_new(self) -> None:
        """Make a call in the slot."""
        self.go(NewCall())

    def go(self, message: Message) -> None:
        """A new call is made in the slot: at its date and hour, for whom it belongs to (R46, R47)."""
        if not isinstance(message, NewCall) or message.draft is not None:
            super().go(message)
            return
        slot, people = self.slot, self.grid.view.people if self.grid.view else ()

        def prepared(entries: list[Entry]) -> None:
            starts_at = start_in(slot, entries, self.session.now())
            draft = calendar.planned(self.session, starts_at, slot.employee)
            whose = [one for one in people if one.id == draft.employee] or [self.session.employee]
            names = Names(employee=f"{whose[0].initials} {whose[0].name}")
            self.post_message(NewCall(draft, names))

        self.ask("new", lambda: self.read_slot(slot), prepared, hold=True)

    @on(CalendarGrid.Picked)
    def _picked(self) -> None:
        self.do_calendar_open()

    @on(SlotList.Opened)
    def _opened(self, event: SlotList.Opened) -> None:
        self.post_message(OpenCall(event.entry.id))
