"""Reminders that come by themselves: when each call reminds, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import AutoField, ForeignKeyField, Model, SqliteDatabase

from xscalls_tui.models.columns import StampField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Employee(Table):
    id = AutoField()


class Call(Table):
    id = AutoField()


class Reminded(Table):
    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    due_at = StampField()
    rings_at = StampField()
    rung_at = StampField(null=True)
    sent_at = StampField(null=True)
    closed_at = StampField(null=True)


INDEXES = (
    "CREATE INDEX call_by_remind_at ON call (employee_id, remind_at) "
    "WHERE deleted_at IS NULL AND remind_at IS NOT NULL",
    "CREATE UNIQUE INDEX reminded_unique ON reminded (call_id, employee_id, due_at)",
)
DAY = 24 * 60


def up(_migrator: object, db: Any) -> None:
    on_file: bool = isinstance(db, SqliteDatabase)
    Reminded._meta.strict_tables = on_file  # PostgreSQL is strict by itself
    if not on_file:
        db.execute_sql("SET LOCAL statement_timeout = 0")
    text = "TEXT" if on_file else 'TEXT COLLATE "C"'
    db.execute_sql(f"ALTER TABLE call ADD COLUMN remind_at {text}")
    with db.bind_ctx([Reminded], bind_refs=False, bind_backrefs=False):
        db.create_tables([Reminded])
    arm(db)
    for statement in INDEXES:
        db.execute_sql(statement)


def arm(db: Any) -> None:
    """What is still to come reminds from here on."""
    zone = ZoneInfo(next(iter(db.execute_sql("SELECT value FROM setting WHERE name = 'zone'")), ["UTC"])[0])
    now = datetime.now(UTC)
    planned = db.execute_sql(
        "SELECT id, starts_at, reminder FROM call WHERE status = 1 AND deleted_at IS NULL "
        f"AND reminder IS NOT NULL AND starts_at >= {db.param}",
        ((now - timedelta(days=1)).isoformat()[:16],),
    ).fetchall()
    for call, starts, minutes in planned:
        days = minutes // DAY if minutes % DAY == 0 else 0
        wall = datetime.fromisoformat(starts) - timedelta(days=days)
        due = wall.replace(tzinfo=zone).astimezone(UTC) - timedelta(minutes=minutes - days * DAY)
        if due > now:
            values = (f"{due.isoformat()[:19]}Z", call)
            db.execute_sql(f"UPDATE call SET remind_at = {db.param} WHERE id = {db.param}", values)


def down(_migrator: object, db: Any) -> None:
    with db.bind_ctx([Reminded], bind_refs=False, bind_backrefs=False):
        db.drop_tables([Reminded])
    db.execute_sql("DROP INDEX call_by_remind_at")
    db.execute_sql("ALTER TABLE call DROP COLUMN remind_at")
