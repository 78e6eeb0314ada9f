"""What several journeys begin with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests import factories
from xscalls_tui.services.opening import open_session


@pytest.fixture
def database_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[str]], str]:
    """Makes a database in which OL has calls of these subjects, all today; gives its place."""

    def made(subjects: Iterable[str]) -> str:
        path = str(tmp_path / "crm.db")
        monkeypatch.setenv("XSCALLS_CONFIG", os.devnull)
        factories.fill_template(path)
        session = open_session(path, "OL", factories.clock())
        for subject in subjects:
            factories.call(session, subject=subject)
        session.close()
        return path

    return made
