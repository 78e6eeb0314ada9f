"""F4: a disk without room. A save is refused in words, nothing of it is stored, reading goes on, and the
same save works when there is room again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests import factories
from tests.models.soundness import assert_sound, everything
from xscalls_tui.domain.criteria import Criteria, PageRequest
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.services import bulk, calls, undo
from xscalls_tui.services.opening import create_session, open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A server's disk is the server's."""
    return "sqlite"


LONG = "x" * 90_000


def _fill(session: Session) -> int:
    """Create calls with long notes until there is no room; how many there are."""
    with pytest.raises(DatabaseUnusable) as told:
        for _ in range(1000):
            factories.call(session, note=LONG)
    assert told.value.message.key == "msg.db.full"
    return calls.count(session, Criteria())


def test_a_database_that_may_not_grow_refuses_in_words_and_takes_up_again(session: Session) -> None:
    engine = session.engine
    with engine.reading():  # holds on to the connection that the limit is set for
        ((pages,),) = engine.rows_of("PRAGMA page_count")
        engine.rows_of(f"PRAGMA max_page_count = {pages + 900}")
        stored = _fill(session)
        assert stored > 2
        before = everything(engine)
        with pytest.raises(DatabaseUnusable):
            factories.save(session, 1, note=LONG[::-1] + "y")
        assert everything(engine) == before
        assert len(calls.page(session, PageRequest()).rows) == stored
        engine.rows_of("PRAGMA max_page_count = 1000000")
        factories.call(session, note=LONG)
    assert_sound(engine)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes of its own; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "none", str(place)]
    may = os.geteuid() == 0 and shutil.which(mount[0])
    if not may or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_refuses_in_words_and_takes_up_again_when_freed(small_disk: Path, template: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 500_000)
    with closing(factories.open_copy(template, small_disk / "crm.db")) as session:
        stored = _fill(session)
        assert stored > 2
        before = everything(session.engine)
        writes: tuple[Callable[[], object], ...] = (
            lambda: factories.call(session, note=LONG),
            lambda: factories.save(session, 1, note=LONG[::-1] + "y"),
        )
        for write in writes:
            with pytest.raises(DatabaseUnusable) as told:
                write()
            assert told.value.message.key == "msg.db.full"
            assert everything(session.engine) == before
        assert len(calls.page(session, PageRequest()).rows) == stored
        ballast.unlink()
        factories.call(session, subject="Plass igjen")
        assert bulk.delete(session, [1]).changed == 1
        undo.undo(session)
        assert_sound(session.engine)
    with closing(open_session(str(small_disk / "crm.db"), "KN")) as again:
        assert calls.count(again, Criteria()) == stored + 1


def test_on_a_full_disk_no_database_is_made_and_none_is_left_half_made(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(DatabaseUnusable):
        create_session(str(small_disk / "crm.db"), *factories.SUPERUSER)
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]
    ballast.unlink()
    create_session(str(small_disk / "crm.db"), *factories.SUPERUSER).close()


def test_on_a_full_disk_a_database_is_refused_in_words_and_opens_again_when_freed(
    small_disk: Path, template: Path
) -> None:
    """SQLite needs room for its log before it can read."""
    path = small_disk / "crm.db"
    factories.open_copy(template, path).close()
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable) as told:
        open_session(str(path), "KN").close()
    assert told.value.message.key in ("msg.db.full", "msg.db.cannotopen")
    assert path.read_bytes() == before
    ballast.unlink()
    open_session(str(path), "KN").close()
