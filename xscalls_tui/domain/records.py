"""Records of a register as values: one of them, a line of the list, and what a list is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xscalls_tui.domain.calls import Stamp
from xscalls_tui.domain.registers import Register

Value = str | int | bool | date | Decimal | None
Values = Mapping[str, Value]
"""What a record has, by the names of its properties. In what is to be saved, a link may be the text typed."""


class Record(NamedTuple):
    """A record as it is stored. ``names`` tells how the rows that it links to are shown, by property."""

    register: Register
    id: int
    version: int
    title: str
    values: dict[str, Value]
    names: dict[str, str]
    owners: frozenset[int] = frozenset()
    """Whose it is: the employee that it belongs to, and the one who made it."""
    created: Stamp | None = None
    """None: before anybody kept count."""
    changed: Stamp | None = None


class RecordKey(NamedTuple):
    """Where a line stands in its list: the value that it is sorted by, as stored, and its id."""

    value: int | str
    id: int


class RecordRow(NamedTuple):
    """A line of the list: the value of each column of the RecordType (a link's name), and what draws it."""

    id: int
    version: int
    title: str
    cells: tuple[Value, ...]
    status: int | None
    """The code of its status, if the register has any."""
    active: bool
    may_change: bool
    links: tuple[tuple[str, int, str], ...]
    """(property, id, name) of each link that is set: what the list can be narrowed down by."""
    key: RecordKey


class Condition(NamedTuple):
    """The records whose ``property`` has ``value``; of a date, one of the days from ``value`` to ``until``.
    The property ANY_TEXT is a text that is contained anywhere. ``label`` is how a person reads it."""

    property: str
    value: int | str
    label: str = ""
    until: str = ""


MANY_HANGING = 99
"""Up to here is counted what hangs on a record."""
ANY_TEXT = "text"
ACTIVE = "active"
"""Whether what is out of use is left out (1); on a register that knows of it."""


class RecordCriteria(NamedTuple):
    """All conditions in force, in the order in which they were set."""

    terms: tuple[Condition, ...] = ()

    def get(self, name: str) -> Condition | None:
        """The condition on a property, if there is one."""
        return next((term for term in self.terms if term.property == name), None)

    def with_term(self, term: Condition) -> RecordCriteria:
        """The same with ``term`` set last, in place of an earlier condition on its property."""
        return RecordCriteria((*self.without(term.property).terms, term))

    def without(self, name: str) -> RecordCriteria:
        """The same without a condition on this property."""
        return self.keep(lambda term: term.property != name)

    def keep(self, wanted: Callable[[Condition], bool]) -> RecordCriteria:
        """The same with such conditions only."""
        return RecordCriteria(tuple(term for term in self.terms if wanted(term)))


class RecordSort(NamedTuple):
    """The order of a list: the column of the table that it is sorted by (``Column.sort``). Lines that are
    alike stand by their ids."""

    by: str
    descending: bool = False


class RecordRequest(NamedTuple):
    """Lines of a list, as PageRequest asks for calls."""

    criteria: RecordCriteria
    sort: RecordSort
    anchor: RecordKey | None = None
    backward: bool = False
    inclusive: bool = False
    limit: int = 100


class RecordPage(NamedTuple):
    """The answer to a RecordRequest, in list order. ``more``, there are others in the direction asked for."""

    rows: tuple[RecordRow, ...]
    more: bool


class RecordDraft(NamedTuple):
    """A record that is to be made: what it starts out with, and how the rows that it links to are shown."""

    register: Register
    values: dict[str, Value]
    names: dict[str, str]
