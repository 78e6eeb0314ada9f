"""The file by which the writers of a SQLite file tell of their commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories
from tests.models.test_watch import SOON, another, watching
from xscalls_tui.domain.news import News
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
        monkeypatch.setattr(ChangeFile, "add", lambda _self, _news: None)
        factories.call(other)
        assert told(SOON)
        assert not told(0.3), "once"


CHANGED = frozenset({News.CHANGED})
NOTHING = (frozenset[News](), frozenset[News]())


def marks(path: Path, own: bytes) -> ChangeFile:
    """The file as a session with this mark sees it."""
    return ChangeFile(path, own * MARK)


def test_marks_are_told_apart_and_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "crm.db-changes"
    mine, theirs, watch = marks(path, b"a"), marks(path, b"b"), marks(path, b"a")
    assert watch.read() == NOTHING
    mine.add(News.CHANGED)
    assert watch.read() == (CHANGED, frozenset())
    mine.add(News.CHANGED)
    theirs.add(News.PRESENCE)
    mine.add(News.CHANGED)
    assert watch.read() == (CHANGED | {News.PRESENCE}, {News.PRESENCE}) and watch.read() == NOTHING
    for _ in range(LONGEST // (MARK + 1)):
        mine.add(News.CHANGED)
    watch.read()
    theirs.add(News.CHANGED)
    assert watch.read().others and path.stat().st_size <= LONGEST
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_file_s_place_is_not_followed(tmp_path: Path) -> None:
    target, path = tmp_path / "other", tmp_path / "crm.db-changes"
    target.write_bytes(b"untouched")
    path.symlink_to(target)
    mine = marks(path, b"a")
    mine.add(News.CHANGED)
    assert mine.read() == NOTHING and target.read_bytes() == b"untouched"
