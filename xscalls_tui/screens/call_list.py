"""CRM - Samtaler: the list of calls, and the private list Mine samtaler."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy
from xscalls_tui.screens.acting import ListActions
from xscalls_tui.screens.base import Desk, bindings
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.messages import OpenCall, ShowHistory
from xscalls_tui.services import calls
from xscalls_tui.widgets.bars import Bar, KeyBar, StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.filter_bar import COUNT_CAP, STATUS_NAMES, FilterBar
from xscalls_tui.widgets.top_bar import TopBar

QUICK_FILTERS = {
    Field.EMPLOYEE: lambda row: (row.employee_id, row.initials),
    Field.COMPANY: lambda row: (row.company_id, row.company),
    Field.PROJECT: lambda row: (row.project_id, row.project),
    Field.CONTACT: lambda row: (row.contact_id, row.partner),
}
SORTS = tuple(SortBy)


class CallListScreen(ListActions):
    """All calls, or with ``private`` the signed-in employee's own (ruling O16)."""

    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.LIST_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.LIST_SCREEN)

    def __init__(self, desk: Desk, *, private: bool = False) -> None:
        super().__init__(desk)
        self.private = private
        self.criteria = Criteria()
        self.sort = Sort()
        if private:
            self.criteria = self._mine(self.criteria)

    def compose(self) -> ComposeResult:
        t, me, plain = self.t, self.session.employee.id, self.desk.plain
        yield TopBar(self.session, t, t("page.mycalls") if self.private else t("page.calls"))
        yield FilterBar(t, me, private=self.private, plain=plain)
        yield CallTable(t, plain=plain, letters=self.desk.few_colours)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)

    def on_mount(self) -> None:
        """Show the list from its start."""
        self.table.focus()
        self.show_list()

    @property
    def table(self) -> CallTable:
        """The list itself."""
        return self.query_one(CallTable)

    def context(self) -> Context:
        """What can be done depends on the row under the cursor and on the ticks."""
        row, base = self.table.cursor_row, super().context()
        ticked = len(self.table.ticked)
        if row is None:
            return Context(writable=base.writable, ticked=ticked, private=self.private)
        return Context(
            writable=base.writable,
            may_change=row.may_change,
            call=True,
            ticked=ticked,
            in_chain=row.is_followup or row.has_followups,
            has_company=row.company_id is not None,
            has_project=row.project_id is not None,
            has_contact=row.contact_id is not None,
            filtered=bool(self._droppable()),
            private=self.private,
        )

    def show_list(self) -> None:
        """Read and count what the criteria ask for; rows first, the exact count when it is known."""
        self.query_one(FilterBar).show(self.criteria)
        self.table.show(self.criteria, self.sort)
        self.count()

    def count(self) -> None:
        """Count the calls, at first only up to a thousand."""
        criteria, session = self.criteria, self.session

        def counted(total: int) -> None:
            if total <= COUNT_CAP:
                self._counted(total, exact=True)
                return
            self._counted(total, exact=False)
            self.ask("count", lambda: calls.count(session, criteria), lambda n: self._counted(n, exact=True))

        self.ask("count", lambda: calls.count(session, criteria, COUNT_CAP), counted)

    def _counted(self, total: int, *, exact: bool) -> None:
        self._total, self._exact = total, exact
        self.table.total = total if exact else None
        self._show_count()

    _total: int | None = None
    _exact = False

    def _show_count(self) -> None:
        table = self.table
        bar = self.query_one(FilterBar)
        bar.count(self._total, exact=self._exact, row=table.row_number, ticked=len(table.ticked))

    def do_refresh(self) -> None:
        """Read again what is shown; the cursor stays on its call."""
        self.table.refresh_around()
        self.count()

    def filter(self, criteria: Criteria) -> None:
        """Show the calls that meet other criteria."""
        if criteria != self.criteria:
            self.criteria = criteria
            self.show_list()

    def filter_by(self, field: Field, row: CallRow) -> None:
        """Quick filter: only calls that have what ``row`` has in ``field``."""
        value, label = QUICK_FILTERS[field](row)
        if value is not None:
            self.filter(self.criteria.with_term(Criterion(field, value, label)))

    def set_view(self, *, mine: bool) -> None:
        """Vis: own calls, or all employees'."""
        self.filter(self._mine(self.criteria) if mine else self.criteria.without(Field.EMPLOYEE))

    def set_status(self, status: Status | None) -> None:
        """Status: one status, or all."""
        if status is None:
            self.filter(self.criteria.without(Field.STATUS))
        else:
            label = self.t(STATUS_NAMES[status])
            self.filter(self.criteria.with_term(Criterion(Field.STATUS, status, label)))

    def sort_by(self, sort: Sort) -> None:
        """Show the same calls in another order."""
        self.sort = sort
        self.table.show(self.criteria, sort)

    def _mine(self, criteria: Criteria) -> Criteria:
        me = self.session.employee
        return criteria.with_term(Criterion(Field.EMPLOYEE, me.id, me.initials))

    def _droppable(self) -> list[Criterion]:
        return [c for c in self.criteria.terms if not (self.private and c.field is Field.EMPLOYEE)]

    # Commands

    def do_list_open(self) -> None:
        """Open the call under the cursor."""
        if row := self.table.cursor_row:
            self.post_message(OpenCall(row.id))

    def do_call_history(self) -> None:
        """Show the history of the call under the cursor."""
        if row := self.table.cursor_row:
            self.post_message(ShowHistory(row.id))

    def do_list_view(self) -> None:
        """Turn between own calls and all."""
        me = self.session.employee.id
        self.set_view(mine=self.criteria.value(Field.EMPLOYEE) != me)

    def do_list_drop_filter(self) -> None:
        """Drop the latest filter."""
        if terms := self._droppable():
            self.filter(self.criteria.without(terms[-1].field))

    def action_command(self, command_id: str) -> None:
        """Run a command; those that come in families are told apart by the last part of their id."""
        verb = command_id.removeprefix("list.")
        if verb.startswith("status_"):
            name = verb.removeprefix("status_").upper()
            self.set_status(None if name == "ALL" else Status[name])
        elif verb.startswith("filter_"):
            if row := self.table.cursor_row:
                self.filter_by(Field(verb.removeprefix("filter_")), row)
        elif verb.startswith("sort_"):
            self._sort_command(verb.removeprefix("sort_"))
        else:
            super().action_command(command_id)

    def _sort_command(self, verb: str) -> None:
        if verb == "turn":
            self.sort_by(Sort(self.sort.by, not self.sort.descending))
            return
        step = 1 if verb == "right" else -1
        by = SORTS[(SORTS.index(self.sort.by) + step) % len(SORTS)]
        self.sort_by(Sort(by, descending=by is SortBy.DATE))

    # What the list and the bars say

    @on(CallTable.PageWanted)
    def _read_page(self, wanted: CallTable.PageWanted) -> None:
        def failed(error: Exception) -> None:
            self.table.give_up(wanted)
            self.refuse(error)

        # A group of its own for each: pages in both directions may be under way at once.
        group = f"page {wanted.request.backward} {wanted.request.inclusive}"
        self.ask(
            group,
            lambda: calls.page(self.session, wanted.request),
            lambda page: self.table.receive(wanted, page),
            failed,
        )

    @on(CallTable.CursorMoved)
    @on(CallTable.TicksChanged)
    def _cursor_moved(self, _event: Any) -> None:
        self._show_count()
        self.update_keys()

    @on(CallTable.Opened)
    def _opened(self, event: CallTable.Opened) -> None:
        self.post_message(OpenCall(event.call_id))

    @on(CallTable.HistoryWanted)
    def _history_wanted(self, event: CallTable.HistoryWanted) -> None:
        self.post_message(ShowHistory(event.call_id))

    @on(CallTable.FilterWanted)
    def _filter_wanted(self, event: CallTable.FilterWanted) -> None:
        if not (self.private and event.field is Field.EMPLOYEE):
            self.filter_by(event.field, event.row)

    @on(CallTable.SortWanted)
    def _sort_wanted(self, event: CallTable.SortWanted) -> None:
        if event.sort_by is self.sort.by:
            self._sort_command("turn")
        else:
            self.sort_by(Sort(event.sort_by, descending=event.sort_by is SortBy.DATE))

    @on(CallTable.TickAllWanted)
    def _tick_all_wanted(self, event: CallTable.TickAllWanted) -> None:
        if event.ticked:
            self.do_list_untick()
        else:
            self.do_list_tick_all()

    @on(Bar.Clicked, "FilterBar")
    def _filter_clicked(self, event: Bar.Clicked) -> None:
        event.stop()
        if event.target.startswith("drop:"):
            self.filter(self.criteria.without(Field(event.target.removeprefix("drop:"))))
        elif event.target == "status":
            items = [Item(str(int(s or 0)), self.t(key), str(int(s or 0))) for s, key in STATUS_NAMES.items()]
            self.app.push_screen(MenuScreen(self.t("tb.status"), items), self._status_chosen)
        else:
            items = [Item("all", self.t("tb.show.all")), Item("mine", self.t("tb.show.mine"))]
            self.app.push_screen(MenuScreen(self.t("tb.show"), items), self._view_chosen)

    def _status_chosen(self, chosen: str | None) -> None:
        if chosen is not None:
            self.set_status(Status(int(chosen)) if int(chosen) else None)

    def _view_chosen(self, chosen: str | None) -> None:
        if chosen is not None:
            self.set_view(mine=chosen == "mine")

    def on_key(self, _event: events.Key) -> None:
        """The next key clears a notice."""
        self.query_one(StatusBar).clear()
