"""Opening a session: a database, and the employee who works on it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from xscalls_tui.domain.clock import Clock, SystemClock
from xscalls_tui.domain.errors import NotAllowed, NotFound
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.models.database import (
    create_database,
    discard,
    open_database,
    set_setting,
    setting,
    shown,
)
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries import registers
from xscalls_tui.services import settings
from xscalls_tui.services.employees import columns, first_employee
from xscalls_tui.services.session import Session

DEFAULT_ZONE = "Europe/Oslo"
ZONE_SETTING = "zone"
EMPLOYEE_SETTING = "employee"
"""The employee that a single user's own database opens as."""


def open_session(where: str, initials: str | None = None, clock: Clock | None = None) -> Session:
    """Open a database as the employee with these initials, or as the one that the database was made for.

    Raises DatabaseUnusable, NotFound for unknown initials, NotAllowed for an employee who is not active.
    """
    engine = open_database(where)
    try:
        with engine.reading():
            zone = ZoneInfo(setting(engine, ZONE_SETTING) or DEFAULT_ZONE)
            employee = _employee(engine, initials)
        session = Session(engine, employee, clock or SystemClock(), zone)
        return session._replace(settings=settings.current(session))
    except BaseException:
        engine.close()
        raise


def create_session(where: str, initials: str, name: str, clock: Clock | None = None) -> Session:
    """Create a database whose first employee, a superuser, has these initials and this name.

    Raises InvalidInput for initials or a name that cannot be, DatabaseUnusable when it cannot be created.
    """
    clock = clock or SystemClock()
    columns(initials, name)  # what cannot be stored is refused before there is a file
    engine = create_database(where)
    try:
        with engine.writing():
            employee = first_employee(engine, initials, name)
            opens_as(engine, employee)
            set_setting(engine, ZONE_SETTING, DEFAULT_ZONE)
    except BaseException:
        discard(engine)
        raise
    return Session(engine, employee, clock, ZoneInfo(DEFAULT_ZONE))


def place(where: str) -> str:
    """A database as it may be told of: without its password."""
    return shown(where)


def opens_as(engine: Engine, employee: Employee) -> None:
    """Make this the employee that the database opens as when none is named."""
    with engine.writing():
        set_setting(engine, EMPLOYEE_SETTING, str(employee.id))


def _employee(engine: Engine, initials: str | None) -> Employee:
    if (login := engine.login()) is not None:
        if initials is not None and initials.upper() != login:
            raise NotAllowed("msg.notlogin", login=login)
        initials = login
    if initials is not None:
        employee = registers.employee(engine, initials=initials)
    else:
        row_id = setting(engine, EMPLOYEE_SETTING)
        employee = registers.employee(engine, row_id=int(row_id)) if row_id else None
    if employee is None:
        raise NotFound("msg.noemployee", initials=initials or "")
    if not employee.active:
        raise NotAllowed("msg.inactive")
    return employee
