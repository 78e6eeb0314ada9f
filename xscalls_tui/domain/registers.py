"""The registers: what a call points to, and what hangs on it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Register(StrEnum):
    """A kind of records that have numbers of their own."""

    EMPLOYEE = "employee"
    COMPANY = "company"
    CONTACT = "contact"
    PROJECT = "project"
    CASE = "case"
    CASE_NOTE = "case_note"
    OPPORTUNITY = "opportunity"
    COMPETITOR = "competitor"
    TIME_ENTRY = "time_entry"


class RegisterRow(NamedTuple):
    """What a chosen row brings along: its company and the number to ring it on (empty when it has none)."""

    company: int | None
    phone: str
