"""A copy of a whole database: from each engine to each, what is carried, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import apsw
import pytest

from tests import factories
from tests.clock import FixedClock
from tests.models.soundness import assert_sound
from tests.postgres import Server
from tests.services import moving
from tests.services.moving import checksums, place_of, schema, stop_after, stored
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import Busy, DatabaseUnusable, NotAllowed, XSCallsError
from xscalls_tui.models import copying
from xscalls_tui.models.copying import Reached
from xscalls_tui.models.database import create_database, open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import ALL
from xscalls_tui.services import calls, undo
from xscalls_tui.services.copying import CopyReport, copy_database
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session


@pytest.fixture(params=["to sqlite", "to postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no database yet."""
    if request.param == "to sqlite":
        yield str(tmp_path / "new" / "copy.db")
    else:
        server: Server = request.getfixturevalue("postgres")
        with server.database("TEMPLATE template1") as url:
            yield url


@pytest.fixture(params=[2, copying.BATCH], ids=["in twos", "at once"])
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many rows are copied at a time."""
    monkeypatch.setattr(copying, "BATCH", request.param)
    return int(request.param)


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are copied at a time."""
    monkeypatch.setattr(copying, "BATCH", 2)


def refusal(do: Callable[[], object]) -> str:
    """The key of the sentence that something is refused with."""
    with pytest.raises(XSCallsError) as told:
        do()
    return told.value.message.key


# What is carried.


@pytest.mark.usefixtures("batch")
def test_every_row_of_every_table_is_there_afterwards(session: Session, target: str) -> None:
    moving.fill(session)
    before = stored(session.engine)
    report = copy_database(place_of(session), target)
    assert report.same and not report.cancelled
    with closing(open_database(target)) as copy:
        assert stored(copy) == stored(session.engine) == before
        assert all(before.values()), "a table without rows shows nothing"
        assert {table.name: table.copy for table in report.tables} == checksums(copy)
        assert {table.name: table.source for table in report.tables} == checksums(session.engine)
        assert [table.source.rows for table in report.tables] == [
            len(before[table.name]) for table in report.tables
        ]


