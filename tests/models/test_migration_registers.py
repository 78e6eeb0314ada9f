"""Migration 0003 over rows that are there; and what all migrations make against what is declared."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from peewee import ForeignKeyField

from tests import factories
from tests.models.soundness import assert_sound
from xscalls_tui.domain.registers import Register
from xscalls_tui.models import database, tables
from xscalls_tui.models.database import open_database
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.sqlite import SqliteEngine
from xscalls_tui.services import registers
from xscalls_tui.services.session import Session

NAMES = [table._meta.table_name for table in tables.ALL]
NEW = {
    "crm_case", "case_note", "opportunity", "competitor", "time_entry", "crm_case_text", "opportunity_text",
    "time_entry_text", "reminded", "draft", "presence", "claim",
}  # fmt: skip


def _rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows by table, with their columns."""
    with engine.reading():
        found = {}
        for name in set(NAMES) & {*engine.db.get_tables()}:
            columns = sorted(column.name for column in engine.db.get_columns(name))
            rows = engine.rows_of(f"SELECT {', '.join(columns)} FROM {name}")
            found[name] = sorted((dict(zip(columns, row, strict=True)) for row in rows), key=_id)
        return found


def _id(row: dict[str, Any]) -> Any:
    return next(row[name] for name in ("id", "day", "name") if name in row)


def test_the_rows_of_an_older_database_stay_and_get_the_new_columns(session: Session) -> None:
    company = factories.company(session, "Åse & Sønner AS", "+47 22 33 44 55")
    contact = factories.contact(session, "Bjørg Ås", company, "0047 900 00 000")
    project = factories.project(session, "P-17", "Nytt tak", company)
    factories.call(session, company=company, partner=contact, project=project, subject="Øl")
    before = _rows(session.engine)
    with session.engine.writing():
        assert database._runner(session.engine).down("0003_registers")[-1] == "0003_registers"
    older = _rows(session.engine)
    assert before.keys() - older.keys() == NEW
    new = {name: before[name][0].keys() - older[name][0].keys() for name in older if before[name]}
    assert {name for name, columns in new.items() if columns} == {
        "company", "contact", "project", "employee", "call"
    }  # fmt: skip
    assert older == {
        name: [
            {column: value for column, value in row.items() if column not in new.get(name, ())}
            for row in rows
        ]
        for name, rows in before.items()
        if name not in NEW
    }
    with closing(open_database(factories.where(session))) as again:
        assert _rows(again) == before
        assert_sound(again)
    told = registers.read(session, Register.COMPANY, company)
    assert (told.values["active"], told.values["category"], told.values["note"]) == (True, 0, "")
    assert (told.values["responsible"], told.created, told.changed) == (None, None, None)
    assert registers.save(session, Register.COMPANY, company, 1, {"note": "Tak"}).values["note"] == "Tak"
    assert_sound(session.engine)


def test_what_only_the_new_columns_tell_is_not_found_without_them(session: Session) -> None:
    values = {"name": "Ås AS", "industry": "Brønnboring", "city": "Ås"}
    company = registers.create(session, Register.COMPANY, values).id
    with session.engine.writing():
        database._runner(session.engine).down("0003_registers")
    with closing(open_database(factories.where(session))) as again:
        found = _rows(again)["company_text"]
        assert [(row["id"], row["body"]) for row in found] == [(company, "as\x1f\x1f")]


def _declared(engine: Engine) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Each column's type and whether it may be empty."""
    if isinstance(engine, SqliteEngine):
        return {
            (name, row[1]): (row[2], bool(row[3] or row[5]))
            for name in NAMES
            for row in engine.rows_of(f"SELECT * FROM pragma_table_info('{name}')")
        }
    columns = engine.rows_of(
        "SELECT table_name, column_name, data_type, is_nullable, collation_name "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    )
    return {(table, column): (*rest,) for table, column, *rest in columns if table in NAMES}


def test_the_migrations_make_what_is_declared(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = session.engine
    with engine.reading():
        migrated = _declared(engine)
        links = {
            (name, link.column, link.dest_table)
            for name in NAMES
            for link in engine.db.get_foreign_keys(name)
        }
    assert links == {
        (table._meta.table_name, field.column_name, field.rel_model._meta.table_name)
        for table in tables.ALL
        for field in table._meta.sorted_fields
        if isinstance(field, ForeignKeyField)
    }
    with engine.writing():
        database._runner(engine).down("0001_initial")
        for table in tables.ALL:
            monkeypatch.setattr(table._meta, "strict_tables", isinstance(engine, SqliteEngine))
        with engine.db.bind_ctx(tables.ALL, bind_refs=False, bind_backrefs=False):
            engine.db.create_tables(tables.ALL)
        assert _declared(engine) == migrated
