"""The registers of whom one talks to, and what about: companies, contact persons, projects; and of those who
talk, the employees."""

from __future__ import annotations

from xscalls_tui.domain.flags import Flag
from xscalls_tui.domain.permissions import Rule
from xscalls_tui.domain.record_types.vocabulary import (
    Choice,
    Column,
    Kind,
    Property,
    RecordType,
    Tab,
)
from xscalls_tui.domain.registers import Register

CATEGORIES = (
    Choice(0, "none", "co.cat.none"),
    Choice(1, "customer", "co.cat.customer", Flag.GREEN),
    Choice(2, "supplier", "co.cat.supplier", Flag.BLUE),
    Choice(3, "partner", "co.cat.partner", Flag.YELLOW),
    Choice(4, "prospect", "co.cat.prospect", Flag.ORANGE),
)
PROJECT_STATUSES = (
    Choice(1, "open", "pr.open", Flag.YELLOW),
    Choice(0, "closed", "pr.closed", Flag.GREEN, ended=True),
)

COMPANIES = RecordType(
    Register.COMPANY,
    entity="company",
    noun="noun.company",
    page="page.companies",
    new="co.new",
    properties=(
        Property("name", "co.name", required=True),
        Property("org_no", "co.orgno", Kind.ORG_NO, half=True),
        Property("category", "co.category", Kind.CHOICE, choices=CATEGORIES, default=0, half=True),
        Property("phone", "co.phone", Kind.PHONE, half=True),
        Property("email", "co.email", Kind.EMAIL, half=True),
        Property("web", "co.web", half=True),
        Property("industry", "co.industry", half=True),
        Property("address", "co.address"),
        Property("postcode", "co.postcode", half=True),
        Property("city", "co.city", half=True),
        Property("country", "co.country", default="NO", half=True),
        Property("responsible", "co.responsible", Kind.LINK, Register.EMPLOYEE, half=True),
        Property("active", "rec.active", Kind.YES_NO, default=True),
        Property("note", "rec.note", Kind.NOTE),
    ),
    title=("name",),
    columns=(
        Column("id", 8, "id", "co.id", gives_way=4),
        Column("name", 22, "name_sort", grows=True),
        Column("postcode", 6, "postcode", gives_way=6),
        Column("city", 14, "city", gives_way=3),
        Column("category", 10, "category", gives_way=5),
        Column("industry", 12, gives_way=8),
        Column("responsible", 4, heading="list.responsible", gives_way=2),
        Column("contacted", 8, heading="co.lastcontact.short", gives_way=1),
        Column("changed_by", 4, heading="list.by", gives_way=7),
        Column("contacts", 3, heading="co.contacts.short", gives_way=2),
    ),
    sort="name_sort",
    tabs=(
        Tab("noun.contacts", Register.CONTACT, "company"),
        Tab("noun.projects", Register.PROJECT, "company"),
        Tab("co.followups", None, "company"),
        Tab("noun.cases", Register.CASE, "company"),
        Tab("noun.opportunities", Register.OPPORTUNITY, "company"),
        Tab("noun.timeentries", Register.TIME_ENTRY, "company"),
    ),
    owner="responsible",
    active="active",
    hit=("city", "phone", "org_no"),
)

CONTACTS = RecordType(
    Register.CONTACT,
    entity="contact",
    noun="noun.contact",
    page="page.contacts",
    new="ct.new",
    properties=(
        Property("name", "ct.name", required=True),
        Property("company", "noun.company", Kind.LINK, Register.COMPANY, half=True),
        Property("title", "ct.title", half=True),
        Property("mobile", "ct.mobile", Kind.PHONE, half=True),
        Property("direct", "ct.direct", Kind.PHONE, half=True),
        Property("email", "ct.email", Kind.EMAIL, half=True),
        Property("is_primary", "ct.primary", Kind.YES_NO, default=False, half=True),
        Property("active", "rec.active", Kind.YES_NO, default=True),
        Property("note", "rec.note", Kind.NOTE),
    ),
    title=("name",),
    columns=(
        Column("name", 20, "name_sort", grows=True),
        Column("is_primary", 2, heading="ct.primary.short", gives_way=1),
        Column("company", 20, gives_way=1),
        Column("title", 14, gives_way=5),
        Column("email", 22, gives_way=4),
        Column("mobile", 14, gives_way=2),
        Column("direct", 14, gives_way=6),
        Column("cases", 6, heading="noun.cases", gives_way=7),
        Column("changed_at", 8, "changed_at", "list.changed", gives_way=3),
        Column("changed_by", 4, heading="list.by", gives_way=8),
    ),
    sort="name_sort",
    tabs=(
        Tab("co.followups", None, "contact"),
        Tab("noun.cases", Register.CASE, "contact"),
        Tab("noun.opportunities", Register.OPPORTUNITY, "contact"),
    ),
    active="active",
    hit=("company", "mobile", "direct", "email"),
)

PROJECTS = RecordType(
    Register.PROJECT,
    entity="project",
    noun="noun.project",
    page="page.projects",
    new="pr.new",
    properties=(
        Property("number", "pr.number", required=True, half=True),
        Property("is_open", "pr.status", Kind.CHOICE, choices=PROJECT_STATUSES, default=1, half=True),
        Property("name", "pr.name", required=True),
        Property("company", "noun.company", Kind.LINK, Register.COMPANY, half=True),
        Property("responsible", "pr.leader", Kind.LINK, Register.EMPLOYEE, half=True),
        Property("starts_on", "pr.start", Kind.DATE, half=True),
        Property("ends_on", "pr.end", Kind.DATE, half=True),
        Property("note", "rec.note", Kind.NOTE),
    ),
    title=("number", "name"),
    columns=(
        Column("number", 8, "number", "pr.number.short"),
        Column("name", 24, "name_sort", grows=True),
        Column("company", 22, gives_way=1),
        Column("starts_on", 8, "starts_on", "pr.start.short", gives_way=3),
        Column("ends_on", 8, "ends_on", "pr.end.short", gives_way=4),
        Column("responsible", 4, heading="list.responsible", gives_way=2),
    ),
    sort="number",
    tabs=(
        Tab("co.followups", None, "project"),
        Tab("noun.cases", Register.CASE, "project"),
        Tab("noun.opportunities", Register.OPPORTUNITY, "project"),
        Tab("noun.timeentries", Register.TIME_ENTRY, "project"),
    ),
    status="is_open",
    owner="responsible",
    hit=("company",),
)

EMPLOYEES = RecordType(
    Register.EMPLOYEE,
    entity="employee",
    noun="noun.employee",
    page="page.employees",
    new="emp.new",
    properties=(
        Property("initials", "emp.initials", Kind.INITIALS, required=True, half=True),
        Property("name", "emp.name", required=True, half=True),
        Property("email", "ct.email", Kind.EMAIL, half=True),
        Property("superuser", "noun.superuser", Kind.YES_NO, default=False, half=True),
        Property("active", "rec.active", Kind.YES_NO, default=True),
    ),
    title=("initials", "name"),
    columns=(
        Column("initials", 10, "initials_sort"),
        Column("name", 24, "name_fold", grows=True),
        Column("email", 28, gives_way=1),
        Column("superuser", 11, gives_way=2),
        Column("changed_at", 8, "changed_at", "list.changed", gives_way=3),
    ),
    sort="initials_sort",
    rule=Rule.SUPERUSER,
    tabs=(
        Tab("co.followups", None, "employee"),
        Tab("noun.cases", Register.CASE, "responsible"),
        Tab("noun.timeentries", Register.TIME_ENTRY, "employee"),
    ),
    active="active",
    hit=("email",),
)
