"""A database that one may only read: it opens so, and saving is refused in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import factories
from xscalls_tui.services.opening import open_session
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """What one may only read is a file."""
    return "sqlite"


NOBODY = 65534

_READER = """
import os, sys
import apsw, playhouse.apsw_ext, playhouse.pool
from xscalls_tui.domain.criteria import Criteria
from xscalls_tui.domain.errors import DatabaseUnusable
from xscalls_tui.services import calls, opening
from xscalls_tui.models import phones
phones.number_of("22 33 44 55")
if os.geteuid() == 0:
    os.setuid(65534)  # whom the file's mode holds back; all modules are loaded by now
session = opening.open_session(sys.argv[1], "KN")
print(session.engine.read_only, calls.count(session, Criteria()), flush=True)
sys.stdin.readline()
print(calls.count(session, Criteria()))
try:
    calls.create(session, calls.blank(session))
except DatabaseUnusable as error:
    print(error.message.key)
session.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that also an account without rights could reach, were it let in."""
    place = Path(tempfile.gettempdir()) if os.geteuid() == 0 else tmp_path
    place = place / f"xscalls-{os.getpid()}"
    place.mkdir(0o755)
    yield place
    place.chmod(0o700)
    shutil.rmtree(place)


def _reader(path: Path, mode: int) -> subprocess.Popen[str]:
    """A process that may read the database and what lies beside it, in a folder of this mode."""
    for file in path.parent.iterdir():
        file.chmod(0o400 if file == path else 0o600)
    path.parent.chmod(mode)
    if os.geteuid() == 0:
        for file in (*path.parent.iterdir(), path.parent):
            os.chown(file, NOBODY, NOBODY)
    command = [sys.executable, "-c", _READER, str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("in_use", [False, True], ids=["closed", "in use"])
@pytest.mark.parametrize("mode", [0o500, 0o700], ids=["folder too", "file alone"])
def test_it_opens_read_only_and_a_save_is_refused_in_words(
    session: Session, folder: Path, in_use: bool, mode: int
) -> None:
    """Also where no log can be made beside the file, and while another process has one there."""
    factories.call(session)
    path = Path(session.engine.db.database)
    if not in_use:
        session.close()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, folder)
    before = (folder / path.name).read_bytes()
    with _reader(folder / path.name, mode) as reader:
        told, _ = reader.communicate("\n")
    assert told == "True 1\n1\nmsg.db.readonly\n"
    assert (folder / path.name).read_bytes() == before


def test_a_reader_without_a_log_sees_what_the_owner_saves_meanwhile(template: Path, folder: Path) -> None:
    path = folder / template.name
    shutil.copy(template, path)
    with _reader(path, 0o500) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "True 0\n"
        path.parent.chmod(0o700)
        path.chmod(0o600)
        with closing(open_session(str(path), "KN")) as owner:
            factories.call(owner)
        told, _ = reader.communicate("\n")
    assert told == "1\nmsg.db.readonly\n"
