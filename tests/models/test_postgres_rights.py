"""The rules in the server as they stand in its catalogues: nothing is forgotten, nothing is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests import factories
from tests.conftest import Acting
from tests.models.soundness import assert_sound
from tests.postgres import as_owner, signing_in
from xscalls_tui.models import database, rights, tables
from xscalls_tui.models.columns import Table
from xscalls_tui.models.database import open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.services import calls, employees
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """The rules of a server."""
    return "roles"


@pytest.fixture
def engine(session: Session) -> Iterator[Engine]:
    """The database, for whoever owns it."""
    with as_owner(session) as owner, owner.engine.reading():
        yield owner.engine


OURS = """
pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""
"""Functions, without those of the extension."""


def _leaves(table: type[Table]) -> set[str]:
    below = table.__subclasses__()
    return set.union(*map(_leaves, below)) if below else {table._meta.table_name}


def test_every_table_has_its_rights(engine: Engine) -> None:
    """A table that the rules in models/rights do not name would be read by nobody."""
    assert set(rights.TABLES) == _leaves(Table) | {tables.HISTORY}
    readable = {row[0] for row in engine.rows_of("SELECT tablename FROM pg_policies WHERE cmd = 'SELECT'")}
    assert readable == set(rights.TABLES)
    assert engine.rows_of("SELECT count(*) FROM pg_class WHERE relrowsecurity") == [(len(rights.TABLES),)]


def test_all_of_it_belongs_to_a_role_that_nobody_signs_in_as(engine: Engine) -> None:
    owners = engine.rows_of(
        "SELECT DISTINCT rolname LIKE '%%\\_owner', rolcanlogin FROM ("
        "SELECT relowner AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        f"UNION SELECT proowner FROM pg_proc WHERE {OURS}"
        ") AS owned JOIN pg_roles ON pg_roles.oid = owner"
    )
    assert owners == [(True, False)]


def test_what_runs_as_the_owner_looks_for_nothing_where_others_may_put_it(engine: Engine) -> None:
    """A body in SQL was bound when it was made; any other says where it looks."""
    loose = engine.rows_of(
        f"SELECT proname FROM pg_proc WHERE {OURS} AND prosqlbody IS NULL AND proconfig IS NULL"
    )
    assert loose == []


def test_nobody_else_has_any_right(engine: Engine) -> None:
    granted = engine.rows_of(
        "SELECT DISTINCT coalesce(right(rolname, 9), 'PUBLIC'), privilege_type "
        "FROM pg_class, aclexplode(relacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v') AND grantee <> relowner "
        "ORDER BY 1, 2"
    )
    employee, superuser = "_employee", "superuser"
    anybodys = engine.rows_of(
        f"SELECT proname FROM pg_proc WHERE {OURS} "
        "AND (has_function_privilege('br', oid, 'EXECUTE') IS NOT TRUE OR proacl::text LIKE '{=%%')"
    )
    assert anybodys == []
    assert granted == [
        (employee, "DELETE"),
        (employee, "INSERT"),
        (employee, "SELECT"),
        (employee, "UPDATE"),
        (employee, "USAGE"),
        (superuser, "UPDATE"),
    ]
    deleted = engine.rows_of("SELECT tablename FROM pg_policies WHERE cmd IN ('DELETE', 'ALL') ORDER BY 1")
    assert deleted == [("claim",), ("draft",), ("operation",), ("past_filter",), ("presence",)]


def test_who_has_left_reads_nothing_of_what_is_searched(session: Session, acting: Acting) -> None:
    ol = acting("OL")
    factories.call(ol)
    seen = "SELECT count(*) FROM xscalls_call_text"
    with ol.engine.reading():
        assert ol.engine.rows_of(seen) == [(1,)]
    employees.change(session, "OL", active=False)
    with ol.engine.reading():
        assert ol.engine.rows_of(seen) == ol.engine.rows_of("SELECT count(*) FROM call_text") == [(0,)]


def test_a_migration_by_the_owner_brings_the_rules_along(
    session: Session, acting: Acting, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ol = acting("OL")
    engine.rows_of("COMMENT ON FUNCTION xscalls_me() IS 'eldre'")
    engine.rows_of("DROP POLICY changed ON call")
    engine.rows_of("ALTER TABLE import_key OWNER TO postgres")
    monkeypatch.setattr(database, "_runner", lambda _engine: _Nothing())
    for pending in (False, True):
        monkeypatch.setattr(database, "_pending", lambda _engine, answer=pending: answer)
        where = signing_in(session.engine.db.database, "postgres")
        with closing(open_database(where)) as opened, opened.reading():
            state = rights.state(opened)
        assert (state.installed, state.current) == (True, pending)
    assert factories.save(ol, factories.call(ol).id, note="igjen").note == "igjen"
    assert calls.read(session, 1).note == "igjen"
    assert_sound(session.engine)


class _Nothing:
    """A migration that changes nothing."""

    def up(self) -> None:
        """Nothing."""
