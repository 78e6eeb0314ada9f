"""The first schema: registers, calls, the journal."""

from typing import Any

from peewee import (
    AutoField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    SqliteDatabase,
    TextField,
)

from xscalls_tui.models.columns import StampField, WallTimeField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Entity(Table):
    id = AutoField()
    version = IntegerField()
    deleted_at = StampField(null=True)


class Employee(Entity):
    initials = TextField(unique=True)
    initials_sort = TextField()
    name = TextField()
    name_fold = TextField()
    email = TextField()
    superuser = BooleanField()
    active = BooleanField()


class Company(Entity):
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    org_no = TextField()
    phone = TextField()
    city = TextField()
    country = TextField()


class Contact(Entity):
    company = ForeignKeyField(Company, null=True, index=False)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    is_primary = BooleanField()
    mobile = TextField()
    direct = TextField()
    email = TextField()


class Project(Entity):
    number = TextField(unique=True)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    company = ForeignKeyField(Company, null=True, index=False)
    is_open = BooleanField()


class Call(Entity):
    starts_at = WallTimeField()
    ends_at = WallTimeField()
    direction = SmallIntegerField()
    status = SmallIntegerField()
    employee = ForeignKeyField(Employee, index=False)
    subject = TextField()
    subject_sort = TextField()
    phone = TextField()
    phone_digits = TextField()
    note = TextField()
    reminder = IntegerField(null=True)
    company = ForeignKeyField(Company, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    partner = TextField()
    project = ForeignKeyField(Project, null=True, index=False)
    origin = ForeignKeyField("self", null=True, index=False)
    has_followups = BooleanField()
    owner_saved = BooleanField()
    created_at = StampField()
    created_by = ForeignKeyField(Employee, column_name="created_by", index=False)
    changed_at = StampField()
    changed_by = ForeignKeyField(Employee, column_name="changed_by", index=False)


class Operation(Table):
    id = AutoField()
    uid = TextField(unique=True)
    at = StampField()
    employee = ForeignKeyField(Employee, index=False)
    kind = TextField()
    part_of = ForeignKeyField("self", null=True, index=False)
    reverts = ForeignKeyField("self", null=True, index=False)
    reverted = BooleanField()


class Change(Table):
    id = AutoField()
    operation = ForeignKeyField(Operation, index=True)
    entity = TextField()
    row_id = IntegerField()
    version_before = IntegerField()
    version_after = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)


class DayCount(Table):
    day = TextField(primary_key=True)
    calls = IntegerField()


class ImportKey(Table):
    id = AutoField()
    entity = TextField()
    key = TextField()
    row_id = IntegerField()
    operation = ForeignKeyField(Operation, index=False)


class Setting(Table):
    name = TextField(primary_key=True)
    value = TextField()


TABLES = (Employee, Company, Contact, Project, Call, Operation, Change, DayCount, ImportKey, Setting)

# Every index multiplies the cost of a save: there is one for each order in which the list is read, and
# each ends with the list's own order (start, id), so that a page is a walk along it.
INDEXES = (
    "CREATE INDEX call_by_date ON call (starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_status ON call (status, starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_employee ON call (employee_id, starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_employee_status ON call (employee_id, status, starts_at, id) "
    "WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_company ON call (company_id, starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_contact ON call (contact_id, starts_at, id) "
    "WHERE deleted_at IS NULL AND contact_id IS NOT NULL",
    "CREATE INDEX call_by_project ON call (project_id, starts_at, id) "
    "WHERE deleted_at IS NULL AND project_id IS NOT NULL",
    "CREATE INDEX call_by_subject ON call (subject_sort, starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX call_by_origin ON call (origin_id) WHERE origin_id IS NOT NULL",
    "CREATE INDEX employee_by_initials ON employee (initials_sort, id)",
    "CREATE INDEX company_by_name ON company (name_sort, id)",
    "CREATE INDEX contact_by_company ON contact (company_id, name_sort)",
    "CREATE INDEX project_by_company ON project (company_id, number)",
    "CREATE INDEX change_by_row ON change (row_id, entity, id)",
    "CREATE INDEX operation_by_employee ON operation (employee_id, id)",
    "CREATE UNIQUE INDEX import_key_unique ON import_key (entity, key)",
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
