"""has_followups, and of each day the count of calls and their bounds, against what is found by hand after any
operations."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Fresh
from xscalls_tui.models import tables
from xscalls_tui.models.unit_of_work import UnitOfWork
from xscalls_tui.services.session import Session

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
NINE = datetime(2026, 11, 23, 9)
CALLS = 6
EXAMPLES = {"sqlite": 30, "postgres": 10}
"""A database for each takes its time on a server."""

_call = st.integers(1, CALLS)
_step = st.one_of(
    st.tuples(st.just("start"), _call, st.integers(0, 3)),
    st.tuples(st.just("link"), _call, st.none() | _call),
    st.tuples(st.just("delete"), _call, st.booleans()),
    st.tuples(st.just("note"), _call, st.integers(0, 1)),
    st.tuples(st.just("insert"), st.integers(0, 3), st.none() | _call),
)
_operations = st.lists(st.lists(_step, min_size=1, max_size=5), min_size=1, max_size=8)


def _insert(work: UnitOfWork, days: int, origin: int | None) -> None:
    starts = NINE + timedelta(days=days)
    times = {"starts_at": starts, "ends_at": starts}
    stamps = {"created_at": AT, "created_by": 1, "changed_at": AT, "changed_by": 1}
    links = {"employee_id": 1, "origin_id": origin}
    work.insert(tables.Call, {**times, **links, **stamps, "direction": 1, "status": 1})


def _take(work: UnitOfWork, step: tuple[str, int, Any]) -> None:
    what, which, how = step
    if what == "insert":
        _insert(work, which, how)
        return
    changes: dict[str, dict[str, Any]] = {
        "start": {"starts_at": NINE + timedelta(days=how or 0)},
        "link": {"origin_id": how},
        "delete": {"deleted_at": AT if how else None},
        "note": {"note": "x" * (how or 0)},
    }
    work.update(tables.Call, which, changes[what])


def _derived(session: Session) -> tuple[dict[str, int], set[int]]:
    """What stands beside the calls."""
    with session.engine.reading():
        days = session.engine.rows_of("SELECT day, calls FROM day_count WHERE calls <> 0")
        followed = session.engine.rows_of("SELECT id FROM call WHERE has_followups")
    return dict(days), {row[0] for row in followed}


def _by_hand(session: Session) -> tuple[dict[str, int], set[int]]:
    """What follows from the calls."""
    with session.engine.reading():
        rows = session.engine.rows_of("SELECT starts_at, origin_id FROM call WHERE deleted_at IS NULL")
    return Counter(starts[:10] for starts, _ in rows), {origin for _, origin in rows if origin}


def _out_of_bounds(session: Session) -> list[int]:
    """The calls that are not within the bounds of their day."""
    with session.engine.reading():
        days = {row[0]: row[1:] for row in session.engine.rows_of(f"SELECT day, {_BOUNDS} FROM day_count")}
        calls = session.engine.rows_of("SELECT id, starts_at, created_at FROM call WHERE deleted_at IS NULL")
    found = []
    for row_id, starts, created in calls:
        least, most, first, last = days[starts[:10]]
        if not (least <= row_id <= most and first <= created[:10] <= last):
            found.append(row_id)
    return found


_BOUNDS = "least_id, most_id, first_created, last_created"


def test_what_is_derived_is_right_after_any_operations(fresh: Fresh, kind: str) -> None:
    @given(operations=_operations)
    @settings(max_examples=EXAMPLES[kind])
    def holds(operations: list[list[tuple[str, int, Any]]]) -> None:
        with fresh() as session:
            with session.operation("first") as work:
                for number in range(CALLS):
                    _insert(work, number % 3, None)
            for steps in operations:
                with session.operation("test") as work:
                    for step in steps:
                        _take(work, step)
                assert _derived(session) == _by_hand(session)
                assert not _out_of_bounds(session)

    holds()
