"""Lines typed before, where the server keeps the rules: each employee has their own."""

from __future__ import annotations

import pytest

from tests.conftest import Acting
from xscalls_tui.services import filters


@pytest.fixture(scope="module")
def kind() -> str:
    """Everybody signed in as themselves."""
    return "roles"


def test_everybody_has_their_own_lines(acting: Acting) -> None:
    ola, per = acting("OL"), acting("PH")
    for session, lines in ((ola, ("a", "b", "a")), (per, ("a",))):
        for line in lines:
            filters.remember(session, line)
    assert (filters.past(ola), filters.past(per)) == (["a", "b"], ["a"])
    for number in range(filters.KEPT):
        filters.remember(ola, str(number))
    assert (len(filters.past(ola)), filters.past(per)) == (filters.KEPT, ["a"])
