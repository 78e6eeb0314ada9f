"""Every test here runs with the rules in the program, and with the rules in the server as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Acting, Fresh, people
from tests.models.soundness import assert_sound


@pytest.fixture(scope="module", params=["sqlite", "postgres", "roles"])
def kind(request: pytest.FixtureRequest) -> str:
    """The engine of ``session``."""
    return str(request.param)


@pytest.fixture(scope="module")
def office(kind: str, fresh: Fresh) -> Iterator[Acting]:
    """Sessions by initials on one database for all tests of a module; it is sound in the end."""
    with fresh() as session, people(session, kind) as acting:
        yield acting
        assert_sound(session.engine)
