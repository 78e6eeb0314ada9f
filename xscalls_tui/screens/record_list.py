"""The list of a register: companies, contact persons, projects, employees, cases, opportunities, hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import general, words
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.commands.records import RUNG
from xscalls_tui.domain.errors import XSCallsError
from xscalls_tui.domain.records import RecordPage, RecordRequest
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.base import bindings, styles
from xscalls_tui.screens.messages import OpenRecord
from xscalls_tui.screens.record_exporting import ExportingRecords
from xscalls_tui.services import registers
from xscalls_tui.widgets.bars import Bar, KeyBar, StatusBar
from xscalls_tui.widgets.record_bar import RecordBar, SumsBar
from xscalls_tui.widgets.record_table import RecordTable
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class RecordListScreen(ExportingRecords):
    """All records of a register, or those that meet the conditions; all by declaration."""

    CSS_PATH = styles("record_table")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = general.REST
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.RECORD_SCREEN)

    def compose(self) -> ComposeResult:
        t, plain, kind = self.t, self.desk.plain, self.kind
        yield TopBar(self.session, t, kind.page)
        yield RecordBar(t, kind, self.mine, self.standard, self.desk.keys, plain=plain)
        yield RecordTable(t, kind, self.session.zone, plain=plain, letters=self.desk.few_colours)
        for column in kind.columns:
            if column.of in kind.summed:
                yield SumsBar(t, t(kind.heading(column)), plain=plain)
        yield StatusBar()
        yield KeyBar(t, self.desk.keys)
        yield TooSmall(t)

    def on_mount(self) -> None:
        """Show the list from its start, with its rows in the first frame."""
        self.table.focus()
        try:
            with self.session.reading():
                self.show_list(partial(registers.page, self.session, self.kind.register))
        except XSCallsError:
            self.show_list()  # which fails in the same way, and tells it
        self.update_keys()

    def show_list(self, read: Callable[[RecordRequest], RecordPage] | None = None) -> None:
        """Read and count what the criteria ask for. The first rows are read here and now by ``read``, if it
        is given."""
        self.query_one(RecordBar).show(self.criteria)
        self.table.show(self.criteria, self.sort, read)
        self.hold_keys()
        self.count_anew()
        self._sum()

    def do_refresh(self) -> None:
        """Read again what is shown; the cursor stays on its record."""
        self.table.refresh_around()
        self.count()
        self._sum()

    def context(self) -> Context:
        """What can be done depends on the row under the cursor and on the ticks."""
        row = self.table.cursor_row
        base = (
            super()
            .context()
            ._replace(ticked=len(self.table.ticked), filtered=bool(self.droppable), call=row is not None)
        )
        if row is None:
            return base
        linked = {name for name, _, _ in row.links}
        return base._replace(
            may_change=row.may_change,
            dials=self.desk.rings and self.kind.register in RUNG,
            has_company=self.link_to(Register.COMPANY) in linked,
            has_project=self.link_to(Register.PROJECT) in linked,
            has_contact=self.link_to(Register.CONTACT) in linked,
        )

    def do_list_open(self) -> None:
        """Open the card of the record under the cursor."""
        if row := self.table.cursor_row:
            self._open(row.id)

    def do_list_quick(self) -> None:
        """Open the record of an ID, or of a name that is typed."""
        from xscalls_tui.screens.quick_open import ask_for

        def opened(row_id: int | None) -> None:
            if row_id is not None:
                self._open(row_id)

        ask_for(self, self.kind, opened)

    def _open(self, row_id: int) -> None:
        self.post_message(OpenRecord(self.kind.register, row_id))

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        self._open(event.row_id)

    @on(RecordTable.FilterWanted)
    def _filter_wanted(self, event: RecordTable.FilterWanted) -> None:
        self.filter_by(event.property, event.row)

    @on(RecordTable.SortWanted)
    def _sort_wanted(self, event: RecordTable.SortWanted) -> None:
        self.sort_by(event.sort_by, turn=event.sort_by == self.sort.by)

    @on(Bar.Clicked, "RecordBar")
    def _bar_clicked(self, event: Bar.Clicked) -> None:
        from xscalls_tui.screens.menu import Item

        if event.target.startswith("drop:"):
            term = self.criteria.terms[int(event.target.removeprefix("drop:"))]
            self.filter(self.criteria.without(term.property))
        elif event.target == "unused":
            self.do_records_unused()
        elif event.target == "week":
            self.go_to_week("this")
        elif event.target == "status":
            texts = [words.ALL_STATUSES, *(one.label for one in self.kind.statuses)]
            items = [Item(str(n), self.t(key), str(n)) for n, key in enumerate(texts)]
            statuses = (None, *self.kind.statuses)
            self.choose("tb.status", items, lambda n: self.set_status(statuses[n]))
        elif event.target == "view":
            items = [Item("0", self.t("tb.show.all")), Item("1", self.t("rec.mine"))]
            chosen = (None, self.mine)
            self.choose("tb.show", items, lambda n: self.set_or_drop(self.kind.owner, chosen[n]))

    def _sum(self) -> None:
        """Tell the sums of the week."""
        if not self.kind.summed:
            return
        session, register, criteria, monday = self.session, self.kind.register, self.criteria, self.week

        def summed(sums: dict[date, tuple[Decimal, ...]]) -> None:
            names = [column.of for column in self.kind.columns if column.of in self.kind.summed]
            for name, bar in zip(names, self.query(SumsBar), strict=True):
                place = self.kind.summed.index(name)
                bar.show(monday, {day: amounts[place] for day, amounts in sums.items()})

        self.ask("sums", lambda: registers.sums(session, register, criteria), summed, replace=True)
