"""The saved searches, one on each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.searches import SavedSearch
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.list_lines import fit
from xscalls_tui.widgets.picked_lines import PickedLines

_DIGITS = 9
_NAME = 24, 0.35
"""Cells of a name at least, and its share of a wide window."""


class SearchList(PickedLines):
    """Digit, mark of the start view, name, what it finds, and whose it is."""

    HEADINGS: ClassVar[int] = 1

    def __init__(self, t: Translator, me: int, *, plain: bool) -> None:
        super().__init__()
        self.t = t
        self._me = me
        self._star, self._cut = ("*", "~") if plain else ("★", "…")
        self._searches: Sequence[SavedSearch] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._searches)

    @property
    def selected(self) -> SavedSearch | None:
        """The one under the cursor."""
        return self._searches[self.cursor] if self._searches else None

    def numbered(self, digit: int) -> SavedSearch | None:
        """The one with this digit, if there are so many."""
        return self._searches[digit - 1] if 1 <= digit <= self.count else None

    def show(self, searches: Sequence[SavedSearch], on: int | None = None) -> None:
        """Show these; the cursor goes to the one with the id ``on``, or stays on the one that it is on."""
        wanted = on if on is not None else self.selected.id if self.selected else None
        self._searches = searches
        ids = [search.id for search in searches]
        if wanted in ids:
            self.cursor = ids.index(wanted)
        self.changed()

    def heading(self) -> list[Segment]:
        """The names of the columns."""
        return [Segment(f"     {self._line(self.t('searches.name'), self.t('searches.finds'), '')}")]

    def segments(self, index: int, style: Style) -> list[Segment]:
        """A saved search."""
        search, t = self._searches[index], self.t
        digit = str(index + 1) if index < _DIGITS else " "
        star = self._star if search.start else " "
        own = search.keeping.owner_id == self._me
        shared = t("searches.shared") if search.keeping.shared else ""
        whose = shared if own else t("searches.of", initials=search.initials)
        told = search.words or t("searches.everything")
        if search.why is not None:
            told = f"{_sentence(search.why, t)} · {told}"
        text = self._line(search.name, told, whose)
        if search.why is not None:
            style += self.look("alarm")
        return [Segment(f" {digit} ", style + self.look("strong")), Segment(f"{star} {text}", style)]

    def _line(self, name: str, told: str, whose: str) -> str:
        room = self.size.width - 5
        least, share = _NAME
        first = min(max(least, int(room * share)), max(room - 2, 1))
        last = max(cell_len(self.t("searches.of", initials="MMMM")), cell_len(self.t("searches.shared"))) + 1
        middle = max(room - first - last - 3, 1)
        return f"{fit(name, first, self._cut)} {fit(told, middle, self._cut)} {fit(whose, last, self._cut)}"


def _sentence(message: Message, t: Translator) -> str:
    return t(message.key, **dict(message.values))
