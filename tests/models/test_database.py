"""Creating, opening and migrating databases: what is refused is refused in words, and nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests import factories
from tests.models.migrations import ADDED, with_migration
from tests.models.soundness import everything
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import database, tables
from xscalls_tui.models.database import create_database, open_database, schema_state
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import HISTORY
from xscalls_tui.services import calls
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


def _refusal(do: Callable[[str], Engine], where: str) -> str:
    with pytest.raises(DatabaseUnusable) as told:
        do(where)
    return told.value.message.key


def _tables(engine: Engine) -> set[str]:
    """Those of the program: SQLite keeps others for what it finds things by."""
    with engine.reading():
        return {name for name in engine.db.get_tables() if not re.match("sqlite_|.+_(index|terms)", name)}


def test_a_new_database_is_up_to_date_and_opens(place: str) -> None:
    with closing(create_database(place)) as engine, engine.reading():
        applied, known = schema_state(engine)
        assert applied == known != []
    open_database(place).close()


def test_where_no_database_is_none_is_opened(place: str) -> None:
    assert _refusal(open_database, place) == "msg.db.missing"


def test_nothing_is_ever_overwritten(session: Session) -> None:
    before = everything(session.engine)
    assert _refusal(create_database, factories.where(session)) == "msg.db.exists"
    assert everything(session.engine) == before


def test_a_creation_that_fails_leaves_nothing_and_can_be_tried_again(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_migration(patch, tmp_path / "migrations", "0002_fails", "1 / 0")
        with pytest.raises(ZeroDivisionError):
            create_database(place)
    assert _refusal(open_database, place) == "msg.db.missing"
    create_database(place).close()


def test_a_database_of_a_newer_program_is_refused_and_not_touched(session: Session) -> None:
    with session.engine.writing():
        session.engine.rows_of(f"INSERT INTO {HISTORY} (name, applied) VALUES ('9999_later', '2030-01-01')")
    before = everything(session.engine)
    assert _refusal(open_database, factories.where(session)) == "msg.db.newer"
    assert everything(session.engine) == before


# Migrations.


def test_an_older_database_is_brought_up_to_date(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.call(session, subject="Fra før")
    before = _tables(session.engine)
    with_migration(monkeypatch, tmp_path / "migrations", "0002_more", ADDED)
    with closing(open_session(factories.where(session), "KN")) as newer:
        assert calls.read(newer, 1).subject == "Fra før"
        assert _tables(newer.engine) - before == {"added"}
    open_database(factories.where(session)).close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(session.engine)
    with monkeypatch.context() as patch:
        with_migration(patch, tmp_path / "migrations", "0002_fails", f"{ADDED}; 1 / 0")
        with pytest.raises(ZeroDivisionError):
            open_database(factories.where(session))
    assert everything(session.engine) == before
    with closing(open_session(factories.where(session), "KN")) as again:
        factories.call(again)


def test_every_migration_can_be_taken_back(place: str) -> None:
    with closing(create_database(place)) as engine, engine.reading():
        runner = database._runner(engine)
        _, known = schema_state(engine)
        assert runner.down(known[0]) == known[::-1]
        assert _tables(engine) == {HISTORY}
        assert runner.up() == known
        assert "call" in _tables(engine)


def test_the_tables_of_the_program_are_those_that_the_migrations_make(session: Session) -> None:
    """The models are not what creates the tables: nothing but this holds the two together."""
    models = {model._meta.table_name: set(model._meta.columns) for model in tables.ALL}
    engine = session.engine
    with engine.reading():
        made = {
            name: {column.name for column in engine.db.get_columns(name)}
            for name in _tables(engine) - {HISTORY}
        }
    assert made == models
