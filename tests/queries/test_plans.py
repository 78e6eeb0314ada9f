"""What reading costs: which index is walked, what is never sorted, and how many statements are run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests import factories
from tests.models.statements import query_plans, statements
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field, PageRequest, Sort, SortBy
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import bulk, calls, employees, followups, lookups, undo
from xscalls_tui.services.session import Session

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


def _criteria(*fields: Field) -> Criteria:
    return Criteria(tuple(Criterion(field, 1) for field in fields))


@pytest.fixture
def office(session: Session) -> Session:
    """A database with a few calls that have every link."""
    company = factories.company(session, "Åsen Bygg")
    factories.contact(session, "Ola Lie", company)
    factories.project(session, "1042", "Skolen", company)
    for number in range(8):
        factories.call(session, subject=f"Tilbud {number}", company=company, partner=1, project=1)
    return session


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
    for request in _pages(office, _criteria(*fields), SortBy.DATE):
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


PAGE = """
SELECT "t1"."id", "t1"."version", "t1"."starts_at", "t1"."ends_at", "t1"."direction", "t1"."status",
 ("t1"."origin_id" IS NOT NULL), "t1"."has_followups", "t1"."employee_id", "t2"."initials",
 "t1"."subject", "t1"."phone", "t1"."company_id", COALESCE("t3"."name", ?),
 "t1"."project_id", COALESCE("t4"."number" || ' ' || "t4"."name", ?),
 "t1"."contact_id", COALESCE("t5"."name", "t1"."partner"),
 (("t1"."employee_id" = ?) OR (("t1"."created_by" = ?) AND NOT "t1"."owner_saved")),
 "page"."value", "page"."link"
 FROM (SELECT "t1"."id" AS "id", ? AS "value", ? AS "link" FROM "call" AS "t1"
 WHERE ((("t1"."deleted_at" IS NULL) AND ("t1"."status" = ?)) AND (("t1"."starts_at", "t1"."id") < (?, ?)))
 ORDER BY "t1"."starts_at" DESC, "t1"."id" DESC LIMIT ?) AS "page"
 INNER JOIN "call" AS "t1" ON ("t1"."id" = "page"."id")
 INNER JOIN "employee" AS "t2" ON ("t1"."employee_id" = "t2"."id")
 LEFT OUTER JOIN "company" AS "t3" ON ("t1"."company_id" = "t3"."id")
 LEFT OUTER JOIN "project" AS "t4" ON ("t1"."project_id" = "t4"."id")
 LEFT OUTER JOIN "contact" AS "t5" ON ("t1"."contact_id" = "t5"."id")
 ORDER BY "page"."value" DESC, "page"."link" DESC, "t1"."starts_at" DESC, "t1"."id" DESC
