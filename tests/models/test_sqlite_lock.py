"""The lock file in front of the writers."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.holders import lock_holder
from xscalls_tui.domain.errors import Busy, DatabaseUnusable
from xscalls_tui.models.fairlock import FairLock

PATIENT = 60.0
"""Seconds that no test comes near."""
HASTY = 0.05


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the lock file is."""
    return tmp_path / "crm.db-lock"


def test_only_one_thread_at_a_time_holds_it(path: Path) -> None:
    inside: list[int] = []

    def work(_number: int) -> bool:
        with lock:
            inside.append(1)
            alone = len(inside) == 1
            inside.pop()
            return alone

    with closing(FairLock(path, PATIENT)) as lock, ThreadPoolExecutor(4) as threads:
        assert all(threads.map(work, range(200)))


def test_two_locks_on_one_file_exclude_each_other_as_two_processes_do(path: Path) -> None:
    with closing(FairLock(path, PATIENT)) as ours, closing(FairLock(path, HASTY)) as theirs:
        with ours, pytest.raises(Busy), theirs:
            pass
        with theirs:
            pass


def test_it_is_busy_after_the_time_it_was_given(path: Path) -> None:
    with closing(FairLock(path, HASTY)) as lock, lock_holder(path):
        began = time.monotonic()
        with pytest.raises(Busy), lock:
            pass
        assert HASTY <= time.monotonic() - began < PATIENT


def test_a_thread_is_busy_when_another_one_does_not_let_go(path: Path) -> None:
    held, finished = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            finished.wait()

    with closing(FairLock(path, HASTY)) as lock, ThreadPoolExecutor(1) as threads:
        other = threads.submit(hold)
        held.wait()
        with pytest.raises(Busy), lock:
            pass
        finished.set()
        other.result()
        with lock:
            pass


def test_a_killed_process_gives_it_back(path: Path) -> None:
    with closing(FairLock(path, PATIENT)) as lock, lock_holder(path) as process:
        process.kill()
        with lock:
            pass


def test_whoever_waits_has_it_as_soon_as_the_holder_dies(path: Path) -> None:
    def wait() -> bool:
        with lock:
            return True

    with (
        closing(FairLock(path, PATIENT)) as lock,
        lock_holder(path) as process,
        ThreadPoolExecutor(1) as threads,
    ):
        waiting = threads.submit(wait)
        process.kill()
        assert waiting.result()


def test_who_gave_up_waiting_does_not_take_it_later(path: Path) -> None:
    """The thread that still waits in the kernel gets the lock in the end, and hands it back at once."""
    with closing(FairLock(path, PATIENT)) as patient:
        with closing(FairLock(path, HASTY)) as hasty, lock_holder(path):
            for _ in range(3):
                with pytest.raises(Busy), hasty:
                    pass
        with patient:
            pass
        for thread in threading.enumerate():
            if thread.name == "write-lock":
                thread.join()
        with patient, pytest.raises(Busy), closing(FairLock(path, HASTY)) as hasty, hasty:
            pass


def test_after_giving_up_the_same_lock_can_be_had(path: Path) -> None:
    with closing(FairLock(path, HASTY)) as lock:
        with lock_holder(path), pytest.raises(Busy), lock:
            pass
        for thread in threading.enumerate():
            if thread.name == "write-lock":
                thread.join()
        with lock:
            pass


def test_a_body_that_fails_gives_it_back(path: Path) -> None:
    with closing(FairLock(path, HASTY)) as lock:
        with pytest.raises(ZeroDivisionError), lock:
            raise ZeroDivisionError
        with lock:
            pass


def test_the_lock_file_is_private_and_no_link(path: Path, tmp_path: Path) -> None:
    with closing(FairLock(path, HASTY)) as lock, lock:
        assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with closing(FairLock(path, HASTY)) as lock, pytest.raises(DatabaseUnusable), lock:
        pass
    assert not (tmp_path / "elsewhere").exists()
