"""The engine: units of reading and writing, its plans, its values, its threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import peewee
import pytest

from tests import factories
from tests.models.soundness import assert_sound
from tests.models.statements import statements
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models.engine import param, plain
from xscalls_tui.models.tables import Setting
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session


def test_a_mistake_of_ours_stays_what_it_is(session: Session) -> None:
    with pytest.raises(peewee.DatabaseError, match="nowhere"), session.engine.reading():
        session.engine.rows_of("SELECT * FROM nowhere")
    with pytest.raises(peewee.IntegrityError), session.engine.writing():
        session.engine.execute(Setting.insert(name="new", value=None))


def test_units_of_reading_and_writing_nest(session: Session) -> None:
    engine = session.engine
    with engine.reading(), engine.writing(), engine.reading(), engine.writing():
        engine.execute(Setting.insert(name="nested", value="yes"))
    with engine.reading(), engine.reading():
        assert engine.rows_of("SELECT value FROM setting WHERE name = 'nested'") == [("yes",)]
    assert engine.db.is_closed()


def test_an_inner_unit_of_writing_stands_and_falls_with_the_outer_one(session: Session) -> None:
    engine = session.engine
    with pytest.raises(ZeroDivisionError), engine.writing():
        with engine.writing():
            engine.execute(Setting.insert(name="nested", value="yes"))
        raise ZeroDivisionError
    with engine.reading():
        assert engine.rows_of("SELECT value FROM setting WHERE name = 'nested'") == []


def test_the_sql_of_a_shape_is_made_once(session: Session) -> None:
    built = []

    def build() -> peewee.Query:
        built.append(1)
        return Setting.select(Setting.value).where(Setting.name == param("name"))

    with session.engine.reading():
        for name in ("zone", "employee", "zone"):
            plan = session.engine.plan("a shape", build)
            assert len(session.engine.rows(plan, name=name)) == 1
    assert built == [1]


def test_a_condition_holds_more_values_than_sqlite_binds(session: Session) -> None:
    with session.engine.reading():
        names = [*map(str, range(40_000)), "zone"]
        found = session.engine.rows(
            Setting.select(Setting.name).where(session.engine.among(Setting.name, names))
        )
    assert found == [("zone",)]


def test_times_are_stored_as_texts_that_sort_as_they_do(session: Session) -> None:
    engine = session.engine
    early, late = datetime(2026, 1, 2, 9, 5), datetime(2026, 11, 23, 0, 0)
    assert [plain(early), plain(late)] == ["2026-01-02T09:05", "2026-11-23T00:00"]
    assert [engine.wall(plain(moment)) for moment in (early, late)] == [early, late]
    oslo = datetime(2026, 11, 23, 10, 42, 7, tzinfo=timezone(timedelta(hours=1)))
    assert plain(oslo) == "2026-11-23T09:42:07Z"
    assert engine.stamp("2026-11-23T09:42:07Z") == oslo.astimezone(UTC)


def test_what_the_engine_cannot_store_is_a_mistake_of_ours(session: Session) -> None:
    unknown = (TypeError, peewee.ProgrammingError)
    with pytest.raises(unknown, match="object"), session.engine.reading():
        session.engine.rows_of("SELECT ?", object())


def test_threads_read_and_write_at_once_and_each_sees_whole_calls(session: Session) -> None:
    """Two write and two read, each forty times; every reader sees every call that was there before."""

    def write(name: str) -> int:
        for number in range(40):
            factories.call(session, subject=f"{name} {number}")
        return 0

    def read(_name: str) -> int:
        seen = 0
        for _ in range(40):
            page = calls.page(session, PageRequest(limit=200))
            assert len(page.rows) >= seen
            seen = len(page.rows)
            assert all(" " in row.subject for row in page.rows)
        return seen

    with ThreadPoolExecutor(4) as threads:
        work = [threads.submit(do, name) for name in ("one", "two") for do in (write, read)]
        assert max(future.result() for future in work) <= 80
    assert calls.count(session, Criteria()) == 80
    assert_sound(session.engine)


def test_a_thread_that_failed_leaves_its_connection_clean_for_the_next(session: Session) -> None:
    for _ in range(3):
        with pytest.raises(DatabaseUnusable), statements(session.engine, 6):
            factories.call(session)
    factories.call(session)
    assert calls.count(session, Criteria()) == 1
