"""People, registers and calls for tests, on databases of their own: files, never ``:memory:``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from tests.clock import FixedClock
from xscalls_tui.domain.calls import Call, CallDraft
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.text import fold, sort_key
from xscalls_tui.models import tables
from xscalls_tui.models.columns import Entity
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.queries import registers
from xscalls_tui.services import calls, employees
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=OSLO)
"""A Monday, week 48; tests begin here."""
SUPERUSER = ("KN", "Kari Nordmann")
ORDINARY = (("OL", "Ola Lie"), ("PH", "Per Holm"), ("BR", "Berit Røed"))

_MEMORY = "/dev/shm"
"""Where many short-lived databases cost no waiting for a disk."""


def clock() -> FixedClock:
    """A clock that stands at ``NOW``."""
    return FixedClock(NOW)


def fill_template(where: str) -> None:
    """A database with the superuser KN and the ordinary employees OL, PH and BR; closed, to be copied."""
    with closing(create_session(where, *SUPERUSER, clock=clock())) as session:
        for initials, name in ORDINARY:
            employees.add(session, initials, name)
        end_the_past(session)


def end_the_past(session: Session) -> None:
    """Let nobody's undo reach back past this point."""
    with session.engine.writing():
        session.engine.rows_of("UPDATE operation SET reverted = (1 = 1)")


def open_copy(template: Path, path: Path, at: FixedClock | None = None) -> Session:
    """A session of KN on a copy of the template."""
    shutil.copy(template, path)
    return open_session(str(path), SUPERUSER[0], at or clock())


@contextmanager
def empty_place() -> Iterator[str]:
    """A path where no file is, in a folder of its own that is gone afterwards."""
    folder = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=folder) as place:
        yield str(Path(place) / "crm.db")


@contextmanager
def fresh(template: Path) -> Iterator[Session]:
    """A session of KN on a database that is gone afterwards."""
    with empty_place() as path, closing(open_copy(template, Path(path))) as session:
        yield session


def where(session: Session) -> str:
    """What to open the session's database by: a path or a URL."""
    engine = session.engine
    return engine.url if isinstance(engine, PostgresEngine) else str(engine.db.database)


def employee(session: Session, initials: str) -> Employee:
    """The employee with these initials."""
    with session.engine.reading():
        found = registers.employee(session.engine, initials=initials)
    assert found is not None
    return found


def acting(session: Session, initials: str) -> Session:
    """The same session in the name of the employee with these initials."""
    return session.acting_as(employee(session, initials))


def moment(text: str) -> datetime:
    """A wall-clock time: ``23.11 11:00`` of 2026, or ``11:00`` of the day of NOW."""
    day, _, clock_time = text.rpartition(" ")
    return datetime.strptime(f"{day or '23.11'}.2026 {clock_time}", "%d.%m.%Y %H:%M")


def draft(session: Session, **changes: Any) -> CallDraft:
    """A blank call of the employee with ``changes``; a changed start takes the end along."""
    if "starts_at" in changes:
        changes.setdefault("ends_at", changes["starts_at"] + timedelta(minutes=15))
    return calls.blank(session)._replace(**changes)


def call(session: Session, **changes: Any) -> Call:
    """A call that the employee creates."""
    return calls.create(session, draft(session, **changes))


def save(session: Session, call_id: int, **changes: Any) -> Call:
    """Open a call and save it with ``changes``."""
    now = calls.read(session, call_id)
    return calls.save(session, call_id, now.version, now.draft()._replace(**changes))


def duplicates(session: Session, call_id: int, ids: Iterable[int], *, chained: bool = False) -> None:
    """Calls like ``call_id`` with these ids, past the journal: for a crowd. ``chained``, each follows up
    the id before its own."""
    engine = session.engine
    with engine.writing():
        for table in ("call", "call_text"):
            columns = [column.name for column in engine.db.get_columns(table)]
            found = engine.rows_of(f"SELECT * FROM {table} WHERE id = ?", call_id)
            row = dict(zip(columns, *found, strict=True))
            marks = ", ".join("?" * len(columns))
            linked = chained and table == "call"
            engine.execute_many(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                [tuple((row | {"id": i} | ({"origin_id": i - 1} if linked else {})).values()) for i in ids],
            )


def no_calls(session: Session) -> None:
    """Take all calls away, past the journal; the next one has the id 1 again."""
    engine = session.engine
    with engine.writing():
        engine.rows_of("DELETE FROM call")
        engine.rows_of("DELETE FROM call_text")
        engine.rows_of("DELETE FROM day_count")
        if isinstance(engine, PostgresEngine):
            engine.rows_of("ALTER SEQUENCE call_id_seq RESTART")


def company(session: Session, name: str, phone: str = "") -> int:
    """A company; its id."""
    return _register(session, tables.Company, _named(name) | {"phone": phone})


def contact(session: Session, name: str, company_id: int | None = None, mobile: str = "") -> int:
    """A contact person; the id."""
    return _register(session, tables.Contact, _named(name) | {"company_id": company_id, "mobile": mobile})


def project(session: Session, number: str, name: str, company_id: int | None = None) -> int:
    """A project; its id."""
    values = _named(name) | {"name_fold": fold(f"{number} {name}"), "number": number}
    return _register(session, tables.Project, values | {"company_id": company_id})


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "name_fold": fold(name), "name_sort": sort_key(name)}


def _register(session: Session, table: type[Entity], values: dict[str, Any]) -> int:
    with session.operation("test.register") as work:
        return work.insert(table, values)
