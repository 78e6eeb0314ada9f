"""What the journal tells of the database itself."""

from __future__ import annotations

from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import Operation


def newest_operation(engine: Engine) -> int:
    """The number of the newest operation; 0 when there is none. It rises with everything that is written."""
    rows = engine.rows(Operation.select(Operation.id).order_by(Operation.id.desc()).limit(1))
    return int(rows[0][0]) if rows else 0


def first_operation(engine: Engine) -> str | None:
    """The name of the first operation; a copy of the database has the same one."""
    rows = engine.rows(Operation.select(Operation.uid).order_by(Operation.id).limit(1))
    return str(rows[0][0]) if rows else None
