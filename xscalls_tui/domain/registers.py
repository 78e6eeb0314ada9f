"""The registers that a call points to."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Register(StrEnum):
    """What a look-up field looks up."""

    EMPLOYEE = "employee"
    COMPANY = "company"
    CONTACT = "contact"
    PROJECT = "project"


class RegisterRow(NamedTuple):
    """What a chosen row brings along: its company and the number to ring it on (empty when it has none)."""

    company: int | None
    phone: str
