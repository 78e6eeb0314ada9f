"""The file by which the writers of a SQLite file tell of their commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories
from tests.models.test_watch import SOON, another, watching
from xscalls_tui.models import changefile
from xscalls_tui.models.changefile import LONGEST, MARK, ChangeFile
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A server tells by itself."""
    return "sqlite"


def test_a_writer_who_died_before_telling_is_found_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changefile, "BEAT_SECONDS", 0.05)
    with another(session) as other, watching(session) as told:
        assert not told(0.3)
        monkeypatch.setattr(ChangeFile, "add", lambda _self: None)
        factories.call(other)
        assert told(SOON)
        assert not told(0.3), "once"


def marks(path: Path, own: bytes) -> ChangeFile:
    """The file as a session with this mark sees it."""
    return ChangeFile(path, own * MARK)


def test_marks_are_told_apart_and_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "crm.db-changes"
    mine, theirs, watch = marks(path, b"a"), marks(path, b"b"), marks(path, b"a")
    assert watch.read() == (False, False)
    mine.add()
    assert watch.read() == (True, False)
    mine.add()
    theirs.add()
    mine.add()
    assert watch.read() == (True, True) and watch.read() == (False, False)
    for _ in range(LONGEST // MARK):
        mine.add()
    watch.read()
    theirs.add()
    assert watch.read().others and path.stat().st_size <= LONGEST
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_file_s_place_is_not_followed(tmp_path: Path) -> None:
    target, path = tmp_path / "other", tmp_path / "crm.db-changes"
    target.write_bytes(b"untouched")
    path.symlink_to(target)
    mine = marks(path, b"a")
    mine.add()
    assert mine.read() == (False, False) and target.read_bytes() == b"untouched"
