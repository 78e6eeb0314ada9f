"""The line that always tells which calls the list shows, and how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xscalls_tui.commands import lists, words
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.criteria_words import CriteriaWords
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, about
from xscalls_tui.i18n import Translator
from xscalls_tui.widgets.bars import Part
from xscalls_tui.widgets.condition_bar import ConditionBar, Counted, Told


class FilterBar(ConditionBar):
    """Vis and Status as drop-downs (targets ``view``, ``status``), and all other conditions in words."""

    def __init__(
        self,
        t: Translator,
        mine: Criterion,
        keys: Callable[[Command], Sequence[str]],
        *,
        private: bool,
        plain: bool,
        id: str | None = None,
    ) -> None:
        """``mine`` is the condition that Vis sets for own calls, and that the private list always has."""
        counted = Counted("list.count", "list.many")
        super().__init__(t, keys, lists.SEARCH, counted, plain=plain, id=id)
        self._words = CriteriaWords(t)
        self._mine = mine
        self._private = private
        self._criteria = Criteria()

    def show(self, criteria: Criteria) -> None:
        """Tell these criteria."""
        self._criteria = criteria
        self.tell(self._not_in_lists())

    @property
    def resettable(self) -> bool:
        """All but what the private list always has can be dropped."""
        return self._criteria.terms != self._fixed

    @property
    def _fixed(self) -> tuple[Criterion, ...]:
        return (self._mine,) if self._private else ()

    def _not_in_lists(self) -> list[Told]:
        """The conditions that do not stand in a drop-down."""
        in_lists = {Field.STATUS} if self._private else {Field.STATUS, Field.EMPLOYEE}
        return [
            Told(self._words.of(term), f"drop:{place}")
            for place, term in enumerate(self._criteria.terms)
            if term not in self._fixed and not any(about(term, field) for field in in_lists)
        ]

    def drop_downs(self, longest: int | None = None) -> Iterator[Part]:
        """Vis, but not of the private list, and Status."""
        if not self._private:
            view = self._words.alone(self._criteria, Field.EMPLOYEE)
            mine = self._criteria.keep(lambda term: about(term, Field.EMPLOYEE)).terms == (self._mine,)
            yield from self.drop_down(
                "tb.show", self.t("tb.show.mine") if mine else view, "tb.show.all", "view", longest
            )
        status = self._words.alone(self._criteria, Field.STATUS)
        yield from self.drop_down("tb.status", status, words.ALL_STATUSES, "status", longest)
