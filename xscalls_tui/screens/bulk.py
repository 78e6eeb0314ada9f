"""What can be done with many rows of a list at once: ticks, a question first, progress, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message

from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.reading import ReadingLists
from xscalls_tui.services.bulk import BulkReport, Progress, Refused
from xscalls_tui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from xscalls_tui.screens.question import ProgressScreen

PROGRESS_FROM = 500
"""From so many rows on the operator is shown how far it has come."""

Bulk = Callable[[Sequence[int], Progress], BulkReport]


@dataclass(eq=False, repr=False)
class Advanced(Message):
    """A long operation has come so far."""

    done: int
    total: int


class BulkActions(ReadingLists[None]):
    """Works on the ticked rows of a list, or on the one under the cursor."""

    _progress: ProgressScreen | None = None

    @property
    def table(self) -> ListTable[Any]:
        """The list."""
        return self.query_one(ListTable)

    def refused_line(self, refused: Refused) -> str:
        """A row that was left alone, as the report tells it."""
        return f"{refused.id}  {refused.subject}"

    def ids(self) -> Callable[[], list[int]]:
        """What reads the ids of all rows of the list."""
        raise NotImplementedError

    def targets(self) -> list[int]:
        """The ticked rows, or the one under the cursor."""
        if self.table.ticked:
            return sorted(self.table.ticked)
        row = self.table.cursor_row
        return [row.id] if row else []

    def do_list_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        self.table.toggle_tick()

    def do_list_tick_all(self) -> None:
        """Tick every row that the list shows, loaded or not; all ticked already: untick them."""
        if self.table.picture_heading().all_ticked:
            self.table.clear_ticks()
        elif not self.table.tick_all_loaded():
            self.ask("ids", self.ids(), self.table.set_ticks)

    def do_list_untick(self) -> None:
        """Untick all rows."""
        self.table.clear_ticks()

    def confirm(self, question: str, answered: Callable[[str | None], None]) -> None:
        """Ask a yes-or-no question."""
        # Loaded with the first question: the first frame is the list's.
        from xscalls_tui.screens.question import confirm

        self.app.push_screen(confirm(question, self.t), answered)

    def run_bulk(self, ids: Sequence[int], work: Bulk, told: str) -> None:
        """Run an operation on many rows; it can be followed and cancelled when it is long."""
        stop = Event()

        def progress(done: int, total: int) -> bool:
            self.post_message(Advanced(done, total))
            return not stop.is_set()

        def finished() -> None:
            if self._progress is not None:
                self._progress.dismiss()
                self._progress = None

        def done(result: BulkReport) -> None:
            finished()
            self.tell_bulk(result, told)

        def failed(error: Exception) -> None:
            finished()
            self.refuse(error)

        if len(ids) > PROGRESS_FROM:
            from xscalls_tui.screens.question import ProgressScreen

            self._progress = ProgressScreen(self.t, stop.set)
            self.app.push_screen(self._progress)
        self.ask("act", lambda: work(ids, progress), done, failed)

    def tell_bulk(self, result: BulkReport, told: str) -> None:
        """What became of the rows: a line, or a list of those that were refused."""
        if result.cancelled:
            self.say(self.t("bulk.cancelled"))
            return
        self.table.clear_ticks()
        self.post_message(DataChanged())
        text = self.t.count(told, result.changed)
        if not result.refused:
            self.say(text)
            return
        if len(result.refused) == 1 and not result.changed:
            self.say(self.t(result.refused[0].reason), alarm=True)
            return
        text += ". " + self.t.count("bulk.refused", len(result.refused))
        from xscalls_tui.screens.question import report

        self.app.push_screen(report(text, list(self._refused(result)), self.t))

    def _refused(self, result: BulkReport) -> Iterator[str]:
        """The rows that were left alone, under the reasons why."""
        for reason in sorted({refused.reason for refused in result.refused}):
            yield f"{self.t(reason)}:"
            for refused in result.refused:
                if refused.reason == reason:
                    yield f"  {self.refused_line(refused)}"

    @on(Advanced)
    def _advanced(self, event: Advanced) -> None:
        if self._progress is not None and self._progress.is_current:
            self._progress.show(event.done, event.total)
