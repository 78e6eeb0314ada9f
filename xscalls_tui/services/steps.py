"""How far something long has come, and whether it is to go on."""

from __future__ import annotations

from xscalls_tui.services.bulk import Progress


class Cancelled(Exception):
    """The operator does not want it to go on."""


class Steps:
    """Tells the progress of ``total`` steps. Raises Cancelled when the answer is no."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = max(total, 1)

    def at(self, done: int) -> None:
        """So many steps are done."""
        if self._progress and not self._progress(min(done, self._total), self._total):
            raise Cancelled
