"""The line that the global search is typed into."""

from __future__ import annotations

from typing import Protocol

from textual import events

from xscalls_tui.widgets.line_input import LineInput, LineOwner

_LONGEST = 200


class SearchOwner(LineOwner, Protocol):
    """The screen around the line."""

    def take_space(self) -> bool:
        """Whether a blank means something else than a blank; then it is done."""
        ...


class SearchLine(LineInput):
    """A line in which a blank may be meant for the hits below it."""

    def __init__(self, owner: SearchOwner) -> None:
        super().__init__(owner, _LONGEST)
        self._search = owner

    def on_key(self, event: events.Key) -> None:
        """The space bar works the check box of a heading under the cursor."""
        if event.key == "space" and self._search.take_space():
            event.stop()
            event.prevent_default()
