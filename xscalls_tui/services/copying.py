"""Moving house: a copy of a whole database, from one engine to another or to the same one.

Everything is carried, with its ids: registers, calls, the journal, what was deleted, settings. Whatever stops
the copying, the same call goes on where it stopped; the copy opens only when it is whole, and equal to what
was copied.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import NamedTuple

from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.models import copying
from xscalls_tui.models.copying import Checksum
from xscalls_tui.models.database import open_database, shown
from xscalls_tui.models.engine import Engine
from xscalls_tui.models.tables import ALL
from xscalls_tui.services.bulk import Progress
from xscalls_tui.services.identity import owns
from xscalls_tui.services.steps import Cancelled, Steps


class CopiedTable(NamedTuple):
    """One table on both sides, as it was read back."""

    name: str
    source: Checksum
    copy: Checksum

    @property
    def same(self) -> bool:
        """Whether both hold the same."""
        return self.source == self.copy


class CopyReport(NamedTuple):
    """What became of a copy."""

    tables: tuple[CopiedTable, ...] = ()
    cancelled: bool = False
    """It was broken off; the same call goes on."""

    @property
    def same(self) -> bool:
        """Whether every table is the same on both sides. If not, the copy does not open."""
        return all(table.same for table in self.tables)


def copy_database(source: str, target: str, progress: Progress | None = None) -> CopyReport:
    """Copy a whole database to a file that is not there yet, or to a server, where no tables of ours are yet.

    ``progress`` is told steps: three for each row, since it is copied and then read back on both sides.
    Raises NotAllowed unless both databases are one's own, and DatabaseUnusable: for a target that is
    something else than a copy that was begun, for a source that has changed since it was, and for values that
    the target cannot store.
    """
    for where in (source, target):
        if not owns(where):
            raise NotAllowed("msg.copy.notowner", path=shown(where))
    with closing(open_database(source)) as old, old.reading(), old.loader.snapshot():
        _require_owner(old, source)
        state = copying.state_of(old)
        with closing(copying.open_target(target, old, state)) as new, new.reading(), new.loader.filling():
            _require_owner(new, target)
            try:
                return _copy(old, new, Steps(progress, 3 * sum(state.rows.values())))
            except Cancelled:
                return CopyReport(cancelled=True)


def _require_owner(engine: Engine, where: str) -> None:
    if engine.login() is not None:
        raise NotAllowed("msg.copy.notowner", path=shown(where))


def _copy(old: Engine, new: Engine, steps: Steps) -> CopyReport:
    done = 0
    for table in ALL:
        reached = copying.reached(new, table)
        for rows in copying.batches(old, table, reached.key):
            steps.at(done + reached.rows)
            reached = copying.append(new, table, rows, reached)
        done += reached.rows
    for _ in copying.restore(new):
        steps.at(done)
    copying.settle(new)
    report = _compare(old, new, steps, done)
    if report.same:
        copying.finish(new)
    return report


def _compare(old: Engine, new: Engine, steps: Steps, done: int) -> CopyReport:
    """Read both sides back."""
    tables = []
    for table in ALL:
        sums = []
        for engine in (old, new):
            sums.append(copying.checksum(engine, table, partial(_tell, steps, done)))
            done += sums[-1].rows
        tables.append(CopiedTable(copying.name_of(table), *sums))
    return CopyReport(tuple(tables))


def _tell(steps: Steps, before: int, rows: int) -> None:
    steps.at(before + rows)
