"""The list is in Norwegian order on every server, whatever order the database itself is made with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from psycopg.errors import FeatureNotSupported

from tests import factories
from tests.postgres import Server
from tests.queries.requests import walk
from xscalls_tui.domain.criteria import Criteria, Sort, SortBy
from xscalls_tui.services.opening import create_session
from xscalls_tui.services.session import Session

NORWEGIAN = (
    *("abe", "Adam", "Bø", "Cæsar", "Zulu", "Ærlig", "Ødegård", "Ørn"),
    *("Aaberg", "Åberg", "aal", "Ås", "Åse", "aasen"),
)
"""The two Åbergs are at the same place; the one that was made first comes first."""

DATABASES = {
    "C": "LOCALE_PROVIDER libc LOCALE 'C'",
    "C.UTF-8": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
    "Norwegian": "LOCALE_PROVIDER icu ICU_LOCALE 'nb-NO'",
    "English": "LOCALE_PROVIDER icu ICU_LOCALE 'en-US'",
}


@pytest.fixture(scope="module")
def kind() -> str:
    """SQLite has one order of its own."""
    return "postgres"


@pytest.fixture(params=[*DATABASES.values()], ids=[*DATABASES])
def office(request: pytest.FixtureRequest, postgres: Server) -> Iterator[Session]:
    """A database of this kind, with a company, a call and a subject of each name, made in no order."""
    try:
        made = postgres.database(f"TEMPLATE template0 ENCODING 'UTF8' {request.param}")
        with made as url, closing(create_session(url, *factories.SUPERUSER, factories.clock())) as session:
            for name in (*NORWEGIAN[0::2], *NORWEGIAN[1::2]):
                company = factories.company(session, name)
                factories.call(session, subject=name, company=company)
            yield session
    except FeatureNotSupported as error:
        pytest.skip(f"the server of the test extra says: {error}")


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_pages_are_in_norwegian_order(office: Session, limit: int) -> None:
    for by in (SortBy.SUBJECT, SortBy.COMPANY):
        sort = Sort(by, descending=False)
        for backward in (False, True):
            found = tuple(row.subject for row in walk(office, Criteria(), sort, limit, backward))
            assert (found[::-1] if backward else found) == NORWEGIAN


def test_every_text_is_kept_in_the_order_of_its_bytes(office: Session) -> None:
    """So that an index, a comparison and a page agree, and no library of the machine has a say. The names
    of migrations are playhouse's."""
    with office.engine.reading():
        other = office.engine.rows_of(
            "SELECT attrelid::regclass::text, attname FROM pg_attribute "
            "JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'i') "
            "WHERE relnamespace = 'public'::regnamespace "
            "AND attcollation NOT IN (0, '\"C\"'::regcollation)"
        )
    assert {table for table, _ in other} <= {"schema_migration", "schema_migration_name"}
