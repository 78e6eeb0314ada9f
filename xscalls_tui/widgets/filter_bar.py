"""The line that always tells which calls the list shows, and how many."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from xscalls_tui.commands import words
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.i18n import Translator, grouped
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.call_line import fit

_NAMES = {
    Field.EMPLOYEE: "list.emp",
    Field.COMPANY: "call.company",
    Field.PROJECT: "call.project",
    Field.CONTACT: "call.partner",
}
COUNT_CAP = 1000
"""Up to here a count is exact at once; above, it is "1000+" until it has been counted."""
_LEAST_LABEL, _USEFUL_LABEL = 4, 8


class FilterBar(Bar):
    """Vis and Status as drop-downs, the quick filters in words, each with a cross to drop it.

    Targets: ``view``, ``status``, and ``drop:`` with the name of a criterion's field. Every filter in
    force always stands there: where room is short, first the fields' names give way, then the ends of
    the filters' texts.
    """

    def __init__(self, t: Translator, me: int, *, private: bool, plain: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.t = t
        self._me = me
        self._private = private
        self._criteria = Criteria()
        self._arrow, self._cross, self._cut = ("v", "x", "~") if plain else ("▾", "×", "…")

    def show(self, criteria: Criteria) -> None:
        """Tell these criteria."""
        self._criteria = criteria
        self.left = (*self._drop_downs(), *self._quick_filters())

    def count(self, total: int | None, *, exact: bool, row: int | None, ticked: int) -> None:
        """Tell how many calls there are (None while that is not known), where the cursor is, and how many
        are ticked."""
        parts = []
        if ticked:
            parts.append(Part(f" {self.t.count('list.ticked', ticked)} ", "key"))
        if total is not None:
            shown = grouped(total) if exact else f"{COUNT_CAP}+"
            if row is not None and row <= total:
                text = self.t("list.position", row=grouped(row), total=shown)
            else:
                text = self.t.count("list.count", total) if exact else self.t("list.many", total=shown)
            parts.append(Part(f" {text} "))
        if tuple(self.right) != tuple(parts):
            self.right = tuple(parts)

    def _fitting(self, room: int) -> list[Part]:
        parts = list(self.left)
        if _width(parts) <= room:
            return parts
        drop_downs = list(self._drop_downs())
        if _width(drop_downs) + _width(self._quick_filters(_USEFUL_LABEL)) > room:
            drop_downs = [part for part in drop_downs if part.look != "dim"]
        least = list(self._quick_filters(_LEAST_LABEL))
        spare = max(room - _width(drop_downs) - _width(least), 0)
        return [*drop_downs, *self._quick_filters(_LEAST_LABEL + spare // max(len(least), 1))]

    def _drop_downs(self) -> Iterator[Part]:
        employee = self._criteria.get(Field.EMPLOYEE)
        if not self._private:
            mine = employee is not None and employee.value == self._me
            view = self.t("tb.show.mine") if mine else self.t("tb.show.all")
            if employee is not None and not mine:
                view = employee.label
            yield Part(f" {self.t('tb.show')}:", "dim", "view")
            yield Part(f" {view} {self._arrow} ", "strong" if employee else "", "view")
        status = self._criteria.value(Field.STATUS)
        name = self.t(words.STATUSES[Status(status)] if status else words.ALL_STATUSES)
        yield Part(f" {self.t('tb.status')}:", "dim", "status")
        yield Part(f" {name} {self._arrow} ", "strong" if status else "", "status")

    def _quick_filters(self, longest: int | None = None) -> Iterator[Part]:
        """The quick filters in full, or without the fields' names and at most so many cells of text."""
        for term in self._criteria.terms:
            if isinstance(term, Criterion) and term.field in _NAMES and term.field is not Field.EMPLOYEE:
                yield from self._quick_filter(term, longest)

    def _quick_filter(self, term: Criterion, longest: int | None) -> Iterator[Part]:
        target, label = f"drop:{term.field}", term.label
        if longest is None:
            yield Part(f" {self.t(_NAMES[term.field]).lower()}:", "dim", target)
        elif cell_len(label) > longest:
            label = fit(label, longest, self._cut).rstrip()
        yield Part(f" {label} {self._cross} ", "strong", target)


def _width(parts: Iterator[Part] | list[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
