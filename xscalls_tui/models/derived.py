"""What follows from the calls and is kept beside them: has_followups and the count of calls by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from peewee import SQL, fn

from xscalls_tui.models.engine import Engine, hold
from xscalls_tui.models.tables import Call

_PART = 1000


class Derived:
    """Collects what a transaction's changes mean for derived data, and writes it at its end."""

    COLUMNS: ClassVar[set[str]] = {"starts_at", "origin_id", "deleted_at"}
    """The columns of a call that anything here follows from."""

    def __init__(self) -> None:
        self._days: Counter[str] = Counter()
        self._origins: set[int] = set()

    def inserted(self, after: Mapping[str, Any]) -> None:
        """A call came into being."""
        self._count(after, 1)

    def updated(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A call changed; both have at least COLUMNS."""
        if any(before[name] != after[name] for name in self.COLUMNS):
            self._count(before, -1)
            self._count(after, 1)

    def loaded(self, calls: Iterable[tuple[Any, int | None]]) -> None:
        """Many calls came into being: the start of each, and the call that it follows up."""
        for start, origin in calls:
            self._days[str(start)[:10]] += 1
            if origin is not None:
                self._origins.add(origin)

    def linked(self, origins: Iterable[int]) -> None:
        """Calls came to follow up these."""
        self._origins.update(origins)

    def write(self, engine: Engine) -> None:
        """Bring the derived data up to date."""
        origins = sorted(self._origins)
        # In parts: SQLite keeps aside, in memory, all that one statement changes.
        for part in (origins[start : start + _PART] for start in range(0, len(origins), _PART)):
            follower = Call.alias()
            live = follower.select(SQL("1")).where(follower.origin == Call.id, follower.deleted_at.is_null())
            found = fn.EXISTS(live)
            among = engine.among(Call.id, part)
            hold(engine, Call, part)
            engine.execute(Call.update(has_followups=found).where(among, Call.has_followups != found))
        engine.execute_many(
            "INSERT INTO day_count (day, calls) VALUES (?, ?) "
            "ON CONFLICT (day) DO UPDATE SET calls = day_count.calls + excluded.calls",
            [(day, calls) for day, calls in sorted(self._days.items()) if calls],
        )

    def _count(self, call: Mapping[str, Any], sign: int) -> None:
        if (origin := call.get("origin_id")) is not None:
            self._origins.add(origin)
        if call.get("deleted_at") is None:
            self._days[str(call["starts_at"])[:10]] += sign
