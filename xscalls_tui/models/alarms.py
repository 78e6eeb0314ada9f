"""``remind_at`` of a call: the moment of its reminder, kept by the unit of work with every change of the
call. It follows from what else is stored, and from when that was stored: so the journal does not tell of
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.reminders import armed

COLUMN = "remind_at"
FOLLOWS_FROM = frozenset({"starts_at", "reminder", "status", "employee_id", "deleted_at"})
"""A change of one of these arms the reminder anew, or ends it."""


class Alarms(NamedTuple):
    """What the reminders of calls that are stored now need to know: ``now`` is aware."""

    now: datetime
    zone: ZoneInfo

    def of(self, call: Mapping[str, Any]) -> datetime | None:
        """When a call reminds that stands like this from now on."""
        if call.get("deleted_at") is not None or (reminder := call.get("reminder")) is None:
            return None
        starts_at = call["starts_at"]
        if isinstance(starts_at, str):
            starts_at = datetime.fromisoformat(starts_at)
        return armed(starts_at, reminder, Status(call["status"]), self.now, self.zone)

    def loaded(self, columns: Sequence[str], calls: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Calls as they are loaded, each an id and the values of ``columns``, with the moment behind."""
        needed = ("starts_at", "reminder", "status")
        places = {name: 1 + columns.index(name) for name in needed if name in columns}
        for call in calls:
            yield (*call, self.of({name: call[place] for name, place in places.items()}))
