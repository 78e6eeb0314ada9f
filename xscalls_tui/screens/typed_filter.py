"""The typed filter under a list: all criteria as one line of text.

What belongs to it is imported and built when it is first opened: the first frame is the list's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.screens.base import Desk, add_styles
from xscalls_tui.screens.searching import SearchedList
from xscalls_tui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from xscalls_tui.services.filter_completion import Completion
    from xscalls_tui.widgets.filter_line import FilterField, FilterLine


class TypedFilterList(SearchedList):
    """A list with a line for its criteria below it."""

    def __init__(self, desk: Desk, *, private: bool) -> None:
        super().__init__(desk, private=private)
        self._line: FilterLine | None = None

    @property
    def line(self) -> FilterLine | None:
        """The line, while it is open."""
        return self._line if self._line is not None and self._line.display else None

    def filter(self, criteria: Criteria) -> None:
        """Show the calls that meet other criteria, and these in the line."""
        super().filter(criteria)
        if self.line is not None:
            self._write(self.line)

    def do_list_find(self) -> None:
        """Open the line with the criteria in force, or go to it."""
        from xscalls_tui.services import filters

        if self.line is not None:
            self.line.field.focus()
            return
        criteria, language = self._criteria_of_the_line, self.t.language

        def work() -> tuple[str, list[str]]:
            return filters.written(self.session, criteria, language), filters.past(self.session)

        self.ask("line", work, lambda found: self._open_line(*found), hold=True)

    def do_back(self) -> None:
        """Close the line; else whatever else is open."""
        if self.line is not None:
            self.hide_line()
        else:
            super().do_back()

    def hide_line(self) -> None:
        """The list has its room again; what is typed and was not run is dropped."""
        if self.line is not None:
            if self.line.has_focus_within:
                self.table.focus()
            self.line.display = False

    @property
    def _criteria_of_the_line(self) -> Criteria:
        """All but what the private list always has."""
        return Criteria(tuple(self.droppable))

    def _open_line(self, text: str, past: list[str]) -> None:
        if self._line is None:
            from xscalls_tui.widgets.filter_line import FilterLine

            add_styles(self.app, "fields", "search")
            self._line = FilterLine(self.t)
            self.mount(self._line, before=self.query_one(StatusBar))
        self._line.display = True
        self._line.open(text, past)

    def _write(self, line: FilterLine) -> None:
        """Show in the line what was set elsewhere; the line's own undo brings back what stood there."""
        from xscalls_tui.services import filters

        criteria, language = self._criteria_of_the_line, self.t.language
        self.ask("line", lambda: filters.written(self.session, criteria, language), line.field.follow)

    def on_filter_field_wanted(self, wanted: FilterField.Wanted) -> None:
        """Suggestions are wanted."""
        from xscalls_tui.services import filters

        text, cursor, language = wanted.text, wanted.cursor, self.t.language

        def found(completion: Completion) -> None:
            wanted.field.suggest(text, cursor, *completion)

        def work() -> Completion:
            return filters.complete(self.session, text, cursor, language)

        self.ask("complete", work, found, replace=True)

    def on_filter_line_entered(self, entered: FilterLine.Entered) -> None:
        """Show what the line asks for, and the list alone; or say what cannot be understood."""
        from xscalls_tui.services import filters

        def run(criteria: Criteria) -> None:
            self.hide_line()
            self.filter(criteria)
            self.ask("remember", lambda: filters.remember(self.session, entered.text), lambda _done: None)

        def failed(error: Exception) -> None:
            if isinstance(error, filters.BadFilter) and self.line is not None:
                self.line.field.fail(*error.span, self.desk.sentence(error.message))
            else:
                self.refuse(error)

        self.ask("parse", lambda: filters.parse(self.session, entered.text), run, failed, hold=True)
