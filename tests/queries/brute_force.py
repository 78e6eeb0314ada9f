"""What criteria mean, said once more in plain Python: every call is looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from xscalls_tui.domain.criteria import (
    Compare,
    Compared,
    Criteria,
    Criterion,
    Field,
    Sort,
    SortBy,
    Ties,
    single,
)
from xscalls_tui.domain.periods import Dates
from xscalls_tui.domain.text import searchable, sort_key
from xscalls_tui.models.phones import number_forms, number_of
from xscalls_tui.services.calls import SORT_KEY_LENGTH
from xscalls_tui.services.session import Session

_searchable = lru_cache(maxsize=None)(searchable)
_number_of = lru_cache(maxsize=None)(number_of)


class Row(NamedTuple):
    """A call with the names behind its ids."""

    id: int
    starts_at: str
    direction: int
    status: int
    employee: int
    created_by: int
    changed_by: int
    company: int | None
    contact: int | None
    project: int | None
    origin: int | None
    has_followups: int
    reminder: int | None
    subject: str
    note: str
    phone: str
    partner: str
    created_at: str
    changed_at: str
    company_name: str
    contact_name: str
    project_name: str

    @property
    def start(self) -> datetime:
        """When it begins, on the wall."""
        return datetime.fromisoformat(self.starts_at)


BY_DATE = Sort()


class Office(NamedTuple):
    """All that is stored, read without any of the queries under test."""

    session: Session
    calls: list[Row]
    employees: dict[int, tuple[str, str]]
    """Initials and name."""

    def __repr__(self) -> str:
        return f"{len(self.calls)} calls"

    def ids(self, criteria: Criteria, sort: Sort = BY_DATE) -> list[int]:
        """The calls that meet the criteria, in list order."""
        wanted = criteria.on(self.session.today())
        met = [
            call
            for call in self.calls
            if all(any(self._meets(call, one) for one in single(term)) for term in wanted.terms)
        ]
        return [
            call.id for call in sorted(met, key=lambda call: self._key(call, sort), reverse=sort.descending)
        ]

    def _key(self, call: Row, sort: Sort) -> tuple[Any, ...]:
        by: tuple[Any, ...] = {
            SortBy.DATE: (),
            SortBy.STATUS: (call.status,),
            SortBy.EMPLOYEE: (sort_key(self.employees[call.employee][0]), call.employee),
            SortBy.SUBJECT: (sort_key(call.subject)[:SORT_KEY_LENGTH],),
            SortBy.COMPANY: (call.company is None, sort_key(call.company_name), call.company or 0),
        }[sort.by]
        return (*by, call.starts_at, call.id)

    def _meets(self, call: Row, criterion: Criterion) -> bool:
        return self._positive(call, criterion) is not criterion.negated

    def _positive(self, call: Row, criterion: Criterion) -> bool:
        field, value = criterion.field, criterion.value
        if isinstance(value, Dates):
            return self._within(call, field, value)
        if isinstance(value, Compared):
            how = {Compare.LESS: int.__lt__, Compare.MORE: int.__gt__, Compare.EQUAL: int.__eq__}
            return bool(how[value.how](call.id, value.number))
        if isinstance(value, str):
            return self._contains(call, field, value)
        if field is Field.FOLLOWUPS:
            has, is_one = bool(call.has_followups), call.origin is not None
            ties = {Ties.HAS_FOLLOWUPS: has, Ties.IS_FOLLOWUP: is_one, Ties.EITHER: has or is_one}
            return ties.get(Ties(value), not has and not is_one)
        return bool((getattr(call, field.replace(" ", "_")) or 0) == value)

    def _within(self, call: Row, field: Field, dates: Dates) -> bool:
        day = self._day(call, field)
        assert not isinstance(dates.first, int) and not isinstance(dates.last, int)
        return day is not None and (dates.first or date.min) <= day <= (dates.last or date.max)

    def _day(self, call: Row, field: Field) -> date | None:
        if field is Field.DATE:
            return call.start.date()
        if field is Field.REMINDER:
            return None if call.reminder is None else (call.start - timedelta(minutes=call.reminder)).date()
        stamp = call.created_at if field is Field.CREATED else call.changed_at
        return datetime.fromisoformat(stamp).astimezone(self.session.zone).date()

    def _contains(self, call: Row, field: Field, value: str) -> bool:
        part = searchable(value)

        def has(*texts: str) -> bool:
            return any(part in _searchable(text) for text in texts)

        def person(employee: int) -> bool:
            return has(" ".join(self.employees[employee]))

        digits = _number_of(call.phone).removeprefix("+")
        number = has(call.phone, digits) or any(form in digits for form in number_forms(value))
        found = {
            Field.SUBJECT: lambda: has(call.subject),
            Field.NOTE: lambda: has(call.note),
            Field.PHONE: lambda: number,
            Field.COMPANY: lambda: has(call.company_name),
            Field.CONTACT: lambda: has(call.contact_name, call.partner),
            Field.PROJECT: lambda: has(call.project_name),
            Field.EMPLOYEE: lambda: person(call.employee),
            Field.CREATED_BY: lambda: person(call.created_by),
            Field.CHANGED_BY: lambda: person(call.changed_by),
        }
        if field is Field.TEXT:
            names = call.company_name, call.contact_name, call.project_name, call.partner
            return has(call.subject, call.note, *names) or number or value.strip() == str(call.id)
        return found[field]()


def look_at(session: Session) -> Office:
    """Everything in the database of a session."""
    with session.engine.reading():
        rows = session.engine.rows_of(_ALL)
        employees = session.engine.rows_of("SELECT id, initials, name FROM employee")
    return Office(session, [Row(*row) for row in rows], {row[0]: (row[1], row[2]) for row in employees})


_ALL = """
SELECT c.id, c.starts_at, c.direction, c.status, c.employee_id, c.created_by, c.changed_by, c.company_id,
  c.contact_id, c.project_id, c.origin_id, c.has_followups, c.reminder, c.subject, c.note, c.phone, c.partner,
  c.created_at, c.changed_at,
  coalesce(f.name, ''), coalesce(k.name, ''), coalesce(p.number || ' ' || p.name, '')
FROM call c LEFT JOIN company f ON f.id = c.company_id LEFT JOIN contact k ON k.id = c.contact_id
LEFT JOIN project p ON p.id = c.project_id WHERE c.deleted_at IS NULL
"""
