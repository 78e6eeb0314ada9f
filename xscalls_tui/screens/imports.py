"""CRM - Importer: a file of somebody's own, shown first and then brought in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands import pages
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.import_words import WHATS
from xscalls_tui.domain.errors import InvalidInput
from xscalls_tui.screens.base import bindings, styles
from xscalls_tui.screens.import_reading import ImportReading
from xscalls_tui.screens.menu import Item, MenuScreen
from xscalls_tui.screens.naming import NameScreen
from xscalls_tui.services import sheets
from xscalls_tui.services.sheets import Job, Outcome, What, fields, remembered
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.import_lines import ImportLines, Kind
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar

_LONGEST = 500
_NOTHING = ""


class ImportsScreen(ImportReading):
    """A file is chosen, read at once, and shown as it would come in; whatever is chosen otherwise has it read
    again. Nothing is written before it is asked for."""

    CSS_PATH = styles("picked_lines")
    page = pages.IMPORTS
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.IMPORTS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.IMPORTS_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "page.imports")
        yield ImportLines(self.t, plain=self.desk.plain)
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)

    @on(ImportLines.Clicked)
    def _clicked(self) -> None:
        self.do_imports_change()

    # Choices

    def do_imports_change(self) -> None:
        """Choose what stands in the line under the cursor."""
        row, job = self.lines.selected, self.lines.job
        if row.kind is Kind.FILE or job is None:
            self._ask_file(str(job.path) if job else "")
        elif row.kind is Kind.WHAT:
            self._ask_what(job.path)
        elif row.kind is Kind.OVERWRITE:
            self._read(job._replace(overwrite=not job.overwrite))
        elif row.kind is Kind.EXTENSIONS:
            self._ask_extensions(job, self.lines.extensions)
        elif row.kind is Kind.COLUMN:
            self._ask_field(job, row.place)

    def _ask_file(self, text: str, error: str = "") -> None:
        def typed(answer: str | None) -> None:
            if answer is None or not answer.strip():
                return
            path = self._place(answer.strip())
            if not os.access(path, os.R_OK) or not path.is_file():
                self._ask_file(answer, self.t("imp.unreadable"))
                return
            self._ask_what(path)

        self.app.push_screen(NameScreen(self.t("imp.file"), text, longest=_LONGEST, error=error), typed)

    def _place(self, name: str) -> Path:
        """Where a file is; behind the gate, in the operator's own folder."""
        if not self.desk.given.gate:
            return Path(name).expanduser()
        from xscalls_tui.exports import files

        return files.folder(self.session) / Path(name).name

    def _ask_what(self, path: Path) -> None:
        items = [
            Item(what.value, self.t(key), enabled=sheets.may(self.session, what))
            for what, key in WHATS.items()
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._read(Job(path, What(name)))

        self.app.push_screen(MenuScreen(self.t("imp.what"), items), chosen)

    def _ask_extensions(self, job: Job, text: str, error: str = "") -> None:
        def typed(answer: str | None) -> None:
            if answer is None:
                return
            try:
                said = remembered.read_extensions(answer)
            except InvalidInput as wrong:
                (sentence,) = wrong.fields.values()
                self._ask_extensions(job, answer, self.desk.sentence(sentence))
                return
            self._read(job._replace(extensions=said))

        title = self.t("imp.extensions")
        self.app.push_screen(NameScreen(title, text, longest=_LONGEST, error=error), typed)

    def _ask_field(self, job: Job, place: int) -> None:
        surveyed = self.lines.surveyed
        if surveyed is None:
            return
        items = [Item(_NOTHING, self.t("imp.leftout"))]
        items += [Item(field.name, self.t(field.label)) for field in fields.fields(job.what)]

        def chosen(name: str | None) -> None:
            if name is None:
                return
            mapping = {at: held for at, held in surveyed.mapping.items() if at != place and held != name}
            self._read(job._replace(mapping=mapping | ({place: name} if name else {})))

        title = self.t("imp.holds", column=surveyed.headings[place])
        self.app.push_screen(MenuScreen(title, items), chosen)

    # What is shown

    def action_command(self, command_id: str) -> None:
        """Run a command; those that narrow down what is shown are told apart by the last part of their id."""
        family, _, which = command_id.removeprefix("imports.").partition("_")
        if family != "show":
            super().action_command(command_id)
            return
        self.lines.outcome = None if which == "all" else Outcome(which)
        self.lines.lay_out()
