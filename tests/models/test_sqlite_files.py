"""Databases as files: what is refused is refused in words, and never touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import peewee
import pytest

from tests import factories
from tests.models.migrations import ADDED, with_migration
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import DatabaseUnusable, NotFound
from xscalls_tui.models.database import UNFINISHED, create_database, local_path, open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.sqlite import APPLICATION_ID
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A server keeps its files to itself."""
    return "sqlite"


def _folder(path: Path) -> dict[str, bytes]:
    """Every file of the folder with its bytes."""
    return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}


def _refusal(do: Callable[[str], Engine], path: Path) -> str:
    with pytest.raises(DatabaseUnusable) as told:
        do(str(path))
    return told.value.message.key


def test_a_new_database_is_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "crm.db"
    with closing(create_database(str(path))) as engine, engine.reading():
        assert engine.rows_of("PRAGMA journal_mode") == [("wal",)]
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [b"", b"mine", None], ids=["empty", "a text", "a database"])
def test_nothing_is_ever_overwritten(template: Path, tmp_path: Path, there: bytes | None) -> None:
    path = tmp_path / "crm.db"
    path.write_bytes(template.read_bytes() if there is None else there)
    before = _folder(tmp_path)
    assert _refusal(create_database, path) == "msg.db.exists"
    assert _folder(tmp_path) == before


def test_a_link_is_not_followed_to_create_a_database(tmp_path: Path) -> None:
    (tmp_path / "crm.db").symlink_to(tmp_path / "elsewhere")
    assert _refusal(create_database, tmp_path / "crm.db") == "msg.db.exists"
    assert not (tmp_path / "elsewhere").exists()


def test_where_no_file_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable) as told:
        create_database(str(tmp_path / "file" / "below" / "crm.db"))
    assert told.value.message.key == "msg.db.cannotcreate"


def test_a_creation_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "private" / "crm.db"
    with monkeypatch.context() as patch:
        with_migration(patch, tmp_path / "migrations", "0002_fails", "1 / 0")
        with pytest.raises(ZeroDivisionError):
            create_database(str(path))
    assert _folder(path.parent) == {}


# What cannot be opened.


def _empty(path: Path, _template: Path) -> str:
    path.write_bytes(b"")
    return "msg.db.foreign"


def _text(path: Path, _template: Path) -> str:
    path.write_text("Dette er ikke en database.\n" * 100)
    return "msg.db.foreign"


def _somebody_elses(path: Path, _template: Path) -> str:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
    return "msg.db.foreign"


def _somebody_elses_with_a_log(path: Path, _template: Path) -> str:
    """As a program leaves it that was killed: what it saved last is in the log only."""
    other = path.with_name("other.db")
    with closing(apsw.Connection(str(other))) as connection:
        connection.execute("PRAGMA journal_mode = wal").fetchall()
        connection.execute("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
        shutil.copy(other, path)
        shutil.copy(f"{other}-wal", f"{path}-wal")
    return "msg.db.foreign"


def _scrambled(path: Path, template: Path) -> str:
    data = bytearray(template.read_bytes())
    data[100:] = bytes(byte ^ 0x5A for byte in data[100:])
    path.write_bytes(data)
    return "msg.db.corrupt"


def _cut_short(path: Path, template: Path) -> str:
    path.write_bytes(template.read_bytes()[:4096])
    return "msg.db.corrupt"


def _never_filled(path: Path, _template: Path) -> str:
    """As a kill leaves it between making the file and making its tables."""
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA journal_mode = wal")
    return "msg.db.unfinished"


def _half_a_copy(path: Path, template: Path) -> str:
    shutil.copy(template, path)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(f"CREATE TABLE {UNFINISHED} (name, value)")
    return "msg.db.copying"


def _newer(path: Path, template: Path) -> str:
    shutil.copy(template, path)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '')")
    return "msg.db.newer"


def _writable_for_the_group(path: Path, template: Path) -> str:
    shutil.copy(template, path)
    path.chmod(0o660)
    return "msg.db.shared"


def _in_a_folder_open_to_all(path: Path, template: Path) -> str:
    shutil.copy(template, path)
    path.parent.chmod(0o777)
    return "msg.db.shared"


def _a_folder(path: Path, _template: Path) -> str:
    path.mkdir(0o700)
    return "msg.db.cannotopen"


