"""The search panel over a list: opening it, what its fields ask for, and the search itself.

What belongs to it is imported and built when it is first opened: the first frame is the list's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from xscalls_tui.commands import lists
from xscalls_tui.commands.base import Command
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.screens.base import Desk, add_styles
from xscalls_tui.screens.exporting import ExportingList
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.call_table import CallTable
from xscalls_tui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from xscalls_tui.widgets.form_field import FormField
    from xscalls_tui.widgets.search_panel import SearchPanel


class SearchedList(ExportingList):
    """A list with a search panel above it."""

    def __init__(self, desk: Desk, *, private: bool) -> None:
        super().__init__(desk, private=private)
        self._panel: SearchPanel | None = None
        self._awaited = False
        """Whether the search waits for a look-up."""

    @property
    def typing(self) -> bool:
        """Whether the keys go to a field and not to the list."""
        return self.focused not in (None, self.table)

    @property
    def panel(self) -> SearchPanel | None:
        """The search panel, while it is open."""
        return self._panel if self._panel is not None and self._panel.display else None

    def filter(self, criteria: Criteria) -> None:
        """Show the calls that meet other criteria, and these in the panel."""
        super().filter(criteria)
        if self.panel is not None:
            self.panel.follow(self.criteria)

    def offered(self) -> list[Command]:
        """While a field has the keys, Enter opens no call."""
        offered = super().offered()
        return [command for command in offered if command is not lists.OPEN] if self.typing else offered

    def do_list_search(self) -> None:
        """Open the panel, or roll it up."""
        if self.panel is not None:
            self.hide_panel()
        else:
            self._open_panel()

    def do_list_reset(self) -> None:
        """Nullstill: drop all conditions, and what is typed in the panel."""
        self._awaited = False
        self.filter(Criteria(self.fixed))
        if self.panel is not None:
            self.panel.load(self.criteria)

    def do_back(self) -> None:
        """Roll up the panel; else leave."""
        if self.panel is not None:
            self.hide_panel()
        else:
            super().do_back()

    def hide_panel(self) -> None:
        """Skjul: the list has the whole window again; the criteria stay in force."""
        if self.panel is not None:
            self._awaited = False
            if self.panel.has_focus_within:
                self.table.focus()
            self.panel.display = False

    def _open_panel(self) -> None:
        if self._panel is None:
            from xscalls_tui.widgets.search_panel import SearchPanel

            add_styles(self.app, "fields", "search")
            fixed = self.fixed[0] if self.fixed else None
            self._panel = SearchPanel(
                self.t, self.session.today, self.desk.keys, fixed=fixed, plain=self.desk.plain
            )
            self.mount(self._panel, after=self.query_one(FilterBar))
        self._panel.display = True
        self._panel.open(self.criteria)

    def on_search_panel_entered(self) -> None:
        """Søk was asked for."""
        self._search()

    def on_search_panel_wanted(self, wanted: SearchPanel.Wanted) -> None:
        """A look-up asks for matches."""
        from xscalls_tui.screens.looking_up import look_up

        def go_on() -> None:
            if self._awaited:
                self._search()

        look_up(self, wanted, go_on)

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """A search that still waits was for what stood there before, unless a row has just come."""
        from xscalls_tui.widgets.lookup_field import LookupField

        if not (isinstance(event.field, LookupField) and event.field.chosen):
            self._awaited = False
        # Characters that a field takes are keys too, but do not come to the screen.
        self.query_one(StatusBar).clear()

    def _search(self) -> None:
        """Show what the panel asks for, as soon as its look-ups know what they mean."""
        if (panel := self.panel) is None:
            return
        self._awaited = not panel.settled
        if self._awaited or (criteria := panel.taken()) is None:
            return
        self.filter(criteria)
        panel.load(self.criteria)

    @property
    def keyed_table(self) -> CallTable | None:
        """The list, unless the keys go to a field."""
        return None if self.typing else self.table

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keys go elsewhere now. The field in use shows its help in the status line."""
        self.hold_keys()
        help_text = ""
        if self.typing:
            from xscalls_tui.widgets.form_field import FormField

            field = FormField.of(event.widget)
            help_text = self.t(field.help_key) if field is not None and field.help_key else ""
        self.query_one(StatusBar).help(help_text)
        self.update_keys()
