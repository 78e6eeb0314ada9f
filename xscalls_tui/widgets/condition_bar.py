"""The line that always tells what a list shows, and how much of it there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from xscalls_tui.commands import lists
from xscalls_tui.commands.base import Command, key_name
from xscalls_tui.commands.criteria_words import Words
from xscalls_tui.i18n import Translator, grouped
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.list_lines import fit

COUNT_CAP = 1000
"""Up to here a count is exact at once; above, it is "1000+" until it has been counted."""
_LEAST_LABEL, _USEFUL_LABEL, _LONGEST_CHOICE = 6, 8, 14


class Counted(NamedTuple):
    """Keys of how many rows a list has: in figures, and "more than"."""

    exact: str
    many: str


class _Signs(NamedTuple):
    arrow: str
    cross: str
    cut: str
    funnel: str


class Told(NamedTuple):
    """A condition in words, and the target that drops it."""

    words: Words
    target: str


class ConditionBar(Bar):
    """Drop-downs, the funnel, and all other conditions in words, each with a cross to drop it; at the right
    the count and, where there is room, the buttons of Nullstill and of the search.

    Targets: those of the drop-downs, ``drop:`` with the place of a condition among the terms, and ids of
    commands. Where room is short, first the fields' names give way, then the ends of the conditions'
    texts; when even these are too many, the latest stand there, and how many more there are.
    """

    def __init__(
        self,
        t: Translator,
        keys: Callable[[Command], Sequence[str]],
        search: Command,
        counted: Counted,
        *,
        plain: bool,
        id: str | None = None,
    ) -> None:
        """``search`` is the command that leads to all conditions."""
        super().__init__(id=id)
        self.t = t
        self._search = search.id
        self.filters: list[Told] = []
        self._counted = counted
        self._signs = _Signs("v", "x", "~", "Y") if plain else _Signs("▾", "×", "…", "▽")
        self._keys = keys
        self._commands = (lists.RESET, search)

    @property
    def _buttons(self) -> list[Part]:
        return [
            Part(f" {self.t(command.label)} {key_name(self._keys(command)[0])} ", "key", command.id)
            for command in self._commands
        ]

    def tell(self, filters: list[Told]) -> None:
        """Tell these conditions beside the drop-downs."""
        self.filters = filters
        self.left = (*self.drop_downs(), self._funnel(), *self._told())

    def count(self, total: int | None, *, exact: bool, row: int | None, ticked: int) -> None:
        """Tell how many rows there are (None while that is not known), where the cursor is, and how many
        are ticked."""
        parts = []
        if ticked:
            parts.append(Part(f" {self.t.count('list.ticked', ticked)} ", "key"))
        if total is not None:
            shown = grouped(total) if exact else f"{COUNT_CAP}+"
            if row is not None and row <= total:
                text = self.t("list.position", row=grouped(row), total=shown)
            else:
                exactly = self.t.count(self._counted.exact, total)
                text = exactly if exact else self.t(self._counted.many, total=shown)
            parts.append(Part(f" {text} "))
        if tuple(self.right) != tuple(parts):
            self.right = tuple(parts)

    def _fitting(self, room: int) -> list[Part]:
        parts = list(self.left)
        if _width(parts) <= room:
            return parts
        head = [*self.drop_downs(), self._funnel()]
        useful = _width(self._told(_USEFUL_LABEL))
        if _width(head) + useful > room:
            head = _unnamed(head)
        if _width(head) + useful > room:
            head = _unnamed([*self.drop_downs(_LONGEST_CHOICE), self._funnel()])
        room -= _width(head)
        hidden, longest = 0, max((cell_len(told.bare) for told, _ in self.filters), default=0)
        while longest > _LEAST_LABEL and _width(self._told(longest)) > room:
            longest -= 1
        while _width(self._told(longest, hidden)) > room and hidden < len(self.filters):
            hidden += 1
        return [*head, *self._told(longest, hidden)]

    def _right_parts(self) -> list[Part]:
        """The buttons stand there only where nothing has to give way to them."""
        parts = list(self.right)
        room = self.size.width - _width(self.left) - _width(parts)
        buttons = []
        for button in self._buttons:
            needed = button.target != lists.RESET.id or self.resettable
            if needed and cell_len(button.text) <= room:
                buttons.append(button)
                room -= cell_len(button.text)
        return [*buttons, *parts]

    def drop_down(
        self, name: str, chosen: str, everything: str, target: str, longest: int | None
    ) -> Iterator[Part]:
        """A choice of the bar: its name, and what is chosen of it or that it is everything."""
        shown = chosen or self.t(everything)
        if longest is not None and cell_len(shown) > longest:
            shown = fit(shown, longest, self._signs.cut).rstrip()
        yield Part(f" {self.t(name)}:", "dim", target)
        yield Part(f" {shown} {self._signs.arrow} ", "strong" if chosen else "", target)

    def _funnel(self) -> Part:
        """With an exclamation mark while conditions are in force beyond the drop-downs (R134, R135)."""
        if self.filters:
            return Part(f" {self._signs.funnel}!", "strong", self._search)
        return Part(f" {self._signs.funnel}", "", self._search)

    def _told(self, longest: int | None = None, hidden: int = 0) -> Iterator[Part]:
        """The conditions in full, or without the fields' names and at most so many cells of text; of the
        first ones, ``hidden``, only the number."""
        if hidden:
            yield Part(f" +{hidden} ", "strong", self._search)
        for told, target in self.filters[hidden:]:
            value = told.bare if longest is not None else told.value
            if longest is None and told.name:
                yield Part(f" {told.name}", "dim", target)
            elif longest is not None and cell_len(value) > longest:
                value = fit(value, longest, self._signs.cut).rstrip()
            yield Part(f" {value} {self._signs.cross} ", "strong", target)

    # What the bar of a certain list adds.

    @property
    def resettable(self) -> bool:
        """Whether there are conditions to drop."""
        raise NotImplementedError

    def drop_downs(self, longest: int | None = None) -> Iterator[Part]:
        """What stands before the conditions; of a choice at most so many cells."""
        raise NotImplementedError


def _unnamed(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.look != "dim"]


def _width(parts: Iterable[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
