"""What the journal tells of the database itself."""

from __future__ import annotations

from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Operation


def first_operation(engine: Engine) -> str | None:
    """The name of the first operation; a copy of the database has the same one."""
    rows = engine.rows(Operation.select(Operation.uid).order_by(Operation.id).limit(1))
    return str(rows[0][0]) if rows else None
