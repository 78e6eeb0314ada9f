"""What every test can lean on."""

from __future__ import annotations

import pytest

from xscalls_tui.i18n import LOCALE_DIR, Translator
from xscalls_tui.i18n.compile_catalogues import compile_catalogues


def pytest_configure(config: pytest.Config) -> None:
    """A checkout has no compiled catalogues, or old ones: compile before xdist starts its workers."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(LOCALE_DIR)


# Texts.


@pytest.fixture(scope="session")
def nb() -> Translator:
    """The texts in Norwegian bokmål."""
    return Translator("nb")


@pytest.fixture(scope="session")
def en() -> Translator:
    """The texts in English."""
    return Translator("en")


# Database and people: on a temporary file, never :memory:.
