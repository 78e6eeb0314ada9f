"""Every test here runs on both engines."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine of ``session``."""
    return str(request.param)
