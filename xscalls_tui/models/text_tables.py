"""The tables of what is searched, each beside the table of the rows that it is searched of."""

from __future__ import annotations

from peewee import IntegerField, TextField

from xscalls_tui.models.columns import Table


class EntityText(Table):
    """What is searched of the row of the same id: ``domain.text.searchable``, then PAD; empty for nothing."""

    id = IntegerField(primary_key=True)
    title = TextField(default="")
    """A call's subject; the name of a row of a register, and what stands for it."""
    names = TextField(default="")
    """Of people and firms that it tells of without a link: a call's partner."""
    body = TextField(default="")
    """A call's note; what else is told of a row of a register."""
    numbers = TextField(default="")
    """Telephone numbers: each as typed, and its digits with the country's."""


class CallText(EntityText):
    """Of a call."""


class CompanyText(EntityText):
    """Of a company."""


class ContactText(EntityText):
    """Of a contact person."""


class ProjectText(EntityText):
    """Of a project."""


class CaseText(EntityText):
    """Of a case."""

    class Meta:
        table_name = "crm_case_text"


class OpportunityText(EntityText):
    """Of a sales opportunity."""


class TimeEntryText(EntityText):
    """Of a time entry."""
