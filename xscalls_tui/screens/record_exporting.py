"""A register's list as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from xscalls_tui.screens.exporting import Exporting
from xscalls_tui.screens.record_filtering import FilteredRecords

if TYPE_CHECKING:
    from xscalls_tui.exports.formats import Format
    from xscalls_tui.exports.listing import Advance


class ExportingRecords(Exporting, FilteredRecords):
    """A register's list whose records can be exported."""

    def export_name(self) -> str:
        """What the list shows."""
        return self.t(self.kind.page).rpartition(" - ")[2]

    def exporter(self) -> Callable[[IO[bytes], Format, Advance], None]:
        """The records in force."""
        from xscalls_tui.exports import formats
        from xscalls_tui.exports.records import RecordExport

        t = self.t
        export = RecordExport(self.session, self.kind, self.criteria, self.sort, self.table.ticked)
        return lambda stream, form, advance: formats.write_table(stream, form, export, t, advance)
