"""The registers of what comes of a call: cases, sales opportunities, time entries."""

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

CASE_STATUSES = (
    Choice(1, "new", "case.st.new", Flag.BLUE),
    Choice(2, "open", "case.open", Flag.YELLOW),
    Choice(3, "waiting", "case.st.wait", Flag.ORANGE),
    Choice(4, "closed", "case.closed", Flag.GREEN, ended=True),
)
PRIORITIES = (
    Choice(1, "high", "case.prio.high", Flag.RED),
    Choice(2, "normal", "case.prio.normal"),
    Choice(3, "low", "case.prio.low", Flag.BLUE),
)
OPPORTUNITY_STATUSES = (
    Choice(1, "not_started", "opp.notstarted", Flag.BLUE),
    Choice(2, "open", "opp.open", Flag.YELLOW),
    Choice(3, "won", "opp.won", Flag.GREEN, ended=True),
    Choice(4, "lost", "opp.lost", Flag.RED, ended=True),
)
HOUR_TYPES = (
    Choice(1, "ordinary", "time.ordinary"),
    Choice(2, "overtime", "time.overtime"),
)

CASES = RecordType(
    Register.CASE,
    entity="crm_case",
    noun="noun.case",
    page="page.cases",
    new="case.new",
    properties=(
        Property("subject", "call.subject", required=True),
        Property("status", "call.status", Kind.CHOICE, choices=CASE_STATUSES, default=1, half=True),
        Property("priority", "case.priority", Kind.CHOICE, choices=PRIORITIES, default=2, half=True),
        Property("company", "noun.company", Kind.LINK, Register.COMPANY, half=True),
        Property("contact", "noun.contact", Kind.LINK, Register.CONTACT, half=True),
        Property("project", "noun.project", Kind.LINK, Register.PROJECT, half=True),
        Property("responsible", "case.resp", Kind.LINK, Register.EMPLOYEE, required=True, half=True),
        Property("call", "rec.fromcall", Kind.CALL, fixed=True),
        Property("description", "case.desc", Kind.NOTE),
    ),
    title=("subject",),
    columns=(
        Column("id", 6, "id", "list.id"),
        Column("priority", 2, "priority", "case.priority.short", gives_way=3),
        Column("subject", 24, "name_sort", grows=True),
        Column("company", 20, gives_way=1),
        Column("contact", 18, gives_way=4),
        Column("responsible", 4, heading="list.responsible", gives_way=2),
        Column("changed_at", 8, "changed_at", "list.changed", gives_way=1),
        Column("changed_by", 4, heading="list.by", gives_way=5),
    ),
    sort="changed_at",
    descending=True,
    rule=Rule.KEPT,
    tabs=(
        Tab("case.followups", Register.CASE_NOTE, "case"),
        Tab("noun.timeentries", Register.TIME_ENTRY, "case"),
    ),
    status="status",
    owner="responsible",
    hit=("company", "contact"),
)

CASE_NOTES = RecordType(
    Register.CASE_NOTE,
    entity="case_note",
    noun="case.followup",
    page="case.followups",
    new="case.newfollowup",
    properties=(
        Property("case", "noun.case", Kind.LINK, Register.CASE, required=True, fixed=True),
        Property("reply_to", "case.replyto", Kind.LINK, Register.CASE_NOTE, fixed=True),
        Property("text", "rec.text", Kind.NOTE, required=True),
    ),
    title=("text",),
    columns=(
        Column("text", 30, grows=True),
        Column("changed_at", 14, "id", "list.changed"),
        Column("changed_by", 4, heading="list.by"),
    ),
    sort="id",
    rule=Rule.OWN,
    parent="case",
)

