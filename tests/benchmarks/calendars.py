"""What a calendar costs: of somebody with thousands of planned calls against somebody with few, in every
period; read, laid out and drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from tests.benchmarks.bare import servers_of
from tests.benchmarks.store import at_work as open_place
from tests.benchmarks.timing import Figure, Took, against_other, median_of, now, servers, since
from tests.screens.work import LARGE, at_work
from xscalls_tui.domain.calendar import Period
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.screens.base import Desk
from xscalls_tui.screens.my_calendar import MyCalendarScreen
from xscalls_tui.services import calendar
from xscalls_tui.services.session import Session

BUSY, QUIET = 5000, 50
BUDGET = 1.5
ROUNDS = 15


def measure(place: str) -> Iterator[Figure]:
    """All figures, on a database that may be written to."""
    with open_place(place) as session, servers(*servers_of(session)):
        _, third, *others = calendar.colleagues(session)
        counts = {"FK": QUIET, "MK": BUSY}
        people = {
            name: _planning(session, one, count, third)
            for one, (name, count) in zip(others, counts.items(), strict=False)
        }
        yield from asyncio.run(_opening(people))


async def _opening(people: Mapping[str, Session]) -> list[Figure]:
    """What opening a calendar takes in each period, until it stands still; people take turns."""
    figures = []
    async with at_work(next(iter(people.values())), LARGE) as operator:
        for period in Period:
            taken: dict[str, list[Took]] = {name: [] for name in people}
            for _ in range(ROUNDS):
                for name, session in people.items():
                    begun = now()
                    await operator.app.push_screen(MyCalendarScreen(Desk(session, operator.t), period))
                    await operator.settle()
                    taken[name].append(since(begun))
                    operator.app.pop_screen()
                    await operator.settle()
            busy, quiet = (median_of(taken[name]) for name in ("MK", "FK"))
            what = f"calendar opens, {period}: {BUSY} planned calls against {QUIET}"
            figures.append(against_other(what, busy, quiet, BUDGET))
    return figures


def _planning(session: Session, me: Employee, planned: int, other: Employee) -> Session:
    """Have an employee plan so many calls and no others, on the working days of the year around today; what
    there was is the other's."""
    first = session.today() - timedelta(days=180)
    days = [day for number in range(360) if (day := first + timedelta(days=number)).weekday() < 5]
    engine = session.engine
    with engine.writing():
        engine.execute_many("UPDATE call SET employee_id = ? WHERE employee_id = ?", [(other.id, me.id)])
        rows = engine.rows_of(
            "SELECT id FROM call WHERE deleted_at IS NULL AND employee_id = ? ORDER BY id LIMIT ?",
            other.id,
            planned,
        )
        moved = [
            (me.id, *_times(days[number * len(days) // planned], number), row_id)
            for number, (row_id,) in enumerate(rows)
        ]
        engine.execute_many(
            "UPDATE call SET employee_id = ?, status = 1, starts_at = ?, ends_at = ? WHERE id = ?", moved
        )
        engine.analyse()
    return session.acting_as(me)


def _times(day: date, number: int) -> tuple[str, str]:
    """In the hours of work."""
    starts = datetime(day.year, day.month, day.day, 8) + timedelta(minutes=15 * (number * 7 % 32))
    return f"{starts:%Y-%m-%dT%H:%M}", f"{starts + timedelta(minutes=15):%Y-%m-%dT%H:%M}"
