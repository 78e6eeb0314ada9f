"""The colours of statuses, which mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """The colour of a status."""

    BLUE = "blue"
    """Not begun."""
    YELLOW = "yellow"
    """Under way."""
    ORANGE = "orange"
    """Waiting."""
    GREEN = "green"
    """Done."""
    RED = "red"
    """Lost, cancelled."""
