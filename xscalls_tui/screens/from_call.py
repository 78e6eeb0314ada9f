"""What comes of a call: the card of a new record, filled in."""

from __future__ import annotations

from xscalls_tui.domain.calls import Call
from xscalls_tui.domain.registers import Register
from xscalls_tui.screens.messages import NewRecord
from xscalls_tui.services.session import Session


def record_from(session: Session, call: Call, register: Register) -> NewRecord:
    """In a worker: the card of a new record of this register, made from a call."""
    from xscalls_tui.services import registers  # loaded with the first one

    return NewRecord(registers.from_call.draft(session, register, call), register)
