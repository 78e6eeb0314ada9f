"""The sets and databases that are measured on: made once, kept outside the repository, used again.

They lie in ``xscalls-bench`` in the folder for temporary files, or where ``--keep`` says; those of
PostgreSQL in a server of their own there. Their names hold a fingerprint, so that a change of the tables or
of the generator makes new ones. After a change of what an import stores they have to be removed by hand.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks.generate import write_set
from tests.postgres import LocalServer
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.models.database import MIGRATIONS
from xscalls_tui.queries import registers
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session

log = logging.getLogger(__name__)

OWNER = "ADMI"
"""The initials of the superuser that imports; nobody of a generated set has four letters."""
SHARED_BUFFERS = "1GB"
"""Of PostgreSQL; every other setting is as a new server has it: fsync and synchronous_commit are on."""


class Store(ABC):
    """A folder of sets, and the databases of one engine. A database is told of by its place: a path, or a
    URL."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.gettempdir()) / "xscalls-bench"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._fingerprint = _fingerprint()

    def csv_set(self, calls: int) -> Path:
        """The folder of a set of so many calls."""
        folder = self.folder / self._name(calls)
        if not folder.exists():
            log.info("generating %s calls", calls)
            part = folder.with_suffix(".part")
            write_set(part, calls)
            part.rename(folder)
        return folder

    @abstractmethod
    def database(self, calls: int) -> str:
        """A database with such a set in it, as an import leaves it. Only for reading."""

    @abstractmethod
    @contextmanager
    def copy(self, calls: int) -> Iterator[str]:
        """A database to write to, for as long as it lasts."""

    @abstractmethod
    @contextmanager
    def empty(self) -> Iterator[str]:
        """A place where a database can be created, for as long as it lasts."""

    def _name(self, calls: int) -> str:
        return f"{calls}-{self._fingerprint}"

    def _fill(self, place: str, calls: int) -> None:
        folder = self.csv_set(calls)
        begun = time.monotonic()
        log.info("importing %s calls", calls)
        session = create_session(place, OWNER, "Benk Benkesen")
        import_set(session, folder)
        session.close()
        log.info("imported in %.0f s", time.monotonic() - begun)


class SqliteStore(Store):
    """Files."""

    def database(self, calls: int) -> str:
        """A file."""
        path = self.folder / f"{self._name(calls)}.db"
        if not path.exists():
            part = path.with_suffix(".part")
            for left in self.folder.glob(f"{part.name}*"):
                left.unlink()
            self._fill(str(part), calls)
            part.rename(path)
            for beside in ("-lock", "-changes"):
                part.with_name(f"{part.name}{beside}").unlink()
        return str(path)

    @contextmanager
    def copy(self, calls: int) -> Iterator[str]:
        """A copy of the file."""
        with self.empty() as place:
            shutil.copyfile(self.database(calls), place)
            yield place

    @contextmanager
    def empty(self) -> Iterator[str]:
        """A name in a folder of its own."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            yield f"{folder}/benchmark.db"


class PostgresStore(Store):
    """Databases of a server, which stops with the benchmark and keeps them."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder)
        self._server = LocalServer(self.folder / "postgres", keep=True)
        self._server.restart_with(shared_buffers=SHARED_BUFFERS, max_connections="300")
        self._numbers = count(1)

    def database(self, calls: int) -> str:
        """A database, after what autovacuum would do to it within minutes."""
        name = self._name(calls)
        if not self._server.rows(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            part = f"{name}.part"
            self._server.run(f'DROP DATABASE IF EXISTS "{part}"')
            self._server.run(f'CREATE DATABASE "{part}"')
            self._fill(self._server.url(part), calls)
            self._server.run("VACUUM ANALYZE", part)
            self._server.run(f'ALTER DATABASE "{part}" RENAME TO "{name}"')
        return self._server.url(name)

    @contextmanager
    def copy(self, calls: int) -> Iterator[str]:
        """A copy made by the server."""
        self.database(calls)
        with self._temporary(f'TEMPLATE "{self._name(calls)}" STRATEGY file_copy') as place:
            yield place

    @contextmanager
    def empty(self) -> Iterator[str]:
        """A new database."""
        with self._temporary() as place:
            yield place

    @contextmanager
    def _temporary(self, how: str = "") -> Iterator[str]:
        name = f"temporary {next(self._numbers)}"
        self._server.run(f'DROP DATABASE IF EXISTS "{name}"')
        self._server.run(f'CREATE DATABASE "{name}" {how}')
        try:
            yield self._server.url(name)
        finally:
            self._server.run(f'DROP DATABASE "{name}" WITH (FORCE)')


STORES: dict[str, type[Store]] = {"sqlite": SqliteStore, "postgres": PostgresStore}
"""The engines that are measured."""


@contextmanager
def at_work(place: str, *, superuser: bool = False) -> Iterator[Session]:
    """A session of the busiest employee, whose rights have to be looked at row by row, or of the
    superuser."""
    session = open_session(place, OWNER)
    try:
        yield session if superuser else session.acting_as(_busiest(session))
    finally:
        session.close()


def _busiest(session: Session) -> Employee:
    with session.engine.reading():
        busiest = "SELECT employee_id FROM call GROUP BY employee_id ORDER BY count(*) DESC LIMIT 1"
        employee = registers.employee(session.engine, row_id=session.engine.rows_of(busiest)[0][0])
    assert employee is not None
    return employee


def _fingerprint() -> str:
    """What a small set looks like, and what makes the tables, on either engine."""
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        write_set(Path(folder), 300)
        for file in sorted(Path(folder).glob("*.csv")):
            digest.update(file.read_bytes())
    for migration in sorted(MIGRATIONS.glob("[0-9]*.py")):
        digest.update(migration.read_bytes())
    return digest.hexdigest()[:8]
