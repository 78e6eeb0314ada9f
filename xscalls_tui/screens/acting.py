"""What can be done with the row under the cursor, or with the ticked rows, of a list of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import formats
from xscalls_tui.screens.messages import DataChanged, NewCall
from xscalls_tui.screens.reading import ReadingLists
from xscalls_tui.services import bulk, calls, followups
from xscalls_tui.services.bulk import BulkReport, Progress
from xscalls_tui.widgets.call_table import CallTable

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


class ListActions(ReadingLists[None]):
    """Commands on calls, for a screen with a CallTable."""

    criteria: Criteria
    """Which calls the list shows."""
    _progress: ProgressScreen | None = None

    @property
    def table(self) -> CallTable:
        """The list."""
        return self.query_one(CallTable)

    def targets(self) -> list[int]:
        """The ticked calls, or the one under the cursor."""
        if self.table.ticked:
            return sorted(self.table.ticked)
        row = self.table.cursor_row
        return [row.id] if row else []

    def do_call_done(self) -> None:
        """Set as carried out."""
        self._set_status(Status.DONE, "tools.setdone")

    def do_call_unanswered(self) -> None:
        """Set as unanswered."""
        self._set_status(Status.UNANSWERED, "tools.setunanswered")

    do_call_set_done = do_call_done
    do_call_set_unanswered = do_call_unanswered

    def do_call_set_planned(self) -> None:
        """Set as planned."""
        self._set_status(Status.PLANNED, "tools.setplanned")

    def do_call_set_cancelled(self) -> None:
        """Set as cancelled."""
        self._set_status(Status.CANCELLED, "tools.setcancelled")

    def do_call_delete(self) -> None:
        """Delete, after asking."""
        ids = self.targets()

        once = self.session.once()

        def work(some: Sequence[int], progress: Progress) -> BulkReport:
            return bulk.delete(once, some, progress)

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._run(ids, work, "bulk.deleted")

        if ids:
            question = self.t.count("msg.confirmdelete", len(ids))
            self._confirm(question, answered)

    def do_call_followup(self) -> None:
        """Plan a follow-up of the call under the cursor."""
        self._with_call(lambda call: NewCall(followups.follow_up(self.session, call), call.names))

    def do_call_copy(self) -> None:
        """Copy the call under the cursor."""
        self._with_call(lambda call: NewCall(followups.copy(self.session, call), call.names))

    def do_call_case(self) -> None:
        """Make a case from the call under the cursor."""
        self._with_call(lambda call: self.record_from(call, Register.CASE))

    def do_call_opportunity(self) -> None:
        """Make a sales opportunity from the call under the cursor."""
        self._with_call(lambda call: self.record_from(call, Register.OPPORTUNITY))

    def do_call_hours(self) -> None:
        """Write down the hours of the call under the cursor."""
        self._with_call(lambda call: self.record_from(call, Register.TIME_ENTRY))

    def do_call_unanswered_followup(self) -> None:
        """Set the call under the cursor as unanswered and plan a follow-up."""
        if not (row := self.table.cursor_row):
            return

        once = self.session.once()

        def work() -> NewCall | BulkReport:
            result = bulk.set_status(once, [row.id], Status.UNANSWERED)
            if result.refused:
                return result
            call = calls.read(self.session, row.id)
            return NewCall(followups.follow_up(self.session, call), call.names, result.uid)

        def done(result: NewCall | BulkReport) -> None:
            if isinstance(result, BulkReport):
                self._tell(result, "bulk.changed")
            else:
                self.post_message(DataChanged())
                self.post_message(result)

        self.ask("act", work, done, hold=True)

    def do_list_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        self.table.toggle_tick()

    def do_list_tick_all(self) -> None:
        """Tick every call that the list shows, loaded or not; all ticked already: untick them."""
        criteria = self.criteria
        if self.table.picture_heading().all_ticked:
            self.table.clear_ticks()
        elif not self.table.tick_all_loaded():
            self.ask("ids", lambda: calls.ids(self.session, criteria), self.table.set_ticks)

    def do_list_untick(self) -> None:
        """Untick all rows."""
        self.table.clear_ticks()

    def _with_call(self, prepare: Callable[[Call], Message]) -> None:
        if row := self.table.cursor_row:
            self.ask("act", lambda: prepare(calls.read(self.session, row.id)), self.go, hold=True)

    def _set_status(self, status: Status, label: str) -> None:
        ids = self.targets()

        once = self.session.once()

        def work(some: Sequence[int], progress: Progress) -> BulkReport:
            return bulk.set_status(once, some, status, progress)

        def run(answer: str | None) -> None:
            if answer == "yes":
                self._run(ids, work, "bulk.changed")

        if len(ids) > 1:
            question = self.t.count("bulk.confirm", len(ids), what=self.t(label))
            self._confirm(question, run)
        elif ids:
            run("yes")

    def _confirm(self, question: str, answered: Callable[[str | None], None]) -> None:
        # Loaded with the first question: the first frame is the list's.
        from xscalls_tui.screens.question import confirm

        self.app.push_screen(confirm(question, self.t), answered)

    def _run(self, ids: Sequence[int], work: Bulk, told: str) -> None:
        """Run an operation on many calls; it can be followed and cancelled when it is long."""
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
            self._tell(result, told)

        def failed(error: Exception) -> None:
            finished()
            self.refuse(error)

        if len(ids) > PROGRESS_FROM:
            from xscalls_tui.screens.question import ProgressScreen

            self._progress = ProgressScreen(self.t, stop.set)
            self.app.push_screen(self._progress)
        self.ask("act", lambda: work(ids, progress), done, failed)

    def _tell(self, result: BulkReport, told: str) -> None:
        """What became of the calls: a line, or a list of those that were refused."""
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
        """The calls that were left alone, under the reasons why."""
        for reason in sorted({refused.reason for refused in result.refused}):
            yield f"{self.t(reason)}:"
            for refused in result.refused:
                if refused.reason == reason:
                    date = formats.list_date(refused.starts_at.date()) if refused.starts_at else ""
                    yield f"  {refused.id}  {date}  {refused.subject or self.t('call.nosubject')}"

    @on(Advanced)
    def _advanced(self, event: Advanced) -> None:
        if self._progress is not None and self._progress.is_current:
            self._progress.show(event.done, event.total)
