"""Who may copy from a server, and to one: its owner."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import factories
from tests.postgres import Server
from tests.services import moving
from tests.services.moving import place_of, stop_after
from xscalls_tui.domain.errors import NotAllowed
from xscalls_tui.models import copying
from xscalls_tui.services.copying import copy_database
from xscalls_tui.services.session import Session


@pytest.fixture(scope="module")
def kind() -> str:
    """A file has no roles."""
    return "postgres"


@contextmanager
def another_role(postgres: Server) -> Iterator[str]:
    """Somebody who may read and write everything, and owns nothing."""
    role = f"copier_{os.getpid()}"
    postgres.run(f"CREATE ROLE {role} LOGIN")
    try:
        postgres.run(f"GRANT pg_read_all_data, pg_write_all_data TO {role}")
        yield f"//{role}:@"
    finally:
        postgres.run(f"DROP ROLE {role}")


def test_who_does_not_own_the_tables_copies_nothing(
    session: Session, postgres: Server, tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH", 2)
    with another_role(postgres) as role:
        with pytest.raises(NotAllowed) as refused:
            copy_database(place_of(session).replace("//postgres:@", role), str(tmp_path / "copy.db"))
        assert (refused.value.message.key, refused.value.exit_code) == ("msg.copy.notowner", 77)
        assert not (tmp_path / "copy.db").exists()
        with closing(factories.open_copy(template, tmp_path / "mine.db")) as mine:
            moving.fill(mine)
        with postgres.database("TEMPLATE template1") as url:
            theirs = url.replace("//postgres:@", role)
            with pytest.raises(NotAllowed) as refused:
                copy_database(str(tmp_path / "mine.db"), theirs)
            assert refused.value.message.key == "msg.notallowed.server"
            assert copy_database(str(tmp_path / "mine.db"), url, stop_after(3)).cancelled
            with pytest.raises(NotAllowed) as refused:
                copy_database(str(tmp_path / "mine.db"), theirs)
            assert refused.value.message.key == "msg.copy.notowner"
