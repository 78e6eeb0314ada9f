"""The tables of texts (EntityText) as migrations fill and index them. What is here must not change: a
migration that needs another index brings its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import SqliteDatabase

from xscalls_tui.models.searched import Searched

COLUMNS = ("title", "names", "body", "numbers")
_BATCH = 5000

# SQLite: trigrams, kept by triggers.
_FTS5 = (
    "CREATE VIRTUAL TABLE {table}_index USING fts5({columns}, content='{table}', content_rowid='id', "
    "tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE {table}_terms USING fts5vocab({table}_index, row)",
    "INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')",
    "CREATE TRIGGER {table}_new AFTER INSERT ON {table} BEGIN {add}; END",
    "CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN {remove}; END",
    "CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} WHEN ({old}) <> ({new}) "
    "BEGIN {remove}; {add}; END",
)
_ADD = "INSERT INTO {table}_index (rowid, {columns}) VALUES (NEW.id, {new})"
_REMOVE = "INSERT INTO {table}_index ({table}_index, rowid, {columns}) VALUES ('delete', OLD.id, {old})"

# PostgreSQL: trigrams, and letters and pairs of letters (xscalls_grams).
_GIN = (
    "CREATE INDEX {table}_parts ON {table} USING gin ({parts})",
    "CREATE INDEX {table}_letters ON {table} USING gin ({letters})",
    # What is searched: where the server has rules they stand here (models/postgres.py tells why).
    "CREATE VIEW xscalls_{table} AS SELECT id, {columns} FROM {table}",
)


def index(db: Any, tables: Sequence[str]) -> Iterator[str]:
    """The statements that index tables of texts. On PostgreSQL pg_trgm and xscalls_grams must be there."""
    if isinstance(db, SqliteDatabase):
        for table in tables:
            words = {
                "table": table,
                "columns": ", ".join(COLUMNS),
                "old": ", ".join(f"OLD.{column}" for column in COLUMNS),
                "new": ", ".join(f"NEW.{column}" for column in COLUMNS),
            }
            for statement in _FTS5:
                yield statement.format(**words, add=_ADD.format(**words), remove=_REMOVE.format(**words))
        return
    ((schema,),) = db.execute_sql(
        "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace "
        "WHERE extname = 'pg_trgm'"
    ).fetchall()
    for table in tables:
        words = {
            "table": table,
            "columns": ", ".join(COLUMNS),
            "parts": ", ".join(f"{column} {schema}.gin_trgm_ops" for column in COLUMNS),
            "letters": ", ".join(f"xscalls_grams({column})" for column in COLUMNS),
        }
        for statement in _GIN:
            yield statement.format(**words)


def fill(db: Any, searched: Searched) -> None:
    """Write the texts of the rows that are there, a batch at a time; there are none yet."""
    table, texts = searched.entity._meta.table_name, searched.texts._meta.table_name
    names = ", ".join(searched.columns)
    wanted = f"SELECT id, {names} FROM {table} WHERE id > ? ORDER BY id LIMIT {_BATCH}"
    insert = f"INSERT INTO {texts} (id, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)"
    last = 0
    while rows := db.execute_sql(wanted.replace("?", db.param), (last,)).fetchall():
        last = rows[-1][0]
        texts_of_rows = [
            searched.row(row[0], dict(zip(searched.columns, row[1:], strict=True))) for row in rows
        ]
        db.cursor().executemany(insert.replace("?", db.param), texts_of_rows)


def drop_index(db: Any, tables: Sequence[str]) -> Iterator[str]:
    """The statements that take away what does not go with the tables themselves."""
    for table in tables:
        if isinstance(db, SqliteDatabase):
            yield f"DROP TABLE {table}_terms"
            yield f"DROP TABLE {table}_index"
        else:
            yield f"DROP VIEW xscalls_{table}"
