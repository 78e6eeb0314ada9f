"""Reading the pages of the lists on a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.composing import R
from xscalls_tui.screens.messages import NoAnswer
from xscalls_tui.screens.typeahead import HoldKeys, ReleaseKeys
from xscalls_tui.widgets.bars import StatusBar
from xscalls_tui.widgets.list_table import ListTable


class ReadingLists(WorkScreen[R]):
    """A screen with lists. Keys are meant for the row that they have gone to: while it is being read they
    wait."""

    _holding = False

    @property
    def keyed_table(self) -> ListTable[Any] | None:
        """The list that the keys go to."""
        return self.focused if isinstance(self.focused, ListTable) else None

    def hold_keys(self) -> None:
        """Have keys wait while the row that they are meant for is read."""
        table = self.keyed_table
        coming = table is not None and table.view.row_is_coming
        if self._holding is not coming:
            self._holding = coming
            self.app.post_message(HoldKeys() if coming else ReleaseKeys())

    def key_pressed(self) -> None:
        """The next key clears a notice, be it one that only moves the cursor."""
        self.query_one(StatusBar).clear()

    def on_unmount(self) -> None:
        """Keys go to the screen below."""
        if self._holding:
            self.app.post_message(ReleaseKeys())

    def read_page(self, wanted: ListTable.PageWanted, read: Callable[[], Any]) -> None:
        """Answer a list that wants a page by reading it."""
        table = wanted.table

        def received(page: Any) -> None:
            table.receive(wanted, page)
            self.hold_keys()

        def failed(error: Exception) -> None:
            table.give_up(wanted)
            self.hold_keys()
            self.refuse(error)

        def lost() -> None:
            table.give_up(wanted)
            self.hold_keys()
            self.post_message(NoAnswer(self.do_refresh))

        # Pages of both directions may be under way at once; the list itself drops late ones.
        group = f"page {id(table)} {wanted.request.backward} {wanted.request.inclusive}"
        self.ask(group, read, received, failed, lost, replace=True)