"""


def test_the_sql_of_a_page_is_this_and_nothing_else(office: Session) -> None:
    ol = factories.acting(office, "OL")
    anchor = calls.page(office, PageRequest()).rows[3].key
    with statements(ol.engine) as run:
        calls.page(ol, PageRequest(_criteria(Field.STATUS), anchor=anchor))
    assert run == [" ".join(PAGE.split())]


def test_names_are_looked_up_by_their_ids_for_the_rows_of_the_page_only(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: calls.page(office, PageRequest()))
    outer = plan[plan.index("SCAN page") + 1 :]
    assert outer[:-1] == [
        *(f"SEARCH {table} USING INTEGER PRIMARY KEY (rowid=?)" for table in ("t1", "t2")),
        *(f"SEARCH {table} USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN" for table in ("t3", "t4", "t5")),
    ]


def test_a_count_with_criteria_walks_their_index(office: Session) -> None:
    for fields, index in INDEXES[1:]:
        (plan,) = query_plans(office.engine, partial(calls.count, office, _criteria(*fields), 1000))
        (search,) = (step for step in plan if " t1 " in step)
        assert search.startswith(f"SEARCH t1 USING INDEX {index}")


def test_the_count_of_all_calls_reads_none(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: calls.count(office, Criteria()))
    assert plan == ["SCAN t1"]
    with statements(office.engine) as run:
        calls.count(office, Criteria())
    assert "day_count" in run[0] and "call " not in run[0]


def test_a_chain_is_read_by_keys_alone(office: Session) -> None:
    (plan,) = query_plans(office.engine, lambda: followups.history(office, 1))
    scanned = {step.split()[1] for step in plan if step.startswith("SCAN")}
    assert scanned <= {"up", "down"}
    assert any("call_by_origin" in step for step in plan)


def test_the_grid_of_a_day_reads_the_employees_calls_of_that_day(office: Session) -> None:
    ((step,),) = query_plans(office.engine, lambda: calls.busy(office, 1, office.today()))
    assert step.startswith("SEARCH t1 USING INDEX call_by_employee (employee_id=? AND starts_at>?")


READS: list[tuple[str, Callable[[Session], object], int]] = [
    ("first page", lambda s: calls.page(s, PageRequest()), 1),
    ("page by status", lambda s: calls.page(s, PageRequest(_criteria(Field.STATUS))), 1),
    ("ascending by subject", lambda s: calls.page(s, PageRequest(sort=Sort(SortBy.SUBJECT, False))), 1),
    ("ascending by company", lambda s: calls.page(s, PageRequest(sort=Sort(SortBy.COMPANY, False))), 2),
    ("count", lambda s: calls.count(s, Criteria()), 1),
    ("count of a filter", lambda s: calls.count(s, _criteria(Field.COMPANY), cap=1000), 1),
    ("ids", lambda s: calls.ids(s, _criteria(Field.COMPANY)), 1),
    ("one call", lambda s: calls.read(s, 1), 1),
    ("history", lambda s: followups.history(s, 1), 1),
    ("busy", lambda s: calls.busy(s, 1, s.today()), 1),
    ("look-up", lambda s: lookups.find(s, Register.COMPANY, "ås"), 1),
    ("details", lambda s: lookups.details(s, Register.CONTACT, 1), 1),
    ("employees", employees.everybody, 1),
    ("what a new call starts with", calls.blank, 0),
]


@pytest.mark.parametrize(("read", "number"), [case[1:] for case in READS], ids=[case[0] for case in READS])
def test_reading_takes_so_many_statements(
    office: Session, read: Callable[[Session], object], number: int
) -> None:
    with statements(office.engine) as run:
        read(office)
    assert len(run) == number, run


def test_a_page_takes_one_statement_however_many_rows_it_has(office: Session) -> None:
    for limit in (1, 5, 8):
        with statements(office.engine) as run:
            calls.page(office, PageRequest(limit=limit))
        assert len(run) == 1


WRITES: list[tuple[str, Callable[[Session], object], int]] = [
    ("create", lambda s: factories.call(s), 9),
    ("create with every link", lambda s: factories.call(s, company=1, partner=1, project=1), 12),
    ("save", lambda s: calls.save(s, 1, 1, factories.draft(s, subject="Nytt")), 9),
    ("read, and save with nothing new", lambda s: factories.save(s, 1), 1 + 8),
    ("status of one", lambda s: bulk.set_status(s, [1], Status.DONE), 6 + 2),
    ("status of eight", lambda s: bulk.set_status(s, range(1, 9), Status.DONE), 6 + 2 * 8),
    ("deletion of one", lambda s: bulk.delete(s, [1]), 8 + 2),
    ("deletion of eight", lambda s: bulk.delete(s, range(1, 9)), 8 + 2 * 8),
    ("undo of a creation", undo.undo, 15),
]


@pytest.mark.parametrize(("write", "number"), [case[1:] for case in WRITES], ids=[case[0] for case in WRITES])
def test_writing_takes_so_many_statements(
    office: Session, write: Callable[[Session], object], number: int
) -> None:
    with statements(office.engine) as run:
        write(office)
    assert len(run) == number, run
