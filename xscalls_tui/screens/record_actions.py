"""What can be done with the row under the cursor, or with the ticked rows, of a register's list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xscalls_tui.domain.record_types import Choice, RecordType
from xscalls_tui.domain.records import RecordCriteria, RecordDraft
from xscalls_tui.screens.bulk import Bulk
from xscalls_tui.screens.counting import CountedList
from xscalls_tui.screens.messages import NewRecord, RingUp
from xscalls_tui.screens.reading_records import ReadingRecords
from xscalls_tui.services import registers
from xscalls_tui.services.bulk import BulkReport, Progress
from xscalls_tui.widgets.record_table import RecordTable


class RecordActions(CountedList, ReadingRecords[None]):
    """Commands on records, for a screen with one RecordTable."""

    kind: RecordType
    criteria: RecordCriteria
    """Which records the list shows."""

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one(RecordTable)

    def ids(self) -> Callable[[], list[int]]:
        """What reads the ids of all records of the list."""
        session, register, criteria = self.session, self.kind.register, self.criteria
        return lambda: registers.ids(session, register, criteria)

    def counter(self, cap: int | None) -> Callable[[], int]:
        """What counts the records."""
        session, register, criteria = self.session, self.kind.register, self.criteria
        return lambda: registers.count(session, register, criteria, cap)

    def given(self) -> dict[str, int | str]:
        """What a new record starts out with: what all that are shown link to."""
        links = {name for name, one in self.kind.by_name.items() if one.register is not None}
        return {term.property: term.value for term in self.criteria.terms if term.property in links}

    def do_records_new(self) -> None:
        """Open the card of a new record."""
        session, register, given = self.session, self.kind.register, self.given()

        def show(draft: RecordDraft) -> None:
            self.go(NewRecord(draft, register))

        self.ask("act", lambda: registers.blank(session, register, given), show, hold=True)

    def do_call_dial(self) -> None:
        """Ring the record under the cursor, in the window of a new call."""
        if (row := self.table.cursor_row) is None:
            return
        session, register = self.session, self.kind.register

        def work() -> RingUp:
            record = registers.read(session, register, row.id)
            return RingUp(None, *registers.from_record.call(session, record))

        self.ask("act", work, self.go, hold=True)

    def do_records_delete(self) -> None:
        """Delete, after asking."""
        ids, once, register = self.targets(), self.session.once(), self.kind.register
        if not ids:
            return

        def work(some: Sequence[int], progress: Progress) -> BulkReport:
            return registers.delete(once, register, some, progress)

        row = self.table.cursor_row
        name = row.title if row is not None and ids == [row.id] else f"ID {ids[0]}"
        question = self.t.count("rec.confirmdelete", len(ids), name=name)
        self._after_asking(question, lambda: self.run_bulk(ids, work, "rec.deleted"))

    def do_records_unuse(self) -> None:
        """Put out of use."""
        self._set_active(False, "card.unuse")

    def do_records_use(self) -> None:
        """Put back into use."""
        self._set_active(True, "card.use")

    def set_as(self, status: Choice) -> None:
        """Give the rows a status."""
        once, register = self.session.once(), self.kind.register

        def work(some: Sequence[int], progress: Progress) -> BulkReport:
            return registers.set_status(once, register, some, status.code, progress)

        self._change(work, self.t("rec.setas", what=self.t(status.label)))

    def _set_active(self, active: bool, label: str) -> None:
        once, register = self.session.once(), self.kind.register

        def work(some: Sequence[int], progress: Progress) -> BulkReport:
            return registers.set_active(once, register, some, active, progress)

        self._change(work, self.t(label))

    def _change(self, work: Bulk, what: str) -> None:
        """Change the rows; of several it is asked first."""
        if len(ids := self.targets()) > 1:
            question = self.t.count("rec.confirm", len(ids), what=what)
            self._after_asking(question, lambda: self.run_bulk(ids, work, "rec.changed"))
        elif ids:
            self.run_bulk(ids, work, "rec.changed")

    def _after_asking(self, question: str, do: Callable[[], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                do()

        self.confirm(question, answered)
