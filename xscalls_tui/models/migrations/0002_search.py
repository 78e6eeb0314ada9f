"""Searching: what is searched of each row, saved searches, preferences, filters typed before.

The rows that are there get their texts; and each day the bounds of the ids and dates of its calls.
"""

from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    PeeweeException,
    SqliteDatabase,
    TextField,
)

from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.models import tables, textindex_ddl
from xscalls_tui.models.columns import StampField
from xscalls_tui.models.searched import Searched


class Table(Model):
    class Meta:
        legacy_table_names = False


class Entity(Table):
    id = AutoField()
    version = IntegerField()
    deleted_at = StampField(null=True)


class Employee(Entity):
    pass


class SavedSearch(Entity):
    owner = ForeignKeyField(Employee, index=False)
    name = TextField()
    line = TextField()
    sort_by = TextField()
    descending = BooleanField()
    shared = BooleanField()
    place = IntegerField()


class Preference(Entity):
    employee = ForeignKeyField(Employee, index=False)
    name = TextField()
    value = TextField()


class PastFilter(Table):
    id = AutoField()
    employee = ForeignKeyField(Employee, index=False)
    line = TextField()
    at = StampField()


class EntityText(Table):
    id = IntegerField(primary_key=True)
    title = TextField()
    names = TextField()
    body = TextField()
    numbers = TextField()


class CallText(EntityText):
    pass


class CompanyText(EntityText):
    pass


class ContactText(EntityText):
    pass


class ProjectText(EntityText):
    pass


TABLES = (SavedSearch, Preference, PastFilter, CallText, CompanyText, ContactText, ProjectText)

TEXTS = ("call_text", "company_text", "contact_text", "project_text")
SEARCHED = (
    Searched(
        tables.Call, tables.CallText, ("subject",), names=("partner",), body=("note",), numbers=("phone",)
    ),
    Searched(tables.Company, tables.CompanyText, ("name",), body=("city", "org_no"), numbers=("phone",)),
    Searched(tables.Contact, tables.ContactText, ("name",), body=("email",), numbers=("mobile", "direct")),
    Searched(tables.Project, tables.ProjectText, ("number", "name")),
)
"""As it was then."""

INDEXES = {
    "saved_search_by_owner": "saved_search (owner_id, place, id)",
    "preference_unique": "preference (employee_id, name)",
    "past_filter_unique": "past_filter (employee_id, line)",
    "call_by_creator": "call (created_by, starts_at, id) WHERE deleted_at IS NULL",
    "call_by_changer": "call (changed_by, starts_at, id) WHERE deleted_at IS NULL",
    "call_by_changed": "call (changed_at, starts_at, id) WHERE deleted_at IS NULL",
    "call_by_reminder": "call (starts_at, id) WHERE deleted_at IS NULL AND reminder IS NOT NULL",
    # None, or few: more minutes than one can choose, from an import.
    "call_by_long_reminder": "call (reminder) WHERE deleted_at IS NULL AND reminder > 10080",
}
UNIQUE = ("preference_unique", "past_filter_unique")
OF_CALLS = tuple(name for name in INDEXES if name.startswith("call_by_"))

BOUNDS = {
    "least_id": "INTEGER NOT NULL DEFAULT 2147483647",
    "most_id": "INTEGER NOT NULL DEFAULT 0",
    "first_created": "{text} NOT NULL DEFAULT '9999-12-31'",
    "last_created": "{text} NOT NULL DEFAULT ''",
}
FIND_BOUNDS = """
UPDATE day_count SET
  least_id = found.least, most_id = found.most, first_created = found.first, last_created = found.last
FROM (
  SELECT substr(starts_at, 1, 10) AS day, min(id) AS least, max(id) AS most,
    min(substr(created_at, 1, 10)) AS first, max(substr(created_at, 1, 10)) AS last
  FROM call GROUP BY 1
) AS found
WHERE found.day = day_count.day
"""

# PostgreSQL: trigrams, and letters and pairs of letters.
# Of the pairs every other one is cut out at a time. \x1f, which ends a text, is in no term: none is lost by
# cutting there. Without a query inside, and not strict, the function is put into the statement.
GRAMS = r"""
CREATE FUNCTION xscalls_grams(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value = '' THEN '{}'::text[] ELSE
  string_to_array(value, NULL)
  || string_to_array(regexp_replace(value, '(..)', E'\\1\x1f', 'g'), E'\x1f')
  || string_to_array(regexp_replace(substr(value, 2), '(..)', E'\\1\x1f', 'g'), E'\x1f')
END
"""

ANALYSED_ROWS = 20_000


def up(_migrator: object, db: Any) -> None:
    on_file: bool = isinstance(db, SqliteDatabase)
    for table in TABLES:
        table._meta.strict_tables = on_file  # PostgreSQL is strict by itself
    if not on_file:
        db.execute_sql("SET LOCAL statement_timeout = 0")
        _make_extension(db)
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
    for searched in SEARCHED:
        textindex_ddl.fill(db, searched)
    if not on_file:
        db.execute_sql(GRAMS)
    for statement in textindex_ddl.index(db, TEXTS):
        db.execute_sql(statement)
    for name, what in INDEXES.items():
        db.execute_sql(f"CREATE {'UNIQUE ' * (name in UNIQUE)}INDEX {name} ON {what}")
    for column, what in BOUNDS.items():
        what = what.format(text="TEXT" if on_file else 'TEXT COLLATE "C"')
        db.execute_sql(f"ALTER TABLE day_count ADD COLUMN {column} {what}")
    db.execute_sql(FIND_BOUNDS)
    if db.execute_sql("SELECT 1 FROM call LIMIT 1").fetchall():
        # An index of which nothing is known looks as good as any.
        if on_file:
            db.pragma("analysis_limit", ANALYSED_ROWS)
        db.execute_sql("ANALYZE")


def down(_migrator: object, db: Any) -> None:
    on_file: bool = isinstance(db, SqliteDatabase)
    for statement in textindex_ddl.drop_index(db, TEXTS):
        db.execute_sql(statement)
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
    if not on_file:
        db.execute_sql("DROP FUNCTION xscalls_grams(text)")  # pg_trgm may be in use elsewhere
    for name in OF_CALLS:
        db.execute_sql(f"DROP INDEX {name}")
    for column in BOUNDS:
        db.execute_sql(f"ALTER TABLE day_count DROP COLUMN {column}")


def _make_extension(db: Any) -> None:
    """Whoever may CREATE in the database may make pg_trgm there, if the server has it."""
    try:
        db.execute_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except PeeweeException as error:
        why = getattr(getattr(error, "orig", None), "sqlstate", None)
        if why in NO_EXTENSION:
            raise DatabaseUnusable("msg.db.notrigrams") from error
        raise


NO_EXTENSION = ("0A000", "58P01", "42501")
"""Not installed (also by an older server), not allowed: SQLSTATE."""
