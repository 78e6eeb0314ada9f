"""Who has a call open, and who asks to be let change one again (R63-R66)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Opened(NamedTuple):
    """Somebody else has a call open, since an aware moment."""

    initials: str
    since: datetime


class Claim(NamedTuple):
    """Who planned a call asks its owner, who has saved it, to let them change it again."""

    id: int
    call_id: int
    subject: str
    asker: str
    owner: str
    """The initials of both."""
    refused: bool
    granted: bool


class Presence(NamedTuple):
    """What an employee is to know of others at work."""

    opened: Mapping[int, tuple[Opened, ...]] = {}
    """By the id of the call, the earliest first."""
    asked: tuple[Claim, ...] = ()
    """What others ask of the employee and is not answered yet, the newest first."""
    own: tuple[Claim, ...] = ()
    """What the employee asks of others, answered or not."""
