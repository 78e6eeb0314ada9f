"""No list of a register is sorted or scanned as a whole where there is an index for it."""

from __future__ import annotations

import pytest

from xscalls_tui.domain.record_types import PAGES, TYPES, RecordType
from xscalls_tui.domain.records import Condition, RecordCriteria, RecordKey, RecordRequest, RecordSort
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import registers
from xscalls_tui.services.session import Session


@pytest.fixture
def kind() -> str:
    """The plans of files."""
    return "sqlite"


def plan_of(session: Session, of: RecordType, request: RecordRequest) -> list[str]:
    """The steps by which the ids of a page are found."""
    before = set(session.engine._plans)
    registers.page(session, of.register, request)
    (key,) = set(session.engine._plans) - before
    plan = session.engine._plans[key]
    with session.engine.reading():
        steps = session.engine.rows_of(f"EXPLAIN QUERY PLAN {plan.sql}", *[1 for _ in plan.params])
    inner = [row[0] for row in steps if "CO-ROUTINE page" in row[3]]
    return [row[3] for row in steps if row[1] in inner]


@pytest.mark.parametrize("of", PAGES, ids=lambda one: one.register.value)
def test_a_page_is_a_walk_along_an_index(session: Session, of: RecordType) -> None:
    anchor = RecordKey(0 if of.sort == "id" else "", 1)
    for request in (
        RecordRequest(RecordCriteria(), RecordSort(of.sort, of.descending)),
        RecordRequest(RecordCriteria(), RecordSort(of.sort, of.descending), anchor),
    ):
        steps = plan_of(session, of, request)
        assert steps and all("USING" in step for step in steps), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize("of", PAGES, ids=lambda one: one.register.value)
def test_a_tab_of_a_card_finds_its_records_by_an_index(session: Session, of: RecordType) -> None:
    for card in PAGES:
        for tab in card.tabs:
            if tab.register is of.register:
                criteria = RecordCriteria((Condition(tab.by, 1),))
                steps = plan_of(session, of, RecordRequest(criteria, RecordSort("id")))
                assert all("SEARCH" in step or "TEMP" in step for step in steps), (card.register, steps)


def test_what_was_made_from_a_call_is_found_by_it(session: Session) -> None:
    for register in (Register.CASE, Register.OPPORTUNITY, Register.TIME_ENTRY):
        criteria = RecordCriteria((Condition("call", 1),))
        steps = plan_of(session, TYPES[register], RecordRequest(criteria, RecordSort("id")))
        assert any(f"{register}_by_call" in step for step in steps), steps
