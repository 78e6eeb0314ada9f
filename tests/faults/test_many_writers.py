"""Processes that save at once: none is refused, nothing is lost, and one number follows the other."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

from tests import factories
from tests.faults.writer import save_many
from tests.models.soundness import assert_sound
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.services import calls
from xscalls_tui.services.session import Session

PROCESSES, SAVES = 4, 50


def test_four_processes_save_fifty_times_each_without_an_error(template: Path) -> None:
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload([save_many.__module__])
    with factories.fresh(template) as session:
        shared = factories.call(session, subject="Felles", note="0")
        file, initials = str(session.engine.db.database), ("KN", "OL", "PH", "BR")
        with nursery.Pool(PROCESSES) as pool:
            work = [(file, who, SAVES, shared.id) for who in initials]
            conflicts = pool.starmap(save_many, work)
        assert calls.count(session, Criteria()) == 1 + PROCESSES * SAVES
        done = Criteria((Criterion(Field.STATUS, Status.DONE),))
        assert calls.count(session, done) == PROCESSES * SAVES
        assert_sound(session.engine)
        _no_update_was_lost(session, shared.id, sum(conflicts))


def _no_update_was_lost(session: Session, shared: int, conflicts: int) -> None:
    """Each of the processes added one to the note of a shared call every tenth time, however often it had
    to read it again."""
    call = calls.read(session, shared)
    added = PROCESSES * SAVES // 10
    assert (call.note, call.version) == (str(added), 1 + added)
    assert conflicts >= 0
    assert replace(call.draft(), note="") == replace(call.draft(), note="")
