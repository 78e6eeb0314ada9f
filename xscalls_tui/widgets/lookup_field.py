"""A row of a register, found by typing: Ansatt, Firma, Samtalepartner, Prosjekt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from textual.message import Message

from xscalls_tui.domain.lookup import Match, rank, unambiguous
from xscalls_tui.domain.text import clean_line
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.dropdown import DropRow
from xscalls_tui.widgets.dropdown_field import DropdownLine


class _Wish(Enum):
    """What is to be done with the matches when they arrive."""

    NOTHING = auto()
    LIST = auto()
    """Show them."""
    FIRST = auto()
    """Take the first: Enter was pressed before they were there."""
    ONLY = auto()
    """Take the one that is meant beyond doubt: the field was left before they were there."""


class LookupField(DropdownLine[int | str | None]):
    """A line that asks for matches while it is typed into, and takes one of them.

    It takes a row only for the very text that stands in it: Enter the highlighted one, leaving the field
    only one that cannot be mistaken (``domain.lookup.unambiguous``). Matches for any other text are
    dropped however late they come, and a row that was taken is let go by the next edit.

    ``free_text`` is for names that need not be in the register: there, leaving the field takes a row
    only by its whole name.
    """

    OVERTYPE = True

    @dataclass(eq=False, repr=False)
    class Wanted(Message):
        """The field wants the matches for ``text``; the answer is ``show_matches`` with the same text."""

        field: LookupField
        text: str

        @property
        def control(self) -> LookupField:
            """The field."""
            return self.field

    def __init__(
        self,
        t: Translator,
        *,
        free_text: bool = False,
        help_key: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(t, help_key=help_key, id=id, classes=classes)
        self._free_text = free_text
        self._chosen: Match | None = None
        self._matches: list[Match] | None = None
        """For the text that stands there; None while they are not known."""
        self._offered: list[Match] = []
        """What the list shows and can be taken; none while it still shows the rows for an earlier text."""
        self._wish = _Wish.NOTHING
        self._typed = False
        """Whether what stands there is the operator's typing and not yet looked up."""

    @property
    def value(self) -> int | str | None:
        """The id of the row taken, else the text typed, else None."""
        return self._chosen.id if self._chosen else clean_line(self.text) or None

    @property
    def chosen(self) -> Match | None:
        """The row taken."""
        return self._chosen

    @property
    def settled(self) -> bool:
        """Whether no answer is awaited any more that will decide what stands in the field."""
        return self._wish not in (_Wish.FIRST, _Wish.ONLY)

    def set_value(self, value: int | str | None, name: str = "") -> None:
        """Show the row ``value`` by its ``name``; or a text that is no row (yet); or nothing."""
        if isinstance(value, int):
            self.set_text(name)
            self._chosen = Match(value, name)
        else:
            self.set_text(value or "")

    def set_text(self, text: str) -> None:
        """Show a text that is no row (yet)."""
        super().set_text(text)
        self._forget()

    def show_matches(self, text: str, matches: Iterable[Match]) -> None:
        """The answer to ``Wanted``. Dropped when something else stands in the field by now, or when it
        comes a second time: the rows must not change under the operator's hands."""
        answered = self._wish is _Wish.NOTHING and (self._matches is not None or self._chosen)
        if text != self.text or answered:
            return
        wish, self._wish = self._wish, _Wish.NOTHING
        self._matches = rank(text, matches)
        if wish is _Wish.FIRST:
            self._take(self._matches[0] if self._matches else None)
        elif self.has_focus_within:
            # Also when it was left and come back to meanwhile: nothing is taken under the cursor.
            if wish is not _Wish.NOTHING:
                self._show()
        elif wish is _Wish.ONLY:
            self._take(self._meant())

    def action_open_list(self) -> None:
        """Drop down the matches for what stands there; for an empty field, whatever the register offers."""
        if not self.read_only:
            # Always asked anew: what is offered can depend on other fields.
            self._ask(_Wish.LIST)

    def pick(self, index: int) -> None:
        """Take a row of the list, unless the list is still the one for an earlier text."""
        if self._offered:
            self._take(self._offered[index])

    def dismissed(self) -> None:
        """The list is not wanted; it stays away until something else is typed."""
        self._wish = _Wish.NOTHING

    def line_edited(self) -> None:
        """Whatever was taken or found was for another text."""
        self._forget()
        self._typed = bool(self.text.strip())
        super().line_edited()
        if self._typed:
            # The old rows stay in sight until the new ones come, but none of them can be taken.
            self.highlight(None)
            self._ask(_Wish.LIST)
        else:
            self.close_list()

    def line_entered(self) -> None:
        """Enter takes the highlighted row, now or as soon as there is one, and goes on."""
        index = self.highlighted_row
        if index is not None and self._offered:
            self.pick(index)
        elif self._typed:
            # A list that was sent away is not asked for its first row.
            self._settle(_Wish.FIRST if self._wish is _Wish.LIST else _Wish.ONLY)
        self.close_list()
        super().line_entered()

    def line_left(self) -> None:
        """Leaving takes the row that is meant beyond doubt, now or when the matches are there."""
        self.close_list()
        if self._typed and self._wish is not _Wish.FIRST:
            self._settle(_Wish.ONLY)
        elif not self._typed:
            self._wish = _Wish.NOTHING

    def _forget(self) -> None:
        self._chosen = None
        self._matches = None
        self._offered = []
        self._wish = _Wish.NOTHING
        self._typed = False

    def _ask(self, wish: _Wish) -> None:
        self._wish = wish
        self.tell(self.Wanted(self, self.text))

    def _settle(self, wish: _Wish) -> None:
        if self._matches is None:
            self._wish = wish
        else:
            self._take(self._meant())

    def _meant(self) -> Match | None:
        return unambiguous(self.text, self._matches or (), whole_name=self._free_text)

    def _show(self) -> None:
        self._offered = self._matches or []
        self.show_list([DropRow(match.name, match.detail) for match in self._offered])

    def _take(self, match: Match | None) -> None:
        self.close_list()
        if match is None:
            return
        self._forget()
        self._chosen = match
        self.overwrite(clean_line(match.name))
        self.changed()
