"""Pages of the list: walked forwards and backwards they are Python's own sorted list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.conftest import Fresh
from tests.queries.requests import walk
from xscalls_tui.domain.calls import CallKey
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, SortBy, single
from xscalls_tui.domain.text import sort_key
from xscalls_tui.models import tables
from xscalls_tui.queries import call_list
from xscalls_tui.services import bulk, calls
from xscalls_tui.services.session import Session

NINE = datetime(2026, 11, 23, 9)
COMPANIES = ("Åsen Bygg", "Aasen Bygg", "Vik", "Ærlig AS")
"""The first two stand at the same place."""
PROJECTS, CONTACTS = (("1042", "Skolen"), ("7", "Kaia")), ("Ola Lie", "Liv Ås")
INITIALS = ("KN", "OL", "PH", "BR")
SUBJECTS = ("", "Tilbud", "tilbud", "Aa", "Å", "Ørn", "x" * 70 + "a", "x" * 70 + "b")

SORTS = [Sort(by, descending) for by in SortBy for descending in (False, True)]


@dataclass(frozen=True)
class _Call:
    """What a generated call differs in; links are positions in the lists above."""

    starts: int
    status: int
    employee: int
    subject: str
    company: int | None
    project: int | None
    contact: int | None
    deleted: bool


_calls = st.builds(
    _Call,
    starts=st.integers(0, 3),
    status=st.integers(1, 4),
    employee=st.integers(1, 4),
    subject=st.sampled_from(SUBJECTS),
    company=st.none() | st.integers(1, len(COMPANIES)),
    project=st.none() | st.integers(1, len(PROJECTS)),
    contact=st.none() | st.integers(1, len(CONTACTS)),
    deleted=st.integers(0, 7).map(lambda chance: chance == 0),
)
_values = {
    Field.EMPLOYEE: 4,
    Field.STATUS: 4,
    Field.COMPANY: len(COMPANIES),
    Field.PROJECT: len(PROJECTS),
    Field.CONTACT: len(CONTACTS),
}


def _plain(field: Field) -> st.SearchStrategy[Criterion]:
    return st.integers(1, _values[field]).map(lambda value: Criterion(field, value))


_FIELDS = (Field.EMPLOYEE, Field.STATUS, Field.COMPANY, Field.PROJECT, Field.CONTACT)
_criteria = st.lists(st.sampled_from(_FIELDS), max_size=2, unique=True).flatmap(
    lambda fields: st.tuples(*map(_plain, fields))
)


@pytest.fixture(scope="module")
def office(fresh: Fresh) -> Iterator[Session]:
    """A database with registers for all examples of this module: SQL that is made once stays made."""
    with fresh() as session:
        for name in COMPANIES:
            factories.company(session, name)
        for number, name in PROJECTS:
            factories.project(session, number, name)
        for name in CONTACTS:
            factories.contact(session, name)
        yield session


def _fill(session: Session, given_calls: list[_Call]) -> None:
    """Let these be the calls, with the ids 1, 2, 3 …"""
    factories.no_calls(session)
    stamps = {"created_at": factories.NOW, "created_by": 1, "changed_at": factories.NOW, "changed_by": 1}
    with session.operation("test") as work:
        for call in given_calls:
            starts = NINE + timedelta(minutes=call.starts)
            values: dict[str, Any] = {
                "starts_at": starts,
                "ends_at": starts,
                "direction": 1,
                "status": call.status,
                "employee_id": call.employee,
                "subject": call.subject,
                "subject_sort": sort_key(call.subject)[: calls.SORT_KEY_LENGTH],
                "company_id": call.company,
                "project_id": call.project,
                "contact_id": call.contact,
                "deleted_at": factories.NOW if call.deleted else None,
            }
            work.insert(tables.Call, values | stamps)


def _expected(given_calls: list[_Call], criteria: Criteria, sort: Sort) -> list[int]:
    """The ids of the list as Python filters and sorts it."""

    def key(call_id: int) -> tuple[Any, ...]:
        call = given_calls[call_id - 1]
        company = COMPANIES[call.company - 1] if call.company else None
        by: Any = {
            SortBy.DATE: 0,
            SortBy.STATUS: call.status,
            SortBy.EMPLOYEE: (INITIALS[call.employee - 1], call.employee),
            SortBy.SUBJECT: sort_key(call.subject)[: calls.SORT_KEY_LENGTH],
            SortBy.COMPANY: (company is None, sort_key(company or ""), call.company),
        }[sort.by]
        return by, call.starts, call_id

    def shown(call: _Call) -> bool:
        return not call.deleted and all(
            getattr(call, one.field.value) == one.value for term in criteria.terms for one in single(term)
        )

    ids = [number for number, call in enumerate(given_calls, 1) if shown(call)]
    return sorted(ids, key=key, reverse=sort.descending)


@given(
    given_calls=st.lists(_calls, max_size=25),
    terms=_criteria,
    limit=st.integers(1, 7),
    many=st.sampled_from([0, 4, call_list.MANY]),
)
@settings(max_examples=50)
def test_pages_one_after_the_other_are_the_sorted_list(
    office: Session, given_calls: list[_Call], terms: tuple[Criterion, ...], limit: int, many: int
) -> None:
    """Whichever way they are read: ``many`` matching calls or more are read along the order."""
    criteria = Criteria(terms)
    _fill(office, given_calls)
    for sort in SORTS:
        expected = _expected(given_calls, criteria, sort)
        with patch.object(call_list, "MANY", many):
            forwards = [row.id for row in walk(office, criteria, sort, limit, backward=False)]
            backwards = [row.id for row in walk(office, criteria, sort, limit, backward=True)]
        assert forwards == expected
        assert backwards == expected[::-1]
    assert calls.count(office, criteria) == len(expected)
    assert calls.count(office, criteria, cap=3) == min(len(expected), 4)
    assert sorted(calls.ids(office, criteria)) == sorted(expected)


@given(given_calls=st.lists(_calls, min_size=1, max_size=12), limit=st.integers(1, 4), data=st.data())
@settings(max_examples=25)
def test_a_page_from_any_row_is_the_part_of_the_list_beside_it(
    office: Session, given_calls: list[_Call], limit: int, data: st.DataObject
) -> None:
    """Also from a row that is gone: its place in the order is what counts."""
    _fill(office, [*given_calls, _Call(1, 1, 1, "Tilbud", None, None, None, False)])
    sort = data.draw(st.sampled_from(SORTS))
    rows = list(walk(office, Criteria(), sort, 50, backward=False))
    at = data.draw(st.integers(0, len(rows) - 1))
    anchor, gone = rows[at].key, data.draw(st.booleans())
    if gone:
        bulk.delete(office, [anchor.id])
        del rows[at]
    there = [row.id for row in rows]
    for backward, inclusive in product((False, True), repeat=2):
        first = at if gone or inclusive else at + 1
        last = at + 1 if inclusive and not gone else at
        wanted = there[:last][-limit:] if backward else there[first:][:limit]
        page = calls.page(office, PageRequest(Criteria(), sort, anchor, backward, inclusive, limit))
        assert [row.id for row in page.rows] == wanted
        assert page.more == ((last > limit) if backward else len(there) - first > limit)


_meddling = st.lists(st.tuples(st.booleans(), st.integers(0, 40), _calls), max_size=12)


@given(given_calls=st.lists(_calls, min_size=5, max_size=15), sort=st.sampled_from(SORTS), meddling=_meddling)
@settings(max_examples=25)
def test_rows_that_come_and_go_meanwhile_make_no_row_repeat_or_go_missing(
    office: Session, given_calls: list[_Call], sort: Sort, meddling: list[tuple[bool, int, _Call]]
) -> None:
    _fill(office, given_calls)
    stayed = {row.id for row in walk(office, Criteria(), sort, 50, backward=False)}
    for backward in (False, True):
        to_do, seen = list(meddling), list[int]()
        for row in walk(office, Criteria(), sort, 2, backward):
            seen.append(row.id)
            if to_do:
                deletes, which, call = to_do.pop()
                if deletes and (victims := sorted(stayed)):
                    gone = victims[which % len(victims)]
                    bulk.delete(office, [gone])
                    stayed.discard(gone)
                else:
                    starts = NINE + timedelta(minutes=call.starts)
                    factories.call(office, starts_at=starts, subject=call.subject, company=call.company)
        assert len(seen) == len(set(seen))
        assert stayed <= set(seen)


def test_an_empty_list_has_no_pages(session: Session) -> None:
    for sort in SORTS:
        for backward in (False, True):
            page = calls.page(session, PageRequest(sort=sort, backward=backward))
            assert (page.rows, page.more) == ((), False)
    assert calls.count(session, Criteria()) == 0


@pytest.fixture
def hundred(session: Session) -> list[int]:
    """The ids of 100 calls of which groups of ten start at once, in the order of dates."""
    starts = [NINE + timedelta(minutes=number // 10) for number in range(100)]
    return [factories.call(session, starts_at=start).id for start in starts]


@pytest.mark.parametrize(
    ("request_", "wanted", "more"),
    [
        (PageRequest(limit=30), slice(None, -31, -1), True),
        (PageRequest(limit=30, backward=True), slice(29, None, -1), True),
        (PageRequest(sort=Sort(descending=False), limit=30), slice(0, 30), True),
        (PageRequest(sort=Sort(descending=False), limit=30, backward=True), slice(70, 100), True),
        (PageRequest(limit=100), slice(None, None, -1), False),
        (PageRequest(limit=101), slice(None, None, -1), False),
    ],
    ids=["first", "last", "oldest first", "newest last", "exactly all", "more than all"],
)
def test_the_first_and_the_last_page(
    session: Session, hundred: list[int], request_: PageRequest, wanted: slice, more: bool
) -> None:
    page = calls.page(session, request_)
    assert [row.id for row in page.rows] == hundred[wanted]
    assert page.more is more


def test_a_deep_page_among_rows_that_start_at_once(session: Session, hundred: list[int]) -> None:
    anchor = CallKey(None, NINE + timedelta(minutes=5), hundred[55])

    def read(backward: bool = False, inclusive: bool = False) -> list[int]:
        request = PageRequest(Criteria(), Sort(), anchor, backward, inclusive, limit=20)
        return [row.id for row in calls.page(session, request).rows]

    assert read() == hundred[54:34:-1]
    assert read(inclusive=True) == hundred[55:35:-1]
    assert read(backward=True) == hundred[75:55:-1]
    assert read(backward=True, inclusive=True) == hundred[74:54:-1]
