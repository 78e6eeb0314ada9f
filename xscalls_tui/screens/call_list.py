"""CRM - Samtaler: the list of calls, and the private list Mine samtaler."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.criteria import Page, PageRequest
from xscalls_tui.domain.errors import NotFound, XSCallsError
from xscalls_tui.domain.telephone import looks_dialled
from xscalls_tui.screens.base import Desk, bindings
from xscalls_tui.screens.messages import OpenCall, ShowHistory, ShowPage
from xscalls_tui.screens.typed_filter import TypedFilterList
from xscalls_tui.services import calls, preferences
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.filter_bar import FilterBar
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class CallListScreen(TypedFilterList):
    """All calls, or with ``private`` the signed-in employee's own (ruling O16)."""

    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.LIST_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.LIST_SCREEN)

    def __init__(self, desk: Desk, *, private: bool = False, opening: bool = False) -> None:
        """``opening``, the list is what the program opens with, and starts with the start view."""
        super().__init__(desk, private=private)
        self._opening = opening

    def compose(self) -> ComposeResult:
        t, plain = self.t, self.desk.plain
        yield TopBar(self.session, t, "page.mycalls" if self.private else "page.calls")
        yield FilterBar(t, self.mine, self.desk.keys, private=self.private, plain=plain)
        yield CallTable(t, plain=plain, letters=self.desk.few_colours)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)
        yield TooSmall(t)

    def on_mount(self) -> None:
        """Show the list from its start, with its rows in the first frame: until they are there, there is
        nothing that one could wait for."""
        self.set_focus(self.table)
        try:
            with self.session.reading():
                if self._opening and not self._take_start_view():
                    self._open_start_view()
                self.show_list(partial(calls.page, self.session))
        except XSCallsError:
            self.show_list()  # which fails in the same way, and tells it
        self.update_keys()

    def _open_start_view(self) -> None:
        """Start with the page that the employee has set."""
        page = self.session.settings.start_view.value
        if page != self.page:
            self.post_message(ShowPage(page))

    def _take_start_view(self) -> bool:
        """Start with the saved search that the employee has chosen for it; whether there is one."""
        start = preferences.value(self.session, preferences.START_SEARCH)
        if start is None:
            return False
        # Loaded only where somebody has a start view.
        from xscalls_tui.services import searches

        try:
            search = searches.read(self.session, int(start))
        except NotFound as error:
            self.refuse(error)
            return True
        if search.criteria is not None:
            self.criteria, self.sort = search.criteria, search.sort
        elif search.why is not None:
            why = self.desk.sentence(search.why)
            self.say(self.t("searches.badstart", name=search.name, why=why), alarm=True)
        return True

    def context(self) -> Context:
        """What can be done depends on the row under the cursor and on the ticks."""
        row, ticked = self.table.cursor_row, len(self.table.ticked)
        base = super().context()._replace(ticked=ticked, filtered=bool(self.droppable), private=self.private)
        if row is None:
            return base
        return base._replace(
            may_change=row.may_change,
            call=True,
            dials=self.desk.rings and looks_dialled(row.phone),
            in_chain=row.is_followup or row.has_followups,
            has_company=row.company_id is not None,
            has_project=row.project_id is not None,
            has_contact=row.contact_id is not None,
        )

    def show_list(self, read: Callable[[PageRequest], Page] | None = None) -> None:
        """Read and count what the criteria ask for: rows first, the exact count when it is known. The first
        rows are read here and now by ``read``, if it is given."""
        self.query_one(FilterBar).show(self.criteria)
        self.table.show(self.criteria, self.sort, read)
        self.hold_keys()
        self.count_anew()

    def reword(self) -> None:
        """What is in force, too."""
        super().reword()
        self.query_one(FilterBar).show(self.criteria)

    def do_refresh(self) -> None:
        """Read again what is shown; the cursor stays on its call."""
        self.table.refresh_around()
        self.count()

    def do_list_open(self) -> None:
        """Open the call under the cursor."""
        if row := self.table.cursor_row:
            self.post_message(OpenCall(row.id))

    def do_call_log(self) -> None:
        """Who changed what of the call."""
        from xscalls_tui.screens.change_log import show_log

        if row := self.table.cursor_row:
            show_log(self, None, row.id, f"{self.t('noun.call')} {row.id}")

    def do_call_history(self) -> None:
        """Show the history of the call under the cursor."""
        if row := self.table.cursor_row:
            self.post_message(ShowHistory(row.id))

    def counter(self, cap: int | None) -> Callable[[], int]:
        """What counts the calls."""
        criteria, session = self.criteria, self.session
        return lambda: calls.count(session, criteria, cap)

    @on(CallTable.PageWanted)
    def _read_calls(self, wanted: CallTable.PageWanted) -> None:
        self.read_page(wanted, lambda: calls.page(self.session, wanted.request))

    @on(CallTable.Opened)
    def _opened(self, event: CallTable.Opened) -> None:
        self.post_message(OpenCall(event.row_id))

    @on(CallTable.HistoryWanted)
    def _history_wanted(self, event: CallTable.HistoryWanted) -> None:
        self.post_message(ShowHistory(event.call_id))

    def do_list_quick(self) -> None:
        """Open the call of an ID that is typed."""
        from xscalls_tui.screens.quick_open import ask_for_call

        def opened(call_id: int | None) -> None:
            if call_id is not None:
                self.post_message(OpenCall(call_id))

        ask_for_call(self, opened)
