"""Every test here runs with the rules in the program, and with the rules in the server as well."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", params=["sqlite", "postgres", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine of ``session``."""
    return str(request.param)
