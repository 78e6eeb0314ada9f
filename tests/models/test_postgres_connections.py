"""What connections cost: how many a session has, what is said to open one, and who gets none."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

import psycopg
import pytest

from tests import factories
from tests.clock import FixedClock
from tests.faults.unsteady import CLIENT, line_to
from tests.postgres import Server, own_letters, signing_in
from xscalls_tui.domain.criteria import PageRequest
from xscalls_tui.domain.errors import Busy
from xscalls_tui.i18n import Translator
from xscalls_tui.models.postgres import CONNECTIONS, PostgresEngine
from xscalls_tui.services import calls, employees
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A file costs no connections."""
    return "postgres"


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder for a socket: pytest's own have names that are too long for one."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def role(session: Session, postgres: Server) -> str:
    """The URL of the database of ``session`` for a role that may have one connection."""
    initials = own_letters()
    employees.add(session, initials, "Enslig Tilkobling")
    for statement in (
        f"DROP ROLE IF EXISTS {initials}",
        f"CREATE ROLE {initials} LOGIN CONNECTION LIMIT 1",
        f"GRANT pg_read_all_data TO {initials}",
    ):
        postgres.run(statement)
    return signing_in(factories.where(session), initials.lower())


def test_opening_a_connection_takes_one_message_and_no_statement(session: Session, short_path: Path) -> None:
    """The time-outs go along with it."""
    with line_to(factories.where(session), short_path) as (line, url), closing(PostgresEngine(url)) as engine:
        with engine.reading():
            assert line.said[CLIENT] == 1
        with engine.reading():
            engine.rows_of("SELECT 1")
        assert line.said[CLIENT] == 2


def backends(session: Session) -> int:
    """How many connections the server has to the database of the session."""
    with closing(psycopg.connect(factories.where(session))) as looking:
        ((number,),) = looking.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
        return int(number)


def test_a_session_at_work_has_so_many_connections_and_no_more(session: Session) -> None:
    session.engine.close()
    factories.call(session)
    for _ in range(10):
        calls.page(session, PageRequest())
    assert backends(session) == 1
    together = Barrier(CONNECTIONS)

    def read() -> int:
        with session.engine.reading():
            together.wait()
            return len(calls.page(session, PageRequest()).rows)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        assert [work.result() for work in [threads.submit(read) for _ in range(CONNECTIONS)]] == [1] * 4
    assert backends(session) == CONNECTIONS


def test_a_thread_beyond_the_pool_waits_and_is_told_that_it_is_busy(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.engine.db, "_wait_timeout", 0.05)
    taken, told = Barrier(CONNECTIONS + 1), Barrier(CONNECTIONS + 1)

    def hold() -> None:
        with session.engine.reading():
            taken.wait()
            told.wait()

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        holding = [threads.submit(hold) for _ in range(CONNECTIONS)]
        taken.wait()
        try:
            with pytest.raises(Busy) as refused:
                calls.page(session, PageRequest())
        finally:
            told.wait()
        for work in holding:
            work.result()
    assert (refused.value.message.key, refused.value.exit_code) == ("msg.busy", 75)
    assert calls.page(session, PageRequest()).rows == ()


def test_a_server_that_takes_no_more_connections_is_told_in_a_word(
    role: str, postgres: Server, clock: FixedClock, nb: Translator, en: Translator
) -> None:
    with closing(open_session(role, clock=clock)) as first:
        with first.engine.reading():
            ((pid,),) = first.engine.rows_of("SELECT pg_backend_pid()")
        with pytest.raises(Busy) as refused:
            open_session(role, clock=clock)
        assert refused.value.exit_code == 75
        assert nb(refused.value.message.key) == (
            "Databasetjeneren tar ikke imot flere tilkoblinger akkurat nå. Ingenting er endret; prøv igjen."
        )
        assert en(refused.value.message.key).startswith("The database server takes no more connections")
        assert calls.page(first, PageRequest()).rows == ()
    postgres.run(f"SELECT pg_terminate_backend({pid}, 10000)")  # which waits until it has gone
    with closing(open_session(role, clock=clock)) as second:
        assert second.employee.initials == own_letters()


@pytest.mark.parametrize(
    "words",
    [
        "sorry, too many clients already",
        'too many connections for database "crm"',
        "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    ],
)
def test_whatever_it_is_full_of(words: str) -> None:
    failure = psycopg.OperationalError(f"connection failed: FATAL:  {words}")
    assert isinstance(PostgresEngine("postgresql:///nowhere").translate(failure), Busy)
