"""Saved searches: criteria and an order that somebody keeps under a name."""

from __future__ import annotations

from typing import NamedTuple

from xscalls_tui.domain.criteria import Criteria, Sort
from xscalls_tui.domain.errors import Message
from xscalls_tui.domain.permissions import Keeping


class SavedSearch(NamedTuple):
    """One saved search, as the employee at work sees it."""

    id: int
    name: str
    keeping: Keeping
    initials: str
    """Of its owner."""
    sort: Sort
    criteria: Criteria | None
    """None when its line cannot be read any more; ``why`` then tells the reason."""
    words: str
    """The criteria in the language asked for; the line as it is stored when it cannot be read."""
    why: Message | None = None
    start: bool = False
    """Whether the employee's program opens with it."""
