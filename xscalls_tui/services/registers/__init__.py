"""The registers: reading, making, changing and deleting records of any of them, by what is declared of it."""

from __future__ import annotations

from xscalls_tui.services.registers import from_call, from_record
from xscalls_tui.services.registers.reading import (
    Linked,
    blank,
    count,
    existing,
    hanging_on,
    ids,
    linked,
    page,
    read,
    sums,
)
from xscalls_tui.services.registers.writing import create, delete, put, save, set_active, set_status

__all__ = [
    "Linked",
    "blank", "count", "create", "delete", "existing", "from_call", "from_record", "hanging_on", "ids",
    "linked", "page", "put", "read", "save", "set_active", "set_status", "sums",
]  # fmt: skip
