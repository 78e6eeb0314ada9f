"""Processes that save at once: none is refused, nothing is lost, and one number follows the other."""

from __future__ import annotations

import multiprocessing

from tests import factories
from tests.conftest import Fresh
from tests.faults.writer import save_many
from tests.models.soundness import assert_sound
from xscalls_tui.domain.calls import Status
from xscalls_tui.domain.criteria import Criteria, Criterion, Field
from xscalls_tui.models.postgres import PostgresEngine
from xscalls_tui.services import calls, employees

PROCESSES, SAVES = 4, 50


def test_four_processes_save_fifty_times_each_without_an_error(fresh: Fresh) -> None:
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload([save_many.__module__, PostgresEngine.__module__])
    with fresh() as session:
        for initials, _ in factories.ORDINARY:  # so that all of them may change the shared call
            employees.change(session, initials, superuser=True)
        shared = factories.call(session, subject="Felles", note="0")
        everybody = ("KN", "OL", "PH", "BR")
        with nursery.Pool(PROCESSES) as pool:
            work = [(factories.where(session), who, SAVES, shared.id) for who in everybody]
            pool.starmap(save_many, work)
        assert calls.count(session, Criteria()) == 1 + PROCESSES * SAVES
        done = Criteria((Criterion(Field.STATUS, Status.DONE),))
        assert calls.count(session, done) == PROCESSES * SAVES
        assert_sound(session.engine)
        # Each added one to the shared note every tenth time, however often somebody else came first.
        now, added = calls.read(session, shared.id), PROCESSES * SAVES // 10
        assert (now.note, now.version) == (str(added), 1 + added)
