"""The permission rules as SQL: the twin of ``domain/permissions.py``."""

from __future__ import annotations

from typing import Any

from peewee import Value

from xscalls_tui.models.engine import param


def may_change(call: Any, *, superuser: bool) -> Any:
    """An expression that is true for the calls that the employee ``param('me')`` may change or delete."""
    if superuser:
        return Value(True, converter=False)
    me = param("me")
    return (call.employee == me) | ((call.created_by == me) & ~call.owner_saved)
