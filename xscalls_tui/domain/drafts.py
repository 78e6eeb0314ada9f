"""What an operator has typed and not saved yet, as it is kept for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

Kept = str | int | bool | None | list[int | str]
"""What stands in a field: its text, the code of a choice, or a row that is linked to (id and name)."""

CALL = "call"
"""The form of a call; a register's has the register's name."""


class Draft(NamedTuple):
    """An unsaved entry. ``uid`` is that of the operation that will save it: whoever saves it again, here or
    there, saves it once."""

    uid: str
    form: str
    entry_id: int | None
    """The stored entry that was being changed, and its version then; None for a new one."""
    version: int | None
    label: str
    """What it is about, in a few words of its own."""
    fields: Mapping[str, Kept]
    field: str
    """The name of the field that was in use."""
    place: str = ""
    """The run of the program that keeps it."""
    kept_at: datetime | None = None
    """When that was (aware); None before it is."""
