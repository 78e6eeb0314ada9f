"""What is PostgreSQL's own: who has signed in, waiting, and connections that break."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from tests import factories
from tests.clock import FixedClock
from tests.conftest import ruled
from tests.postgres import Server
from xscalls_tui.domain.criteria import PageRequest
from xscalls_tui.domain.errors import Busy, ConnectionLost, DatabaseUnusable, NotAllowed
from xscalls_tui.models.database import create_database, open_database, shown
from xscalls_tui.models.postgres import SERVER_SETTINGS, PostgresEngine
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """The other engine has files of tests of its own."""
    return "postgres"


def url_of(session: Session) -> str:
    """The URL that a session was opened with."""
    assert isinstance(session.engine, PostgresEngine)
    return session.engine.url


@pytest.fixture
def another(session: Session) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Somebody else on the same database."""
    with closing(psycopg.connect(url_of(session))) as connection:
        yield connection


def test_nothing_is_ever_overwritten(session: Session) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        create_database(url_of(session))
    assert refused.value.message.key == "msg.db.exists"


def test_a_database_without_our_tables_is_told_from_one_with_them(postgres: Server) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        open_database(postgres.url("template1"))
    assert refused.value.message.key == "msg.db.missing"


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("/srv/crm.db", "/srv/crm.db"),
        ("postgresql://kn@server/crm", "postgresql://kn@server/crm"),
        ("postgresql://kn:hemmelig@a,b/crm", "postgresql://kn:***@a,b/crm"),
        ("postgresql://kn:hem:me@lig@a:5432/crm", "postgresql://kn:***@a:5432/crm"),
        (
            "postgresql://kn:hemmelig@a:1,b:2,c:3/crm?target_session_attrs=read-write",
            "postgresql://kn:***@a:1,b:2,c:3/crm?target_session_attrs=read-write",
        ),
        (
            "postgresql://a,b/crm?user=kn&password=hemmelig&sslpassword=mer&connect_timeout=2",
            "postgresql://a,b/crm?user=kn&password=***&sslpassword=***&connect_timeout=2",
        ),
    ],
)
def test_a_password_is_never_shown(where: str, told: str) -> None:
    assert shown(where) == told


@pytest.mark.parametrize(
    ("part", "wrong", "word"),
    [
        ("/postgres?", "/borte?", 'database "borte" does not exist'),
        ("postgres:@", "ukjent@", 'role "ukjent" does not exist'),
        ("host=", "host=/nowhere", "No such file or directory"),
    ],
)
def test_a_server_that_refuses_is_given_the_word(postgres: Server, part: str, wrong: str, word: str) -> None:
    with pytest.raises(ConnectionLost) as refused:
        open_database(postgres.url().replace(part, wrong))
    assert dict(refused.value.message.values)["why"] == word


def test_an_address_that_cannot_be_is_told() -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        open_database("postgresql:///crm?farge=rød")
    assert refused.value.message.key == "msg.db.badurl"
    assert "farge" in str(dict(refused.value.message.values)["why"])


def test_one_works_as_whom_the_server_has_let_in(session: Session, clock: FixedClock) -> None:
    where = ruled(url_of(session), "ol")
    with closing(open_session(where, clock=clock)) as ol:
        assert ol.employee.initials == "OL"
        assert factories.call(ol).created.initials == "OL"
    with pytest.raises(NotAllowed) as refused, closing(open_session(where, "KN", clock)):
        pass
    assert refused.value.message.key == "msg.notlogin"
    with closing(open_session(where, "ol", clock)) as ol, pytest.raises(NotAllowed) as refused:
        factories.call(ol.acting_as(session.employee))  # by the server: the program believes that it is KN
    assert refused.value.message.key == "msg.notallowed.server"


def test_a_row_that_somebody_else_is_writing_is_busy_after_a_while(
    session: Session, another: psycopg.Connection[tuple[object, ...]]
) -> None:
    call = factories.call(session)
    another.execute("UPDATE call SET note = 'holdt' WHERE id = %s", (call.id,))
    with session.engine.reading():
        session.engine.rows_of("SET lock_timeout = '50ms'")
        with pytest.raises(Busy):
            factories.save(session, call.id, note="venter")
    another.rollback()
    assert factories.save(session, call.id, note="nå").note == "nå"


def drop_connections(session: Session) -> None:
    """Have the server end each connection that there is to the database of a session, as a restart does."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with closing(psycopg.connect(url_of(session), autocommit=True)) as another:
        for (pid,) in another.execute(f"SELECT pid {others}".encode()).fetchall():
            another.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))


def test_idle_connections_that_the_server_has_dropped_are_replaced_without_a_word(session: Session) -> None:
    call = factories.call(session)
    drop_connections(session)
    assert [row.id for row in calls.page(session, PageRequest()).rows] == [call.id]
    assert factories.save(session, call.id, note="igjen").note == "igjen"


def test_an_operation_that_loses_its_connection_is_told_of_and_leaves_no_trace(session: Session) -> None:
    call = factories.call(session)
    with pytest.raises(DatabaseUnusable) as lost, session.engine.writing():
        factories.save(session, call.id, note="borte")
        drop_connections(session)
        calls.read(session, call.id)
    assert lost.value.message.key == "msg.db.unreachable"
    assert calls.read(session, call.id).note == ""


def test_each_connection_brings_its_time_outs(session: Session) -> None:
    with session.engine.reading():
        told = dict(session.engine.rows_of("SELECT name, setting FROM pg_settings WHERE source = 'client'"))
    assert told.keys() >= SERVER_SETTINGS.keys()
    assert told["application_name"] == "xscalls"
