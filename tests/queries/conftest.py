"""A small office to read."""

from __future__ import annotations

import pytest

from tests import factories
from xscalls_tui.services.session import Session


@pytest.fixture
def office(session: Session) -> Session:
    """A database with a few calls that have every link."""
    company = factories.company(session, "Åsen Bygg")
    factories.contact(session, "Ola Lie", company)
    factories.project(session, "1042", "Skolen", company)
    for number in range(8):
        factories.call(session, subject=f"Tilbud {number}", company=company, partner=1, project=1)
    return session
