"""CRM - Rapporter: calls broken down, several ways at once, and the calls behind every line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command, Context
from xscalls_tui.commands.report_words import COLUMNS, REPORTS, STRETCHES
from xscalls_tui.domain.reports import Days, Heat, Report, Stretch, Table, days_of, drill_down, turned
from xscalls_tui.domain.when import parse_date
from xscalls_tui.i18n import formats
from xscalls_tui.screens.base import Desk, WorkScreen, bindings, styles
from xscalls_tui.screens.exporting import save_file
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.messages import ShowCalls
from xscalls_tui.screens.naming import NameScreen
from xscalls_tui.services import reports
from xscalls_tui.widgets.bars import Bar, KeyBar, Part, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.report_lines import Kind, ReportLines
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar

_LONGEST = 40


class _Read(NamedTuple):
    tables: Sequence[Table]
    heat: Heat
    weeks: Sequence[int]


class ReportsScreen(WorkScreen[None]):
    """The chosen reports on the calls of a period, one below the other."""

    CSS_PATH = styles("picked_lines")
    page = pages.REPORTS
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.REPORTS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.REPORTS_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stretch = Stretch.THIS_MONTH
        self.days = days_of(self.stretch, self.session.today())
        self.chosen = {Report.CUSTOMERS, Report.EMPLOYEES, Report.STATUS}
        self._tables: Sequence[Table] = ()

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "page.reports")
        yield Bar(id="calendar-title")
        yield ReportLines(self.t, plain=self.desk.plain)
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    @property
    def lines(self) -> ReportLines:
        """The reports."""
        return self.query_one(ReportLines)

    def on_mount(self) -> None:
        """Read them."""
        self.do_refresh()

    def context(self) -> Context:
        """Calls stand behind a line and behind a sum."""
        row = self.lines.selected if self.is_mounted else None
        return super().context()._replace(call=row is not None and row.kind in (Kind.LINE, Kind.TOTAL))

    def reword(self) -> None:
        """The period, too."""
        super().reword()
        self._show_title()

    def do_refresh(self) -> None:
        """Read the reports again; the cursor stays on its line."""
        session, days, chosen = self.session, self.days, [one for one in Report if one in self.chosen]
        self._show_title()

        def read() -> _Read:
            tables = [reports.read(session, report, days) for report in chosen]
            weeks = reports.read(session, Report.WEEKS, days)
            return _Read(tables, reports.heat(session, days), [line.figures.calls for line in weeks.lines])

        def show(found: _Read) -> None:
            self._tables = found.tables
            self.lines.show(*found)

        self.ask("reports", read, show, replace=True)

    def _show_title(self) -> None:
        first, last = map(formats.form_date, self.days)
        told = f" {self.t(STRETCHES[self.stretch])}  {first}–{last} "
        self.query_one("#calendar-title", Bar).left = (Part(told, "strong", "reports.period"),)

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)
        self.update_keys()

    def do_reports_open(self) -> None:
        """The calls behind the line."""
        row = self.lines.selected
        if row is not None and row.table is not None:
            self.post_message(ShowCalls(drill_down(row.line, row.table.days, reports.EVERYTHING), over=True))

    # The period

    def do_reports_period(self) -> None:
        """Choose the period."""
        items = [Item(stretch.value, self.t(key)) for stretch, key in STRETCHES.items()]

        def chosen(name: str | None) -> None:
            if name == Stretch.CUSTOM:
                self._ask_days("")
            elif name is not None:
                self._take(Stretch(name), days_of(Stretch(name), self.session.today()))

        self.app.push_screen(MenuScreen(self.t("rep.period"), items), chosen)

    def _ask_days(self, text: str, error: str = "") -> None:
        def typed(answer: str | None) -> None:
            if answer is None:
                return
            today = self.session.today()
            first, dash, last = answer.replace("–", "-").partition("-")
            days = [parse_date(one.strip(), today) for one in ((first, last) if dash else (first, first))]
            if days[0] is None or days[1] is None:
                self._ask_days(answer, self.t("msg.baddate"))
            elif days[1] < days[0]:
                self._ask_days(answer, self.t("msg.datesturned"))
            else:
                self._take(Stretch.CUSTOM, Days(days[0], days[1]))

        question = NameScreen(self.t("rep.fromto"), text, longest=_LONGEST, error=error)
        self.app.push_screen(question, typed)

    def do_reports_earlier(self) -> None:
        """The period before."""
        self._take(Stretch.CUSTOM, turned(self.days, -1))

    def do_reports_later(self) -> None:
        """The period after."""
        self._take(Stretch.CUSTOM, turned(self.days, 1))

    def _take(self, stretch: Stretch, days: Days) -> None:
        today = self.session.today()
        known = (one for one in STRETCHES if one is not Stretch.CUSTOM and days_of(one, today) == days)
        self.stretch = next(known, stretch) if stretch is Stretch.CUSTOM else stretch
        self.days = days
        self.do_refresh()

    # What is shown

    def do_reports_choose(self) -> None:
        """Choose the reports; each choice adds one or takes it away."""
        ticks = ("x", " ") if self.desk.plain else ("☑", "☐")
        items = [
            Item(one.value, f"{ticks[one not in self.chosen]} {self.t(key)}") for one, key in REPORTS.items()
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.chosen ^= {Report(name)}
                self.do_refresh()
                self.do_reports_choose()

        self.app.push_screen(MenuScreen(self.t("rep.choose"), items), chosen)

    def action_command(self, command_id: str) -> None:
        """Run a command; those that sort are told apart by the last part of their id."""
        family, _, how = command_id.removeprefix("list.").partition("_")
        if family != "sort":
            super().action_command(command_id)
            return
        places: list[int | None] = [None, *range(len(COLUMNS))]
        lines = self.lines
        if how == "turn":
            lines.order(lines.sort, turned=not lines.turned)
        else:
            step = 1 if how == "right" else -1
            place = (places.index(lines.sort) + step) % len(places)
            lines.order(places[place], turned=False)

    # Files

    def do_export_excel(self) -> None:
        """The reports as a workbook with charts."""
        self._save("xlsx")

    def do_export_pdf(self) -> None:
        """The reports as a PDF."""
        self._save("pdf")

    def _save(self, ending: str) -> None:
        tables, session, t = self._tables, self.session, self.t

        def work() -> Path:
            from xscalls_tui.exports import files, report_files

            name = files.name_of(t("rep.filename"), session.today(), ending)

            def content(stream: IO[bytes]) -> None:
                report_files.WRITERS[ending](stream, tables, session, t)

            return files.store(files.folder(session), name, content)

        save_file(self, work)
