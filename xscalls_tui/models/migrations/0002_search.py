"""Searching: what is searched of each row, saved searches, preferences, filters typed before."""

from typing import Any

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField

from xscalls_tui.models.tables import StampField


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

INDEXES = (
    "CREATE INDEX saved_search_by_owner ON saved_search (owner_id, place, id)",
    "CREATE UNIQUE INDEX preference_unique ON preference (employee_id, name)",
    "CREATE UNIQUE INDEX past_filter_unique ON past_filter (employee_id, line)",
)


def up(_migrator: object, db: Any) -> None:
    for table in TABLES:
        table._meta.strict_tables = isinstance(db, SqliteDatabase)  # PostgreSQL is strict by itself
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
    for statement in INDEXES:
        db.execute_sql(statement)


def down(_migrator: object, db: Any) -> None:
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
