"""Conditions in words: ``emne: faktura``, ``ikke firma: Åsen Bygg AS``, ``status: Planlagt eller Ubesvart``,
``dato: fra 01.11.2026``, ``ID > 500``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from xscalls_tui.commands import words
from xscalls_tui.domain.criteria import (
    NOBODY,
    REGISTERS,
    AnyOf,
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Term,
    Ties,
    about,
)
from xscalls_tui.domain.periods import Dates, Day, Period
from xscalls_tui.i18n import Translator, formats

NAMES = {
    Field.EMPLOYEE: "find.employee",
    Field.COMPANY: "find.company",
    Field.CONTACT: "find.partner",
    Field.PROJECT: "find.project",
    Field.CREATED_BY: "find.createdby",
    Field.CHANGED_BY: "find.changedby",
    Field.STATUS: "tb.status",
    Field.DIRECTION: "call.direction",
    Field.SUBJECT: "find.subject",
    Field.NOTE: "find.note",
    Field.PHONE: "call.phone.short",
    Field.TEXT: "words.text",
    Field.DATE: "call.date",
    Field.CREATED: "call.created",
    Field.CHANGED: "call.changed",
    Field.REMINDER: "call.reminder",
}
"""The names of the fields. Where there is none the value says it all: ``ID > 500``, ``har oppfølging``."""

_TIES = {
    Ties.HAS_FOLLOWUPS: "words.fu.has",
    Ties.IS_FOLLOWUP: "words.fu.is",
    Ties.EITHER: "words.fu.any",
    Ties.NEITHER: "words.fu.none",
}
_CHOICES: dict[Field, Mapping[Any, str]] = {
    Field.STATUS: words.STATUSES,
    Field.DIRECTION: words.DIRECTIONS,
    Field.FOLLOWUPS: _TIES,
}
_PERIODS = {
    Period.LAST_WEEK: "words.week.last",
    Period.THIS_WEEK: "words.week.this",
    Period.NEXT_WEEK: "words.week.next",
    Period.LAST_MONTH: "words.month.last",
    Period.THIS_MONTH: "words.month.this",
    Period.NEXT_MONTH: "words.month.next",
    Period.LAST_YEAR: "words.year.last",
    Period.THIS_YEAR: "words.year.this",
    Period.NEXT_YEAR: "words.year.next",
}
_NEAR = {-1: "words.day.yesterday", 0: "words.day.today", 1: "words.day.tomorrow"}


class Words(NamedTuple):
    """A condition in words: the name of its field with a colon, which may be left out where room is short,
    and the rest. Both may begin with "ikke"; an alternative of several fields has no name."""

    name: str
    value: str
    bare: str
    """What stands there without the name."""

    @property
    def full(self) -> str:
        """All of it."""
        return f"{self.name} {self.value}" if self.name else self.value


class CriteriaWords:
    """Tells conditions in one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t

    def of(self, term: Term) -> Words:
        """One condition, or one alternative."""
        if isinstance(term, AnyOf):
            return self._alternative(term)
        if isinstance(term.value, Compared) and term.value.how is Compare.EQUAL and term.negated:
            unlike = f"ID {self.t('find.ne').lower()} {term.value.number}"
            return Words("", unlike, unlike)
        return self._named(term.field, self.value(term), negated=term.negated)

    def alone(self, criteria: Criteria, field: Field) -> str:
        """All that is asked of this field alone, without its name; empty when nothing is."""
        return ", ".join(self.of(term).bare for term in criteria.terms if about(term, field))

    def value(self, criterion: Criterion) -> str:
        """The value that is asked for."""
        value = criterion.value
        match value:
            case Dates():
                return self._dates(value)
            case Period():
                return self.t(_PERIODS[value])
            case Compared(how, number):
                return f"ID {how.value} {number}"
            case str():
                return value
        if value == NOBODY and criterion.field in REGISTERS:
            return self.t("words.nobody")
        key = _CHOICES.get(criterion.field, {}).get(value)
        if key is not None:
            return self.t(key)
        return criterion.label or f"#{value}"

    def _named(self, field: Field, value: str, *, negated: bool = False) -> Words:
        name = f"{self.t(NAMES[field]).lower()}:" if field in NAMES else ""
        if not negated:
            return Words(name, value, value)
        bare = self.t("words.not", what=value)
        return Words(self.t("words.not", what=name), value, bare) if name else Words("", bare, bare)

    def _alternative(self, either: AnyOf) -> Words:
        fields = {one.field for one in either.terms}
        between = f" {self.t('words.or')} "
        if len(fields) == 1:
            return self._named(fields.pop(), between.join(self._bare(one) for one in either.terms))
        told = between.join(self.of(one).full for one in either.terms)
        return Words("", told, told)

    def _bare(self, criterion: Criterion) -> str:
        return self.of(criterion).bare

    def _dates(self, dates: Dates) -> str:
        first, last = dates
        if first is not None and last is not None:
            if first == last:
                return self._day(first)
            return self.t("words.between", first=self._day(first), last=self._day(last))
        if first is not None:
            return self.t("words.from", day=self._day(first))
        return self.t("words.to", day=self._day(last)) if last is not None else self.t("words.ever")

    def _day(self, day: Day) -> str:
        if isinstance(day, date):
            return formats.form_date(day)
        if day in _NEAR:
            return self.t(_NEAR[day])
        return self.t("words.day.ago", n=-day) if day < 0 else self.t("words.day.ahead", n=day)
