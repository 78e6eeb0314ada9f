"""The tables. They are bound to no database: an Engine runs the queries made from them."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    DeferredForeignKey,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from xscalls_tui.models.columns import Entity, StampField, Table, WallTimeField
from xscalls_tui.models.text_tables import (
    CallText as CallText,
)
from xscalls_tui.models.text_tables import (
    CaseText as CaseText,
)
from xscalls_tui.models.text_tables import (
    CompanyText as CompanyText,
)
from xscalls_tui.models.text_tables import (
    ContactText as ContactText,
)
from xscalls_tui.models.text_tables import (
    EntityText as EntityText,
)
from xscalls_tui.models.text_tables import (
    OpportunityText as OpportunityText,
)
from xscalls_tui.models.text_tables import (
    ProjectText as ProjectText,
)
from xscalls_tui.models.text_tables import (
    TimeEntryText as TimeEntryText,
)

HIGHEST_ID = 2**31 - 1
"""What a row can have."""
NEVER = "9999-12-31"
"""A date after all others."""


class Record(Entity):
    """A table whose rows are the records of a register (``domain.record_types``). Stamps are unknown of rows
    that are older than they."""

    created_at = StampField(null=True)
    created_by = DeferredForeignKey("Employee", column_name="created_by", null=True, index=False)
    changed_at = StampField(null=True)
    changed_by = DeferredForeignKey("Employee", column_name="changed_by", null=True, index=False)


class Employee(Record):
    """Somebody who can sign in, and whom calls belong to. ``name_fold`` holds initials and name."""

    initials = TextField(unique=True)
    initials_sort = TextField()
    name = TextField()
    name_fold = TextField()
    email = TextField(default="")
    superuser = BooleanField(default=False)
    active = BooleanField(default=True)


class Company(Record):
    """A firm. ``category`` is a code of ``record_types.people``."""

    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    org_no = TextField(default="")
    phone = TextField(default="")
    city = TextField(default="")
    country = TextField(default="")
    category = SmallIntegerField(default=0)
    industry = TextField(default="")
    address = TextField(default="")
    postcode = TextField(default="")
    email = TextField(default="")
    web = TextField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)
    responsible = ForeignKeyField(Employee, null=True, index=False)


class Contact(Record):
    """A contact person, usually of a company."""

    company = ForeignKeyField(Company, null=True, index=False)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    primary = BooleanField(column_name="is_primary", default=False)
    mobile = TextField(default="")
    direct = TextField(default="")
    email = TextField(default="")
    title = TextField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)


class Project(Record):
    """A project, usually of a company. ``name_fold`` holds number and name."""

    number = TextField(unique=True)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    company = ForeignKeyField(Company, null=True, index=False)
    open = BooleanField(column_name="is_open", default=True)
    starts_on = TextField(null=True)
    ends_on = TextField(null=True)
    note = TextField(default="")
    responsible = ForeignKeyField(Employee, null=True, index=False)


class Call(Entity):
    """A telephone call. ``has_followups`` is derived from the ``origin`` of other calls, ``remind_at`` (when
    its reminder is due, if it is to come) from the call itself; the unit of work keeps both."""

    starts_at = WallTimeField()
    ends_at = WallTimeField()
    direction = SmallIntegerField()
    status = SmallIntegerField()
    employee = ForeignKeyField(Employee, index=False)
    subject = TextField(default="")
    subject_sort = TextField(default="")
    phone = TextField(default="")
    phone_digits = TextField(default="")
    note = TextField(default="")
    reminder = IntegerField(null=True)
    company = ForeignKeyField(Company, null=True, index=False)
    contact = ForeignKeyField(Contact, null=True, index=False)
    partner = TextField(default="")
    project = ForeignKeyField(Project, null=True, index=False)
    origin = ForeignKeyField("self", null=True, index=False)
    has_followups = BooleanField(default=False)
    owner_saved = BooleanField(default=False)
    created_at = StampField()
    created_by = ForeignKeyField(Employee, column_name="created_by", index=False)
    changed_at = StampField()
    changed_by = ForeignKeyField(Employee, column_name="changed_by", index=False)
    remind_at = StampField(null=True)


class Case(Record):
    """A customer's enquiry that is followed up until it is closed. ``call`` is the call that it was made
    from; so for the next two. Dates are texts, 2026-11-23; what has decimals is in hundredths."""

    class Meta:
        table_name = "crm_case"  # CASE means something else to a database

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
    description = TextField(default="")


class CaseNote(Record):
    """A follow-up or comment on a case, perhaps in reply to another one."""

    case = ForeignKeyField(Case, index=False)
    reply_to = ForeignKeyField("self", null=True, index=False)
    text = TextField()
    name_fold = TextField()
    name_sort = TextField()


class Opportunity(Record):
    """A sale that may come about. ``probability`` is in per cent, ``value`` in hundredths of a krone."""

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
    note = TextField(default="")


class Competitor(Record):
    """Who else wants a sale; ``won``, they got it."""

    opportunity = ForeignKeyField(Opportunity, index=False)
    name = TextField()
    name_fold = TextField()
    name_sort = TextField()
    won = BooleanField(default=False)
    note = TextField(default="")


class TimeEntry(Record):
    """Hours that an employee has worked, and those that a customer pays for, in hundredths. ``name_fold`` is
    of the note."""

    day = TextField()
    employee = ForeignKeyField(Employee, index=False)
    hours = IntegerField()
    billable = IntegerField(null=True)
    hour_type = SmallIntegerField()
    activity = TextField(default="")
    company = ForeignKeyField(Company, null=True, index=False)
    project = ForeignKeyField(Project, null=True, index=False)
    case = ForeignKeyField(Case, null=True, index=False)
    call = ForeignKeyField(Call, null=True, index=False)
    note = TextField(default="")
    name_fold = TextField()
    name_sort = TextField()
    order_text = TextField(default="")
    finished = BooleanField(default=False)


class Operation(Table):
    """What somebody did: one transaction of the journal.

    ``uid`` is made by the client, so that a write whose answer was lost can be looked up. ``part_of``
    joins this operation to an earlier one for undo. ``reverts`` is the operation that this one undid or
    redid; ``reverted`` marks one that has been taken back.
    """

    id = AutoField()
    uid = TextField(unique=True)
    at = StampField()
    employee = ForeignKeyField(Employee, index=False)
    kind = TextField()
    part_of = ForeignKeyField("self", null=True, index=False)
    reverts = ForeignKeyField("self", null=True, index=False)
    reverted = BooleanField(default=False)


class Change(Table):
    """One row touched by an operation. ``before`` and ``after`` are JSON objects of the columns that
    differ; ``before`` is NULL for a new row, whose ``after`` may then be NULL as well (an import)."""

    id = AutoField()
    operation = ForeignKeyField(Operation, index=False)
    entity = TextField()
    row_id = IntegerField()
    version_before = IntegerField()
    version_after = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)


class DayCount(Table):
    """How many calls there are on each day, for totals that need no counting; and between which ids and UTC
    dates of making all lie that stand or ever stood on it. Of none, least and first are above all others."""

    day = TextField(primary_key=True)
    calls = IntegerField()
    least_id = IntegerField(default=HIGHEST_ID)
    most_id = IntegerField(default=0)
    first_created = TextField(default=NEVER)
    last_created = TextField(default="")


class ImportKey(Table):
    """Which row a line of an imported set became, so that a second import adds nothing."""

    id = AutoField()
    entity = TextField()
    key = TextField()
    row_id = IntegerField()
    operation = ForeignKeyField(Operation, index=False)


class SavedSearch(Entity):
    """Criteria and order that somebody keeps. ``line`` is the typed form of the criteria, with rows of
    registers by their ids; ``place`` orders the searches of one owner."""

    owner = ForeignKeyField(Employee, index=False)
    name = TextField()
    line = TextField()
    sort_by = TextField()
    descending = BooleanField()
    shared = BooleanField(default=False)
    place = IntegerField(default=0)


class Preference(Entity):
    """A setting of one employee."""

    employee = ForeignKeyField(Employee, index=False)
    name = TextField()
    value = TextField()


class PastFilter(Table):
    """A filter that somebody typed, to be had again. ``at`` is when it was last used."""

    id = AutoField()
    employee = ForeignKeyField(Employee, index=False)
    line = TextField()
    at = StampField()


class Draft(Table):
    """What an employee has typed and not saved yet (``domain.drafts``). ``fields`` is JSON."""

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


class Reminded(Table):
    """What became of a reminder: an employee's answer, and where it was shown. Of the one that was due at
    ``due_at``; a call that was moved has another."""

    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    due_at = StampField()
    rings_at = StampField()
    """When it is to ring: ``due_at``, or later if it was put off."""
    rung_at = StampField(null=True)
    """When a screen showed it first; anew after it was put off."""
    sent_at = StampField(null=True)
    """When ``xscalls remind`` told of it; anew likewise."""
    closed_at = StampField(null=True)
    """When it was answered for good."""


class Presence(Table):
    """A call that an employee has open (``domain.presence``). ``seen_at`` is when it was last known to be."""

    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    place = TextField()
    since = StampField()
    seen_at = StampField()


class Claim(Table):
    """An employee asks the owner of a call to let them change it again."""

    id = AutoField()
    call = ForeignKeyField(Call, index=False)
    employee = ForeignKeyField(Employee, index=False)
    asked_at = StampField()
    refused_at = StampField(null=True)


class Setting(Table):
    """A setting of the whole database."""

    name = TextField(primary_key=True)
    value = TextField()


ENTITIES: dict[str, type[Entity]] = {
    "employee": Employee,
    "company": Company,
    "contact": Contact,
    "project": Project,
    "call": Call,
    "crm_case": Case,
    "case_note": CaseNote,
    "opportunity": Opportunity,
    "competitor": Competitor,
    "time_entry": TimeEntry,
    "saved_search": SavedSearch,
    "preference": Preference,
}
"""The journalled tables by the name that the journal calls them."""

HISTORY = "schema_migration"
"""The table in which the migrations keep which of them are applied."""
ALL: tuple[type[Table], ...] = (
    *ENTITIES.values(), Operation, Change, DayCount, ImportKey, Setting,
    PastFilter, Reminded, Draft, Presence, Claim,
    CallText, CompanyText, ContactText, ProjectText, CaseText, OpportunityText, TimeEntryText,
)  # fmt: skip
"""All tables, each after those that it refers to."""
