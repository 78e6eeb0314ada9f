"""What can be done with the row under the cursor, or with the ticked rows, of a list of calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message

from xscalls_tui.domain.calls import Call, Status
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.registers import Register
from xscalls_tui.i18n import formats
from xscalls_tui.screens.counting import CountedList
from xscalls_tui.screens.from_call import record_from
from xscalls_tui.screens.messages import DataChanged, NewCall, RingUp
from xscalls_tui.services import bulk, calls, followups
from xscalls_tui.services.bulk import BulkReport, Progress, Refused
from xscalls_tui.widgets.call_table import CallTable


class ListActions(CountedList):
    """Commands on calls, for a screen with a CallTable."""

    criteria: Criteria
    """Which calls the list shows."""

    @property
    def table(self) -> CallTable:
        """The list."""
        return self.query_one(CallTable)

    def refused_line(self, refused: Refused) -> str:
        """With the date."""
        date = formats.list_date(refused.starts_at.date()) if refused.starts_at else ""
        return f"{refused.id}  {date}  {refused.subject or self.t('call.nosubject')}"

    def ids(self) -> Callable[[], list[int]]:
        """What reads the ids of all calls of the list."""
        criteria = self.criteria
        return lambda: calls.ids(self.session, criteria)

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
                self.run_bulk(ids, work, "bulk.deleted")

        if ids:
            question = self.t.count("msg.confirmdelete", len(ids))
            self.confirm(question, answered)

    def do_call_followup(self) -> None:
        """Plan a follow-up of the call under the cursor."""
        self._with_call(lambda call: NewCall(followups.follow_up(self.session, call), call.names))

    def do_call_copy(self) -> None:
        """Copy the call under the cursor."""
        self._with_call(lambda call: NewCall(followups.copy(self.session, call), call.names))

    def do_call_dial(self) -> None:
        """Ring the call under the cursor, in its window."""
        self._with_call(lambda call: RingUp(call))

    def do_call_case(self) -> None:
        """Make a case from the call under the cursor."""
        self._with_call(lambda call: record_from(self.session, call, Register.CASE))

    def do_call_opportunity(self) -> None:
        """Make a sales opportunity from the call under the cursor."""
        self._with_call(lambda call: record_from(self.session, call, Register.OPPORTUNITY))

    def do_call_hours(self) -> None:
        """Write down the hours of the call under the cursor."""
        self._with_call(lambda call: record_from(self.session, call, Register.TIME_ENTRY))

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
                self.tell_bulk(result, "bulk.changed")
            else:
                self.post_message(DataChanged())
                self.post_message(result)

        self.ask("act", work, done, hold=True)

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
                self.run_bulk(ids, work, "bulk.changed")

        if len(ids) > 1:
            question = self.t.count("bulk.confirm", len(ids), what=self.t(label))
            self.confirm(question, run)
        elif ids:
            run("yes")
