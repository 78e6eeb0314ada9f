"""What follows from the calls and is kept beside them: has_followups and the count of calls by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Call, DayCount


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

    def write(self, engine: Engine) -> None:
        """Bring the derived data up to date."""
        for origin in sorted(self._origins):
            follower = Call.alias()
            has = follower.select().where(follower.origin == origin, follower.deleted_at.is_null())
            found = bool(engine.rows(has.columns(follower.id).limit(1)))
            engine.execute(
                Call.update(has_followups=found).where(Call.id == origin, Call.has_followups != found)
            )
        for day, calls in sorted(self._days.items()):
            if calls:
                add_day(engine, day, calls)

    def _count(self, call: Mapping[str, Any], sign: int) -> None:
        if (origin := call.get("origin_id")) is not None:
            self._origins.add(origin)
        if call.get("deleted_at") is None:
            self._days[str(call["starts_at"])[:10]] += sign


def add_day(engine: Engine, day: str, calls: int) -> None:
    """Add to the count of a day."""
    engine.execute(
        DayCount.insert(day=day, calls=calls).on_conflict(
            conflict_target=[DayCount.day], update={DayCount.calls: DayCount.calls + calls}
        )
    )
