"""Who has which call open, and who asks whom to be let change one."""

from typing import Any

from peewee import AutoField, ForeignKeyField, Model, SqliteDatabase, TextField

from xscalls_tui.models.columns import StampField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Employee(Table):
    id = AutoField()


class Call(Table):
    id = AutoField()


class Presence(Table):
    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    place = TextField()
    since = StampField()
    seen_at = StampField()


class Claim(Table):
    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    asked_at = StampField()
    refused_at = StampField(null=True)


def up(_migrator: object, db: Any) -> None:
    for table in (Presence, Claim):
        table._meta.strict_tables = isinstance(db, SqliteDatabase)  # PostgreSQL is strict by itself
    with db.bind_ctx([Presence, Claim], bind_refs=False, bind_backrefs=False):
        db.create_tables([Presence, Claim])
    db.execute_sql("CREATE UNIQUE INDEX presence_unique ON presence (employee_id, place, call_id)")
    db.execute_sql("CREATE UNIQUE INDEX claim_unique ON claim (call_id, employee_id)")


def down(_migrator: object, db: Any) -> None:
    with db.bind_ctx([Presence, Claim], bind_refs=False, bind_backrefs=False):
        db.drop_tables([Presence, Claim])
