"""The line that tells which records of a register the list shows, and the sums of a week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xscalls_tui.commands import records, words
from xscalls_tui.commands.base import Command
from xscalls_tui.commands.criteria_words import Words
from xscalls_tui.domain.record_types import RecordType
from xscalls_tui.domain.records import ACTIVE, ANY_TEXT, Condition, RecordCriteria
from xscalls_tui.i18n import Translator, formats
from xscalls_tui.widgets.bars import Bar, Part
from xscalls_tui.widgets.condition_bar import ConditionBar, Counted, Told


class RecordBar(ConditionBar):
    """Week, Vis and Status as the register has them (targets ``week``, ``view``, ``status``), and all other
    conditions in words. That what is out of use is shown too stands there as if it were one (``unused``)."""

    def __init__(
        self,
        t: Translator,
        kind: RecordType,
        mine: Condition | None,
        standard: Callable[[], RecordCriteria],
        keys: Callable[[Command], Sequence[str]],
        *,
        plain: bool,
    ) -> None:
        """``mine`` is the condition that Vis sets for what is one's own; ``standard`` what Nullstill sets."""
        super().__init__(t, keys, records.FIND, Counted("rec.count", "rec.many"), plain=plain)
        self._kind = kind
        self._mine = mine
        self._standard = standard
        self._criteria = RecordCriteria()

    def show(self, criteria: RecordCriteria) -> None:
        """Tell these criteria."""
        self._criteria = criteria
        kind = self._kind
        elsewhere = {kind.status, kind.owner, kind.weekly, ACTIVE}
        told = [
            Told(self._words(term), f"drop:{place}")
            for place, term in enumerate(criteria.terms)
            if term.property not in elsewhere
        ]
        if kind.active and criteria.get(ACTIVE) is None:
            text = self.t("rec.withunused")
            told.insert(0, Told(Words("", text, text), "unused"))
        self.tell(told)

    @property
    def resettable(self) -> bool:
        """Whether Nullstill would change anything."""
        return self._criteria != self._standard()

    def drop_downs(self, longest: int | None = None) -> Iterator[Part]:
        """Week, Vis and Status."""
        criteria, kind = self._criteria, self._kind
        if kind.weekly and (week := criteria.get(kind.weekly)):
            yield Part(f" {week.label} ", "strong", "week")
        if self._mine is not None:
            owner = criteria.get(kind.owner)
            chosen = "" if owner is None else owner.label
            mine = owner is not None and owner.value == self._mine.value
            shown = self.t("rec.mine") if mine else chosen
            yield from self.drop_down("tb.show", shown, "tb.show.all", "view", longest)
        if kind.status:
            status = criteria.get(kind.status)
            chosen = "" if status is None else status.label
            yield from self.drop_down("tb.status", chosen, words.ALL_STATUSES, "status", longest)

    def _words(self, term: Condition) -> Words:
        label = "words.text" if term.property == ANY_TEXT else self._kind.named(term.property).label
        value = term.label or str(term.value)
        return Words(f"{self.t(label).lower()}:", value, value)


class SumsBar(Bar):
    """What the records of a week add up to by one of their properties: each day, and all."""

    def __init__(self, t: Translator, name: str, *, plain: bool) -> None:
        """``name`` is the property's."""
        super().__init__()
        self.t = t
        self._name = name
        self._none = "-" if plain else "–"

    def show(self, monday: date, sums: Mapping[date, Decimal]) -> None:
        """Tell the sums of the week that begins on this day."""
        parts = [Part(f" {self._name} ", "dim")]
        for number in range(7):
            day = monday + timedelta(days=number)
            amount = sums.get(day)
            parts.append(Part(f" {formats.short_weekday(day, self.t)} ", "dim"))
            parts.append(Part(formats.amount(amount) if amount else self._none))
        self.left = tuple(parts)
        total = sum(sums.values(), Decimal(0))
        self.right = (Part(f" {self.t('rec.sum')} "), Part(f"{formats.amount(total)} ", "strong"))
