"""The sets and databases that are measured on: made once, kept outside the repository, used again.

They lie in ``xscalls-bench`` in the folder for temporary files, or where ``--keep`` says. Their names hold
a fingerprint, so that a change of the tables or of the generator makes new ones. After a change of what an
import stores they have to be removed by hand.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.generate import write_set
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.models.database import create_database
from xscalls_tui.queries import registers
from xscalls_tui.services.imports import import_set
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session

log = logging.getLogger(__name__)

OWNER = "ADMI"
"""The initials of the superuser that imports; nobody of a generated set has four letters."""


class Store:
    """A folder of sets and databases."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.gettempdir()) / "xscalls-bench"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._fingerprint = _fingerprint()

    def csv_set(self, calls: int) -> Path:
        """The folder of a set of so many calls."""
        folder = self.folder / f"{calls}-{self._fingerprint}"
        if not folder.exists():
            log.info("generating %s calls", calls)
            part = folder.with_suffix(".part")
            write_set(part, calls)
            part.rename(folder)
        return folder

    def database(self, calls: int) -> Path:
        """A database with such a set in it, as an import leaves it. Only for reading."""
        path = self.folder / f"{calls}-{self._fingerprint}.db"
        if not path.exists():
            begun = time.monotonic()
            log.info("importing %s calls", calls)
            part = path.with_suffix(".part")
            for left in self.folder.glob(f"{part.name}*"):
                left.unlink()
            fill(part, self.csv_set(calls))
            part.rename(path)
            part.with_name(f"{part.name}-lock").unlink()
            log.info("imported in %.0f s", time.monotonic() - begun)
        return path

    @contextmanager
    def copy(self, calls: int) -> Iterator[Path]:
        """A database to write to, for as long as it lasts."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            path = Path(folder) / "copy.db"
            shutil.copyfile(self.database(calls), path)
            yield path


def fill(path: Path, folder: Path) -> None:
    """Create a database and import a set into it."""
    session = create_session(str(path), OWNER, "Benk Benkesen")
    import_set(session, folder)
    session.close()


@contextmanager
def at_work(path: Path, *, superuser: bool = False) -> Iterator[Session]:
    """A session of the busiest employee, whose rights have to be looked at row by row, or of the
    superuser."""
    session = open_session(str(path), OWNER)
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
    """What a small set looks like, and the tables."""
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        write_set(Path(folder), 300)
        for file in sorted(Path(folder).glob("*.csv")):
            digest.update(file.read_bytes())
        engine = create_database(f"{folder}/empty.db")
        with engine.reading():
            digest.update(repr(engine.rows_of("SELECT sql FROM sqlite_master ORDER BY name")).encode())
        engine.close()
    return digest.hexdigest()[:8]
