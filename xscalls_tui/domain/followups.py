"""Calls that follow up calls: what a follow-up or a copy starts out with, and the tree of a chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from xscalls_tui.domain.calls import Call, CallDraft, Direction, Status
from xscalls_tui.domain.trees import tree


def follow_up_of(call: Call, day: date, reminder: int | None) -> CallDraft:
    """What a follow-up of ``call`` on ``day`` is filled in with (R37, ruling O14)."""
    return call.draft()._replace(
        starts_at=datetime.combine(day, call.starts_at.time()),
        ends_at=datetime.combine(day, call.ends_at.time()),
        direction=Direction.OUT,
        status=Status.PLANNED,
        reminder=reminder,
        note="",
        origin=call.id,
    )


def copy_of(call: Call) -> CallDraft:
    """What a copy of ``call`` is filled in with: everything but its links (R111, R112)."""
    return call.draft()._replace(status=Status.PLANNED, origin=None)


class ChainCall(NamedTuple):
    """One call of a chain, with the columns of the tab Historikk (R94-R99)."""

    id: int
    origin: int | None
    starts_at: datetime
    ends_at: datetime
    direction: Direction
    status: Status
    subject: str
    initials: str


class ChainLine(NamedTuple):
    """A line of the tree: the call, how deep it stands, and for each level above it whether more
    siblings follow there (so that the branch lines can be drawn)."""

    call: ChainCall
    rails: tuple[bool, ...]
    last: bool

    @property
    def depth(self) -> int:
        """0 for the first call of the chain."""
        return len(self.rails)


def chain_lines(calls: Iterable[ChainCall]) -> list[ChainLine]:
    """The tree of a chain from its first call down, siblings by start time. A call whose origin is not
    among ``calls`` stands at the top."""
    everyone = sorted(calls, key=lambda call: (call.starts_at, call.id))
    branches = tree(everyone, lambda call: call.id, lambda call: call.origin)
    return [ChainLine(branch.item, branch.rails, branch.last) for branch in branches]
