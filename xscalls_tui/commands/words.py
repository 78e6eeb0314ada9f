"""The words for what a call's columns hold, as keys of the catalogue."""

from __future__ import annotations

from xscalls_tui.domain.calls import Direction, Status

STATUSES = {
    Status.PLANNED: "status.planned",
    Status.DONE: "status.done",
    Status.CANCELLED: "status.cancelled",
    Status.UNANSWERED: "status.unanswered",
}
ALL_STATUSES = "status.all"
DIRECTIONS = {Direction.OUT: "dir.out", Direction.IN: "dir.in"}
