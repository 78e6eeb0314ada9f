"""The rows of a list as files in the employee's own folder: in a worker, with progress, cancelled by Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import IO, TYPE_CHECKING, ClassVar

from xscalls_tui.domain.calls import Call
from xscalls_tui.screens.base import WorkScreen
from xscalls_tui.screens.bulk import PROGRESS_FROM, Advanced, BulkActions
from xscalls_tui.screens.filtering import FilteredList

if TYPE_CHECKING:
    from xscalls_tui.exports.formats import Format
    from xscalls_tui.exports.listing import Advance


class Cancelled(Exception):
    """Ends the writing; what was written is gone."""


def save_file(
    screen: WorkScreen[None], work: Callable[[], Path], finished: Callable[[], None] = lambda: None
) -> None:
    """Have ``work`` write a file; tell where it is, and have the path to paste; or tell why there is none."""

    from xscalls_tui.screens.question import report

    def done(file: Path) -> None:
        finished()
        if gate := screen.desk.given.gate:
            fetch = f"ssh {gate} get {file.name} > {file.name}"
            screen.app.copy_to_clipboard(fetch)
            screen.app.push_screen(report(screen.t("msg.exported.fetch"), [fetch], screen.t))
            return
        screen.app.copy_to_clipboard(str(file))
        screen.say(screen.t("msg.exported", file=str(file)))

    def failed(error: Exception) -> None:
        finished()
        if isinstance(error, Cancelled):
            screen.say(screen.t("export.cancelled"))
        elif isinstance(error, OSError):
            why = error.strerror or type(error).__name__
            screen.say(screen.t("export.failed", why=why), alarm=True)
        else:
            screen.refuse(error)

    screen.ask("export", work, done, failed)


def save_sheet(screen: WorkScreen[None], call: Call) -> None:
    """Write the sheet of one call."""

    def work() -> Path:
        from xscalls_tui.exports import files, pdf_call
        from xscalls_tui.services import followups

        session, t = screen.session, screen.t
        chain = followups.history(session, call.id) if call.in_chain else []
        name = files.name_of(f"{t('noun.call')} {call.id}", session.today(), "pdf")

        def content(stream: IO[bytes]) -> None:
            pdf_call.write(stream, call, chain, session, t)

        return files.store(files.folder(session), name, content)

    save_file(screen, work)


class Exporting(BulkActions):
    """A list whose rows, those in force or the ticked ones, can be exported."""

    FORMATS: ClassVar[dict[str, str]] = {
        "xlsx": "export.as.xlsx",
        "pdf": "export.as.pdf",
        "csv": "export.as.sheet",
        "csv-raw": "export.as.csvraw",
    }
    """Keys of what the formats are called."""

    def export_name(self) -> str:
        """What the files are called."""
        raise NotImplementedError

    def exporter(self) -> Callable[[IO[bytes], Format, Advance], None]:
        """What writes the rows that are in force now."""
        raise NotImplementedError

    def do_export_excel(self) -> None:
        """Excel (R167)."""
        self._export("xlsx")

    def do_export_pdf(self) -> None:
        """PDF (R168)."""
        self._export("pdf")

    def do_export_others(self) -> None:
        """Choose the format."""
        from xscalls_tui.screens.menu import Item, MenuScreen

        def chosen(name: str | None) -> None:
            if name is not None:
                self._export(name)

        items = [Item(name, self.t(key)) for name, key in self.FORMATS.items()]
        self.app.push_screen(MenuScreen(self.t("export.others"), items), chosen)

    def _export(self, name: str) -> None:
        """Write the file, and tell where it is."""
        from xscalls_tui.exports.formats import Format

        form, write = Format(name), self.exporter()
        total = len(self.table.ticked) or self.table.total or 0
        stop = Event()
        if not total or total > PROGRESS_FROM:
            from xscalls_tui.screens.question import ProgressScreen

            self._progress = ProgressScreen(self.t, stop.set)
            self.app.push_screen(self._progress)

        def advance(rows: int) -> None:
            if stop.is_set():
                raise Cancelled
            self.post_message(Advanced(rows, max(rows, total)))

        def finished() -> None:
            if self._progress is not None:
                self._progress.dismiss()
                self._progress = None

        def work() -> Path:
            from xscalls_tui.exports import files

            session = self.session
            name = files.name_of(self.export_name(), session.today(), form.ending)
            return files.store(files.folder(session), name, lambda stream: write(stream, form, advance))

        save_file(self, work, finished)


class ExportingList(Exporting, FilteredList):
    """A list of calls, which have formats of their own besides."""

    FORMATS: ClassVar[dict[str, str]] = {
        **Exporting.FORMATS,
        "jsonl": "export.as.jsonl",
        "ics": "export.as.ics",
    }

    def export_name(self) -> str:
        """Calls."""
        return self.t("export.name.calls")

    def exporter(self) -> Callable[[IO[bytes], Format, Advance], None]:
        """The calls in force."""
        from xscalls_tui.exports import formats
        from xscalls_tui.exports.calls import CallExport

        session, t = self.session, self.t
        export = CallExport(session, self.criteria, self.sort, self.table.ticked)
        return lambda stream, form, advance: formats.write(stream, form, export, session, t, advance)
