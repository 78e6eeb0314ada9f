"""The employees: who can sign in. Only a superuser changes them."""

from __future__ import annotations

from typing import Any

from xscalls_tui.domain.errors import InvalidInput, Message, NotAllowed, NotFound
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.text import clean_line, fold, sort_key
from xscalls_tui.models import tables
from xscalls_tui.models.engine import Engine
from xscalls_tui.queries import registers
from xscalls_tui.services.session import Session

LONGEST_INITIALS = 4
KINDS = (ADDED, CHANGED) = ("employee.add", "employee.set")
"""The operations that only a superuser may do, or undo."""


def everybody(session: Session) -> list[Employee]:
    """All employees, active or not, by initials."""
    with session.engine.reading():
        return registers.employees(session.engine)


def add(session: Session, initials: str, name: str, *, superuser: bool = False) -> Employee:
    """Add an employee. Raises InvalidInput for initials that are taken or not usable."""
    superusers_only(session)
    values = columns(initials, name, superuser=superuser)
    with session.operation(ADDED) as work:
        if registers.employee(session.engine, initials=values["initials"]):
            raise InvalidInput({"initials": Message.of("msg.initialstaken", initials=values["initials"])})
        row_id = work.insert(tables.Employee, values)
    return Employee(row_id, values["initials"], values["name"], superuser)


def change(
    session: Session,
    initials: str,
    *,
    name: str | None = None,
    superuser: bool | None = None,
    active: bool | None = None,
) -> Employee:
    """Change an employee; None leaves a property as it is.

    Raises NotFound for unknown initials, and InvalidInput rather than leave the database without an
    active superuser.
    """
    superusers_only(session)
    with session.operation(CHANGED) as work:
        session.engine.lock_table(tables.Employee)
        now = registers.employee(session.engine, initials=initials)
        if now is None:
            raise NotFound("msg.noemployee", initials=initials)
        then = Employee(
            now.id,
            now.initials,
            now.name if name is None else name,
            now.superuser if superuser is None else superuser,
            now.active if active is None else active,
        )
        values = columns(then.initials, then.name, superuser=then.superuser, active=then.active)
        work.update(tables.Employee, now.id, values)
        if not superuser_left(session.engine):
            raise InvalidInput({"superuser": Message.of("msg.lastsuperuser")})
    return then._replace(name=values["name"])


def first_employee(engine: Engine, initials: str, name: str) -> Employee:
    """The first employee of a new database, a superuser. Not journalled: nobody was there to do it."""
    values = columns(initials, name, superuser=True)
    with engine.writing():
        row_id = engine.insert(tables.Employee, values)
    return Employee(row_id, values["initials"], values["name"], superuser=True)


def columns(initials: str, name: str, *, superuser: bool = False, active: bool = True) -> dict[str, Any]:
    """An employee's columns as they are stored. Raises InvalidInput."""
    initials, name = clean_line(initials).upper(), clean_line(name)
    errors = {}
    if not initials.isalpha() or len(initials) > LONGEST_INITIALS:
        errors["initials"] = Message.of("msg.badinitials", longest=LONGEST_INITIALS)
    if not name:
        errors["name"] = Message.of("msg.required")
    if errors:
        raise InvalidInput(errors)
    return {
        "initials": initials,
        "initials_sort": sort_key(initials),
        "name": name,
        "name_fold": fold(f"{initials} {name}"),
        "superuser": superuser,
        "active": active,
    }


def superusers_only(session: Session) -> None:
    """Raise NotAllowed unless the employee is a superuser."""
    if not session.employee.superuser:
        raise NotAllowed("msg.superuseronly")


def superuser_left(engine: Engine) -> bool:
    """Whether there is an active superuser, inside a unit of work that is under way."""
    return any(employee.superuser and employee.active for employee in registers.employees(engine))