OPPORTUNITIES = RecordType(
    Register.OPPORTUNITY,
    entity="opportunity",
    noun="noun.opportunity",
    page="page.opportunities",
    new="opp.new",
    properties=(
        Property("subject", "call.subject", required=True),
        Property("status", "call.status", Kind.CHOICE, choices=OPPORTUNITY_STATUSES, default=2, half=True),
        Property("responsible", "case.resp", Kind.LINK, Register.EMPLOYEE, required=True, half=True),
        Property("company", "noun.company", Kind.LINK, Register.COMPANY, half=True),
        Property("contact", "noun.contact", Kind.LINK, Register.CONTACT, half=True),
        Property("project", "noun.project", Kind.LINK, Register.PROJECT, half=True),
        Property("probability", "opp.probability", Kind.PERCENT, half=True),
        Property("value", "opp.value", Kind.DECIMAL, half=True),
        Property("closes_on", "opp.close", Kind.DATE, half=True),
        Property("call", "rec.fromcall", Kind.CALL, fixed=True),
        Property("note", "rec.note", Kind.NOTE),
    ),
    title=("subject",),
    columns=(
        Column("subject", 24, "name_sort", grows=True),
        Column("company", 20, gives_way=1),
        Column("responsible", 4, heading="list.responsible", gives_way=2),
        Column("probability", 5, "probability", "opp.probability.short", gives_way=3),
        Column("value", 12, "value", "opp.value.short", gives_way=1),
        Column("closes_on", 8, "closes_on", "opp.close.short", gives_way=1),
        Column("changed_at", 8, "changed_at", "list.changed", gives_way=4),
        Column("changed_by", 4, heading="list.by", gives_way=5),
    ),
    sort="changed_at",
    descending=True,
    rule=Rule.KEPT,
    tabs=(Tab("opp.competitors", Register.COMPETITOR, "opportunity"),),
    status="status",
    owner="responsible",
    hit=("company", "contact"),
)

COMPETITORS = RecordType(
    Register.COMPETITOR,
    entity="competitor",
    noun="opp.competitor",
    page="opp.competitors",
    new="opp.newcompetitor",
    properties=(
        Property(
            "opportunity", "noun.opportunity", Kind.LINK, Register.OPPORTUNITY, required=True, fixed=True
        ),
        Property("name", "opp.competitor", required=True),
        Property("won", "opp.competitorwon", Kind.YES_NO, default=False),
        Property("note", "rec.note", Kind.NOTE),
    ),
    title=("name",),
    columns=(
        Column("name", 24, "name_sort", grows=True),
        Column("won", 6, heading="opp.won"),
        Column("changed_by", 4, heading="list.by"),
    ),
    sort="name_sort",
    parent="opportunity",
)

TIME_ENTRIES = RecordType(
    Register.TIME_ENTRY,
    entity="time_entry",
    noun="noun.timeentry",
    page="page.timereg",
    new="call.newtime",
    properties=(
        Property("day", "call.date", Kind.DATE, required=True, half=True),
        Property("employee", "noun.employee", Kind.LINK, Register.EMPLOYEE, required=True, half=True),
        Property("hours", "time.done", Kind.DECIMAL, required=True, half=True),
        Property("billable", "time.billable", Kind.DECIMAL, half=True),
        Property("hour_type", "time.type", Kind.CHOICE, choices=HOUR_TYPES, default=1, half=True),
        Property("activity", "time.kind", half=True),
        Property("company", "noun.company", Kind.LINK, Register.COMPANY, half=True),
        Property("project", "noun.project", Kind.LINK, Register.PROJECT, half=True),
        Property("note", "time.internal"),
        Property("order_text", "time.external"),
        Property("finished", "time.finished", Kind.YES_NO, default=False, half=True),
        Property("case", "noun.case", Kind.LINK, Register.CASE, half=True),
        Property("call", "rec.fromcall", Kind.CALL, fixed=True),
    ),
    title=("note",),
    columns=(
        Column("day", 11, "day"),
        Column("employee", 4, heading="list.emp"),
        Column("hours", 7, "hours", "time.done.short"),
        Column("billable", 7, "billable", "time.billable.short", gives_way=2),
        Column("company", 18, gives_way=1),
        Column("project", 18, gives_way=4),
        Column("activity", 12, gives_way=5),
        Column("note", 20, grows=True),
        Column("finished", 5, heading="time.finished.short", gives_way=3),
    ),
    sort="day",
    descending=True,
    rule=Rule.OWN,
    owner="employee",
    weekly="day",
    summed=("hours", "billable"),
    hit=("company", "project", "activity"),
)
