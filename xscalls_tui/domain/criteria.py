"""Which calls a list shows and in which order. One value for Vis, Status and the quick filters."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from xscalls_tui.domain.calls import CallKey, CallRow


class Field(StrEnum):
    """What a criterion is about."""

    EMPLOYEE = "employee"
    STATUS = "status"
    COMPANY = "company"
    PROJECT = "project"
    CONTACT = "contact"


class Criterion(NamedTuple):
    """One condition: the calls whose ``field`` is ``value``. ``label`` is how a person reads the value."""

    field: Field
    value: int
    label: str = ""


class Criteria(NamedTuple):
    """All conditions in force, in the order in which they were set; at most one for each field."""

    terms: tuple[Criterion, ...] = ()

    def get(self, field: Field) -> Criterion | None:
        """The condition on ``field``, if there is one."""
        return next((term for term in self.terms if term.field is field), None)

    def value(self, field: Field) -> int | None:
        """The value that ``field`` must have, if any."""
        term = self.get(field)
        return term.value if term else None

    def with_term(self, term: Criterion) -> Criteria:
        """The same with ``term`` set last, in place of an earlier one on its field."""
        return Criteria((*self.without(term.field).terms, term))

    def without(self, field: Field) -> Criteria:
        """The same without a condition on ``field``."""
        return Criteria(tuple(term for term in self.terms if term.field is not field))


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
