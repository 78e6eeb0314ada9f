"""Made-up calls, and a list of them that answers page requests as the service does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from xscalls_tui.domain.calls import CallRow, Direction, Status
from xscalls_tui.domain.criteria import Page, PageRequest

START = datetime(2026, 11, 23, 8, 0)

SAMPLE = CallRow(
    id=1,
    version=1,
    starts_at=START,
    ends_at=START + timedelta(minutes=15),
    direction=Direction.OUT,
    status=Status.PLANNED,
    is_followup=False,
    has_followups=False,
    employee_id=7,
    initials="KN",
    subject="Tilbud på vinduer",
    phone="+47 912 34 567",
    company_id=11,
    company="Åsen Bygg AS",
    project_id=12,
    project="1042 Skolen",
    contact_id=13,
    partner="Ola Lie",
    may_change=True,
    sort_value=None,
)


def call(number: int) -> CallRow:
    """The call whose place in the list is ``number``, which is also its id."""
    return SAMPLE._replace(
        id=number,
        starts_at=START + timedelta(minutes=15 * number),
        ends_at=START + timedelta(minutes=15 * (number + 1)),
        status=Status(number % 4 + 1),
        direction=Direction(number % 2 + 1),
        subject=f"Samtale {number}",
    )


@dataclass
class Source:
    """A list of calls in order of their ids."""

    rows: list[CallRow]

    @classmethod
    def of(cls, count: int) -> Source:
        """A list of ``count`` calls with the ids from 0 on."""
        return cls([call(number) for number in range(count)])

    def page(self, request: PageRequest) -> Page:
        """The answer to a request."""
        ids = [row.id for row in self.rows]
        if request.backward:
            stop = bisect_left(ids, request.anchor.id) if request.anchor else len(ids)
            start = max(0, stop - request.limit)
            return Page(tuple(self.rows[start:stop]), more=start > 0)
        find = bisect_left if request.inclusive else bisect_right
        start = find(ids, request.anchor.id) if request.anchor else 0
        stop = start + request.limit
        return Page(tuple(self.rows[start:stop]), more=stop < len(ids))
