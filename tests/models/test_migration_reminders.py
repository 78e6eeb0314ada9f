"""Migration 0004: calls that are planned when it comes remind of themselves, those whose moment has passed
do not; it can be taken back."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from tests import factories
from tests.clock import FixedClock
from tests.models.soundness import assert_sound
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.reminders import due_at
from xscalls_tui.models import database
from xscalls_tui.models.database import open_database
from xscalls_tui.services import bulk, reminders
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session

FAR = datetime(2126, 7, 1, 10, 0)
"""Long after any day on which this is run."""
PAST = datetime(2020, 7, 1, 10, 0)


def test_what_is_to_come_reminds_from_then_on(session: Session) -> None:
    silent: list[dict[str, Any]] = [
        {"starts_at": PAST, "reminder": 15},
        {"starts_at": FAR, "reminder": None},
        {"starts_at": FAR, "reminder": 15, "status": Status.DONE},
    ]
    for values in silent:
        factories.call(session, **values)
    made = {
        factories.call(session, starts_at=at, reminder=minutes).id: due_at(at, minutes, session.zone)
        for at in (FAR, FAR.replace(month=1))
        for minutes in (0, 15, 1440, 10080)
    }
    bulk.delete(session, [factories.call(session, starts_at=FAR, reminder=15).id])
    with session.engine.writing():
        assert database._runner(session.engine).down("0004_reminders")[-1] == "0004_reminders"
        assert "reminded" not in session.engine.db.get_tables()
        assert "remind_at" not in {column.name for column in session.engine.db.get_columns("call")}
    with closing(open_database(factories.where(session))) as again:
        with again.reading():
            found = again.rows_of("SELECT id, remind_at FROM call WHERE remind_at IS NOT NULL")
        assert {row: again.stamp(at) for row, at in found} == made
        assert_sound(again)
    later = FixedClock(datetime.combine(FAR, datetime.min.time(), UTC) + timedelta(days=1))
    with closing(open_session(factories.where(session), "KN", later)) as kn:
        assert {one.call_id: one.due for one in reminders.standing(kn)} == made
