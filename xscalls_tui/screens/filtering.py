"""Which calls a list shows and in which order: Vis, Status, quick filters, sorting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import CallRow, Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, Sort, SortBy, Term
from xscalls_tui.screens.acting import ListActions
from xscalls_tui.screens.base import Desk
from xscalls_tui.widgets.bars import Bar
from xscalls_tui.widgets.call_table import CallTable

if TYPE_CHECKING:
    from xscalls_tui.domain.searches import SavedSearch


_QUICK_FILTERS: dict[Field, Callable[[CallRow], tuple[int | None, str]]] = {
    Field.EMPLOYEE: lambda row: (row.employee_id, row.initials),
    Field.COMPANY: lambda row: (row.company_id, row.company),
    Field.PROJECT: lambda row: (row.project_id, row.project),
    Field.CONTACT: lambda row: (row.contact_id, row.partner),
}
_SORTS = tuple(SortBy)


class FilteredList(ListActions):
    """A list whose criteria and order the operator changes. Mine samtaler is fixed to one's own calls."""

    def __init__(self, desk: Desk, *, private: bool) -> None:
        super().__init__(desk)
        self.private = private
        self.page = "mycalls" if private else "calls"
        self.sort = Sort()
        me = desk.session.employee
        self.mine = Criterion(Field.EMPLOYEE, me.id, me.initials)
        self.fixed = (self.mine,) if private else ()
        """The conditions that the operator cannot drop."""
        self.criteria = Criteria(self.fixed)

    def show_list(self) -> None:
        """Read what the criteria ask for."""
        raise NotImplementedError

    @property
    def droppable(self) -> list[Term]:
        """The conditions that the operator may drop."""
        return [term for term in self.criteria.terms if term not in self.fixed]

    def filter(self, criteria: Criteria) -> None:
        """Show the calls that meet other criteria. Those that are fixed are met in any case."""
        own = criteria.keep(lambda term: term not in self.fixed)
        criteria = Criteria((*self.fixed, *own.terms))
        if criteria != self.criteria:
            self.criteria = criteria
            self.show_list()

    def show_saved(self, criteria: Criteria, sort: Sort) -> None:
        """Show other criteria in another order; Mine samtaler stays with one's own calls."""
        before, self.sort = self.criteria, sort
        self.filter(criteria.without(Field.EMPLOYEE) if self.private else criteria)
        if self.criteria == before:
            self.table.show(self.criteria, self.sort)

    def filter_by(self, field: Field, row: CallRow) -> None:
        """Quick filter: only calls that have what ``row`` has in ``field``."""
        value, label = _QUICK_FILTERS[field](row)
        if value is not None and not (self.private and field is Field.EMPLOYEE):
            self.filter(self.criteria.with_term(Criterion(field, value, label)))

    def set_view(self, *, mine: bool) -> None:
        """Vis: own calls, or all employees'."""
        criteria = self.criteria
        self.filter(criteria.with_term(self.mine) if mine else criteria.without(Field.EMPLOYEE))

    def set_status(self, status: Status | None) -> None:
        """Status: one status, or all."""
        if status is None:
            self.filter(self.criteria.without(Field.STATUS))
        else:
            label = self.t(words.STATUSES[status])
            self.filter(self.criteria.with_term(Criterion(Field.STATUS, status, label)))

    def sort_by(self, by: SortBy, *, turn: bool = False) -> None:
        """Sort by a column: dates newest first, all else from A; or turn the order round."""
        descending = not self.sort.descending if turn else by is SortBy.DATE
        self.sort = Sort(by, descending)
        self.table.show(self.criteria, self.sort)

    def action_command(self, command_id: str) -> None:
        """Run a command; those that come in families are told apart by the last part of their id."""
        family, _, which = command_id.removeprefix("list.").partition("_")
        row = self.table.cursor_row
        if family == "status":
            self.set_status(None if which == "all" else Status[which.upper()])
        elif family == "filter" and row is not None:
            self.filter_by(Field(which), row)
        elif family == "sort" and which == "turn":
            self.sort_by(self.sort.by, turn=True)
        elif family == "sort":
            step = 1 if which == "right" else -1
            self.sort_by(_SORTS[(_SORTS.index(self.sort.by) + step) % len(_SORTS)])
        else:
            super().action_command(command_id)

    def do_list_view(self) -> None:
        """Turn between own calls and all."""
        self.set_view(mine=self.criteria.value(Field.EMPLOYEE) != self.mine.value)

    def do_list_drop_filter(self) -> None:
        """Drop the latest filter."""
        if terms := self.droppable:
            self.filter(self.criteria.drop(terms[-1]))

    def do_list_searches(self) -> None:
        """Choose a saved search."""
        from xscalls_tui.screens.saved_searches import SavedSearchesScreen

        def chosen(search: SavedSearch | None) -> None:
            if search is not None and search.criteria is not None:
                self.show_saved(search.criteria, search.sort)

        self.app.push_screen(SavedSearchesScreen(self.desk, self.criteria, self.sort), chosen)

    @on(CallTable.FilterWanted)
    def _filter_wanted(self, event: CallTable.FilterWanted) -> None:
        self.filter_by(event.field, event.row)

    @on(CallTable.SortWanted)
    def _sort_wanted(self, event: CallTable.SortWanted) -> None:
        self.sort_by(event.sort_by, turn=event.sort_by is self.sort.by)

    @on(Bar.Clicked, "FilterBar")
    def _bar_clicked(self, event: Bar.Clicked) -> None:
        from xscalls_tui.screens.menu import Item

        # What is not the list's own is a command, which the app runs.
        if event.target.startswith("drop:"):
            place = int(event.target.removeprefix("drop:"))
            self.filter(self.criteria.drop(self.criteria.terms[place]))
        elif event.target == "status":
            numbers = [("0", words.ALL_STATUSES), *((str(int(s)), key) for s, key in words.STATUSES.items())]
            items = [Item(number, self.t(key), number) for number, key in numbers]
            self.choose("tb.status", items, lambda n: self.set_status(Status(n) if n else None))
        elif event.target == "view":
            items = [Item("0", self.t("tb.show.all")), Item("1", self.t("tb.show.mine"))]
            self.choose("tb.show", items, lambda chosen: self.set_view(mine=bool(chosen)))