@pytest.mark.parametrize(
    "make",
    [
        _empty,
        _text,
        _somebody_elses,
        _somebody_elses_with_a_log,
        _scrambled,
        _cut_short,
        _never_filled,
        _half_a_copy,
        _newer,
        _writable_for_the_group,
        _in_a_folder_open_to_all,
        _a_folder,
    ],
)
def test_what_is_not_ours_or_not_safe_is_refused_in_words_and_not_touched(
    make: Callable[[Path, Path], str], template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "crm.db"
    sentence = make(path, template)
    before = _folder(tmp_path)
    for _ in range(2):
        assert _refusal(open_database, path) == sentence
        assert _folder(tmp_path) == before


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert _refusal(open_database, tmp_path / "crm.db") == "msg.db.missing"
    assert _folder(tmp_path) == {}


def test_a_folder_open_to_all_is_refused_before_a_database_is_made_in_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    assert _refusal(create_database, tmp_path / "crm.db") == "msg.db.shared"
    assert _folder(tmp_path) == {}


def test_a_folder_where_nobody_removes_anothers_files_will_do(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    create_database(str(tmp_path / "crm.db")).close()
    open_database(str(tmp_path / "crm.db")).close()


def test_a_damaged_page_is_an_error_and_never_an_empty_list(session: Session, tmp_path: Path) -> None:
    for _ in range(300):
        factories.call(session, note="x" * 200)
    with session.engine.reading():
        ((page,),) = session.engine.rows_of("SELECT rootpage FROM sqlite_master WHERE name = 'call'")
        ((size,),) = session.engine.rows_of("PRAGMA page_size")
    session.close()
    with (tmp_path / "crm.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with closing(open_session(str(tmp_path / "crm.db"), "KN")) as again:
        for read in (lambda: calls.page(again, PageRequest()), lambda: calls.read(again, 1)):
            with pytest.raises(DatabaseUnusable) as told:
                read()
            assert told.value.message.key == "msg.db.corrupt"


def test_a_failure_while_opening_closes_the_file(session: Session, tmp_path: Path) -> None:
    """What beside the file is left open would keep its log from being merged."""
    factories.call(session)
    session.close()
    with pytest.raises(NotFound):
        open_session(str(tmp_path / "crm.db"), "XY")
    assert not (tmp_path / "crm.db-wal").exists()


# Migrations.


def _tables(path: Path) -> set[str]:
    with closing(apsw.Connection(str(path))) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


@pytest.fixture
def older(session: Session, tmp_path: Path) -> Path:
    """A database with one call, closed, that a newer program is going to open."""
    factories.call(session, subject="Fra før")
    session.close()
    return tmp_path / "crm.db"


def test_a_migration_comes_after_a_backup(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migration(monkeypatch, tmp_path / "migrations", "0002_more", ADDED)
    before = _tables(older)
    open_database(str(older)).close()
    assert _tables(older) - before == {"added"}
    (backup,) = tmp_path.glob("crm.db.backup-*")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert _tables(backup) == before
    open_database(str(older)).close()
    assert [*tmp_path.glob("crm.db.backup-*")] == [backup]


def test_the_backup_is_a_database_that_the_older_program_opens(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_migration(patch, tmp_path / "migrations", "0002_more", ADDED)
        open_database(str(older)).close()
    assert _refusal(open_database, older) == "msg.db.newer"
    (backup,) = tmp_path.glob("crm.db.backup-*")
    with closing(open_session(str(backup), "KN")) as session:
        assert calls.count(session, Criteria()) == 1


def test_without_room_for_a_backup_nothing_is_migrated(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_migration(monkeypatch, tmp_path / "migrations", "0002_more", ADDED)
    before = _tables(older)
    execute: Any = peewee.Database.execute_sql

    def no_room(self: peewee.Database, sql: str, params: object = None) -> object:
        if sql.startswith("VACUUM"):
            raise peewee.OperationalError(apsw.FullError("database or disk is full"))
        return execute(self, sql, params)

    with monkeypatch.context() as patch:
        patch.setattr(peewee.Database, "execute_sql", no_room)
        assert _refusal(open_database, older) == "msg.db.full"
    assert _tables(older) == before
    assert not [*tmp_path.glob("crm.db.backup-*")]


def test_the_table_of_calls_takes_no_value_of_another_type(session: Session) -> None:
    with session.engine.reading():
        assert session.engine.rows_of(
            "SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = 'call'"
        ) == [(1,)]


@pytest.mark.parametrize(
    ("where", "file"),
    [
        ("/data/crm.db", "/data/crm.db"),
        ("sqlite:////data/crm.db", "/data/crm.db"),
        ("sqlite:///data/crm.db", "/data/crm.db"),
        ("sqlite:crm.db", "crm.db"),
        ("crm.db", "crm.db"),
        ("~/crm.db", "~/crm.db"),
        ("/data/100 % ø?.db", "/data/100 % ø?.db"),
    ],
)
def test_where_a_database_is(where: str, file: str) -> None:
    assert local_path(where) == Path(file).expanduser().absolute()


def test_another_engine_is_refused_by_its_name() -> None:
    with pytest.raises(DatabaseUnusable) as told:
        local_path("postgresql://server/crm")
    assert told.value.message.key == "msg.db.engine"
    assert dict(told.value.message.values) == {"url": "postgresql"}


def test_marks_that_mean_something_in_a_url_may_stand_in_a_name(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "100 % ø?#&x=1.db"
    shutil.copy(template, path)
    open_database(str(path)).close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
