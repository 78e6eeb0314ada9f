"""Lagrede søk: one's own saved searches, and those that colleagues share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from xscalls_tui import commands
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.criteria import Criteria, Sort
from xscalls_tui.domain.errors import InvalidInput
from xscalls_tui.domain.searches import SavedSearch
from xscalls_tui.screens.base import Desk, WorkScreen, bindings, styles
from xscalls_tui.screens.naming import NameScreen
from xscalls_tui.screens.question import confirm
from xscalls_tui.services import searches
from xscalls_tui.services.session import Session
from xscalls_tui.widgets.bars import KeyBar, StatusBar
from xscalls_tui.widgets.cursor_keys import cursor_keys
from xscalls_tui.widgets.picked_lines import PickedLines
from xscalls_tui.widgets.search_list import SearchList
from xscalls_tui.widgets.too_small import TooSmall
from xscalls_tui.widgets.top_bar import TopBar


class SavedSearchesScreen(WorkScreen[SavedSearch | None]):
    """Gives the one that is to be used. ``criteria`` and ``sort`` are what is in force now."""

    CSS_PATH = styles("picked_lines")
    USER_COMMANDS: ClassVar[tuple[Command, ...]] = commands.SEARCHES_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.SEARCHES_SCREEN),
        *cursor_keys("cursor('{how}', {steps})"),
    ]

    def __init__(self, desk: Desk, criteria: Criteria, sort: Sort) -> None:
        super().__init__(desk)
        self._criteria = criteria
        self._sort = sort

    def compose(self) -> ComposeResult:
        yield TopBar(self.session, self.t, "page.searches")
        yield SearchList(self.t, self.session.employee.id, plain=self.desk.plain)
        yield StatusBar()
        yield KeyBar(self.t, self.desk.keys)
        yield TooSmall(self.t)

    @property
    def lines(self) -> SearchList:
        """The saved searches."""
        return self.query_one(SearchList)

    def on_mount(self) -> None:
        """Read them."""
        self.do_refresh()
        self.update_keys()

    def do_refresh(self, on: int | None = None) -> None:
        """Read them again; the cursor goes to the one with the id ``on``, or stays where it is."""

        def show(found: list[SavedSearch]) -> None:
            self.lines.show(found, on)
            self.query_one(StatusBar).help(self.t("searches.keys" if found else "searches.hint"))

        # What comes after a key is meant for the searches as they are shown then.
        self.ask("searches", lambda: searches.visible(self.session, self.t.language), show, hold=True)

    def action_cursor(self, how: str, steps: int) -> None:
        """Move the cursor by lines or by whole screens."""
        getattr(self.lines, how)(steps)

    def on_key(self, event: events.Key) -> None:
        """A digit uses the search that it stands before; any key clears a notice."""
        self.query_one(StatusBar).clear()
        if event.character and event.character in "123456789":
            self._use(self.lines.numbered(int(event.character)))

    @on(PickedLines.Clicked)
    def do_searches_use(self) -> None:
        """Use the one under the cursor."""
        self._use(self.lines.selected)

    def _use(self, search: SavedSearch | None) -> None:
        if search is None:
            return
        if search.why is not None:
            self.say(self.desk.sentence(search.why), alarm=True)
        else:
            self.dismiss(search)

    def do_searches_save(self) -> None:
        """Keep what is in force now as a new one."""

        def store(session: Session, name: str) -> int:
            return searches.save(session, name, self._criteria, self._sort)

        self._ask_name(self.t("searches.save"), "", store)

    def do_searches_rename(self) -> None:
        """Give it another name."""
        if search := self.lines.selected:
            search_id = search.id

            def store(session: Session, name: str) -> int:
                searches.rename(session, search_id, name)
                return search_id

            self._ask_name(self.t("searches.rename"), search.name, store)

    def do_searches_replace(self) -> None:
        """Let it stand for what is in force now."""
        criteria, sort = self._criteria, self._sort
        self._do(lambda s, i: searches.change(s, i, criteria, sort), question="searches.confirmreplace")

    def do_searches_delete(self) -> None:
        """Delete it."""
        self._do(searches.delete, question="searches.confirmdelete")

    def do_searches_share(self) -> None:
        """Let colleagues have it too, or no more."""
        if search := self.lines.selected:
            shared = not search.keeping.shared
            self._do(lambda s, i: searches.share(s, i, shared=shared))

    def do_searches_start(self) -> None:
        """Have the program open with it, or with all calls again."""
        if search := self.lines.selected:
            start = search.start
            self._do(lambda s, i: searches.start_with(s, None if start else i))

    def do_searches_up(self) -> None:
        """Move it up."""
        self._do(lambda s, i: searches.move(s, i, -1))

    def do_searches_down(self) -> None:
        """Move it down."""
        self._do(lambda s, i: searches.move(s, i, 1))

    def _do(self, change: Callable[[Session, int], None], question: str = "") -> None:
        """Do this with the one under the cursor; first ask ``question``, if there is one."""
        if (search := self.lines.selected) is None:
            return
        search_id, once = search.id, self.session.once()

        def answered(answer: str | None) -> None:
            if answer == "yes":
                work = partial(change, once, search_id)
                self.ask("change", work, lambda _done: self.do_refresh(search_id), hold=True)

        if question:
            self.app.push_screen(confirm(self.t(question, name=search.name), self.t), answered)
        else:
            answered("yes")

    def _ask_name(self, title: str, name: str, store: Callable[[Session, str], int], error: str = "") -> None:
        """Ask for a name until there is one that can be stored."""
        once = self.session.once()

        def failed(typed: str, reason: Exception) -> None:
            if isinstance(reason, InvalidInput):
                self._ask_name(title, typed, store, self.desk.sentence(reason.fields["name"]))
            else:
                self.refuse(reason)

        def named(typed: str | None) -> None:
            if typed is not None:
                work = partial(store, once, typed)
                self.ask("change", work, self.do_refresh, partial(failed, typed), hold=True)

        question = NameScreen(title, name, longest=searches.LONGEST_NAME, error=error)
        self.app.push_screen(question, named)
