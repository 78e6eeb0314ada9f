"""URLs of PostgreSQL: several hosts, and settings of the connection. Real clusters are in tests/cluster."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pytest

from tests import factories
from tests.clock import FixedClock
from tests.models.test_postgres import drop_connections
from xscalls_tui.domain.errors import ConnectionLost, DatabaseUnusable
from xscalls_tui.models.database import open_database
from xscalls_tui.models.postgres import SERVER_SETTINGS, PostgresEngine
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture
def kind() -> str:
    """The other engine has no hosts."""
    return "postgres"


@pytest.fixture
def dead() -> Iterator[int]:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def with_options(session: Session, options: str) -> str:
    """The URL that a session was opened with, and options to it."""
    assert isinstance(session.engine, PostgresEngine)
    return f"{session.engine.url}&{options}"


def hosts_of(session: Session, *dead_ports: int) -> str:
    """The URL of a database on some dead hosts and, last, its real one."""
    assert isinstance(session.engine, PostgresEngine)
    url = urlsplit(session.engine.url)
    (socket_folder,) = parse_qs(url.query)["host"]
    hosts = [*("127.0.0.1" for _ in dead_ports), socket_folder]
    ports = [*dead_ports, 5432]
    assert Path(socket_folder).is_dir()
    return f"postgresql://postgres@{url.path}?host={','.join(hosts)}&port={','.join(map(str, ports))}"


@contextmanager
def settings(url: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """How a connection was asked for, and what the server took from that."""
    with closing(open_database(url)) as engine, engine.reading():
        rows = engine.rows_of("SELECT name, setting FROM pg_settings WHERE source = 'client'")
        yield engine.db.connection().info.get_parameters(), dict(rows)


def test_a_dead_host_before_the_real_one_is_passed_over(
    session: Session, clock: FixedClock, dead: int
) -> None:
    url = f"{hosts_of(session, dead, dead)}&target_session_attrs=read-write"
    with closing(open_session(url, "KN", clock)) as again:
        call = factories.call(again, subject="På den tredje")
    assert calls.read(session, call.id).subject == "På den tredje"


def test_nothing_but_dead_hosts_is_told(dead: int) -> None:
    with pytest.raises(ConnectionLost) as told:
        open_database(f"postgresql://127.0.0.1:{dead},127.0.0.1:{dead}/crm?target_session_attrs=read-write")
    assert told.value.message == ("msg.db.unreachable", (("why", "Connection refused"),))


def test_that_nothing_can_be_written_to_is_told_until_something_can(
    session: Session, clock: FixedClock, dead: int
) -> None:
    """As on a cluster between two leaders: the connections are lost, and only standbys answer."""
    url = f"{hosts_of(session, dead)}&target_session_attrs=read-write"
    with closing(open_session(url, "KN", clock)) as again:
        draft = factories.draft(again)
        standby(session, "on")
        with pytest.raises(ConnectionLost) as told:
            calls.create(again, draft, "uid-1")
        assert told.value.message.key == "msg.db.nowritable"
        standby(session, "off")
        assert calls.create(again, draft, "uid-1").id == 1


def standby(session: Session, state: str) -> None:
    """Let new connections to the database of a session only read, as on a standby, and drop the others."""
    assert isinstance(session.engine, PostgresEngine)
    with closing(psycopg.connect(session.engine.url, autocommit=True)) as another:
        name = another.info.dbname
        another.execute("SET default_transaction_read_only = off")
        another.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {state}".encode())
    drop_connections(session)


def test_what_the_url_says_of_the_connection_wins(session: Session) -> None:
    url = with_options(session, "connect_timeout=2&application_name=rapport")
    with settings(url) as (asked, taken):
        assert (asked["connect_timeout"], taken["application_name"]) == ("2", "rapport")
        assert taken.keys() >= SERVER_SETTINGS.keys()


def test_options_of_the_url_come_beside_ours_and_win(session: Session) -> None:
    options = quote("-c lock_timeout=1s -c work_mem=8MB")
    with settings(with_options(session, f"options={options}")) as (_, taken):
        assert (taken["lock_timeout"], taken["work_mem"]) == ("1000", "8192")
        assert taken.keys() >= SERVER_SETTINGS.keys()


def test_without_a_word_of_the_url_our_own_hold(session: Session) -> None:
    with settings(with_options(session, "target_session_attrs=read-write")) as (asked, taken):
        assert (asked["connect_timeout"], taken["application_name"]) == ("5", "xscalls")
        assert taken["lock_timeout"] == "5000"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://kn@server/crm?connect_timeout=straks", "bad value for connect_timeout: 'straks'"),
        ("postgresql://kn:hem%zzlig@server/crm", 'invalid percent-encoded token: "***"'),
        ("postgresql://kn:hemmelig@[::1/crm", ""),
    ],
)
def test_a_url_that_cannot_be_understood_is_told_without_its_password(url: str, why: str) -> None:
    with pytest.raises(DatabaseUnusable) as told:
        open_database(url)
    assert told.value.message.key == "msg.db.badurl"
    said = str(dict(told.value.message.values)["why"])
    assert said.startswith(why)
    assert "hem" not in said


def test_an_operation_that_is_looked_up_is_held_so_that_its_commit_waits_for_the_standby(
    session: Session,
) -> None:
    """That a commit which has held a row waits is shown in tests/cluster/hanging.py."""
    assert isinstance(session.engine, PostgresEngine)
    calls.create(session, factories.draft(session), "uid-1")
    free = "SELECT uid FROM operation WHERE uid = 'uid-1' FOR UPDATE SKIP LOCKED"
    with closing(psycopg.connect(session.engine.url, autocommit=True)) as another:
        assert another.execute(free).fetchall() == [("uid-1",)]
        with session.operation("call.create", "uid-1") as work:
            assert work.done_before is not None
            assert another.execute(free).fetchall() == []
