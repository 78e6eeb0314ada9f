"""Who is at work, on which database, by which clock: handed to every service."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.clock import Clock, wall_clock
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.domain.news import News
from xscalls_tui.domain.permissions import Action, Employee, Ownership, refusal
from xscalls_tui.domain.settings import Settings
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.unit_of_work import UnitOfWork, writing
from xscalls_tui.queries.reader import Reader


def new_uid() -> str:
    """A name for an operation, made by the client."""
    return uuid.uuid4().hex


class Session(NamedTuple):
    """An employee at work. ``uids`` names operations."""

    engine: Engine
    employee: Employee
    clock: Clock
    zone: ZoneInfo
    uids: Callable[[], str] = new_uid
    settings: Settings = Settings()
    """What the employee has set, as it was when the session was opened or they set it."""

    def now(self) -> datetime:
        """Now on the organisation's wall clock: naive, to the minute."""
        return wall_clock(self.clock.now(), self.zone)

    def today(self) -> date:
        """The date on the organisation's wall clock."""
        return self.now().date()

    def reader(self) -> Reader:
        """What queries need to know of this employee and moment."""
        return Reader(self.employee.id, self.employee.superuser, self.today(), self.zone)

    def require(self, action: Action, call: Ownership | None = None) -> None:
        """Raise NotAllowed unless the employee may do this."""
        if reason := refusal(action, self.employee, call):
            raise NotAllowed(reason)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One unit of reading. Raises NotAllowed unless the employee may read calls."""
        self.require(Action.READ)
        with self.engine.reading():
            yield

    @contextmanager
    def operation(
        self, kind: str, uid: str | None = None, *, joins: str | None = None, reverts: int | None = None
    ) -> Iterator[UnitOfWork]:
        """One journalled transaction in this employee's name."""
        with writing(
            self.engine,
            employee_id=self.employee.id,
            at=self.clock.now(),
            zone=self.zone,
            kind=kind,
            uid=uid or self.uids(),
            joins=joins,
            reverts=reverts,
        ) as work:
            yield work

    def once(self) -> Session:
        """The same session for one operation: asked for again because its answer was lost, it is looked up
        and not done twice."""
        uid = self.uids()
        return self._replace(uids=lambda: uid)

    def acting_as(self, employee: Employee) -> Session:
        """The same session in somebody else's name, with the settings that nobody has changed."""
        return self._replace(employee=employee, settings=Settings())

    def watch(self, hear: Callable[[News], None]) -> Callable[[], None]:
        """Have news of the database told, in a thread of its own, until the function that is returned is
        called."""
        return self.engine.watch(hear)

    def close(self) -> None:
        """Close the database."""
        self.engine.close()
