"""A server with an sshd, a database, and a key of OL's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.gate.sshd import Sshd, admin, running
from xscalls_tui.services import employees
from xscalls_tui.services.opening import create_session


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the server: its database, its account's home, its keys."""
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="module")
def database(folder: Path) -> Path:
    """With KN, OL and PH."""
    file = folder / "crm.db"
    with closing(create_session(str(file), "KN", "Kari Nordmann")) as session:
        for initials, name in (("OL", "Ola Lie"), ("PH", "Per Holm")):
            employees.add(session, initials, name)
    return file


@pytest.fixture(scope="module")
def sshd(folder: Path, database: Path) -> Iterator[Sshd]:
    """With a key of OL's."""
    with running(folder) as server:
        admin(server, database, "add", "OL", given=server.make_key("ol").with_suffix(".pub").read_bytes())
        yield server


@pytest.fixture
def ol(sshd: Sshd) -> Path:
    """OL's key."""
    return sshd.keys / "ol"
