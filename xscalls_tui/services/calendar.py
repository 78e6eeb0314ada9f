"""Min kalender and Gruppekalender: whose calls stand on which days, and moving them there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from xscalls_tui.domain.calendar import Found, Load
from xscalls_tui.domain.calls import Call, CallDraft
from xscalls_tui.domain.permissions import Employee
from xscalls_tui.domain.text import fold
from xscalls_tui.i18n import Language
from xscalls_tui.queries import calendar as queries
from xscalls_tui.queries import registers
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

MOST = 2000
"""So many calls of one slot are read at most."""


def colleagues(session: Session, wanted: str = "") -> list[Employee]:
    """Everybody who is active, oneself first, then in Norwegian order. ``wanted`` names some of them, by
    initials or any part of their names, with blanks or commas between them."""
    with session.reading():
        everybody = [one for one in registers.employees(session.engine) if one.active]
    if parts := fold(wanted.replace(",", " ")).split():
        known = {fold(one.initials) for one in everybody}
        named = [part for part in parts if part not in known]
        everybody = [
            one
            for one in everybody
            if fold(one.initials) in parts or any(part in fold(one.name) for part in named)
        ]
    return sorted(everybody, key=lambda one: one.id != session.employee.id)


def entries(
    session: Session,
    first: date,
    last: date,
    employees: Sequence[int] | None = None,
    *,
    hours: bool = False,
    each: int = MOST,
) -> Found:
    """The calls from the first day to the last of these employees (oneself for None), each employee's by
    time: of each day, or of each hour, the first ``each``."""
    whose = [session.employee.id] if employees is None else employees
    if not whose:
        return Found((), {})
    with session.reading():
        return queries.entries(session.engine, session.reader(), whose, first, last, hours=hours, each=each)


def loads(
    session: Session, first: date, last: date, employees: Sequence[int] | None = None
) -> dict[tuple[int, date], Load]:
    """How many calls these employees (oneself for None) have on each day, by employee and day."""
    whose = [session.employee.id] if employees is None else employees
    if not whose:
        return {}
    with session.reading():
        return queries.loads(session.engine, whose, first, last)


def planned(session: Session, starts_at: datetime, employee: int | None = None) -> CallDraft:
    """What a call starts out with that is made in a calendar, for a colleague or oneself: planned, with one's
    own standards (R46, R47)."""
    blank = calls.blank(session, starts_at)
    return blank if employee is None else blank._replace(employee=employee)


def move(
    session: Session,
    call_id: int,
    starts_at: datetime,
    employee: int | None = None,
    version: int | None = None,
) -> Call:
    """Have a call start at another time, as long as it was, perhaps as somebody else's; as one operation.

    ``version`` is that of the call as it was seen; whatever it is now for None. Raises what ``calls.save``
    does; a call that would go past midnight ends at the last minute of its day.
    """
    call = calls.read(session, call_id)
    length = call.ends_at - call.starts_at
    draft = call.draft()._replace(starts_at=starts_at, ends_at=within_day(starts_at, length))
    if employee is not None:
        draft = draft._replace(employee=employee)
    return calls.save(
        session, call_id, call.version if version is None else version, draft, kind="calendar.move"
    )


def within_day(starts_at: datetime, length: timedelta) -> datetime:
    """The end of a call of this length, at the latest the last minute of the day that it starts on."""
    return min(starts_at + length, starts_at.replace(hour=23, minute=59))


def holidays(first: date, last: date, language: Language) -> dict[date, str]:
    """The public holidays of Norway from the first day to the last, with their names."""
    from holidays import country_holidays  # loaded with the first calendar, not with the program

    years = range(first.year, last.year + 1)
    found = country_holidays("NO", years=years, language="no" if language == "nb" else "en_US")
    return {day: name for day, name in found.items() if first <= day <= last}
