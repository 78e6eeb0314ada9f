"""Migration 0002 over rows that are there: texts and bounds as the program would have written them."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from tests import factories
from tests.factories import moment
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import database, postgres, tables
from xscalls_tui.models.database import open_database, schema_state
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services import bulk
from xscalls_tui.services.session import Session


def _everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table._meta.table_name: engine.rows_of(f"SELECT * FROM {table._meta.table_name} ORDER BY 1")
        for table in tables.ALL
    }


def _shape(engine: Engine) -> list[tuple[Any, ...]]:
    """What the database is made of."""
    if isinstance(engine, SqliteEngine):
        return engine.rows_of(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
        )
    return engine.rows_of(
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "UNION SELECT table_name, column_name, column_default FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY 1, 2"
    )


@pytest.fixture
def filled(session: Session) -> Session:
    """A database with calls on several days, one of them deleted, and rows of all registers; its schema is
    the older one."""
    company = factories.company(session, "Åse & Sønner AS", "+47 22 33 44 55")
    contact = factories.contact(session, "Bjørg Ås", company, "0047 900 00 000")
    factories.project(session, "P-17", "Nytt tak")
    for start in ("23.11 11:00", "23.11 12:00", "24.11 09:00"):
        factories.call(session, starts_at=moment(start), subject="Øl", note="À la\ncarte", partner=contact)
    last = factories.call(session, starts_at=moment("24.11 10:00"), phone="22334455", partner="Nissen")
    bulk.delete(session, [last.id])
    return session


def _older(session: Session) -> None:
    with session.engine.writing():
        assert database._runner(session.engine).down("0002_search")[-1] == "0002_search"


def test_an_older_database_gets_texts_and_bounds_and_gives_them_back(filled: Session) -> None:
    engine = filled.engine
    with engine.reading():
        before, shape = _everything(engine), _shape(engine)
    assert all(before[name] for name in ("call_text", "company_text", "contact_text", "project_text"))
    _older(filled)
    with engine.reading():
        assert schema_state(engine)[0] == ["0001_initial"]
        assert {column.name for column in engine.db.get_columns("day_count")} == {"day", "calls"}
    with closing(open_database(factories.where(filled))) as again:
        with again.reading():
            assert _everything(again) == before
            assert sorted(_shape(again)) == sorted(shape)
        assert_sound(again)


def test_without_the_extension_one_is_told_and_nothing_is_done(
    filled: Session, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of a file, which needs none."""
    monkeypatch.setattr(postgres._Connections, "execute_sql", _refuse)
    _older(filled)
    before = everything(filled.engine)
    if kind == "sqlite":
        open_database(factories.where(filled)).close()
        return
    with pytest.raises(DatabaseUnusable) as told:
        open_database(factories.where(filled))
    assert told.value.message.key == "msg.db.notrigrams"
    assert everything(filled.engine) == before


_execute = postgres._Connections.execute_sql


def _refuse(db: Any, sql: str, params: Any = None) -> Any:
    """What a server says that does not have the extension."""
    return _execute(db, sql.replace("pg_trgm", "pg_missing") if "CREATE EXT" in sql else sql, params)
