"""A small office: some companies, people and calls, for the screens to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import office


@pytest.fixture(scope="session")
def template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that every test's ``session`` gets a copy of: here it has calls in it."""
    return office.furnish(template, tmp_path_factory.mktemp("office") / "office.db")


@pytest.fixture(scope="module")
def kind() -> str:
    """The screens are tested on files."""
    return "sqlite"
