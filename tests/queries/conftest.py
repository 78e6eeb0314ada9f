"""A small office to read."""

from __future__ import annotations

import pytest

from tests.queries.requests import furnish
from xscalls_tui.services.session import Session


@pytest.fixture
def office(session: Session) -> Session:
    """A database with a few calls that have every link."""
    furnish(session)
    return session
