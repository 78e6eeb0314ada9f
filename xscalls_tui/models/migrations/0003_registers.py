"""The rooms around the call: cases, sales opportunities and time entries; and more of companies, contact
persons and projects. Who changed a record, and when, is known from here on."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    SqliteDatabase,
    TextField,
)

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


class Company(Entity):
    pass


class Contact(Entity):
    pass


class Project(Entity):
    pass


class Call(Entity):
    pass


class Record(Entity):
    created_at = StampField(null=True)
    created_by = ForeignKeyField(Employee, column_name="created_by", null=True, index=False)
    changed_at = StampField(null=True)
    changed_by = ForeignKeyField(Employee, column_name="changed_by", null=True, index=False)


class Case(Record):
    class Meta:
        table_name = "crm_case"

    subject = TextField()
    name_fold = TextField()
    name_sort = TextField()
    status = SmallIntegerField()
    priority = SmallIntegerField()
    company = ForeignKeyField(Company, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    project = ForeignKeyField(Project, null=True, index=False)
    responsible = ForeignKeyField(Employee, index=False)
    call = ForeignKeyField(Call, null=True, index=False)
    description = TextField()


class CaseNote(Record):
    case = ForeignKeyField(Case, index=False)
    reply_to = ForeignKeyField("self", null=True, index=False)
    text = TextField()
    name_fold = TextField()
    name_sort = TextField()


class Opportunity(Record):
    subject = TextField()
    name_fold = TextField()
    name_sort = TextField()
    status = SmallIntegerField()
    company = ForeignKeyField(Company, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    project = ForeignKeyField(Project, null=True, index=False)
    responsible = ForeignKeyField(Employee, index=False)
    call = ForeignKeyField(Call, null=True, index=False)
    probability = SmallIntegerField(null=True)
    value = BigIntegerField(null=True)
    closes_on = TextField(null=True)
    note = TextField()


class Competitor(Record):
    opportunity = ForeignKeyField(Opportunity, index=False)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    won = BooleanField()
    note = TextField()


class TimeEntry(Record):
    day = TextField()
    employee = ForeignKeyField(Employee, index=False)
    hours = IntegerField()
    billable = IntegerField(null=True)
    hour_type = SmallIntegerField()
    activity = TextField()
    company = ForeignKeyField(Company, null=True, index=False)
    project = ForeignKeyField(Project, null=True, index=False)
    case = ForeignKeyField(Case, null=True, index=False)
    call = ForeignKeyField(Call, null=True, index=False)
    note = TextField()
    name_fold = TextField()
    name_sort = TextField()
    order_text = TextField()
    finished = BooleanField()


class EntityText(Table):
    id = IntegerField(primary_key=True)
    title = TextField()
    names = TextField()
    body = TextField()
    numbers = TextField()


class CaseText(EntityText):
    class Meta:
        table_name = "crm_case_text"


class OpportunityText(EntityText):
    pass


class TimeEntryText(EntityText):
    pass


TABLES = (
    Case, CaseNote, Opportunity, Competitor, TimeEntry,
    CaseText, OpportunityText, TimeEntryText,
)  # fmt: skip
TEXTS = ("crm_case_text", "opportunity_text", "time_entry_text")

SEARCHED_BEFORE = (
    Searched(tables.Company, tables.CompanyText, ("name",), body=("city", "org_no"), numbers=("phone",)),
    Searched(tables.Contact, tables.ContactText, ("name",), body=("email",), numbers=("mobile", "direct")),
    Searched(tables.Project, tables.ProjectText, ("number", "name")),
)
"""What has more that is searched from here on; the rows that are there have none of it."""

TEXT = "{text} NOT NULL DEFAULT ''"
DATE = "{text}"
PERSON = "INTEGER REFERENCES employee (id)"
STAMPS = {"created_at": "{text}", "created_by": PERSON, "changed_at": "{text}", "changed_by": PERSON}
COLUMNS = {
    "company": {
        "category": "{small} NOT NULL DEFAULT 0",
        **dict.fromkeys(("industry", "address", "postcode", "email", "web", "note"), TEXT),
        "active": "{truth}",
        "responsible_id": PERSON,
        **STAMPS,
    },
    "contact": {"title": TEXT, "note": TEXT, "active": "{truth}", **STAMPS},
    "project": {"starts_on": DATE, "ends_on": DATE, "note": TEXT, "responsible_id": PERSON, **STAMPS},
    "employee": STAMPS,
}
ON_FILE = {"text": "TEXT", "small": "INTEGER", "truth": "INTEGER NOT NULL DEFAULT 1"}
ON_SERVER = {"text": 'TEXT COLLATE "C"', "small": "SMALLINT", "truth": "BOOLEAN NOT NULL DEFAULT TRUE"}

LIVE = "WHERE deleted_at IS NULL"
CHANGED = "COALESCE(changed_at, '')"
"""As the lists are sorted: what was imported may not say when it was changed."""
INDEXES = {
    # A customer is talked to last when a call with them is held last.
    "call_by_contacted": "call (company_id, starts_at) WHERE deleted_at IS NULL AND status = 2",
    "company_by_id": f"company (id) {LIVE}",
    "contact_by_name": f"contact (name_sort, id) {LIVE}",
    "project_by_number": f"project (number, id) {LIVE}",
    "case_by_changed": f"crm_case ({CHANGED}, id) {LIVE}",
    "case_by_company": f"crm_case (company_id, {CHANGED}, id) {LIVE}",
    "case_by_contact": f"crm_case (contact_id, {CHANGED}, id) {LIVE} AND contact_id IS NOT NULL",
    "case_by_project": f"crm_case (project_id, {CHANGED}, id) {LIVE} AND project_id IS NOT NULL",
    "case_by_responsible": f"crm_case (responsible_id, {CHANGED}, id) {LIVE}",
    "case_by_call": "crm_case (call_id) WHERE call_id IS NOT NULL",
    "case_note_by_case": f"case_note (case_id, id) {LIVE}",
    "case_note_by_reply": "case_note (reply_to_id) WHERE reply_to_id IS NOT NULL",
    "opportunity_by_changed": f"opportunity ({CHANGED}, id) {LIVE}",
    "opportunity_by_company": f"opportunity (company_id, {CHANGED}, id) {LIVE}",
    "opportunity_by_contact": f"opportunity (contact_id, {CHANGED}, id) {LIVE} AND contact_id IS NOT NULL",
    "opportunity_by_project": f"opportunity (project_id, {CHANGED}, id) {LIVE} AND project_id IS NOT NULL",
    "opportunity_by_responsible": f"opportunity (responsible_id, {CHANGED}, id) {LIVE}",
    "opportunity_by_call": "opportunity (call_id) WHERE call_id IS NOT NULL",
    "competitor_by_opportunity": f"competitor (opportunity_id, name_sort, id) {LIVE}",
    "time_entry_by_day": f"time_entry (day, id) {LIVE}",
    "time_entry_by_employee": f"time_entry (employee_id, day, id) {LIVE}",
    "time_entry_by_company": f"time_entry (company_id, day, id) {LIVE} AND company_id IS NOT NULL",
    "time_entry_by_project": f"time_entry (project_id, day, id) {LIVE} AND project_id IS NOT NULL",
    "time_entry_by_case": f"time_entry (case_id, day, id) {LIVE} AND case_id IS NOT NULL",
    "time_entry_by_call": "time_entry (call_id) WHERE call_id IS NOT NULL",
}
OF_OLD_TABLES = ("call_by_contacted", "company_by_id", "contact_by_name", "project_by_number")


def up(_migrator: object, db: Any) -> None:
    on_file: bool = isinstance(db, SqliteDatabase)
    for table in TABLES:
        table._meta.strict_tables = on_file  # PostgreSQL is strict by itself
    if not on_file:
        db.execute_sql("SET LOCAL statement_timeout = 0")
    for name, columns in COLUMNS.items():
        for column, what in columns.items():
            what = what.format(**ON_FILE if on_file else ON_SERVER)
            db.execute_sql(f"ALTER TABLE {name} ADD COLUMN {column} {what}")
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.create_tables(TABLES)
    for statement in textindex_ddl.index(db, TEXTS):
        db.execute_sql(statement)
    for name, what in INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON {what}")


def down(_migrator: object, db: Any) -> None:
    for statement in textindex_ddl.drop_index(db, TEXTS):
        db.execute_sql(statement)
    with db.bind_ctx(TABLES, bind_refs=False, bind_backrefs=False):
        db.drop_tables(TABLES)
    for name in OF_OLD_TABLES:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in COLUMNS.items():
        for column in columns:
            db.execute_sql(f"ALTER TABLE {name} DROP COLUMN {column}")
    for searched in SEARCHED_BEFORE:
        db.execute_sql(f"DELETE FROM {searched.texts._meta.table_name}")
        textindex_ddl.fill(db, searched)
