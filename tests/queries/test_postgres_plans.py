"""How PostgreSQL goes about reading: it walks an index for a page, and reads no more than the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from tests import factories
from tests.conftest import Fresh
from tests.models.statements import query_plans
from tests.postgres import as_owner
from tests.queries.requests import criteria, furnish
from xscalls_tui.domain.criteria import Criteria, Field, PageRequest, Sort, SortBy
from xscalls_tui.queries.compiler import INDEXED
from xscalls_tui.services import calls, followups
from xscalls_tui.services.session import Session

CROWD = 3000


@pytest.fixture(scope="module", params=["postgres", "roles"], ids=["plain", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """Plans are an engine's own; the rules in the server change none."""
    return str(request.param)


@pytest.fixture(scope="module")
def crowd(fresh: Fresh) -> Iterator[Session]:
    """So many calls that reading all of them for a page would be a mistake."""
    with fresh() as session:
        furnish(session)
        with as_owner(session) as owner:
            factories.duplicates(owner, 1, range(100, 100 + CROWD))
            with owner.engine.writing():
                owner.engine.analyse()
        yield session


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize(
    "fields", [(), *((field,) for field in sorted(INDEXED)), (Field.EMPLOYEE, Field.STATUS)]
)
def test_a_page_by_date_is_a_walk(crowd: Session, fields: tuple[Field, ...], backward: bool) -> None:
    first = PageRequest(criteria(*fields), backward=backward)
    for anchor in (None, calls.page(crowd, first).rows[50].key):
        (plan,) = query_plans(crowd.engine, partial(calls.page, crowd, first._replace(anchor=anchor)))
        assert_walk(plan)


@pytest.mark.parametrize("by", [SortBy.STATUS, SortBy.SUBJECT])
@pytest.mark.parametrize("descending", [False, True])
def test_a_page_in_an_order_of_the_call_is_a_walk_too(crowd: Session, by: SortBy, descending: bool) -> None:
    request = PageRequest(sort=Sort(by, descending))
    for plan in query_plans(crowd.engine, partial(calls.page, crowd, request)):
        assert_walk(plan)


def test_a_page_reads_no_more_calls_than_it_shows(crowd: Session) -> None:
    for by in (SortBy.DATE, SortBy.STATUS, SortBy.SUBJECT):
        for plan in query_plans(crowd.engine, partial(calls.page, crowd, PageRequest(sort=Sort(by)))):
            assert not [step for step in plan if "Seq Scan on call" in step], plan


def test_a_chain_is_read_by_keys_alone(crowd: Session) -> None:
    (plan,) = query_plans(crowd.engine, lambda: followups.history(crowd, 1))
    assert not [step for step in plan if "Seq Scan on call" in step], plan
    assert any("using call_by_origin" in step for step in plan), plan


def test_the_count_of_all_calls_reads_none(crowd: Session) -> None:
    (plan,) = query_plans(crowd.engine, lambda: calls.count(crowd, Criteria()))
    assert not [step for step in plan if " call" in step]


def test_who_asks_is_found_out_once_and_not_for_each_row(crowd: Session, kind: str) -> None:
    (plan,) = query_plans(crowd.engine, partial(calls.page, crowd, PageRequest()))
    filters = [step for step in plan if step.startswith("Filter: ") and "InitPlan" in step]
    assert bool(filters) is (kind == "roles")
    assert not [step for step in plan if "xscalls_" in step]


def assert_walk(plan: list[str]) -> None:
    """The ids of a page come from an index in its order; what joins their names to them, in one page's worth
    of rows, is the planner's choice. Who asks is found out beside the walk, once."""
    steps = [step.removeprefix("->").strip() for step in plan]
    limit = next(number for number, step in enumerate(steps) if step.startswith("Limit"))
    walk = next(step for step in steps[limit + 1 :] if not step.startswith(("InitPlan", "Result ")))
    assert "using call_by_" in walk, plan
