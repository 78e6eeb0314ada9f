"""Which calls a list shows and in which order: one value for Vis, Status, quick filters, the search panel,
the typed filter and saved searches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from xscalls_tui.domain.calls import CallKey, CallRow
from xscalls_tui.domain.periods import Dates, Period


class Field(StrEnum):
    """What a criterion is about, and what its value is."""

    EMPLOYEE = "employee"
    """Whose call it is (Ansatt): a row of the register by its id, or a text that its name contains. So for
    all of the registers."""
    COMPANY = "company"
    CONTACT = "contact"
    """Samtalepartner. A text is looked for in the names of contact persons, and in what was typed instead."""
    PROJECT = "project"
    CREATED_BY = "created by"
    CHANGED_BY = "changed by"
    STATUS = "status"
    """A Status, as a number."""
    DIRECTION = "direction"
    """A Direction, as a number."""
    FOLLOWUPS = "followups"
    """A Ties, as a number."""
    ID = "id"
    """Compared."""
    SUBJECT = "subject"
    """A text that it contains, blind to case and accents (``domain.text.searchable``). So for the next
    three."""
    NOTE = "note"
    PHONE = "phone"
    """Also a number in any written form, or a part of one."""
    TEXT = "text"
    """Subject, note, number, ID (all of it), the other party's name, the names of company and project."""
    DATE = "date"
    """Dates or Period. So for the next three: the days are those of the organisation's wall clock."""
    CREATED = "created"
    CHANGED = "changed"
    REMINDER = "reminder"
    """When the operator is reminded; a call without reminder is in no stretch of days."""


NOBODY = 0
"""In place of the id of a row of a register: the calls that are linked to none."""
REGISTERS = frozenset(
    {Field.EMPLOYEE, Field.COMPANY, Field.CONTACT, Field.PROJECT, Field.CREATED_BY, Field.CHANGED_BY}
)
TEXTS = frozenset({Field.SUBJECT, Field.NOTE, Field.PHONE, Field.TEXT})
DATES = frozenset({Field.DATE, Field.CREATED, Field.CHANGED, Field.REMINDER})


class Ties(IntEnum):
    """How a call hangs together with others (ruling O9)."""

    HAS_FOLLOWUPS = 1
    IS_FOLLOWUP = 2
    EITHER = 3
    NEITHER = 4


class Compare(StrEnum):
    """How a number is compared."""

    LESS = "<"
    MORE = ">"
    EQUAL = "="


class Compared(NamedTuple):
    """A number, and on which side of it the ID is to be. Unlike it is a negated EQUAL."""

    how: Compare
    number: int


Value = int | str | Compared | Dates | Period


class Criterion(NamedTuple):
    """One condition: the calls whose ``field`` is ``value`` or, ``negated``, all others. ``label`` is how a
    person reads the value of a register."""

    field: Field
    value: Value
    label: str = ""
    negated: bool = False


class AnyOf(NamedTuple):
    """The calls that meet at least one of these (at least two) conditions."""

    terms: tuple[Criterion, ...]


Term = Criterion | AnyOf


def single(term: Term) -> tuple[Criterion, ...]:
    """The criteria that a term is made of."""
    return term.terms if isinstance(term, AnyOf) else (term,)


def about(term: Term, field: Field) -> bool:
    """Whether a term is a condition on this field alone."""
    return all(one.field is field for one in single(term))


class Criteria(NamedTuple):
    """All conditions in force, in the order in which they were set; a call must meet every one."""

    terms: tuple[Term, ...] = ()

    def get(self, field: Field) -> Criterion | None:
        """The plain condition on ``field``, if there is one: not negated, no alternative to another."""
        plain = (term for term in self.terms if isinstance(term, Criterion))
        return next((term for term in plain if term.field is field and not term.negated), None)

    def value(self, field: Field) -> Any:
        """The value that ``field`` must have, if any."""
        term = self.get(field)
        return term.value if term else None

    def with_term(self, term: Criterion) -> Criteria:
        """The same with ``term`` set last, in place of earlier conditions on its field."""
        return self.without(term.field).and_also(term)

    def without(self, field: Field) -> Criteria:
        """The same without conditions on ``field`` alone."""
        return self.keep(lambda term: not about(term, field))

    def and_also(self, *terms: Term) -> Criteria:
        """The same with further conditions."""
        return Criteria((*self.terms, *terms))

    def drop(self, term: Term) -> Criteria:
        """The same without this very condition."""
        return self.keep(lambda other: other != term)

    def keep(self, wanted: Callable[[Term], bool]) -> Criteria:
        """The same with such conditions only."""
        return Criteria(tuple(term for term in self.terms if wanted(term)))

    def on(self, today: date) -> Criteria:
        """The same with fixed dates."""
        return Criteria(tuple(_on(term, today) for term in self.terms))


def _on(term: Term, today: date) -> Term:
    if isinstance(term, AnyOf):
        return AnyOf(tuple(_dated(one, today) for one in term.terms))
    return _dated(term, today)


def _dated(criterion: Criterion, today: date) -> Criterion:
    value = criterion.value
    return criterion._replace(value=value.on(today)) if isinstance(value, Dates | Period) else criterion


class SortBy(StrEnum):
    """The columns that a list can be sorted by."""

    DATE = "date"
    STATUS = "status"
    EMPLOYEE = "employee"
    SUBJECT = "subject"
    COMPANY = "company"


class Sort(NamedTuple):
    """The order of a list. Rows that are alike by ``by`` stand by start time, then by id; ``descending``
    turns all three. Rows without a company stand last when ascending."""

    by: SortBy = SortBy.DATE
    descending: bool = True


class PageRequest(NamedTuple):
    """Rows of a list: ``limit`` rows after ``anchor`` (or from the start), or, when ``backward``, the
    ``limit`` rows just before it (or the last ones). ``inclusive`` takes a row at the anchor too."""

    criteria: Criteria = Criteria()
    sort: Sort = Sort()
    anchor: CallKey | None = None
    backward: bool = False
    inclusive: bool = False
    limit: int = 100


class Page(NamedTuple):
    """The answer to a PageRequest: rows in list order, also when asked for backwards. ``more`` says
    whether there are further rows in the direction that was asked for."""

    rows: tuple[CallRow, ...]
    more: bool
