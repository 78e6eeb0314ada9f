"""How SQLite goes about reading: which index is walked, and what is never sorted."""

from __future__ import annotations

from functools import partial

import pytest

from tests.models.statements import query_plans
from tests.queries.requests import criteria
from xscalls_tui.domain.criteria import Criteria, Field, PageRequest, Sort, SortBy
from xscalls_tui.services import calls, followups
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """Plans are an engine's own."""
    return "sqlite"


INDEXES = [
    ((), "call_by_date"),
    ((Field.EMPLOYEE,), "call_by_employee"),
    ((Field.STATUS,), "call_by_status"),
    ((Field.COMPANY,), "call_by_company"),
    ((Field.PROJECT,), "call_by_project"),
    ((Field.CONTACT,), "call_by_contact"),
    ((Field.EMPLOYEE, Field.STATUS), "call_by_employee_status"),
]
SORTS = [
    (SortBy.STATUS, "call_by_status"),
    (SortBy.SUBJECT, "call_by_subject"),
    (SortBy.EMPLOYEE, "call_by_employee"),
    (SortBy.COMPANY, "call_by_company"),
]


def _inner(plan: list[str]) -> list[str]:
    """The walk that finds the ids of a page; what follows only looks up their names."""
    return plan[: plan.index("SCAN page")]


def _pages(session: Session, criteria: Criteria, by: SortBy) -> list[PageRequest]:
    """First, last, and from the middle, both ways and in both directions."""
    requests = []
    for descending in (True, False):
        sort = Sort(by, descending)
        rows = calls.page(session, PageRequest(criteria, sort)).rows
        for anchor in (None, rows[3].key):
            requests += [PageRequest(criteria, sort, anchor, backward) for backward in (True, False)]
    return requests


@pytest.mark.parametrize(("fields", "index"), INDEXES)
def test_a_page_by_date_is_a_walk_along_one_index(
    office: Session, fields: tuple[Field, ...], index: str
) -> None:
    for request in _pages(office, criteria(*fields), SortBy.DATE):
        (plan,) = query_plans(office.engine, partial(calls.page, office, request))
        inner = _inner(plan)
        assert [step for step in inner if "INDEX" in step] == [inner[1]]
        assert f"t1 USING INDEX {index}" in inner[1]
        assert inner[1].startswith("SCAN" if not fields and request.anchor is None else "SEARCH")
        assert ("starts_at" in inner[1]) == (request.anchor is not None)
        assert not any("TEMP B-TREE" in step for step in inner)


@pytest.mark.parametrize(("by", "index"), SORTS)
def test_a_page_in_another_order_is_a_walk_too(office: Session, by: SortBy, index: str) -> None:
    for request in _pages(office, Criteria(), by):
        for plan in query_plans(office.engine, partial(calls.page, office, request)):
            inner = _inner(plan)
            assert any(index in step for step in inner)
            assert not any("TEMP B-TREE" in step for step in inner)


def test_names_are_looked_up_by_their_ids_for_the_rows_of_the_page_only(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: calls.page(office, PageRequest()))
    outer = plan[plan.index("SCAN page") + 1 :]
    assert outer[:-1] == [
        *(f"SEARCH {table} USING INTEGER PRIMARY KEY (rowid=?)" for table in ("t1", "t2")),
        *(f"SEARCH {table} USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN" for table in ("t3", "t4", "t5")),
    ]


def test_a_count_with_criteria_walks_their_index(office: Session) -> None:
    for fields, index in INDEXES[1:]:
        (plan,) = query_plans(office.engine, partial(calls.count, office, criteria(*fields), 1000))
        (search,) = (step for step in plan if " t1 " in step)
        assert search.startswith(f"SEARCH t1 USING INDEX {index}")


def test_a_chain_is_read_by_keys_alone(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: followups.history(office, 1))
    scanned = {step.split()[1] for step in plan if step.startswith("SCAN")}
    assert scanned <= {"up", "down"}
    assert any("call_by_origin" in step for step in plan)


def test_the_grid_of_a_day_reads_the_employees_calls_of_that_day(office: Session) -> None:
    ((step,),) = query_plans(office.engine, lambda: calls.busy(office, 1, office.today()))
    assert step.startswith("SEARCH t1 USING INDEX call_by_employee (employee_id=? AND starts_at>?")


def test_the_count_of_all_calls_reads_none(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: calls.count(office, Criteria()))
    assert plan == ["SCAN t1"]
