"""Reading a file that is to be imported, in a worker, and bringing it in; given up by Esc."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event

from textual import on
from textual.message import Message

from xscalls_tui.commands.base import Context
from xscalls_tui.screens.base import Desk, WorkScreen
from xscalls_tui.screens.messages import DataChanged
from xscalls_tui.screens.question import confirm
from xscalls_tui.services import sheets
from xscalls_tui.services.bulk import Progress
from xscalls_tui.services.sheets import Job, Outcome, Report, Surveyed, remembered
from xscalls_tui.widgets.import_lines import ImportLines

_READ_AGAIN = 2_000
"""Lines that a file may have to be read again by itself."""


@dataclass(eq=False, repr=False)
class Advanced(Message):
    """The reading or writing has come so far."""

    of: Event
    done: int
    total: int


class ImportReading(WorkScreen[None]):
    """Reads the file as it is said to be read, and brings it in as it was shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stop = Event()
        self._busy = False

    @property
    def lines(self) -> ImportLines:
        """The import as it stands."""
        return self.query_one(ImportLines)

    def context(self) -> Context:
        """There is something to bring in when a line would be new or changed."""
        report = self.lines.report if self.is_mounted else None
        counts = report.counts if report is not None else {}
        brings = any(counts.get(one) for one in (Outcome.NEW, Outcome.CHANGED))
        return super().context()._replace(brings=brings)

    def on_unmount(self) -> None:
        """Nobody waits for what is being read."""
        self._stop.set()

    def do_refresh(self) -> None:
        """Read the file again, unless it is being read or brought in."""
        if self.lines.job is not None and not self._busy:
            self._read(self.lines.job)

    @property
    def follows(self) -> bool:  # type: ignore[override]
        """A long file is not read again for whatever anybody saves: bringing it in looks once more."""
        report = self.lines.report
        return report is not None and len(report.told) <= _READ_AGAIN

    def _read(self, job: Job) -> None:
        """Read the file as said, and show what it would bring."""
        session, lines, progress = self.session, self.lines, self._progress()
        if lines.job is None or (lines.job.path, lines.job.what) != (job.path, job.what):
            lines.surveyed, lines.extensions = None, ""
        lines.job, lines.report = job, None
        lines.reading = self.t("imp.reading", percent=0)
        lines.lay_out()

        def look() -> tuple[Surveyed, str]:
            with session.reading():
                said = {**remembered.extensions(session), **job.extensions}
            return sheets.survey(session, job), remembered.written_extensions(said)

        def looked(found: tuple[Surveyed, str]) -> None:
            lines.surveyed, lines.extensions = found
            lines.lay_out()
            self.ask("import", lambda: sheets.preview(session, job, progress), self._show, failed)

        def failed(error: Exception) -> None:
            self._busy = False
            lines.reading = self.desk.explain(error)
            lines.lay_out()
            self.refuse(error)

        self.ask("import", look, looked, failed)

    def _show(self, report: Report) -> None:
        self._busy = False
        if report.cancelled:
            self.lines.reading = self.t("bulk.cancelled")
        else:
            self.lines.report = report
        self.lines.lay_out()

    def _progress(self) -> Progress:
        """What is told how far it has come, and gives up what is still being read."""
        self._stop.set()
        self._busy = True
        stop = self._stop = Event()

        def progress(done: int, total: int) -> bool:
            self.post_message(Advanced(stop, done, total))
            return not stop.is_set()

        return progress

    @on(Advanced)
    def _advanced(self, event: Advanced) -> None:
        if event.of is self._stop and self._busy:
            self.lines.reading = self.t("imp.reading", percent=100 * event.done // event.total)
            self.lines.lay_out()

    # Bringing it in

    def do_imports_bring_in(self) -> None:
        """Ask, and bring the file in."""
        job, report, t = self.lines.job, self.lines.report, self.t
        if job is None or report is None:
            return
        new, changed = report.counts[Outcome.NEW], report.counts[Outcome.CHANGED]

        def decided(answer: str | None) -> None:
            if answer == "yes":
                self._bring_in(job)

        question = t("imp.question", new=new, changed=changed, refused=report.counts[Outcome.REFUSED])
        self.app.push_screen(confirm(question, t), decided)

    def _bring_in(self, job: Job) -> None:
        lines, once, progress = self.lines, self.session.once(), self._progress()
        shown = lines.report
        lines.report, lines.reading = None, self.t("imp.reading", percent=0)
        lines.lay_out()

        def work() -> Report:
            sheets.remember(self.session, job)  # before: what is undone first is the import
            return sheets.bring_in(once, job, progress=progress)

        def done(report: Report) -> None:
            self._busy = False
            if report.cancelled:
                lines.report = shown
                lines.lay_out()
                self.say(self.t("bulk.cancelled"))
                return
            new, changed = report.counts[Outcome.NEW], report.counts[Outcome.CHANGED]
            self.say(self.t("imp.broughtin", new=new, changed=changed))
            self.post_message(DataChanged())
            self._read(job)

        def failed(error: Exception) -> None:
            self._busy = False
            lines.report = shown
            lines.lay_out()
            self.refuse(error)

        self.ask("import", work, done, failed)

    def do_back(self) -> None:
        """What is being read or written is given up first; then the page is left."""
        if self._busy:
            self._stop.set()
        else:
            super().do_back()
