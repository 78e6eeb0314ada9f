"""What reading and writing cost: the SQL of a page, and how many statements are run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.models.statements import statements
from tests.queries.requests import criteria
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Field, PageRequest, Sort, SortBy
from xscalls_tui.domain.registers import Register
from xscalls_tui.services import bulk, calls, employees, followups, lookups, undo
from xscalls_tui.services.session import Session

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
        calls.page(ol, PageRequest(criteria(Field.STATUS), anchor=anchor))
    assert run == [" ".join(PAGE.split()).replace("?", office.engine.db.param)]


def test_the_count_of_all_calls_reads_none(office: Session) -> None:
    with statements(office.engine) as run:
        calls.count(office, Criteria())
    assert "day_count" in run[0] and "call " not in run[0]


READS: list[tuple[str, Callable[[Session], object], int]] = [
    ("first page", lambda s: calls.page(s, PageRequest()), 1),
    ("page by status", lambda s: calls.page(s, PageRequest(criteria(Field.STATUS))), 1),
    ("ascending by subject", lambda s: calls.page(s, PageRequest(sort=Sort(SortBy.SUBJECT, False))), 1),
    ("ascending by company", lambda s: calls.page(s, PageRequest(sort=Sort(SortBy.COMPANY, False))), 2),
    ("count", lambda s: calls.count(s, Criteria()), 1),
    ("count of a filter", lambda s: calls.count(s, criteria(Field.COMPANY), cap=1000), 1),
    ("ids", lambda s: calls.ids(s, criteria(Field.COMPANY)), 1),
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


WRITES: list[tuple[str, Callable[[Session], object], int, int]] = [
    ("create", lambda s: factories.call(s), 9, 0),
    ("create with every link", lambda s: factories.call(s, company=1, partner=1, project=1), 12, 0),
    ("save", lambda s: calls.save(s, 1, 1, factories.draft(s, subject="Nytt")), 9, 1),
    ("read, and save with nothing new", lambda s: factories.save(s, 1), 1 + 7, 1),
    ("status of one", lambda s: bulk.set_status(s, [1], Status.DONE), 5 + 2, 1),
    ("status of eight", lambda s: bulk.set_status(s, range(1, 9), Status.DONE), 5 + 2 * 8, 1),
    ("deletion of one", lambda s: bulk.delete(s, [1]), 7 + 2, 1),
    ("deletion of eight", lambda s: bulk.delete(s, range(1, 9)), 7 + 2 * 8, 1),
    ("undo of a creation", undo.undo, 15, 1),
]


@pytest.mark.parametrize(
    ("write", "number", "locks"), [case[1:] for case in WRITES], ids=[case[0] for case in WRITES]
)
def test_writing_takes_so_many_statements(
    office: Session, kind: str, write: Callable[[Session], object], number: int, locks: int
) -> None:
    with statements(office.engine) as run:
        write(office)
    # Where others may write at the same time, the rows to be changed are held first, and others are told.
    assert len(run) == number + (locks + 1 if kind == "postgres" else 0), run