def test_the_copy_is_built_as_a_new_database_is(
    session: Session, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    moving.fill(session)
    copy_database(place_of(session), target)
    with ExitStack() as stack:
        new = str(tmp_path / "fresh.db")
        if target.startswith("postgresql"):
            new = stack.enter_context(request.getfixturevalue("postgres").database("TEMPLATE template1"))
        fresh = stack.enter_context(closing(create_database(new)))
        copy = stack.enter_context(closing(open_database(target)))
        assert schema(copy) == schema(fresh)
        assert moving.next_ids(copy) == {
            name: 1 + max(row[0] for row in rows)
            for name, rows in stored(copy).items()
            if name not in ("day_count", "setting") and not name.endswith("_text")
        }


def test_work_goes_on_in_the_copy_where_it_was(session: Session, target: str, clock: FixedClock) -> None:
    """Undo of what was done before the move, its history, and new calls after it."""
    first = factories.call(session, subject="Før", note="En")
    factories.save(session, first.id, note="Tone")
    copy_database(place_of(session), target)
    with closing(open_session(target, clock=clock)) as moved:
        assert moved.employee == session.employee
        assert_sound(moved.engine)
        assert [moving.found(moved.engine, term) for term in ("one", "ne", "en")] == [[1], [1], []]
        assert undo.undo(moved).kind == "call.save"
        assert calls.read(moved, first.id).note == "En"
        assert [moving.found(moved.engine, term) for term in ("one", "ne", "en")] == [[], [], [1]]
        assert undo.redo(moved).kind == "call.save"
        assert calls.read(moved, first.id).note == "Tone"
        assert factories.call(moved).id == first.id + 1
        assert calls.count(moved, Criteria()) == 2
        assert_sound(moved.engine)
    assert calls.read(session, first.id).version == 2
    assert calls.count(session, Criteria()) == 1


def test_a_database_without_calls(tmp_path: Path, target: str) -> None:
    source = str(tmp_path / "init.db")
    with closing(create_session(source, *factories.SUPERUSER)) as session:
        before = stored(session.engine)
    assert copy_database(source, target).same
    with closing(open_session(target)) as moved:
        assert stored(moved.engine) == before
        assert moved.employee.initials == factories.SUPERUSER[0]
        factories.call(moved)


def test_there_and_back_is_the_same(session: Session, target: str, tmp_path: Path) -> None:
    moving.fill(session)
    before = checksums(session.engine)
    back = str(tmp_path / "back.db")
    assert copy_database(place_of(session), target).same
    report = copy_database(target, back)
    assert {table.name: table.copy for table in report.tables} == before
    with closing(open_database(back)) as engine:
        assert checksums(engine) == before
        assert stored(engine) == stored(session.engine)


def test_the_checksum_tells_values_apart(session: Session) -> None:
    moving.fill(session)
    seen = [checksums(session.engine)["call"]]
    for change in (
        "note = ''",
        "reminder = NULL",
        "reminder = 0",
        "owner_saved = NOT owner_saved",
        "version = 9",
    ):
        with session.engine.writing():
            session.engine.rows_of(f"UPDATE call SET {change} WHERE id = 1")
        seen.append(checksums(session.engine)["call"])
    assert len(set(seen)) == len(seen)


def test_progress_is_told_to_the_end(session: Session, target: str, in_twos: None) -> None:
    moving.fill(session)
    told: list[tuple[int, int]] = []

    def hear(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    copy_database(place_of(session), target, hear)
    rows = sum(map(len, stored(session.engine).values()))
    assert {of for _, of in told} == {3 * rows}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (3 * rows, 3 * rows)


# A source that changes.


def test_what_others_save_meanwhile_is_not_in_the_copy(session: Session, target: str, in_twos: None) -> None:
    moving.fill(session)
    before = stored(session.engine)

    def save(done: int, of: int) -> bool:
        factories.save(session, 1, note=f"{done} av {of}")
        factories.call(session, subject="Meanwhile")
        return True

    assert copy_database(place_of(session), target, save).same
    with closing(open_database(target)) as copy:
        assert stored(copy) == before
    assert stored(session.engine) != before


CHANGES: dict[str, Callable[[Session], object]] = {
    "a call": lambda session: factories.call(session),
    "undo": lambda session: undo.undo(session),
    "a setting": lambda session: _run(session, "UPDATE setting SET value = 'UTC' WHERE name = 'zone'"),
    "an employee": lambda session: _run(session, "UPDATE employee SET name = 'Kåre' WHERE id = 1"),
    "a row less": lambda session: _run(session, "DELETE FROM import_key"),
}


def _run(session: Session, statement: str) -> None:
    with session.engine.writing():
        session.engine.rows_of(statement)


@pytest.mark.parametrize("change", CHANGES)
def test_a_source_that_was_changed_is_not_mixed_with_what_it_was(
    session: Session, target: str, in_twos: None, change: str
) -> None:
    moving.fill(session)
    assert copy_database(place_of(session), target, stop_after(9)).cancelled
    CHANGES[change](session)
    assert refusal(lambda: copy_database(place_of(session), target)) == "msg.copy.changed"
    assert refusal(lambda: open_database(target)) == "msg.db.copying"


def test_a_change_that_nothing_tells_of_is_found_in_the_end(
    session: Session, target: str, in_twos: None
) -> None:
    """One past the journal, to a row that had been copied already."""
    moving.fill(session)
    _until(session, target, "call")
    _run(session, "UPDATE call SET note = 'Utenom' WHERE id = 1")
    for _ in range(2):
        report = copy_database(place_of(session), target)
        assert [table.name for table in report.tables if not table.same] == ["call"]
        assert refusal(lambda: open_database(target)) == "msg.db.copying"


def _until(session: Session, target: str, table: str) -> None:
    """Copy until all rows of a table are there."""
    copied = [copying.name_of(each) for each in ALL]
    rows = stored(session.engine)
    wanted = sum(len(rows[name]) for name in copied[: 1 + copied.index(table)])
    assert copy_database(place_of(session), target, lambda done, of: done <= wanted).cancelled


def test_a_copy_of_another_database_is_not_gone_on_with(
    session: Session, target: str, in_twos: None, template: Path, tmp_path: Path
) -> None:
    moving.fill(session)
    assert copy_database(place_of(session), target, stop_after(9)).cancelled
    with closing(factories.open_copy(template, tmp_path / "other.db")) as other:
        factories.call(other)
        assert refusal(lambda: copy_database(place_of(other), target)) == "msg.copy.another"
    assert copy_database(place_of(session), target).same


# What a copy is refused over.


def test_nothing_is_ever_overwritten(session: Session, target: str) -> None:
    moving.fill(session)
    with closing(create_session(target, *factories.SUPERUSER)) as other:
        before = stored(other.engine)
    for there in (target, place_of(session)):
        assert refusal(partial(copy_database, place_of(session), there)) == "msg.db.exists"
    with closing(open_database(target)) as engine:
        assert stored(engine) == before


def test_a_finished_copy_is_not_copied_to_again(session: Session, target: str) -> None:
    copy_database(place_of(session), target)
    assert refusal(lambda: copy_database(place_of(session), target)) == "msg.db.exists"


def test_what_there_is_no_source_for_makes_no_target(tmp_path: Path, target: str) -> None:
    missing = str(tmp_path / "missing.db")
    assert refusal(lambda: copy_database(missing, target)) == "msg.db.missing"
    assert not (tmp_path / "new").exists()
    if target.startswith("postgresql"):
        create_database(target).close()


def test_tables_of_somebody_else_are_left_alone(session: Session, postgres: Server) -> None:
    with postgres.database("TEMPLATE template1") as url, closing(open_to_look(url)) as other:
        other.rows_of("CREATE TABLE call (mine int)")
        assert refusal(lambda: copy_database(place_of(session), url)) == "msg.db.exists"
        assert other.db.get_tables() == ["call"]
        other.rows_of("ALTER TABLE call RENAME TO something")
        assert copy_database(place_of(session), url).same


def open_to_look(url: str) -> Engine:
    """An engine on whatever there is, with a connection."""
    from xscalls_tui.models.postgres import PostgresEngine

    engine = PostgresEngine(url)
    engine.db.connect()
    return engine


def test_an_unfinished_copy_opens_for_nobody(session: Session, target: str, in_twos: None) -> None:
    moving.fill(session)
    assert copy_database(place_of(session), target, stop_after(3)).cancelled
    for use in (
        lambda: open_database(target),
        lambda: open_session(target, "KN"),
        lambda: copy_database(target, place_of(session)),
    ):
        assert refusal(use) == "msg.db.copying"
    assert refusal(lambda: create_database(target)) == "msg.db.exists"
    assert copy_database(place_of(session), target).same
    open_database(target).close()


def test_two_who_copy_at_once_do_not_double_anything(session: Session, target: str, in_twos: None) -> None:
    moving.fill(session)
    assert copy_database(place_of(session), target, stop_after(0)).cancelled
    with session.engine.reading():
        state = copying.state_of(session.engine)
        rows = next(copying.batches(session.engine, ALL[0]))
        with closing(copying.open_target(target, session.engine, state)) as one, one.reading():
            copying.append(one, ALL[0], rows, Reached())
            with pytest.raises(Busy):
                copying.append(one, ALL[0], rows, Reached())
    assert copy_database(place_of(session), target).same


def test_a_value_that_is_altered_in_the_copy_is_found(
    session: Session, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving.fill(session)
    settle = copying.settle

    def alter(engine: Engine) -> None:
        settle(engine)
        with engine.writing():
            engine.rows_of("UPDATE change SET after = NULL WHERE id = 3")

    with monkeypatch.context() as patch:
        patch.setattr(copying, "settle", alter)
        report = copy_database(place_of(session), target)
    assert not report.same
    assert [table.name for table in report.tables if not table.same] == ["change"]
    assert refusal(lambda: open_database(target)) == "msg.db.copying"
    assert not copy_database(place_of(session), target).same, "it does not mend itself"


def test_a_row_more_in_the_copy_is_found(
    session: Session, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = copying.settle

    def add(engine: Engine) -> None:
        settle(engine)
        with engine.writing():
            engine.rows_of("INSERT INTO setting (name, value) VALUES ('zz', '')")

    monkeypatch.setattr(copying, "settle", add)
    (differing,) = (table for table in copy_database(place_of(session), target).tables if not table.same)
    assert (differing.name, differing.source.rows + 1) == ("setting", differing.copy.rows)


@pytest.fixture
def mine(template: Path, tmp_path: Path) -> Iterator[Session]:
    """A file, whatever the engine of other tests."""
    with closing(factories.open_copy(template, tmp_path / "mine.db")) as session:
        moving.fill(session)
        yield session


def test_somebody_elses_file_is_not_copied(
    mine: Session, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: Path(place_of(mine)).stat().st_uid + 1)
    with pytest.raises(NotAllowed) as refused:
        copy_database(place_of(mine), target)
    assert refused.value.message.key == "msg.copy.notowner"


LOOSE = {
    "a call": "UPDATE call SET company_id = 999 WHERE id = 1",
    "an origin": "UPDATE call SET origin_id = 999 WHERE id = 2",
    "the journal": "UPDATE change SET operation_id = 999 WHERE id = 3",
}


@pytest.mark.parametrize("change", LOOSE)
def test_a_reference_to_nothing_is_not_carried(mine: Session, target: str, change: str) -> None:
    """Other programs can bring it into a file: SQLite looks only when it is told to."""
    with closing(apsw.Connection(place_of(mine))) as connection:
        connection.execute(LOOSE[change])
    assert refusal(lambda: copy_database(place_of(mine), target)) == "msg.copy.loose"
    assert refusal(lambda: open_database(target)) == "msg.db.copying"


@pytest.mark.parametrize("change", ["note = 'a' || char(0) || 'b'", "version = 1 << 40", "direction = 70000"])
def test_what_a_server_cannot_store_is_told(
    mine: Session, postgres: Server, tmp_path: Path, change: str
) -> None:
    _run(mine, f"UPDATE call SET {change} WHERE id = 2")
    with postgres.database("TEMPLATE template1") as url:
        with pytest.raises(DatabaseUnusable) as told:
            copy_database(place_of(mine), url)
        assert told.value.message == copying_message("msg.copy.value", table="call")
    assert copy_database(place_of(mine), str(tmp_path / "file.db")).same


def copying_message(key: str, **values: str) -> object:
    """A sentence with its values."""
    return DatabaseUnusable(key, **values).message


# Files.


@pytest.mark.parametrize("there", ["text", "folder", "link", "database of another program"])
def test_a_file_that_is_something_else_is_left_alone(mine: Session, tmp_path: Path, there: str) -> None:
    path = tmp_path / "there"
    if there == "text":
        path.write_text("Mitt")
    elif there == "folder":
        path.mkdir()
    elif there == "link":
        path.symlink_to(tmp_path / "elsewhere")
    else:
        with closing(apsw.Connection(str(path))) as connection:
            connection.execute("CREATE TABLE mine (x)")
    before = path.read_bytes() if path.is_file() else None
    assert refusal(lambda: copy_database(place_of(mine), str(path))) == "msg.db.exists"
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not (tmp_path / "elsewhere").exists()


def test_the_copy_is_private(mine: Session, tmp_path: Path) -> None:
    path = tmp_path / "new" / "copy.db"
    copy_database(place_of(mine), f"sqlite:///{path}")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_write_is_refused(mine: Session, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    assert (
        refusal(lambda: copy_database(place_of(mine), str(tmp_path / "open" / "copy.db"))) == "msg.db.shared"
    )
    assert [*(tmp_path / "open").iterdir()] == []


def test_a_report_without_tables_is_of_a_copy_that_was_broken_off(mine: Session, tmp_path: Path) -> None:
    assert copy_database(place_of(mine), str(tmp_path / "copy.db"), stop_after(0)) == CopyReport(
        cancelled=True
    )
