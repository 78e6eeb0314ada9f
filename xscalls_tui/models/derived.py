"""What follows from the calls and is kept beside them: has_followups, and of each day how many calls it has
and the bounds of their ids and dates of making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from peewee import SQL, fn

from xscalls_tui.models.engine import Engine, hold, plain
from xscalls_tui.models.tables import HIGHEST_ID, NEVER, Call

_PART = 1000
_BOUNDS = {"least_id": "<", "most_id": ">", "first_created": "<", "last_created": ">"}
_WIDER = ", ".join(
    f"{name} = CASE WHEN excluded.{name} {sign} day_count.{name} "
    f"THEN excluded.{name} ELSE day_count.{name} END"
    for name, sign in _BOUNDS.items()
)
_COUNT = (
    f"INSERT INTO day_count (day, calls, {', '.join(_BOUNDS)}) VALUES (?, ?, ?, ?, ?, ?) "
    f"ON CONFLICT (day) DO UPDATE SET calls = day_count.calls + excluded.calls, {_WIDER}"
)


class _Day:
    """What came to a day: how many calls, and between which bounds they lie."""

    __slots__ = ("calls", "first", "last", "least", "most")

    def __init__(self) -> None:
        self.calls = 0
        self.least, self.most = HIGHEST_ID, 0
        self.first, self.last = NEVER, ""

    def add(self, row_id: int, created: str) -> None:
        """A call that stands on it from now on."""
        self.calls += 1
        self.least, self.most = min(self.least, row_id), max(self.most, row_id)
        self.first, self.last = min(self.first, created), max(self.last, created)


class Derived:
    """Collects what a transaction's changes mean for derived data, and writes it at its end."""

    COLUMNS: ClassVar[set[str]] = {"starts_at", "origin_id", "deleted_at", "created_at"}
    """The columns of a call that anything here follows from."""

    def __init__(self) -> None:
        self._days: dict[str, _Day] = {}
        self._origins: set[int] = set()

    def inserted(self, row_id: int, after: Mapping[str, Any]) -> None:
        """A call came into being."""
        if (origin := after.get("origin_id")) is not None:
            self._origins.add(origin)
        if (day := _place(after)) is not None:
            self._day(day).add(row_id, plain(after["created_at"])[:10])

    def updated(self, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """A call changed; both have at least COLUMNS."""
        if before["origin_id"] != after["origin_id"] or before["deleted_at"] != after["deleted_at"]:
            self._origins |= {call["origin_id"] for call in (before, after)} - {None}
        was, now = _place(before), _place(after)
        if was != now:
            if was is not None:
                self._day(was).calls -= 1
            if now is not None:
                self._day(now).add(row_id, plain(after["created_at"])[:10])

    def loaded(self, columns: Sequence[str], calls: Iterable[tuple[Any, ...]]) -> None:
        """Many calls came into being: of each its id, then the values of ``columns``."""
        wanted = ("starts_at", "origin_id", "created_at")
        start, original, created = (1 + columns.index(name) for name in wanted)
        for call in calls:
            self._day(str(call[start])[:10]).add(call[0], plain(call[created])[:10])
            if call[original] is not None:
                self._origins.add(call[original])

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
            _COUNT,
            [
                (name, day.calls, day.least, day.most, day.first, day.last)
                for name, day in sorted(self._days.items())
                if day.calls or day.most
            ],
        )

    def _day(self, day: str) -> _Day:
        return self._days.setdefault(day, _Day())


def _place(call: Mapping[str, Any]) -> str | None:
    """The day that a call stands on; None for a deleted one."""
    return None if call.get("deleted_at") is not None else str(call["starts_at"])[:10]
