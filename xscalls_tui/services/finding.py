"""The global search: calls and the rows of every register, by any part of what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from xscalls_tui.domain.calls import CallRow
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest
from xscalls_tui.domain.finding import Found, Hit, Sought, excerpt
from xscalls_tui.domain.record_types import TYPES
from xscalls_tui.domain.registers import Register
from xscalls_tui.domain.text import searchable
from xscalls_tui.queries import call_list, counting, finding, matching
from xscalls_tui.queries import calls as queries
from xscalls_tui.services.session import Session

SHOWN = 20
"""Hits of one group that are shown."""
COUNT_CAP = 1000
"""Up to here hits are counted."""


class Group(NamedTuple):
    """One kind of things that are found together.

    ``name`` is for programs; ``title`` is the key of the plural in the catalogue. ``field`` is the criterion
    by which opening a hit narrows the list of calls down to those of that row; a call itself is opened.
    """

    name: str
    title: str
    hits: Callable[[Session, Sought, int], list[Hit]]
    tally: Callable[[Session, Sought, int], int]
    field: Field | None = None
    register: Register | None = None
    """Whose cards its hits open; None: calls."""


def find(session: Session, text: str, groups: Collection[str] | None = None) -> list[Found]:
    """The first hits of each group (of those that are named), in the order of GROUPS."""
    wanted = sought(text)
    with session.reading():
        return [Found(g.name, tuple(g.hits(session, wanted, SHOWN))) for g in _asked(wanted, groups)]


def counts(session: Session, text: str, groups: Collection[str] | None = None) -> dict[str, int]:
    """How many hits each group has; one more than COUNT_CAP stands for all above it."""
    wanted = sought(text)
    with session.reading():
        return {g.name: g.tally(session, wanted, COUNT_CAP) for g in _asked(wanted, groups)}


def sought(text: str) -> Sought:
    """What somebody who typed this looks for."""
    return matching.sought(text)


def calls_of(group: Group, hit: Hit) -> Criteria:
    """The calls of a row of a register, as a quick filter on it would show them."""
    assert group.field is not None
    label = hit.name.partition(" ")[0] if group.field is Field.EMPLOYEE else hit.name
    return Criteria((Criterion(group.field, hit.id, label),))


def all_calls_of(group: Group, text: str) -> Criteria:
    """The calls that are found, or those of all rows of a register that have the text in their names."""
    if group.field is None:
        return _criteria(sought(text))
    return Criteria((Criterion(group.field, searchable(text)),))


def _asked(wanted: Sought, groups: Collection[str] | None) -> list[Group]:
    if not wanted.words:
        return []
    return [group for group in GROUPS if groups is None or group.name in groups]


def _criteria(wanted: Sought) -> Criteria:
    return Criteria(tuple(Criterion(Field.TEXT, word) for word in wanted.words))


def _calls(session: Session, wanted: Sought, limit: int) -> list[Hit]:
    request = PageRequest(_criteria(wanted), limit=limit)
    rows = call_list.page(session.engine, request, session.reader()).rows
    notes = {call.id: call.note for call in queries.read_many(session.engine, [row.id for row in rows])}
    return [_call(row, excerpt(notes.get(row.id, ""), wanted)) for row in rows]


def _call(row: CallRow, note: str) -> Hit:
    link = " > ".join(name for name in (row.company, row.project) if name)
    if row.partner:
        link = f"{link} ({row.partner})".strip()
    details = (row.initials, link, row.phone, note)
    return Hit(row.id, row.subject, tuple(detail for detail in details if detail), row.starts_at)


def _count_calls(session: Session, wanted: Sought, cap: int) -> int:
    return counting.count(session.engine, _criteria(wanted), session.reader(), cap)


def _register(name: str, title: str, register: Register, field: Field | None = None) -> Group:
    kind = TYPES[register]

    def rows(session: Session, wanted: Sought, limit: int) -> list[Hit]:
        return finding.hits(session.engine, kind, wanted, limit)

    def count(session: Session, wanted: Sought, cap: int) -> int:
        return finding.count(session.engine, kind, wanted, cap)

    return Group(name, title, rows, count, field, register)


GROUPS = (
    Group("calls", "find.calls", _calls, _count_calls),
    _register("companies", "find.companies", Register.COMPANY, Field.COMPANY),
    _register("contacts", "find.contacts", Register.CONTACT, Field.CONTACT),
    _register("projects", "find.projects", Register.PROJECT, Field.PROJECT),
    _register("cases", "find.cases", Register.CASE),
    _register("opportunities", "find.opportunities", Register.OPPORTUNITY),
    _register("time_entries", "find.timeentries", Register.TIME_ENTRY),
    _register("employees", "find.employees", Register.EMPLOYEE, Field.EMPLOYEE),
)
"""What the global search finds, in the order in which it is shown. A new register joins by a line here."""
