"""What is typed and not saved yet: kept for whoever typed it."""

from typing import Any

from peewee import AutoField, ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField

from xscalls_tui.models.columns import StampField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Employee(Table):
    id = AutoField()


class Draft(Table):
    id = AutoField()
    employee = ForeignKeyField(Employee, index=False)
    uid = TextField()
    form = TextField()
    entry_id = IntegerField(null=True)
    version = IntegerField(null=True)
    label = TextField()
    fields = TextField()
    field = TextField()
    place = TextField()
    kept_at = StampField()


def up(_migrator: object, db: Any) -> None:
    Draft._meta.strict_tables = isinstance(db, SqliteDatabase)  # PostgreSQL is strict by itself
    with db.bind_ctx([Draft], bind_refs=False, bind_backrefs=False):
        db.create_tables([Draft])
    db.execute_sql("CREATE UNIQUE INDEX draft_unique ON draft (employee_id, uid)")


def down(_migrator: object, db: Any) -> None:
    with db.bind_ctx([Draft], bind_refs=False, bind_backrefs=False):
        db.drop_tables([Draft])
